"""Trying a strategy of sympy's that may not be made for an expression."""

import warnings

import sympy as sp
from sympy.utilities.exceptions import SymPyDeprecationWarning


def attempt(strategy, *args):
    """The strategy's result, or None where it cannot deal with the expression.

    sympy raises many kinds of error for expressions outside an algorithm's class (no series, no
    polynomial, unknown integrals): each of these means "not settled by this strategy". What sympy
    says about its own future does not belong into a chapter's output.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SymPyDeprecationWarning)
            return strategy(*args)
    except (ValueError, TypeError, AttributeError, NotImplementedError, RecursionError, KeyError):
        return None
    except (sp.PolynomialError, ArithmeticError, IndexError):
        return None
