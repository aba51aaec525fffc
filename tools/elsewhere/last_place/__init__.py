"""Results up to one unit in the last place off: what another processor may give.

- `numbers`: Python's `math`
- `arrays`: numpy
- `tensors`: torch

Every result is moved by -1, 0 or 1, as its digits, its place in the array and `SEED` decide. So a
call that is repeated gives what it gave, as on a processor, and a batch differs from one of its
rows, as it does where vector instructions end.

Left as they are: what IEEE 754 rounds correctly (+, -, *, / and the square root), whole numbers and
truth values, and every result whose lower half of binary digits is zero. Such a result (0, 1, inf,
`exp(0)`, `2**3`, a product of matrices of small whole numbers) is exact, and exact everywhere.
"""

SEED = 20140
# Odd, with digits spread evenly: products of them carry every lower digit into the high ones.
SPREAD_PLACE = 0x2545F4914F6CDD1D
SPREAD_DIGITS = 0x1B873593CC9E2D51
HIGH = 40
