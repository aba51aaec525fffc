"""Planted errors: small changes that turn a true statement into a false one."""

import sympy as sp


def mutations(lhs, rhs):
    """Yields (kind, lhs, rhs) with one error each: sign, factor, exponent, index.

    An error is planted on the right where it applies there, else on the left.
    """
    for kind, change in CHANGES:
        for side, other, swap in ((rhs, lhs, False), (lhs, rhs, True)):
            changed = change(side)
            if changed is not None and changed != side:
                yield (kind, changed, other) if swap else (kind, other, changed)
                break


def flip_sign(expr):
    """The last term of the first sum gets the other sign; without a sum, the whole does."""
    add = _first(expr, lambda e: isinstance(e, sp.Add))
    if add is not None:
        last = add.args[-1]
        return expr.xreplace({add: sp.Add(*add.args[:-1], -last)})
    return -expr if expr != 0 else None


def drop_factor(expr):
    """The first product loses its last factor; a number is doubled instead."""
    product = _first(expr, lambda e: isinstance(e, sp.Mul) and e.args[-1] != -1)
    if product is not None:
        return expr.xreplace({product: sp.Mul(*product.args[:-1])})
    return 2 * expr if getattr(expr, "is_number", False) and expr != 0 else None


def change_exponent(expr):
    """The first power gets an exponent one larger."""
    power = _first(expr, lambda e: isinstance(e, sp.Pow) and e.base.free_symbols)
    if power is None:
        return None
    return expr.xreplace({power: power.base ** (power.exp + 1)})


def shift_index(expr):
    """The first sum, product or integral runs one further, or a sequence is shifted by one."""
    series = _first(expr, lambda e: isinstance(e, (sp.Sum, sp.Product)))
    if series is not None:
        k, low, high = series.limits[0]
        return expr.xreplace({series: series.func(series.function, (k, low + 1, high))})
    integral = _first(expr, lambda e: isinstance(e, sp.Integral) and e.limits[0][1].is_finite)
    if integral is not None:
        x, low, high = integral.limits[0]
        return expr.xreplace({integral: sp.Integral(integral.function, (x, low + 1, high))})
    entry = _first(expr, lambda e: isinstance(e, sp.Indexed))
    if entry is not None:
        return expr.xreplace({entry: entry.base[entry.indices[0] + 1]})
    return None


def _first(expr, wanted):
    """The first node in the order of reading that meets a condition, or None."""
    return next((e for e in sp.preorder_traversal(expr) if wanted(e)), None)


CHANGES = (
    ("flipped sign", flip_sign),
    ("dropped factor", drop_factor),
    ("changed exponent", change_exponent),
    ("shifted index", shift_index),
)
