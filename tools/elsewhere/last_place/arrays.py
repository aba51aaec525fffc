"""numpy: elementary functions, sums and products of arrays.

Out of reach, for they are called in C by the operators' names: `a @ b` and `a ** b`.
"""

import functools
import sys

import numpy as np

from last_place import HIGH, SEED, SPREAD_DIGITS, SPREAD_PLACE

ELEMENTARY = (
    *("exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "logaddexp", "logaddexp2"),
    *("sin", "cos", "tan", "arcsin", "arccos", "arctan", "arctan2"),
    *("sinh", "cosh", "tanh", "arcsinh", "arccosh", "arctanh"),
    *("power", "float_power", "cbrt", "hypot", "matmul", "vecdot"),
)
SUMS = (
    *("sum", "mean", "average", "std", "var", "prod", "cumsum", "cumprod", "trapezoid"),
    *("nansum", "nanmean", "nanstd", "nanvar", "dot", "vdot", "inner", "tensordot", "einsum"),
    *("convolve", "correlate", "interp", "polyfit", "polyval", "cov", "corrcoef"),
)
ALGEBRA = ("norm", "solve", "inv", "det", "pinv", "cholesky", "lstsq")
WHOLE = {2: np.int16, 4: np.int32, 8: np.int64}


class Shifted:
    """A function of numpy whose results are off; its attributes are the function's own."""

    def __init__(self, function):
        self._function = function
        functools.update_wrapper(self, function, updated=())

    def __getattr__(self, name):
        return getattr(self._function, name)

    def __call__(self, *args, **kwargs):
        return moved(self._function(*args, **kwargs))


def moved(result):
    """`result`, a unit in the last place off; what is no array of floats comes back as it is."""
    if isinstance(result, tuple):
        return tuple(map(moved, result))
    if type(result) is not np.ndarray:
        known = isinstance(result, np.floating) and result.dtype.itemsize in WHOLE
        return moved(np.array(result))[()] if known else result
    if result.dtype.kind == "f" and result.dtype.itemsize in WHOLE:
        digits = result.view(WHOLE[result.dtype.itemsize])
        inexact = digits & (2 ** (np.finfo(result.dtype).nmant // 2) - 1) != 0
        digits += noise(digits) * inexact
    return result


def noise(digits):
    """-1, 0 or 1 for each of `digits`, by their value and place."""
    places = np.arange(SEED, SEED + digits.size)
    mixed = (digits.reshape(-1) ^ places * SPREAD_PLACE) * SPREAD_DIGITS
    return ((mixed >> HIGH) % 3 - 1).astype(digits.dtype).reshape(digits.shape)


def shift():
    """Replace the functions wherever numpy's own modules hold them."""
    import numpy.ma  # noqa: F401  (looks ufuncs up by identity, and so keeps the originals)

    namespaces = [(np, ELEMENTARY + SUMS), (np.linalg, ALGEBRA)]
    originals = [getattr(space, n, None) for space, names in namespaces for n in names]
    shifted = {id(f): Shifted(f) for f in originals if f is not None}
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "numpy" and not name.startswith("numpy.ma"):
            for attribute, value in list(vars(module).items()):
                if id(value) in shifted:
                    setattr(module, attribute, shifted[id(value)])
    _shift_methods()


def _shift_methods():
    """The methods `a.sum()`, `a.mean()`, ...: the C code looks these names up here."""
    from numpy._core import _methods

    for name in ("_sum", "_prod", "_mean", "_std", "_var"):
        setattr(_methods, name, Shifted(getattr(_methods, name)))
