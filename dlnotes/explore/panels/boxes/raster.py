"""A small picture as the text of an image: its bytes are the same on every machine."""

import struct
import zlib
from base64 import b64encode

import numpy as np

MOST = 10_000  # numbers, since they stand in the page as they are


def data_uri(pixels):
    """A PNG that is stored and not packed: how it would be packed differs between libraries.

    Args:
        pixels: whole numbers from 0 to 255, shape (rows, columns) or (rows, columns, 3).
    """
    array = np.asarray(pixels)
    if array.ndim not in (2, 3) or array.shape[2:] not in ((), (3,)) or not array.size:
        raise ValueError(
            f"Boxes: picture of shape {array.shape}: expected (rows, columns) or (rows, columns, 3)"
        )
    if array.size > MOST:
        raise ValueError(f"Boxes: picture of {array.size} numbers: expected at most {MOST}")
    whole = array.dtype.kind in "iu" and array.min() >= 0 and array.max() <= 255
    if not whole:
        raise ValueError("Boxes: picture: expected whole numbers from 0 to 255")
    color = 0 if array.ndim == 2 else 2  # as the format counts: grey, or red, green and blue
    rows = b"".join(b"\0" + row.astype(np.uint8).tobytes() for row in array)
    header = struct.pack(">IIBBBBB", array.shape[1], array.shape[0], 8, color, 0, 0, 0)
    pieces = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 0)), (b"IEND", b""))
    png = b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*piece) for piece in pieces)
    return f"data:image/png;base64,{b64encode(png).decode()}"


def chunk(name, data):
    """A part of a PNG: its length, its name, what it holds, and a check of both."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
