"""Two photographs, 256x256 pixels, both free of copyright.

"astronaut": Eileen Collins, NASA, public domain. "cat": Chelsea, by Stefan van der Walt, CC0. Both
were cut and scaled from the copies in scikit-image; `files/README.md` says how.
"""

import numpy as np
import torch
from PIL import Image

from dlnotes.data import open_file

NAMES = ("astronaut", "cat")


def photograph(name: str) -> torch.Tensor:
    """A photograph as a tensor (3, 256, 256): red, green, blue; float32 in [0, 1].

    The values are the file's 8-bit sRGB values divided by 255, not linear light.

    Args:
        name: "astronaut" (a face, small text, hard edges) or "cat" (fur and whiskers).

    Raises:
        ValueError: there is no photograph of that name.

    >>> photograph("cat").shape
    torch.Size([3, 256, 256])
    """
    if name not in NAMES:
        raise ValueError(f"name must be one of {', '.join(map(repr, NAMES))}, got {name!r}")
    with open_file(f"{name}.jpg") as file, Image.open(file) as image:
        pixels = torch.from_numpy(np.array(image))  # (H, W, 3), uint8
    return pixels.permute(2, 0, 1).contiguous().float() / 255
