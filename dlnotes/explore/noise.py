"""Seeded noise that the browser draws too: mulberry32 and Box-Muller, stated bit for bit.

The integers are the same everywhere. A normal draw goes through log, cos and sin, which may differ
in the last of 53 bits between machines. Draws depend on the seed and their position only, so they
stay the same while sliders move.
"""

import math

import numpy as np

MASK = 0xFFFFFFFF


def mulberry32(seed):
    """Generates 32-bit unsigned integers (T. Ettinger's mulberry32).

    Args:
        seed: an integer from 0 to 2**32 - 1.

    >>> stream = mulberry32(1)
    >>> [next(stream) for _ in range(3)]
    [2693262067, 11749833, 2265367787]
    """
    state = seed
    while True:
        state = (state + 0x6D2B79F5) & MASK
        mixed = ((state ^ (state >> 15)) * (state | 1)) & MASK
        mixed ^= (mixed + ((mixed ^ (mixed >> 7)) * (mixed | 61))) & MASK
        yield mixed ^ (mixed >> 14)


def normals(seed, count):
    """`count` standard normal draws: each two integers (a, b) give a cosine and a sine.

    The radius is sqrt(-2 log((a + 1) / 2**32)), the angle 2 pi b / 2**32.

    Returns:
        float64 array of shape (count,).
    """
    stream = mulberry32(seed)
    draws = []
    while len(draws) < count:
        radius = math.sqrt(-2 * math.log((next(stream) + 1) / 2**32))
        angle = 2 * math.pi * next(stream) / 2**32
        draws += [radius * math.cos(angle), radius * math.sin(angle)]
    return np.array(draws[:count], dtype=float)
