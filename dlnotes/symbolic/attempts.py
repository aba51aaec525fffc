"""Trying what sympy may not be made for: a strategy that gives up, a check that never ends."""

import signal
import threading
import warnings
from contextlib import contextmanager

import sympy as sp
from sympy.utilities.exceptions import SymPyDeprecationWarning

from dlnotes.symbolic.errors import ClaimTimeoutError

SECONDS = 120


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


@contextmanager
def bounded(seconds, what):
    """Raises `ClaimTimeoutError` once the block has used `seconds` of processor time.

    Processor time, so that a busy neighbour changes no verdict. Where the platform has no such
    timer (Windows), and outside the main thread, the block runs without a bound. sympy may
    swallow the exception, so it comes again every second, and once more when the block ends.
    """
    main = threading.current_thread() is threading.main_thread()
    if not (main and hasattr(signal, "setitimer")):
        yield
        return
    late = []

    def stop(*_):
        late.append(
            ClaimTimeoutError(
                f"{what} is not settled after {seconds} s of processor time. Split the step, or "
                "state why sympy cannot do it with numeric='...'"
            )
        )
        raise late[-1]

    previous = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, previous)
        if late:
            raise late[0]
