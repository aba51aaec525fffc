"""Argument checks: what passes passes unchanged, what fails is named with its value."""

import math

import pytest
import torch

from dlnotes.faces import checks

ROWS = torch.ones(2, 3)
LABELS = torch.tensor([0, 1])


def test_good_arguments_pass():
    checks.check_rows("x", ROWS, 3)
    checks.check_directions("x", ROWS)
    checks.check_alike(ROWS, ROWS)
    checks.check_labels(LABELS, 2, 2)
    checks.check_cosine(torch.tensor([[1.0, -1.0, 1.0001]]))  # rounding is no error
    checks.check_positive(scale=1e-9)
    checks.check_finite(m2=-1)
    checks.check_margin(0, 2, "a cosine")
    checks.check_count(1, margin=1)


BAD = [
    (lambda: checks.check_rows("x", [1.0]), TypeError, "x must be a tensor.* got list"),
    (lambda: checks.check_rows("x", LABELS), TypeError, "x must be a tensor.* got torch.int64"),
    (lambda: checks.check_rows("x", ROWS, 4), ValueError, r"x must have shape \(N, 4\).*\(2, 3\)"),
    (lambda: checks.check_rows("x", ROWS[:0]), ValueError, r"not empty, got \(0, 3\)"),
    (lambda: checks.check_rows("x", ROWS[0]), ValueError, r"got \(3,\)"),
    (
        lambda: checks.check_rows("x", torch.tensor([[0.0], [math.nan]])),
        ValueError,
        "x must be finite, got nan or inf in row 1",
    ),
    (
        lambda: checks.check_directions("x", torch.tensor([[1.0, 0.0], [0.0, 0.0]])),
        ValueError,
        "x must have no zero rows.* row 1 is zero",
    ),
    (
        lambda: checks.check_alike(ROWS, ROWS.double()),
        TypeError,
        "one dtype and one device, got torch.float32 .* torch.float64",
    ),
    (lambda: checks.check_labels(LABELS, 3, 2), ValueError, r"shape \(3,\), got \(2,\)"),
    (lambda: checks.check_labels(LABELS, 2, 1), ValueError, "0 to 0, got 1 in row 1"),
    (lambda: checks.check_labels(-LABELS, 2, 2), ValueError, "0 to 1, got -1 in row 1"),
    (lambda: checks.check_labels(LABELS.int(), 2, 2), TypeError, "int64, got torch.int32"),
    (lambda: checks.check_cosine(ROWS * 1.1), ValueError, r"in \[-1, 1\], got size 1.1 in row 0"),
    (lambda: checks.check_positive(scale=0), ValueError, "scale must be a number above 0, got 0"),
    (lambda: checks.check_positive(scale=math.inf), ValueError, "scale must be .* got inf"),
    (lambda: checks.check_finite(m2=math.nan), ValueError, "m2 must be a finite number, got nan"),
    (lambda: checks.check_margin(2, 2, "a cosine"), ValueError, r"a cosine in \[0, 2\), got 2"),
    (lambda: checks.check_count(1, margin=0), ValueError, "margin .* at least 1, got 0"),
    (lambda: checks.check_count(1, margin=1.5), TypeError, "margin must be a whole number"),
    (lambda: checks.check_count(1, margin=True), TypeError, "margin must be a whole number"),
]


@pytest.mark.parametrize(("call", "error", "message"), BAD)
def test_bad_arguments_are_named(call, error, message):
    with pytest.raises(error, match=message):
        call()
