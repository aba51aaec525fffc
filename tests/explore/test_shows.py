"""A formula that moves was checked: `shows=` compares it when the explorer is made."""

import pytest
import sympy as sp
import torch

from dlnotes.explore import (
    Arrow,
    Bars,
    Box,
    Boxes,
    Choice,
    Curves,
    Explorer,
    Grid,
    Heatmap,
    Layers,
    Matrix,
    Outcomes,
    Paths,
    Piece,
    Plane,
    Readout,
    Recurrence,
    Slider,
    Trace,
    drawing,
    side_of,
)
from dlnotes.symbolic import agree, claim, computed, define, evidence, real

a, c, x, y, u = sp.symbols("a c x y u", positive=True)
k, n = sp.symbols("k n", integer=True, positive=True)
beta = real("beta", 0, 1)
root = sp.sqrt(x**2 + a**2)
SLIDERS = [Slider(a, 0.1, 3, value=1), Slider(c, 0.01, 10, value=1, log=True)]


def length(x, a):
    return torch.sqrt(x**2 + a**2)


def turned(angle, size):
    return size * torch.cos(angle), size * torch.sin(angle)


def table(a, c):
    return torch.stack((torch.stack((a, c)), torch.stack((a * c, a + c))))


@pytest.fixture(autouse=True)
def statements(monkeypatch):
    """What a chapter stated above its explorers."""
    monkeypatch.setattr(evidence, "display", lambda shown: None)
    define(sp.Symbol("r"), root, label="root")
    define(sp.Symbol("h"), -sp.log(2) / sp.log(beta), label="half-life")
    claim(sp.expand((a + c) ** 2), (a + c) ** 2, label="square")
    claim(sp.Sum(a**k, (k, 0, n - 1)) * (1 - a), 1 - a**n, where={a: (0, 1)}, label="geometric")
    agree(turned, (a * sp.cos(u), a * sp.sin(u)), u, a, label="turned")


def explorer(*panels, sliders=SLIDERS, readouts=()):
    alt = "What is seen here, in twenty letters at least."
    return Explorer("seen", sliders=sliders, panels=panels, readouts=readouts, alt=alt)


def curve(formula, shows, **options):
    return explorer(Curves(x, (0.1, 10), {"r": formula}, shows=shows, **options))


@pytest.mark.parametrize(
    ("formula", "shows"),
    [
        (root, "root"),
        (a * sp.sqrt(1 + (x / a) ** 2), "root"),
        (100 * root, side_of("root", times=100)),
        (sp.sqrt(4 + x**2), side_of("root", {a: 2})),
        (sp.sqrt(c**2 / 4 + x**2), side_of("root", {a: c / 2})),
        (root, length),
        (root / c, lambda x, a, c: length(x, a) / c),
        (sp.sqrt(x**2 + 9), computed(length, x, 3)),
        (sp.sqrt(x**2 + 4 * a**2), computed(length, x, 2 * a)),
        (2 * root, drawing("a line that helps the eye")),
    ],
)
def test_a_formula_that_was_checked_passes(formula, shows):
    (said,) = curve(formula, shows).spec["shows"]
    assert said[0] == "curve 'r'" and said[1].startswith(("equation root", "code length", "draw"))


@pytest.mark.parametrize(
    ("formula", "shows"),
    [
        (x**2 + a**2, "root"),
        (sp.sqrt(x**2 + a), "root"),
        (-root, "root"),
        (root + sp.Rational(1, 10**4), "root"),
        (root, side_of("root", times=100)),
        (sp.sqrt(70 + x**2), side_of("root", {a: sp.sqrt(80)})),
        (sp.sqrt(x**2 + 70), computed(length, x, 80**0.5)),
        (x**2 + a**2, length),
        (root, computed(length, a, 2 * x)),
        (sp.sqrt(x**2 - a**2), "root"),
    ],
)
def test_a_formula_with_a_fault_is_refused(formula, shows):
    words = r"curve 'r' shows \S+ at (a = \S+, )?x = \S+, but (equation root|code length) gives \S+"
    with pytest.raises(ValueError, match=words):
        curve(formula, shows)


def test_either_side_of_a_claim_may_be_shown():
    for formula in ((a + c) ** 2, a**2 + 2 * a * c + c**2):
        explorer(Bars({"square": formula}, shows="square"))
    with pytest.raises(ValueError, match="bar 'square' shows"):
        explorer(Bars({"square": a**2 + a * c + c**2}, shows="square"))


def test_integers_of_a_claim_are_integers_of_the_explorer():
    t = sp.Symbol("n", positive=True)
    near = [Slider(a, 0.05, 0.95, value=0.5)]
    panel = Curves(
        t, (1, 30), {"sum": (1 - a**t) / (1 - a)}, shows=side_of("geometric", times=1 / (1 - a))
    )
    explorer(panel, sliders=near)


def test_an_unbounded_name_is_put_in():
    faster = sp.Symbol("beta_1", real=True)
    sliders = [Slider(faster, 0.5, 0.99, value=0.9, step=0.01)]
    half = -sp.log(2) / sp.log(faster)
    good = Readout("half-life", half, shows=side_of("half-life", {beta: faster}))
    panel = Bars({"beta": faster})
    assert explorer(panel, sliders=sliders, readouts=[good]).spec["shows"] == [
        ["readout 'half-life'", "equation half-life"]
    ]
    with pytest.raises(ValueError, match="has no beta, as equation half-life has: give its value"):
        explorer(panel, sliders=sliders, readouts=[Readout("h", half, shows="half-life")])
    wrong = Readout("h", 2 * half, shows=side_of("half-life", {beta: faster}))
    with pytest.raises(ValueError, match="readout 'h' shows"):
        explorer(panel, sliders=sliders, readouts=[wrong])


def test_a_step_of_a_recurrence_is_an_equation_with_indices():
    w, g = (sp.IndexedBase(name, real=True) for name in ("w", "g"))
    define(w[k], w[k - 1] - c * g[k], label="step")

    def descent(slope):
        method = Recurrence({x: 1, y: 1}, {x: x - c * 2 * a * x, y: y - c * slope})
        shows = {
            "descent": {
                x: side_of("step", {w[k - 1]: x, g[k]: 2 * a * x}),
                y: side_of("step", {w[k - 1]: y, g[k]: 2 * y}),
            }
        }
        return Paths(((0, 2), (0, 2)), {"descent": method}, steps=5, step=k, shows=shows)

    assert explorer(descent(2 * y)).spec["shows"] == [
        ["update of x in 'descent'", "equation step"],
        ["update of y in 'descent'", "equation step"],
    ]
    with pytest.raises(ValueError, match="update of y in 'descent' shows"):
        explorer(descent(y))


def test_a_choice_is_compared_at_each_of_its_places():
    kind = sp.Symbol("kind", integer=True)
    sliders = [*SLIDERS, Choice(kind, ["one", "two", "three"])]

    def of_kind(kind, x, a):
        return (x, length(x, a), a)[kind]

    right = sp.Piecewise((x, sp.Eq(kind, 0)), (root, sp.Eq(kind, 1)), (a, True))
    wrong = sp.Piecewise((x, sp.Eq(kind, 0)), (root, sp.Eq(kind, 1)), (2 * a, True))
    explorer(Curves(x, (0, 1), {"r": right}, shows=of_kind), sliders=sliders)
    with pytest.raises(ValueError, match=r"kind = 2, .*but code of_kind gives"):
        explorer(Curves(x, (0, 1), {"r": wrong}, shows=of_kind), sliders=sliders)


def shapes(size):
    return {
        "circle": Trace(u, (0, 3), size * sp.cos(u), size * sp.sin(u)),
        "to it": Arrow((0, 0), (size * sp.cos(c), size * sp.sin(c))),
        "between": Arrow((2 * size, size), (size * c, size)),
    }


def panels(good):
    """A panel of every kind, with a fault where `good` is False."""
    f = 1 if good else sp.Rational(101, 100)
    step = Recurrence({x: 1, y: 1}, {x: f * (x - a * x), y: y - c * y})
    square = ((0, 2), (0, 2))
    world = {".": Piece("floor"), "#": Piece("wall", wall=True)}
    cells = sp.symbols("v r north rn east re south rs west rw", real=True)
    pairs = list(zip(cells[::2], cells[1::2], strict=True))
    update = f * sp.Max(*(paid + a * value for value, paid in pairs[1:]))
    turn = computed(turned, u, a)
    return {
        "band": Curves(
            x, (1, 2), {"x": x}, bands={"b": (x, f * root)}, shows={"b": {"high": "root"}}
        ),
        "bars": Bars({"a": f * (a + c) ** 2}, shows="square"),
        "heat": Heatmap((x, y), square, f * sp.sqrt(x**2 + y**2), shows=computed(length, x, y)),
        "shapes": Plane(
            square,
            shapes(f * a),
            shows={
                "circle": turn,
                "to it": computed(turned, c, a),
                "between": {
                    "start": computed(lambda a: (2 * table(a, a)[0, 0], a), a),
                    "end": drawing("for the eye"),
                },
            },
        ),
        "surface": Plane(
            square,
            {"r": Arrow((0, 0), (a, a))},
            plane=(x, y),
            surface=f * sp.sqrt(x**2 + y**2),
            shows={"surface": computed(length, x, y)},
        ),
        "paths": Paths(
            square,
            {"descent": step},
            steps=5,
            step=k,
            shows={"descent": lambda x, y, a, c: (x - a * table(x, x)[0, 0], y - c * y)},
        ),
        "paths by state": Paths(
            square,
            {"descent": step},
            steps=5,
            step=k,
            shows={
                "descent": {x: lambda x, a: table(x * (1 - a), a)[0, 0], y: drawing("for the eye")}
            },
        ),
        "outcomes": Outcomes(
            n,
            (1, 9),
            {"descent": step},
            steps=n,
            step=k,
            most=9,
            shows={"descent": lambda x, y, a, c: (table(x - a * x, a)[0, 0], y - c * y)},
        ),
        "matrix": Matrix([[f * a, c], [a * c, a + c]], "ab", "cd", shows=table),
        "matrix by index": Matrix(
            f * sp.sqrt(x**2 + y**2 + a),
            "abc",
            "de",
            index=(x, y),
            shows=lambda x, y, a: length(length(x, y), a**0.5),
        ),
        "grid": Grid(
            "world",
            ["..", ".#"],
            world,
            here=pairs[0],
            around=pairs[1:],
            steps=3,
            step=k,
            update=update,
            shows={
                "update": lambda north, east, south, west, rn, re, rs, rw, a: max(
                    table(p + a * v, a)[0, 0]
                    for v, p in zip((north, east, south, west), (rn, re, rs, rw), strict=True)
                )
            },
        ),
        "layers": Layers([{"label": "one", "kernel": f * (a + c) ** 2}], shows={"one": "square"}),
        "boxes": Boxes(
            square,
            {"b": Box((a, f * root.subs(x, c), 2, 2))},
            shows={"b": lambda a, c: (a, length(c, a), 2, 2)},
        ),
    }


@pytest.mark.parametrize("kind", panels(True))
def test_every_kind_of_panel_is_compared(kind):
    assert explorer(panels(True)[kind]).spec["shows"]
    with pytest.raises(ValueError, match=r" shows \S+ at .*but (equation|code) "):
        explorer(panels(False)[kind])


def test_what_names_nothing_is_told():
    spec = explorer(
        Curves(x, (1, 2), {"r": root, "s": 2 * root, "x": x, "two": 2}, shows={"r": "root"}),
        readouts=[Readout("a", a), Readout("b", a**2)],
    ).spec
    assert spec["shows"] == [["curve 'r'", "equation root"], ["curve 's'", ""], ["readout 'b'", ""]]


def test_an_explorer_that_names_nothing_is_as_before():
    assert "shows" not in curve(root, None).spec


def test_the_stored_data_does_not_depend_on_points():
    bare, said = curve(root, None).spec, curve(root, "root").spec
    assert {name: value for name, value in said.items() if name != "shows"} == bare


@pytest.mark.parametrize(
    ("shows", "error", "words"),
    [
        ("roots", ValueError, "label 'roots': no definition, claim or agreement"),
        ({"q": "root"}, ValueError, r"Curves: shows=\{'q': ...\}: expected one of \['r'\]"),
        ({"r": {"z": "root"}}, ValueError, r"shows=\{'z': ...\}: expected one of \[\]"),
        (3, TypeError, "curve 'r': shows=3"),
        (lambda x, a: (x**2 + a**2) ** 0.5, ValueError, "calls no reference code"),
        (lambda x, a: torch.sqrt(x**2 + a**2), ValueError, "calls no reference code"),
        (lambda x, b: length(x, b), ValueError, "argument b, which no symbol is called"),
        (computed(length, x, y), ValueError, "has no y, as code length has"),
        (computed(turned, x, a), TypeError, "curve 'r': the code returns several values"),
        (computed(lambda x, a: length(x, a) * float("nan"), x, a), ValueError, "at 0 of 120"),
    ],
)
def test_what_cannot_be_compared_is_an_error(shows, error, words):
    with pytest.raises(error, match=words):
        curve(root, shows)


@pytest.mark.parametrize("why", ["", "drawing", None, 3])
def test_a_drawing_says_why(why):
    with pytest.raises(ValueError, match="expected words"):
        drawing(why)
