"""Planes, layers and outcomes in Python: against torch, closed forms, and refusals."""

import json
import math
import re

import numpy as np
import pytest
import sympy as sp
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from dlnotes.explore import (
    Arrow,
    Explorer,
    Layer,
    Layers,
    Marker,
    Outcomes,
    Plane,
    Recurrence,
    Slider,
    Trace,
)
from dlnotes.explore.panels.layers.rows import stack
from dlnotes.explore.panels.outcomes.values import outcome_values
from dlnotes.explore.panels.plane.picture import evened
from dlnotes.explore.panels.plane.values import shape_values
from dlnotes.explore.picture import picture
from tests.explore.gallery import EXAMPLES

A, B, U, X, Y, N, K = sp.symbols("a b u x y N k", real=True)
ALT = "A picture whose shape follows the slider."
SQUARE = ((-1, 1), (-1, 1))
CIRCLE = Trace(U, (0, 2 * sp.pi), A * sp.cos(U), A * sp.sin(U))


def explorer(*panels, sliders=None):
    sliders = sliders or [Slider(A, 0, 2, value=1)]
    return Explorer("shown", sliders=sliders, panels=list(panels), alt=ALT)


def panel_of(*panels, **options):
    spec = explorer(*panels, **options).spec
    return spec["panels"][0], spec["parts"]


def halving(**options):
    """w <- w - a w, and what is left of 1 after N steps."""
    given = {"steps": N, "step": K, "most": 20, **options}
    return Outcomes(N, given.pop("limits", (1, 20)), {"left": given.pop("method", SHRINK)}, **given)


SHRINK = Recurrence({X: 1}, {X: X - A * X})


# ---------------------------------------------------------------- planes


def test_a_trace_is_its_formula_between_limits_that_sliders_move():
    trace = Trace(U, (A, 2 * A), B * sp.cos(U), 3, samples=5)
    panel, parts = panel_of(
        Plane(SQUARE, {"arc": trace, "up": Arrow((0, A), (B, 1))}),
        sliders=[Slider(A, 0, 2, value=1), Slider(B, 0, 2, value=1)],
    )
    arc, up = panel["shapes"]
    xs, ys = shape_values(arc, parts, {"a": 0.5, "b": 2})
    np.testing.assert_allclose(xs, 2 * np.cos([0.5, 0.625, 0.75, 0.875, 1]), rtol=1e-12)
    assert list(ys) == [3] * 5
    xs, ys = shape_values(up, parts, {"a": 0.5, "b": 2})
    assert [*xs, *ys] == [0, 2, 0.5, 1]


def test_equal_scales_show_at_least_the_limits():
    x, y = evened((-1, 3), (0, 1), 400, 400)
    assert x == [-1, 3] and y == [-1.5, 2.5]
    x, y = evened((0, 1), (0, 1), 300, 100)
    assert x == [-1, 2] and y == [0, 1]


def test_the_static_circle_is_round():
    panel, parts = panel_of(Plane(SQUARE, {"circle": CIRCLE}))
    text = picture(panel, parts, {"a": 1}, (640, 400))
    path = re.findall(r'<path d="(M[^"]+)" fill="none"', text)[0]
    xs, ys = np.array(re.findall(r"[\d.]+", path), float).reshape(-1, 2).T
    assert np.ptp(xs) == pytest.approx(np.ptp(ys), abs=0.2) and np.ptp(xs) > 300


def test_a_plane_may_have_unequal_scales_and_parts_outside():
    far = Trace(U, (0, 1), 1e300 * U, sp.log(U - sp.Rational(1, 2)))
    panel, parts = panel_of(Plane(SQUARE, {"far": far, "none": Arrow((0, 0), (0, 0))}, equal=False))
    assert "nan" not in picture(panel, parts, {"a": 1}, (420, 300))
    assert not panel["equal"]


# ---------------------------------------------------------------- layers

LAYER = st.tuples(st.integers(1, 5), st.integers(1, 3), st.integers(1, 4), st.integers(0, 4))


def seen_by_torch(layers, inputs, unit):
    """Input cells whose gradient of the unit is not zero; None where torch refuses the stack."""
    x = torch.ones(1, 1, inputs, dtype=torch.float64, requires_grad=True)
    y = x
    try:
        for kernel, stride, dilation, padding in layers:
            ones = torch.ones(1, 1, kernel, dtype=torch.float64)
            y = torch.nn.functional.conv1d(y, ones, None, stride, padding, dilation)
    except RuntimeError:
        return None
    y[0, 0, unit % y.shape[-1]].backward()
    return y.shape[-1], unit % y.shape[-1], x.grad[0, 0].nonzero().ravel().tolist()


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(LAYER, min_size=1, max_size=4), st.integers(1, 30), st.integers(0, 10**6))
def test_seen_cells_are_those_with_a_gradient(layers, inputs, unit):
    rows = stack(panel_with(layers, inputs), [], {})
    wanted = seen_by_torch(layers, inputs, unit)
    if wanted is None:
        assert any(row.trouble for row in rows)
        return
    length, unit, seen = wanted
    rows = stack(panel_with(layers, inputs), [], {}, unit)
    assert not any(row.trouble for row in rows) and rows[-1].length == length
    assert rows[-1].seen == [unit] and rows[0].seen == seen
    steps = [math.prod(stride for _, stride, _, _ in layers[:k]) for k in range(len(layers))]
    field = 1 + sum(d * (k - 1) * j for (k, _, d, _), j in zip(layers, steps, strict=True))
    assert rows[0].span == field


def panel_with(layers, inputs, unit=None):
    names = ("kernel", "stride", "dilation", "padding")
    rows = [{"label": ["row"], **dict(zip(names, layer, strict=True))} for layer in layers]
    return {"inputs": inputs, "unit": unit, "layers": rows}


def test_a_dilated_stack_of_wavenet():
    """Kernel 2, dilations 1, 2, 4, 8: sixteen cells without a gap."""
    rows = stack(panel_with([(2, 1, 2**k, 0) for k in range(4)], 25), [], {})
    assert [row.length for row in rows] == [25, 24, 22, 18, 10]
    assert [len(row.seen) for row in rows] == [16, 8, 4, 2, 1]
    assert rows[0].words == "input: 25 cells, 16 seen (4–19), receptive field 16"
    assert rows[4].words == "row: 10 cells, 1 seen" and rows[3].seen == [4, 12]


def test_padding_is_seen_but_not_seen_through():
    rows = stack(panel_with([(3, 1, 1, 1), (3, 1, 1, 1)], 5), [], {}, unit=0)
    assert rows[1].outside == [-1] and rows[1].seen == [0, 1]
    assert rows[0].outside == [-1] and rows[0].seen == [0, 1, 2] and rows[0].span == 5


@pytest.mark.parametrize(
    ("layers", "inputs", "words"),
    [
        ([(5, 1, 4, 0)], 12, "row: its kernel spans 17 cells, below are 12"),
        ([(5, 1, 4, 2)], 12, "row: its kernel spans 17 cells, below are 16"),
        ([(0, 1, 1, 0)], 12, "row: kernel 0 is not possible"),
        ([(2, 0, 1, 0)], 12, "row: stride 0 is not possible"),
        ([(2, 1, -1, 0)], 12, "row: dilation −1 is not possible"),
        ([(2, 1, 1, -1)], 12, "row: padding −1 is not possible"),
        ([(2, 1, 1, 200)], 12, "row: 412 cells below are too many to draw"),
        ([(1, 1, 1, 0)], 401, "input: 401 cells cannot be drawn"),
    ],
)
def test_what_does_not_fit_is_said_in_words(layers, inputs, words):
    rows = stack(panel_with([*layers, (2, 1, 1, 0)], inputs), [], {})
    assert words in [row.words for row in rows]
    assert rows[-1].words == "row: no row below it"


def test_the_static_stack_draws_gaps_padding_and_words_of_a_misfit():
    panel, parts = panel_of(Layers([Layer("one", A + 2, dilation=2, padding=2)], inputs=9))
    text = picture(panel, parts, {"a": 1}, (420, 300))
    assert "input: 9 cells, 3 seen (2–6), receptive field 5" in text
    assert 'stroke-dasharray="2 2"' in text
    assert "its kernel spans 33 cells" in picture(panel, parts, {"a": 15}, (420, 300))


def test_units_are_rounded_and_stay_in_the_row():
    def lit(unit):
        return stack(panel_with([(2, 1, 1, 0)], 10, unit), [], {"a": 3.5})[1].seen

    assert [lit(u) for u in (None, 0, 2.5, 99, -4, "a")] == [[4], [0], [3], [8], [0], [4]]


# ---------------------------------------------------------------- outcomes


def test_each_value_is_iterated_its_own_number_of_times():
    panel, parts = panel_of(halving(values=[1, 2, 5, 19]))
    xs, ys = outcome_values(panel, panel["methods"][0], parts, {"a": 0.3})
    assert list(xs) == [1, 2, 5, 19]
    np.testing.assert_allclose(ys, 0.7 ** np.array([1, 2, 5, 19]), rtol=1e-13)


def test_steps_are_rounded_and_kept_between_zero_and_most():
    panel, parts = panel_of(halving(limits=(-3, 30), samples=12, value=X))
    _, ys = outcome_values(panel, panel["methods"][0], parts, {"a": 0.5})
    np.testing.assert_allclose(ys, 0.5 ** np.clip(np.linspace(-3, 30, 12), 0, 20), rtol=1e-12)
    fine, parts = panel_of(halving(limits=(0, 1), samples=5))
    _, ys = outcome_values(fine, fine["methods"][0], parts, {"a": 0.5})
    assert list(ys) == [1, 1, 0.5, 0.5, 0.5]


def test_what_is_shown_may_use_the_variable_and_the_steps_taken():
    shown = Recurrence({X: N, Y: 0}, {X: X + K, Y: X}, show=(X, Y / K))
    panel, parts = panel_of(halving(method=shown, values=[2, 4]))
    xs, ys = outcome_values(panel, panel["methods"][0], parts, {"a": 1})
    assert list(xs) == [2 + 1 + 2, 4 + 1 + 2 + 3 + 4] and list(ys) == [3 / 2, 10 / 4]
    assert panel["x"]["range"] is None and panel["name"] == [["N", "i"]]
    assert "nan" not in picture(panel, parts, {"a": 1}, (640, 400)).replace("dominant", "")


def test_a_number_of_steps_that_is_no_number_leaves_a_gap():
    panel, parts = panel_of(halving(steps=sp.sqrt(N - 10), values=[9, 14, 19]))
    _, ys = outcome_values(panel, panel["methods"][0], parts, {"a": 0.5})
    assert math.isnan(ys[0]) and list(ys[1:]) == [0.25, 0.125]


def test_the_demonstrated_orders_are_one_and_two():
    spec = EXAMPLES["step-errors"]().spec
    panel = spec["panels"][0]
    for method, order in zip(panel["methods"], (1, 2), strict=True):
        xs, ys = outcome_values(panel, method, spec["parts"], {"kind": 1, "r": 1})
        assert np.polyfit(np.log(xs[4:]), np.log(ys[4:]), 1)[0] == pytest.approx(-order, abs=0.05)


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Trace(U, (0, 1), U, U, samples=1), "Trace: samples=1"),
        (lambda: Trace(U, 1, U, U), "Trace: limits=1: expected (low, high)"),
        (lambda: Arrow((0, 0), (0,)), "Arrow: end=(0,): expected two formulas"),
        (lambda: Plane(SQUARE, {}), "Plane: 0 of them"),
        (lambda: Plane(((1, 0), (0, 1)), {"c": CIRCLE}), "x axis: range=(1, 0)"),
        (lambda: Plane(SQUARE, {"c": CIRCLE}, surface=X), "Plane: a surface needs its plane"),
        (lambda: Plane(SQUARE, {"c": CIRCLE}, levels=99), "Plane: levels=99"),
        (lambda: explorer(Plane(SQUARE, {"c": Trace(U, (0, X), U, U)})),
         "upper limit of trace 'c': x is neither"),
        (lambda: explorer(Plane(SQUARE, {"c": Trace(A, (0, 1), A, A)})), "a is a slider and a"),
        (lambda: explorer(Plane(SQUARE, {"c": Arrow((0, 0), (B, 0))})), "the end of arrow 'c'"),
        (lambda: explorer(Plane(SQUARE, {"c": Trace(U, (0, 1), U, sp.log(-U - 1))})),
         "trace 'c' is nowhere a finite number"),
        (lambda: explorer(Plane(SQUARE, {"c": CIRCLE}, markers=[Marker(A, 0, drag=(B, None))])),
         "no slider b"),
        (lambda: Layers([]), "Layers: 0 of them: expected 1 to 8"),
        (lambda: Layers([Layer("c", 2)] * 9), "Layers: 9 of them"),
        (lambda: Layers([{"label": "c", "kernels": 2}]), "layer 1 has label, kernels"),
        (lambda: Layers([Layer("c", 2)], inputs=0), "inputs=0"),
        (lambda: explorer(Layers([Layer("c", 30)])), "c: its kernel spans 30 cells, below are 25"),
        (lambda: explorer(Layers([Layer("c", B)])), "kernel of layer 'c': b is neither"),
        (lambda: halving(limits=None), "Outcomes: limits=None: expected (low, high), or values"),
        (lambda: halving(values=[2, 1]), "values=[2, 1]: expected 2 to 200 increasing"),
        (lambda: halving(values=range(1, 300)), "expected 2 to 200 increasing"),
        (lambda: halving(values=[0, 1], limits=None, log_x=True), "a log axis has no place for 0"),
        (lambda: halving(most=0), "most=0: expected a whole number of at least 1"),
        (lambda: halving(most=2000), "most=2000 steps for 121 values"),
        (lambda: explorer(halving(steps=K)), "steps of the outcomes: k is neither"),
        (lambda: explorer(halving(method=Recurrence({X: K}, {X: X}))), "start of x in 'left'"),
        (lambda: explorer(halving(value=sp.log(-X**2))), "outcome 'left' is nowhere a finite"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused_by_name(make, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        make()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Plane(SQUARE, {"c": X}), "shape 'c' is x: expected a Trace or an Arrow"),
        (lambda: Trace("u", (0, 1), U, U), "Trace: parameter: 'u'"),
        (lambda: Layers([3]), "layer 1 is 3: expected a Layer or a dict"),
        (lambda: halving(method=X), "'left' is x: expected a Recurrence"),
        (lambda: halving(step="k"), "Outcomes: 'k': expected sympy symbols"),
    ],
)
def test_what_is_of_the_wrong_type_is_refused(make, message):
    with pytest.raises(TypeError, match=re.escape(message)):
        make()


@pytest.mark.parametrize("name", ["ellipse", "receptive-field", "step-errors", "rates"])
def test_specs_are_plain_and_stable(name):
    spec = EXAMPLES[name]().spec
    assert json.loads(json.dumps(spec)) == spec == EXAMPLES[name]().spec
