import doctest
import io

import matplotlib.image
import numpy as np
import pytest
import torch

from dlnotes.data import open_file
from dlnotes.data import photographs as module
from dlnotes.data.photographs import NAMES, photograph


def test_doctests():
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("name", NAMES)
def test_shape_type_and_range(name):
    image = photograph(name)
    assert image.shape == (3, 256, 256)
    assert image.dtype == torch.float32
    assert image.is_contiguous()
    assert 0 <= image.min() < 0.1
    assert 0.8 < image.max() <= 1


@pytest.mark.parametrize("name", NAMES)
def test_values_are_those_of_the_file(name):
    with open_file(f"{name}.jpg") as file:
        pixels = matplotlib.image.imread(io.BytesIO(file.read()), format="jpg")  # (H, W, 3)
    theirs = np.moveaxis(pixels, -1, 0) / 255
    assert photograph(name).numpy() == pytest.approx(theirs, abs=1e-7)


def test_channels_are_red_green_blue_and_rows_come_first():
    suit = photograph("astronaut")[:, 170, 50]  # the orange suit, lower left
    flag = photograph("astronaut")[:, 10, 5]  # the blue of the flag, upper left
    assert suit[0] > suit[1] + 0.2 > suit[2] + 0.2
    assert flag[2] > flag[0] + 0.05


@pytest.mark.parametrize("name", NAMES)
def test_file_is_small(name):
    with open_file(f"{name}.jpg") as file:
        assert len(file.read()) <= 60_000


@pytest.mark.parametrize("name", ["dog", "", "astronaut.jpg", None, 0, "../digits"])
def test_unknown_name(name):
    with pytest.raises(ValueError, match=r"name must be one of 'astronaut', 'cat', got"):
        photograph(name)
