import doctest

import numpy as np
import pytest
import torch
from sklearn.datasets import load_digits

from dlnotes.data import digits as module
from dlnotes.data.digits import digits


def test_doctests():
    assert doctest.testmod(module).failed == 0


def test_same_values_as_in_scikit_learn():
    images, labels = digits()
    theirs = load_digits()
    assert (images[:, 0].double() * 16).numpy() == pytest.approx(theirs.images, abs=0)
    assert (labels.numpy() == theirs.target).all()


@pytest.mark.parametrize(("split", "n"), [("train", 1287), ("test", 510), (None, 1797)])
def test_shapes_types_and_ranges(split, n):
    images, labels = digits(split)
    assert images.shape == (n, 1, 8, 8)
    assert images.dtype == torch.float32
    assert (images.min(), images.max()) == (0, 1)
    assert labels.shape == (n,)
    assert labels.dtype == torch.int64


@pytest.mark.parametrize(
    ("split", "counts"),
    [
        ("train", [127, 130, 127, 131, 129, 130, 129, 128, 127, 129]),
        ("test", [51, 52, 50, 52, 52, 52, 52, 51, 47, 51]),
    ],
)
def test_counts_by_class(split, counts):
    assert torch.bincount(digits(split).labels).tolist() == counts


def test_splits_are_the_whole_without_overlap():
    train, test, everything = digits("train"), digits("test"), digits()
    assert torch.cat([train.images, test.images]).equal(everything.images)
    assert torch.cat([train.labels, test.labels]).equal(everything.labels)


def test_the_cut_lies_where_the_sequence_to_copy_starts_over():
    start = digits("train").labels[:37]
    assert start[:30].tolist() == [*range(10)] * 3
    assert digits("test").labels[:37].equal(start)


def test_every_call_returns_its_own_tensors():
    digits().images.zero_()
    assert digits().images.sum() > 0


@pytest.mark.parametrize("split", ["validation", "", 0, True])
def test_unknown_split(split):
    with pytest.raises(ValueError, match=f"split must be 'train', 'test' or None, got {split!r}"):
        digits(split)


def test_a_linear_model_can_read_them():
    """Least squares on the pixels gets most test digits right, so labels belong to images."""
    train, test = digits("train"), digits("test")
    targets = np.eye(10)[train.labels]
    weight = np.linalg.lstsq(train.images.flatten(1).numpy(), targets, rcond=None)[0]
    guess = (test.images.flatten(1).numpy() @ weight).argmax(1)
    assert (guess == test.labels.numpy()).mean() > 0.85
