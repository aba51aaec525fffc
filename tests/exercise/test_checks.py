"""What `check` says of right, wrong, broken and missing answers; it never raises for one."""

import math
import re

import numpy as np
import pytest
import sympy as sp
import torch

from dlnotes.exercise import check
from dlnotes.exercise.slopes import slopes

X, Y = sp.symbols("x y", real=True)
INPUTS = [(0.9, 0.999), (0.5, 0.5), (0.0, 0.9)]
ROW = torch.tensor([3.0, -1.0, 2.0], dtype=torch.float64, requires_grad=True)


def reference(beta1, beta2):
    return (1 - beta1) / (1 - beta2) ** 0.5


def unfinished(beta1, beta2):
    raise NotImplementedError


def broken(beta1, beta2):
    gap = 2 * beta1
    return 1 / gap


def half_done(beta1, beta2):
    if beta1 > 0.6:
        return reference(beta1, beta2)


@pytest.mark.parametrize("stub", [None, ..., lambda a, b: None, lambda a, b: ..., unfinished])
def test_a_stub_is_not_solved_yet(stub):
    outcome = check(stub, reference, INPUTS)
    assert outcome.verdict == "not solved yet" and not outcome.solved
    assert "ot solved yet." in repr(outcome)


def test_a_right_answer():
    outcome = check(lambda a, b: (1 - a) / math.sqrt(1 - b), reference, INPUTS)
    assert outcome.solved and repr(outcome) == "Right, for all 3 inputs."


def test_the_simplest_input_that_fails_is_shown():
    outcome = check(lambda a, b: reference(a, b) + (a > 0), reference, INPUTS)
    assert outcome.verdict == "wrong"
    assert outcome.text == "Not right: answer(0.5, 0.5) gives 1.707, expected 0.7071."


def test_an_exception_is_shown_with_the_readers_line():
    outcome = check(broken, reference, INPUTS)
    assert outcome.verdict == "raises"
    assert "broken(0, 0.9) raises ZeroDivisionError: " in outcome.text
    assert re.search(r"line \d+: return 1 / gap$", outcome.text)


def test_a_function_of_too_few_arguments_and_none_at_all():
    assert "takes 1 positional argument" in check(lambda a: a, reference, INPUTS).text
    assert check(3, reference, INPUTS).text == "Not right: 3 is not a function."


def test_a_forgotten_branch_is_wrong_not_a_stub():
    outcome = check(half_done, reference, INPUTS)
    assert outcome.verdict == "wrong"
    assert outcome.text == "Not right: half_done(0, 0.9) gives None, expected 3.162."


@pytest.mark.parametrize(
    ("found", "wanted", "text"),
    [
        (0.5, 0.25, "0.5, expected 0.25"),
        (1 / 3 + 1e-5, 1 / 3, "0.33334333, expected 0.33333333"),
        (1_000_001, 1_000_000, "1000001, expected 1000000"),
        (math.nan, 1.0, "nan, expected 1"),
        (-math.inf, math.inf, "-inf, expected inf"),
        (2e-8, 1e-8, "2e-08, expected 1e-08"),
        ("1", 1.0, "'1', expected a number"),
        (torch.zeros(2), torch.zeros(3), "shape (2,), expected (3,)"),
        (torch.zeros(1), 0.0, "shape (1,), expected ()"),
        (torch.eye(2), torch.ones(2, 2), "0 at entry [0, 1], expected 1"),
        (torch.tensor([1e6, 0.5]), torch.tensor([1e6, 1.0]), "0.5 at entry [1], expected 1"),
        (None, {"a": 1}, "not solved yet"),
        ({"b": 1}, {"a": 1}, "['b'], expected the keys ['a']"),
        ({"a": 2}, {"a": 1}, "2 at 'a', expected 1"),
        ((1, [2, 3]), (1, [2, 4]), "3 at item 1 at item 1, expected 4"),
        ((1,), (1, 2), "1 items, expected 2"),
        (5, (1, 2), "5, expected 2 items"),
        ("sgd", "adam", "'sgd', expected 'adam'"),
        (np.ones(2), np.zeros(2), "1 at entry [0], expected 0"),
        (1 + 2j, 1 - 2j, "1+2j, expected 1-2j"),
    ],
)
def test_what_differs_is_said(found, wanted, text):
    assert text in check(lambda: found, lambda: wanted, [()]).text.lower()


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (0.1 + 0.2, 0.3),
        (torch.tensor(2.0), 2),
        (sp.Rational(1, 2), 0.5),
        (torch.tensor([0.1, math.nan, math.inf]), torch.tensor([0.1, math.nan, math.inf]).double()),
        ([1, (2.0, "a")], (1, [2, "a"])),
        ({"a": torch.ones(2)}, {"a": torch.ones(2)}),
        (1e-17, 0.0),
        (np.float64(3), 3),
    ],
)
def test_what_is_the_same_is_right(found, wanted):
    assert check(lambda: found, lambda: wanted, [()]).solved


def test_the_tolerance_is_relative():
    near, far = (check(lambda d=d: 1e9 * (1 + d), lambda: 1e9, [()]) for d in (5e-7, 2e-6))
    assert near.solved and not far.solved
    assert check(lambda: 1.05, lambda: 1.0, [()], tolerance=0.1).solved


def test_gradients_are_compared():
    cube = [(ROW,)]
    assert check(lambda x: x * x * x, lambda x: x**3, cube).solved
    halved = check(lambda x: x * x * x.detach(), lambda x: x**3, cube)
    assert halved.text.endswith("its gradient in argument 1 is 18 at entry [0], expected 27.")
    lost = check(lambda x: x.detach() ** 3, lambda x: x**3, cube)
    assert "without a gradient" in lost.text and lost.verdict == "wrong"
    assert ROW.grad is None


def test_slopes_against_gradients_by_hand():
    a, b = torch.tensor(2.0, requires_grad=True), torch.tensor([1.0, 3.0], requires_grad=True)
    found = slopes({"product": [a * b], "name": "x"}, [a, "x", b, torch.zeros(1)])
    weights = torch.tensor([1.0, math.cos(1)])
    torch.testing.assert_close(found[0], (weights * b).sum().detach())
    torch.testing.assert_close(found[2], 2 * weights)
    assert set(found) == {0, 2} and slopes(3.0, [a]) == {}


def test_arguments_are_copies_and_random_numbers_the_same():
    def spoil(values, x, generator):
        values.append(1)
        x += 1
        return torch.rand(2, generator=generator) + torch.rand(2) + x

    def clean(values, x, generator):
        return torch.rand(2, generator=generator) + torch.rand(2) + x + 1

    values, x, generator = [], torch.zeros(2), torch.Generator().manual_seed(3)
    state = torch.random.get_rng_state(), generator.get_state()
    assert check(spoil, clean, [(values, x, generator)]).solved
    assert values == [] and not x.any()
    torch.testing.assert_close(torch.random.get_rng_state(), state[0])
    torch.testing.assert_close(generator.get_state(), state[1])


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (sp.sin(2 * X), 2 * sp.sin(X) * sp.cos(X)),
        (0.1 * X, X / 10),
        (2, sp.Integer(2)),
        (sp.Matrix([X + X, Y]), sp.Matrix([2 * X, Y])),
        (sp.Function("f")(X).diff(X) + 0, sp.Derivative(sp.Function("f")(X), X)),
        (sp.exp(X) ** 2, sp.exp(2 * X)),
    ],
)
def test_expressions_that_are_equal(found, wanted):
    assert check(found, wanted).text == "Right."


@pytest.mark.parametrize(
    ("found", "wanted", "text"),
    [
        (X**2, 2 * X, "Not right: x**2, which differs at x = "),
        (X + Y, X, "which differs at x = "),
        ("x", X, "'x', expected a sympy expression"),
        (sp.Symbol("x"), X, "x was made anew with other assumptions"),
        (sp.Matrix([X]), X, "the left side has shape 1 x 1"),
        (None, X, "Not solved yet."),
        (..., X, "Not solved yet."),
        (0.5, torch.tensor(0.25), "0.5, expected 0.25"),
    ],
)
def test_expressions_that_are_not(found, wanted, text):
    outcome = check(found, wanted)
    assert not outcome.solved and text in outcome.text
    assert "2*x" not in outcome.text  # the solution is not told


def test_functions_of_expressions():
    inputs = [(sp.exp(X) * sp.sin(X),), (X**3,)]
    right = check(lambda f: sp.diff(f, X), lambda f: f.diff(X), inputs)
    wrong = check(lambda f: f / X, lambda f: f.diff(X), inputs)
    assert right.solved and wrong.text.startswith(
        "Not right: answer(x**3) gives x**2, which differs"
    )


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: check(reference, reference, []), TypeError, "inputs=[]"),
        (lambda: check(reference, reference), TypeError, "inputs=None"),
        (lambda: check(reference, reference, [1]), TypeError, "inputs[0]=1"),
        (lambda: check(reference, reference, [(1, 2)], tolerance=0), ValueError, "tolerance=0"),
        (lambda: check(reference, reference, [(1, 1)]), ValueError, "reference: fails for (1, 1)"),
        (lambda: check(reference, unfinished, [(1, 2)]), ValueError, "reference: fails"),
        (lambda: check(reference, lambda a: None, [(1,)]), ValueError, "returns None for (1)"),
        (lambda: check(X, X, [(1,)]), TypeError, "reference=x, inputs="),
        (lambda: check(X, None), TypeError, "reference=None"),
    ],
)
def test_a_wrong_use_raises_by_name(make, error, message):
    with pytest.raises(error, match=re.escape(message)):
        make()
