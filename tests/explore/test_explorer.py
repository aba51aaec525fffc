"""Specs, errors by name, pictures, noise, labels, and values under a kernel."""

import json
import re
from base64 import b64decode
from xml.etree import ElementTree

import numpy as np
import pytest
import sympy as sp

from dlnotes.explore import (
    Bars,
    Curves,
    Explorer,
    Heatmap,
    Marker,
    Paths,
    Readout,
    Recurrence,
    Slider,
)
from dlnotes.explore.axes import number_text, ticks
from dlnotes.explore.labels import label, plain
from dlnotes.explore.noise import mulberry32, normals
from dlnotes.explore.page import page
from dlnotes.explore.panels.paths.values import path_values
from dlnotes.explore.picture import picture
from tests.explore.gallery import EXAMPLES
from tests.symbolic.export.values import evaluate_tree

A, B, X, Y, T = sp.symbols("a b x y t", real=True)
ALT = "A line whose slope follows the slider."


def explorer(panels=None, sliders=None, name="line", alt=ALT, readouts=()):
    return Explorer(
        name,
        sliders=sliders or [Slider(A, 0, 2, value=1)],
        panels=panels or [Curves(X, (0, 1), {"line": A * X})],
        readouts=readouts,
        alt=alt,
    )


def paths(recurrence):
    return explorer([Paths(((0, 1), (0, 1)), {"p": recurrence}, steps=2, step=T)])


def test_the_spec_is_plain_json_and_stable():
    spec = explorer(readouts=[Readout("twice", 2 * A)]).spec
    assert json.loads(json.dumps(spec)) == spec == explorer(readouts=[Readout("twice", 2 * A)]).spec
    assert spec["panels"][0]["curves"][0]["f"] == ["mul", "a", "x"]


def test_common_parts_are_shared_between_panels_and_readouts():
    shared = sp.exp(-(A**2))
    panels = [Curves(X, (0, 1), {"one": shared * X}), Bars({"two": shared + 1})]
    spec = explorer(panels, readouts=[Readout("three", shared)]).spec
    text = json.dumps([spec["parts"], spec["panels"], spec["readouts"]])
    assert text.count('"exp"') == 1


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Slider(A, 2, 2, value=2), "range 2 to 2 is empty"),
        (lambda: Slider(A, 0, 1, value=2), "does not hold value=2"),
        (lambda: Slider(A, 0, 1, value=0.5, step=3), "step=3: expected more than 0 and at most"),
        (lambda: Slider(A, 0, 1, value=0.5, step=0.3), "does not divide the range"),
        (lambda: Slider(A, -1, 1, value=0.5, log=True), "reaches zero"),
        (lambda: Slider(A, 0, float("inf"), value=1), "high=inf: expected a finite number"),
        (lambda: explorer(sliders=[Slider(A, 0, 1, value=1)] * 2), "two controls are named a"),
        (lambda: explorer(name="My Line"), "name='My Line'"),
        (lambda: explorer(alt="short"), "alt='short'"),
        (lambda: explorer([Curves(X, (1, 0), {"l": X})]), "x axis: range=(1, 0)"),
        (lambda: Curves(X, (0, 1), {"l": X}, log_x=True), "reaches zero, which log cannot"),
        (lambda: Curves(X, (0, 1), {f"c{k}": k * X for k in range(1000)}), "1000 of them"),
        (lambda: explorer([Curves(X, (0, 1), {"l": B * X})]), "curve 'l': b is neither"),
        (lambda: explorer([Curves(X, (0, 1), {"l": sp.Symbol("a") * X})]), "other assumptions"),
        (lambda: explorer([Curves(A, (0, 1), {"l": A})]), "a is a slider and a variable"),
        (lambda: explorer([Curves(X, (0, 1), {"l": sp.gamma(X)})]), "curve 'l': gamma"),
        (
            lambda: explorer([Curves(X, (0, 1), {"l": sp.Sum(X**T, (T, 0, sp.oo))})]),
            "curve 'l': Sum",
        ),
        (lambda: explorer([Curves(X, (0, 1), {"l": sp.Function("f")(X)})]), "f in f(x)"),
        (lambda: explorer([Curves(X, (0, 1), {"l": sp.log(-X - A)})]), "nowhere a finite number"),
        (lambda: explorer(readouts=[Readout("r", sp.zoo * A)]), "readout 'r'"),
        (lambda: Paths(((0, 1), (0, 1)), {"p": None}, steps=0, step=T), "steps=0"),
        (lambda: Paths(((0, 1), (0, 1)), {"p": 1}, steps=9, step=T, plane=(X, Y)), "a surface"),
        (lambda: paths(Recurrence({X: 0}, {X: X})), "path 'p': one state only"),
        (lambda: Recurrence({X: 0}, {X: X}, show=(X,)), "show=(x,): expected two formulas"),
        (lambda: Recurrence({X: 0, Y: 0}, {A: X}), "update of a, which has no start"),
        (lambda: Marker(), "expected x, y or both"),
        (lambda: Marker(1, drag=(A, A)), "drag="),
        (lambda: explorer([Curves(X, (0, 1), {"l": X}, markers=[Marker(A, A, drag=(B, None))])]),
         "no slider b"),
        (lambda: Heatmap((X, Y), ((0, 1), (0, 1)), X, samples=1000), "samples=1000"),
        (lambda: label("$x"), "between two $"),
        (lambda: label(r"$\oint x$"), r"\oint"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused_by_name(make, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        make()


@pytest.mark.parametrize(
    "make",
    [
        lambda: Slider("a", 0, 1, value=0),
        lambda: Slider(A, "0", 1, value=0),
        lambda: Curves(X, (0, 1), [X]),
        lambda: explorer([Curves(X, (0, 1), {"l": "x"})]),
        lambda: explorer([Curves(X, (0, 1), {"l": X < A})]),
        lambda: label(3),
    ],
)
def test_what_is_of_the_wrong_type_is_refused(make):
    with pytest.raises(TypeError):
        make()


def test_a_gap_is_not_an_error():
    spec = explorer([Curves(X, (-1, 1), {"root": sp.sqrt(X)})]).spec
    assert "M" in picture(spec["panels"][0], spec["parts"], {"a": 1}, (640, 400))


@pytest.mark.parametrize("name", EXAMPLES)
def test_pictures_are_svg_and_the_same_each_time(name):
    spec = EXAMPLES[name]().spec
    values = {s["name"]: s["value"] for s in spec["sliders"]}
    for panel in spec["panels"]:
        text = picture(panel, spec["parts"], values, (640, 400))
        assert text == picture(panel, spec["parts"], values, (640, 400))
        assert ElementTree.fromstring(text).tag.endswith("svg")
        coordinates = " ".join(re.findall(r' (?:d|points|x|y|cx|cy)="([^"]+)"', text))
        assert "nan" not in coordinates and not re.search(r"\d\.\d{2}", coordinates)


def test_the_page_holds_spec_and_picture_and_cannot_end_its_script():
    panel = Curves(X, (0, 1), {"a < b </script>": A * X})
    html = page(explorer([panel]).spec)
    script = html.split('<script type="application/json">')[1].split("</script>")[0]
    assert json.loads(script)["panels"][0]["curves"][0]["label"] == ["a < b </script>"]
    source = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', html)[1]
    assert b64decode(source).startswith(b"<svg")
    assert f'alt="{ALT}"' in html


def test_the_output_is_stable_but_for_the_widget():
    first, second = (explorer()._repr_mimebundle_()[0] for _ in range(2))
    for kind in ("text/plain", "text/html"):
        assert first[kind] == second[kind]
    assert "application/vnd.jupyter.widget-view+json" in first
    assert first["text/plain"] == "Explorer line: a"


def test_metadata_of_colab_is_kept(monkeypatch):
    import anywidget

    shown = ({"text/plain": ""}, {"colab": "kept"})
    monkeypatch.setattr(anywidget.AnyWidget, "_repr_mimebundle_", lambda self, **_: shown)
    assert explorer()._repr_mimebundle_()[1] == {"colab": "kept"}


def test_values_are_checked_and_observed():
    shown = explorer()
    heard = []
    shown.observe(lambda change: heard.append(change["new"]), "values")
    shown.values = {"a": 0.5}
    assert heard == [{"a": 0.5}]
    for wrong in ({"a": 3}, {"b": 1}, {"a": "1"}):
        with pytest.raises(ValueError, match="values: "):
            shown.values = wrong
    assert shown.values == {"a": 0.5}


def test_noise_is_stated_bit_for_bit():
    stream = mulberry32(2**32 - 1)
    assert [next(stream) for _ in range(3)] == [3850105811, 813802916, 3073704848]
    draws = normals(7, 100_000)
    assert abs(draws.mean()) < 0.02 and abs(draws.std() - 1) < 0.01
    np.testing.assert_array_equal(normals(7, 11), draws[:11])


def test_a_path_is_the_recurrence_with_old_values_on_the_right():
    x, y = sp.symbols("p q")
    swap = Recurrence({x: A, y: 2 * A}, {x: y, y: x + T})
    panel = Paths(((-9, 9), (-9, 9)), {"swap": swap}, steps=3, step=T)
    spec = explorer([panel]).spec
    xs, ys = path_values(
        spec["panels"][0], spec["panels"][0]["methods"][0], spec["parts"], {"a": 1}
    )
    assert [*zip(xs[:, 0], ys[:, 0], strict=True)] == [(1, 2), (2, 2), (2, 4), (4, 5)]


def test_paths_without_trails_are_points_in_the_picture():
    pictures = []
    for name in ("walks", "cloud"):
        spec = EXAMPLES[name]().spec
        values = {s["name"]: s["value"] for s in spec["sliders"]}
        pictures.append(picture(spec["panels"][0], spec["parts"], values, (640, 300)))
    walks, cloud = pictures
    assert "trails" not in EXAMPLES["walks"]().spec["panels"][0]
    lines = [text.count('fill="none" stroke="#') for text in pictures]
    assert lines == [8, 0]
    assert walks.count('r="2"') == 0
    assert cloud.count('r="2"') == 40


def test_adam_path_is_adam():
    """The demonstration's AdamW against a loop written out."""
    spec = EXAMPLES["optimiser-paths"]().spec
    panel = spec["panels"][0]
    values = {s["name"]: s["value"] for s in spec["sliders"]}
    xs, ys = path_values(panel, panel["methods"][2], spec["parts"], values)
    w, m, v = np.array([-3.0, -2.0]), np.zeros(2), np.zeros(2)
    for t in range(1, 151):
        inner = 6 * (w[1] - 1 + w[0] / 3)
        g = np.array([2 * (w[0] - 2) / 5 + inner / 3, inner])
        m, v = 0.9 * m + 0.1 * g, 0.99 * v + 0.01 * g**2
        step = 0.1 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.99**t)) + 1e-8)
        w = w * (1 - 0.1 * 0.1) - step
        np.testing.assert_allclose([xs[t, 0], ys[t, 0]], w, rtol=1e-9)


def test_readouts_are_the_formula():
    spec = EXAMPLES["bias-correction"]().spec
    tree = {"symbols": [], "parts": spec["parts"], "results": [spec["readouts"][0]["f"]]}
    values = {"beta_1": 0.9, "beta_2": 0.999, "t": 1}
    assert float(evaluate_tree(tree, values)[0]) == pytest.approx(6.5788134789)


@pytest.mark.parametrize(
    ("text", "words"),
    [("rate $\\eta_t$", "rate η_t"), (A**2 - sp.Symbol("beta_1"), "a² − β₁"), ("50 %", "50 %"),
     (r"$\frac{a}{b + c}$", "a/(b + c)"), (r"$\sqrt{v}$", "√(v)"), (sp.sqrt(X), "√x"),
     (r"$\hat m / \operatorname{std}$", "m̂/std")],
)  # fmt: skip
def test_labels(text, words):
    assert plain(label(text)) in (words, words.replace("√(v)", "√v"))


@pytest.mark.parametrize(
    ("limits", "log", "room", "expected"),
    [((0, 1), False, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]), ((-3, 3), False, 3, [-2, 0, 2]),
     ((1, 1000), True, 6, [1, 10, 100, 1000]), ((1e-8, 1), True, 4, [1e-6, 1e-3, 1]),
     ((2, 5), True, 3, [2, 3, 4, 5])],
)  # fmt: skip
def test_ticks(limits, log, room, expected):
    np.testing.assert_allclose(ticks(*limits, log, room)[0], expected, rtol=1e-9)


def test_numbers_are_short_and_signed_properly():
    told = [number_text(v) for v in (0, -0.5, 1234567, 1e-8, -1e-8, 0.30000000000000004)]
    assert told == ["0", "−0.5", "1.235·10⁶", "10⁻⁸", "−10⁻⁸", "0.3"]
