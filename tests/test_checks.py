"""Argument checks: what is right passes, what is wrong is named with its value."""

import math

import pytest
import torch

from dlnotes import checks

NAN, INF = math.nan, math.inf
X = torch.ones(2, 3)
LABELS = torch.tensor([0, 1])
HALF = (torch.float16, torch.bfloat16)


@pytest.mark.parametrize(
    ("text", "least", "largest", "expected"),
    [
        ("[0, 1]", 0, 1, True),
        ("(0, 1]", 0, 1, False),
        ("[0, 1)", 0, 1, False),
        ("(0, 1)", 0.1, 0.9, True),
        ("[0, 1]", -0.1, 0.5, False),
        ("[0, 1]", 0.5, 1.1, False),
        ("[0, 1]", NAN, NAN, False),
        ("[0, inf)", 0, INF, False),
        ("[-inf, inf]", -INF, INF, True),
        ("[0, pi)", 0, 3.1415, True),
        ("[0, pi)", 0, 3.1416, False),
        ("[0, 1]", *checks.ends(torch.ones(0)), True),
    ],
)
def test_intervals_are_read_as_in_mathematics(text, least, largest, expected):
    assert checks.inside(text, least, largest) is expected


@pytest.mark.parametrize("dtype", [*HALF, torch.float32, torch.float64, torch.int64])
def test_the_ends_are_the_least_and_the_largest(dtype):
    assert checks.ends(torch.tensor([3, 1, 2], dtype=dtype)) == (1, 3)
    assert checks.ends(torch.tensor(5, dtype=dtype)) == (5, 5)


@pytest.mark.parametrize("place", range(3))
def test_a_single_nan_makes_both_ends_nan(place):
    value = torch.ones(3)
    value[place] = NAN
    assert all(map(math.isnan, checks.ends(value)))


def test_good_arguments_pass():
    checks.check_numbers("(0, inf)", scale=1e-9, margin=2)
    checks.check_counts(1, n=1, m=7)
    checks.check_flags(amsgrad=False)
    checks.check_rising(low=1.0, high=1.0)
    checks.check_rising(low=torch.tensor([0.1, 0.2]), high=torch.tensor(0.2))
    checks.check_floats(x=X, y=X.half())
    checks.check_alike(x=X, eps=X)
    checks.check_shape((..., 3), x=X, y=torch.ones(3))
    checks.check_shape(("N", 3), x=X[:0])
    checks.check_same_place(x=X, y=X)
    checks.check_values("[0, 1]", a=0.5, b=X, c=torch.ones(0))
    checks.check_levels(X, "[0, 1]", t=torch.ones(2), s=1)
    checks.check_levels(None, "[0, 1]", t=torch.ones(7))
    checks.check_grid(sigmas=torch.tensor([2.0, 1.0, 0.0]))
    checks.check_rows(3, x=X)
    checks.check_finite(x=X)
    checks.check_indices(2, 2, labels=LABELS)
    checks.check_indices(0, 2, labels=LABELS[:0])


BAD = [
    (lambda c: c.check_numbers("(0, inf)", s=0), ValueError, r"s must lie in \(0, inf\), got 0"),
    (lambda c: c.check_numbers("[0, 1)", s=NAN), ValueError, r"s must lie in .* got nan"),
    (lambda c: c.check_numbers("[0, 1)", s="1"), TypeError, r"s must be a number in .* got '1'"),
    (lambda c: c.check_numbers("[0, 2)", s=True), TypeError, "s must be a number .* got True"),
    (lambda c: c.check_counts(1, n=0), ValueError, "n must be a whole number of .* 1, got 0"),
    (lambda c: c.check_counts(1, n=2.0), TypeError, r"n must be a whole number .* got 2\.0"),
    (lambda c: c.check_counts(0, n=True), TypeError, "n must be a whole number .* got True"),
    (lambda c: c.check_flags(a=1), TypeError, "a must be True or False, got 1"),
    (lambda c: c.check_rising(a=2, b=1), ValueError, "expected a <= b, got a=2, b=1"),
    (
        lambda c: c.check_rising(a=torch.tensor([0.1, 0.3]), b=0.2),
        ValueError,
        r"expected a <= b, got a=\[0\.1.*b=0\.2",
    ),
    (lambda c: c.check_rising(a=NAN, b=1.0), ValueError, "expected a <= b, got a=nan"),
    (lambda c: c.check_floats(x=X, y=[1.0]), TypeError, r"y must be a floating.* got \[1\.0\]"),
    (lambda c: c.check_floats(x=LABELS), TypeError, "x must be a floating.* got torch.int64"),
    (lambda c: c.check_alike(x=X, e=X[:1]), ValueError, r"e must .* x, \(2, 3\), got \(1, 3\)"),
    (lambda c: c.check_shape((..., 2), x=X), ValueError, r"shape \(\.\.\., 2\), got \(2, 3\)"),
    (lambda c: c.check_shape(("N", 3), x=X[0]), ValueError, r"shape \(N, 3\), got \(3,\)"),
    (lambda c: c.check_shape((..., "n"), x=X[0, 0]), ValueError, r"\(\.\.\., n\), got \(\)"),
    (
        lambda c: c.check_same_place(x=X, y=X.double()),
        TypeError,
        "x and y must have one dtype and one device, got torch.float32 .* torch.float64",
    ),
    (lambda c: c.check_values("[0, 1]", t=X + 1), ValueError, r"t must lie in \[0, 1\], got"),
    (lambda c: c.check_values("[0, 1]", t=LABELS), TypeError, "t must be a number or a floating"),
    (lambda c: c.check_values("[0, 1]", t=None), TypeError, "t must be a number .* got None"),
    (lambda c: c.check_levels(X, "[0, 1]", t=X[0]), ValueError, r"B = 2, .* got \(3,\)"),
    (lambda c: c.check_levels(X, "[0, 1]", t=X[:, :1]), ValueError, r"\(B,\) .* got \(2, 1\)"),
    (lambda c: c.check_fits(X[0, 0], t=X[0]), ValueError, r"B = none, .* got \(3,\)"),
    (lambda c: c.check_grid(s=torch.ones(1)), ValueError, r"s must be N \+ 1 levels .* got \[1"),
    (lambda c: c.check_grid(s=torch.ones(2)), ValueError, "s must be finite and decrease"),
    (lambda c: c.check_grid(s=torch.tensor([1.0, NAN, 0])), ValueError, "must be finite and dec"),
    (lambda c: c.check_grid(s=torch.tensor([1.0, -1])), ValueError, "s must not be negative"),
    (lambda c: c.check_rows(x=X[:0]), ValueError, r"x must not be empty, got shape \(0, 3\)"),
    (
        lambda c: c.check_finite(x=torch.tensor([[0.0], [INF]])),
        ValueError,
        "x must be finite, got nan or inf in row 1",
    ),
    (
        lambda c: c.check_indices(2, 2, labels=[0, 1]),
        TypeError,
        "labels must be an int64 .* got list",
    ),
    (
        lambda c: c.check_indices(2, 2, labels=LABELS.int()),
        TypeError,
        "int64 tensor, got torch.int32",
    ),
    (lambda c: c.check_indices(3, 2, labels=LABELS), ValueError, r"shape \(3,\), got \(2,\)"),
    (lambda c: c.check_indices(2, 1, labels=LABELS), ValueError, "0 to 0, got 1 in row 1"),
    (lambda c: c.check_indices(2, 2, labels=-LABELS), ValueError, "0 to 1, got -1 in row 1"),
]


@pytest.mark.parametrize(("call", "error", "message"), BAD)
def test_bad_arguments_are_named(call, error, message):
    with pytest.raises(error, match=message):
        call(checks)


def test_a_long_value_is_cut_in_the_message():
    with pytest.raises(ValueError, match="t must lie in") as caught:
        checks.check_values("[0, 1]", t=torch.full((10_000,), 2.0))
    assert len(str(caught.value)) < 300 and str(caught.value).endswith("...")


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device")
def test_values_on_a_gpu_are_read():
    with pytest.raises(ValueError, match="t must lie in"):
        checks.check_levels(X.cuda(), "[0, 1]", t=torch.tensor([0.5, 2.0], device="cuda"))
