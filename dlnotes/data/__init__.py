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
