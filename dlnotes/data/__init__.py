"""Data for the chapters, as tensors.

Real data comes with the package (`digits`, `photographs`); the rest is drawn from a generator that
the caller passes in (`toys`, `mixtures`). Nothing here opens a connection. `files/README.md` says
where each file comes from and under which licence.
"""

from importlib import resources
from typing import BinaryIO


def open_file(name: str) -> BinaryIO:
    """Opens a file of `dlnotes/data/files` for reading, wherever the package is installed."""
    return (resources.files(__package__) / "files" / name).open("rb")


def check_count(n: int) -> None:
    """Refuses a number of samples that is not an int (TypeError) or below 1 (ValueError)."""
    if not isinstance(n, int) or isinstance(n, bool):
        raise TypeError(f"n must be an int, got {n!r}")
    if n < 1:
        raise ValueError(f"n must be at least 1, got {n}")
