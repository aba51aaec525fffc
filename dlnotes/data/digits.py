"""Handwritten digits: 1797 images of 8x8 pixels, written by 13 people.

Source: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning
Repository, 1998, https://doi.org/10.24432/C50P49, licence CC BY 4.0. These are its test images, as
in scikit-learn's `load_digits` and in the same order.
"""

from typing import NamedTuple

import numpy as np
import torch

from dlnotes.data import open_file

SPLITS = {"train": slice(0, 1287), "test": slice(1287, 1797), None: slice(0, 1797)}


class Digits(NamedTuple):
    """Images and what they show.

    Attributes:
        images: (N, 1, 8, 8), float32 in [0, 1], multiples of 1/16; 0 is paper, 1 is ink.
        labels: (N,), int64, the digit 0 to 9.
    """

    images: torch.Tensor
    labels: torch.Tensor


def digits(split: str | None = None) -> Digits:
    """The digits of one split, in the order of the file.

    The file goes from writer to writer without naming them: the same sequence of digits to copy
    starts over 14 times. The first 10 of these stretches are for training, the last 4 for testing,
    so that the test asks about hands hardly seen in training. A random split would show the model
    every hand beforehand and flatter it.

    Args:
        split: "train" (1287 images), "test" (510), or None for all 1797.

    Raises:
        ValueError: any other `split`.

    >>> digits("test").images.shape
    torch.Size([510, 1, 8, 8])
    """
    if split not in SPLITS:
        raise ValueError(f"split must be 'train', 'test' or None, got {split!r}")
    with open_file("digits.npz") as file, np.load(file) as arrays:
        images, labels = (torch.from_numpy(arrays[name][SPLITS[split]]) for name in Digits._fields)
    return Digits(images[:, None].float() / 16, labels.long())
