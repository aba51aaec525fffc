"""The value of a tree at a random point, in numbers or matrices of numbers.

Whatever binds a name (a sum, an integral, a limit, a derivative) gets the value of a fixed,
randomly chosen function of its body at two values of that name, and of its ends. So two prints
have the same value only where they apply the same operator to equal bodies between equal ends;
quadrature or extrapolation would let pass what happens to come to the same number. Undefined
functions and infinity are random as well, by name.
"""

import cmath
import hashlib
import math
import random

import numpy as np

from tests.symbolic.prints.tokens import PrintError

CONSTANTS = {"pi": math.pi, "e": math.e, "i": 1j, "oo": 7.3905}
SIZE = 3  # of the matrices that stand for names that do not commute
KINDS = ("integer", "positive", "negative", "nonnegative", "nonpositive", "real", "imaginary")


def _real(function, otherwise):
    """A function of real numbers; `otherwise` names it for complex ones."""

    def call(*values):
        if any(abs(complex(v).imag) > 1e-12 for v in values):
            return mixed(otherwise, *values)
        return function(*(complex(v).real for v in values))

    return call


def _sign(x):
    return 0 if x == 0 else x / abs(x)


FUNCTIONS = {name: getattr(cmath, name) for name in ("sin", "cos", "tan", "log")}
FUNCTIONS |= {name: getattr(cmath, name) for name in ("sinh", "cosh", "tanh", "asinh")}
FUNCTIONS |= {"asin": cmath.asin, "acos": cmath.acos, "atan": cmath.atan, "Abs": abs}
FUNCTIONS |= {
    "cot": lambda x: 1 / cmath.tan(x),
    "sec": lambda x: 1 / cmath.cos(x),
    "csc": lambda x: 1 / cmath.sin(x),
    "sign": _sign,
    "conjugate": lambda x: complex(x).conjugate(),
    "floor": _real(math.floor, "floor"),
    "ceiling": _real(math.ceil, "ceiling"),
    "atan2": _real(math.atan2, "atan2"),
    "Max": _real(max, "Max"),
    "Min": _real(min, "Min"),
}
MATRIX_FUNCTIONS = {"tr": np.trace, "Abs": np.linalg.det, "det": np.linalg.det}


def mixed(tag, *values):
    """A fixed function of the values, different for every tag, real where they are real."""
    total = _draw(tag).uniform(0.5, 2)
    for place, value in enumerate(values):
        rng = _draw(f"{tag}, argument {place}")
        total = total + rng.uniform(0.3, 1) * value + rng.uniform(0.1, 0.4) * value * value
    return total


def _draw(tag):
    return random.Random(hashlib.sha256(tag.encode()).digest())


class Point:
    """Numbers for names, and functions for functions, drawn by what is assumed of each."""

    def __init__(self, known, turn):
        self.known, self.turn, self.bound = known, turn, {}

    def value(self, node):
        """The value of a tree here.

        Raises:
            PrintError: it has none, such as the sum of a number and a matrix.
        """
        rule = getattr(self, f"_{node.op}", None)
        if rule is None:
            raise PrintError(f"{node.op} has no value")
        return rule(*node.args)

    def drawn(self, name, tag=""):
        """The number or matrix that stands for a name; another one for another tag."""
        words = self.known.assumed.get(name, [])
        rng = _draw(f"{name}, {tag}, turn {self.turn}")
        if "noncommutative" in words:
            return np.array([[rng.uniform(-1, 1) for _ in range(SIZE)] for _ in range(SIZE)])
        return _number(words, rng)

    def at(self, **values):
        """The same point, but for some names."""
        other = Point(self.known, self.turn)
        other.bound = self.bound | values
        return other

    def _number(self, value):
        return float(value)

    def _constant(self, name):
        return CONSTANTS[name]

    def _name(self, name):
        return self.bound[name] if name in self.bound else self.drawn(name)

    def _plus(self, *terms):
        first, *rest = map(self.value, terms)
        for value in rest:
            if np.ndim(first) != np.ndim(value) or np.shape(first) != np.shape(value):
                raise PrintError("a sum of different shapes")
            first = first + value
        return first

    def _times(self, *factors):
        first, *rest = map(self.value, factors)
        for value in rest:
            first = _multiplied(first, value)
        return first

    def _power(self, base, exponent):
        base, exponent = self.value(base), self.value(exponent)
        if np.ndim(base):
            return _matrix_power(base, exponent)
        return _raised(_simple(base), _simple(exponent))

    def _transpose(self, base):
        return np.transpose(self.value(base))

    def _matrix(self, *rows):
        return np.array([[self.value(entry) for entry in row] for row in rows])

    def _call(self, name, *args):
        values = list(map(self.value, args))
        if name in MATRIX_FUNCTIONS and np.ndim(values[0]):
            return MATRIX_FUNCTIONS[name](*values)
        if name in FUNCTIONS and not any(map(np.ndim, values)):
            return FUNCTIONS[name](*values)
        if name in ("Max", "Min"):
            values.sort(key=lambda v: (complex(v).real, complex(v).imag))
        return mixed(f"function {name}", *values)

    def _apply(self, name, *args):
        value = mixed(f"function {name}, turn {self.turn}", *map(self.value, args))
        return self._signed(name, value)

    def _index(self, name, *args):
        value = mixed(f"entry of {name}, turn {self.turn}", *map(self.value, args))
        return self._signed(name, value)

    def _signed(self, name, value):
        """A value that has the sign assumed of a function."""
        words = self.known.assumed.get(name, [])
        if {"positive", "nonnegative"} & set(words):
            return cmath.exp(value / 9)
        return -cmath.exp(value / 9) if {"negative", "nonpositive"} & set(words) else value

    def _inside(self, body, names):
        """Values of a body at two values of the names that are bound in it."""
        return [self.at(**{n: self.drawn(n, tag) for n in names}).value(body) for tag in "ab"]

    def _series(self, op, body, *limits):
        while body.op == op and not {n for n, *_ in body.args[1:]} & {n for n, *_ in limits}:
            body, *inner = body.args
            limits = (*inner, *limits)
        limits = sorted(limits, key=lambda limit: limit[0])
        names = [name for name, *_ in limits]
        ends = [v for _, *both in limits for end in both for v in self._inside(end, names)]
        return mixed(f"{op} over {names}", *self._inside(body, names), *ends)

    def _sum(self, body, *limits):
        return self._series("sum", body, *limits)

    def _product(self, body, *limits):
        return self._series("product", body, *limits)

    def _integral(self, body, *limits):
        return self._series("integral", body, *limits)

    def _limit(self, body, name, end, side):
        return mixed(f"limit of {name}, {side}", *self._inside(body, [name]), self.value(end))

    def _derivative(self, body, *counts):
        names = [name for name, _ in counts]
        here = [self._name(name) for name in names]
        return mixed(f"derivative {counts}", *self._inside(body, names), *here)

    def _at(self, body, *places):
        return self.at(**{name: self.value(value) for name, value in places}).value(body)

    def _order(self, body, *ends):
        pairs = [v for name, end in ends for v in (self._name(name), self.value(end))]
        return mixed("order", self.value(body), *pairs)

    def _cases(self, *pieces):
        values = [v for value, when in pieces for v in (self.value(value), self.value(when))]
        return mixed("cases", *values)

    def _otherwise(self):
        return 0.25

    def _relation(self, sign, left, right):
        if sign in (">", ">="):
            sign, left, right = sign.replace(">", "<"), right, left
        return mixed(f"relation {sign}", self.value(left), self.value(right))

    def _and(self, *conditions):
        return mixed("and", sum(map(self.value, conditions)))

    def _or(self, *conditions):
        return mixed("or", sum(map(self.value, conditions)))


def _matrix_power(base, exponent):
    if np.ndim(exponent) or exponent != round(complex(exponent).real):
        raise PrintError("a matrix to a power that is no integer")
    return np.linalg.matrix_power(base, round(complex(exponent).real))


def _simple(value):
    """A real number as such: a negative one must not come with an imaginary part of -0."""
    return value.real if complex(value).imag == 0 else value


def _raised(base, exponent):
    if base == 0 and exponent == 0:
        return 1.0
    return base**exponent if isinstance(base, float) else complex(base) ** exponent


def _multiplied(left, right):
    if np.ndim(left) and np.ndim(right):
        if left.shape[1] != right.shape[0]:
            raise PrintError("a product of matrices that do not fit")
        return left @ right
    return left * right


def _number(words, rng):
    size = float(rng.randint(2, 6)) if "integer" in words else rng.uniform(0.3, 2)
    if {"positive", "nonnegative"} & set(words):
        return size
    if {"negative", "nonpositive"} & set(words):
        return -size
    if "imaginary" in words:
        return 1j * size
    real = size * rng.choice((-1, 1))
    return real if {"integer", "real"} & set(words) else real + 1j * rng.uniform(-1, 1)
