"""Trying a strategy of sympy's that may not be made for an expression."""

import sympy as sp


def attempt(strategy, *args):
    """The strategy's result, or None where it cannot deal with the expression.

    sympy raises many kinds of error for expressions outside an algorithm's class (no series, no
    polynomial, unknown integrals): each of these means "not settled by this strategy".
    """
    try:
        return strategy(*args)
    except (ValueError, TypeError, AttributeError, NotImplementedError, RecursionError, KeyError):
        return None
    except (sp.PolynomialError, ArithmeticError, IndexError):
        return None
