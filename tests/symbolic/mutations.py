"""Planted errors: small changes that turn a true statement into a false one."""

import sympy as sp


def mutations(lhs, rhs):
    """Yields (kind, lhs, rhs) with one error each: sign, factor, exponent, index.

    Every kind is planted at the first and at the last place where it applies, on the right where
    there is one, else on the left.
    """
    lhs, rhs = (s.as_immutable() if isinstance(s, sp.MatrixBase) else s for s in (lhs, rhs))
    for kind, change in CHANGES.items():
        sides = ((rhs, lhs, False), (lhs, rhs, True))
        changed = next(((c, o, s) for side, o, s in sides if (c := _distinct(change, side))), None)
        for place, side in enumerate(changed[0] if changed else ()):
            label = kind if place == 0 else f"{kind} at the end"
            yield (label, side, changed[1]) if changed[2] else (label, changed[1], side)


def _distinct(change, side):
    """The changed sides for the first and last place, without repetitions."""
    made = [s for s in change(side) if s is not None and s != side]
    return list(dict.fromkeys([*made[:1], *made[-1:]]))


def flip_sign(expr):
    """A sum gets the other sign at its last term; without sums, the whole does."""
    for add in _nodes(expr, lambda e: isinstance(e, sp.Add)):
        yield expr.xreplace({add: sp.Add(*add.args[:-1], -add.args[-1])})
    if not expr.atoms(sp.Add) and not getattr(expr, "is_zero", False):
        yield -expr


def drop_factor(expr):
    """A product loses its last factor; a number alone is doubled."""
    for product in _nodes(expr, lambda e: isinstance(e, sp.Mul) and e.args[-1] != -1):
        yield expr.xreplace({product: sp.Mul(*product.args[:-1])})
    if getattr(expr, "is_number", False) and expr != 0:
        yield 2 * expr


def change_exponent(expr):
    """A power gets an exponent one larger."""
    for power in _nodes(expr, lambda e: isinstance(e, sp.Pow) and e.base.free_symbols):
        yield expr.xreplace({power: power.base ** (power.exp + 1)})


def shift_index(expr):
    """A sum, product or integral starts one later, or the index of a sequence is one larger."""
    for series in _nodes(expr, lambda e: isinstance(e, (sp.Sum, sp.Product, sp.Integral))):
        k, low, high = series.limits[0]
        if low.is_finite:
            yield expr.xreplace({series: series.func(series.function, (k, low + 1, high))})
    for entry in _nodes(expr, lambda e: isinstance(e, sp.Indexed)):
        yield expr.xreplace({entry: entry.base[entry.indices[0] + 1]})


def _nodes(expr, wanted):
    """The nodes that meet a condition, in the order of reading, each once."""
    return dict.fromkeys(e for e in sp.preorder_traversal(expr) if wanted(e))


CHANGES = {
    "flipped sign": flip_sign,
    "dropped factor": drop_factor,
    "changed exponent": change_exponent,
    "shifted index": shift_index,
}
