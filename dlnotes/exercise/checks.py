"""`check` holds a reader's answer against the reference, and never stops a notebook.

What is wrong with an answer is said in words; only a wrong use of `check` itself raises.
"""

import sympy as sp
import torch

from dlnotes.exercise.calls import called, words
from dlnotes.exercise.differences import short
from dlnotes.exercise.outcome import Outcome
from dlnotes.exercise.verdicts import judged_function, judged_value


def check(function, reference, inputs=None, *, tolerance=1e-6):
    """Compares a reader's answer with the reference.

    Not solved yet is what a stub leaves: None or `...`, or a function that returns one of them or
    raises `NotImplementedError` for every input. Otherwise the simplest input at which something
    differs is shown. Where tensors among the arguments require gradients, these are compared as
    well. Every call gets its own copies of the arguments and the same random numbers.

    Args:
        function: the reader's function, or value if the reference is one.
        reference: the right function; or a value: a sympy expression or matrix, a number, a tensor.
        inputs: a list of argument tuples, for functions.
        tolerance: largest difference accepted, relative to the expected number. Expressions are
            compared exactly.

    Returns:
        An `Outcome`. End the cell with the call, so that its words are shown.

    Raises:
        TypeError, ValueError: reference, inputs or tolerance cannot be used.

    >>> check(lambda x: x * x, lambda x: x**2, [(2,), (-3.5,)])
    Right, for all 2 inputs.
    """
    if not isinstance(tolerance, float) or not 0 < tolerance < 1:
        raise ValueError(f"tolerance={tolerance!r}: expected a number between 0 and 1")
    if callable(reference):
        cases = expected(reference, checked(inputs))
        return Outcome(*judged_function(function, cases, tolerance))
    if reference is None or reference is Ellipsis or inputs is not None:
        raise TypeError(
            f"reference={short(reference)}, inputs={inputs!r}: expected a function and inputs, or "
            "a value and no inputs"
        )
    return Outcome(*judged_value(function, reference, tolerance))


def checked(inputs):
    """The inputs, simplest first."""
    if not isinstance(inputs, list | tuple) or not inputs:
        raise TypeError(f"inputs={inputs!r}: expected a list of argument tuples")
    for index, arguments in enumerate(inputs):
        if not isinstance(arguments, tuple):
            raise TypeError(f"inputs[{index}]={arguments!r}: expected a tuple, such as (1,)")
    return sorted(inputs, key=size)


def size(value):
    """(numbers or letters in it, how large they are): the smaller, the easier to think about."""
    if isinstance(value, tuple | list):
        counts, sums = zip(*map(size, value), strict=True) if value else ((0,), (0.0,))
        return sum(counts), sum(sums)
    if isinstance(value, torch.Tensor):
        return value.numel(), float(value.detach().abs().sum())
    if isinstance(value, int | float):
        return 1, abs(float(value))
    return (len(str(value)) if isinstance(value, sp.Basic) else 1), 0.0


def expected(reference, inputs):
    """(arguments, value, slopes) of the reference for every input."""
    cases = []
    for arguments in inputs:
        try:
            value, gradients = called(reference, arguments)
        except Exception as error:
            raise ValueError(f"reference: fails for {words(arguments)}: {error!r}") from error
        if value is None or value is Ellipsis:
            raise ValueError(f"reference: returns {value} for {words(arguments)}")
        cases.append((arguments, value, gradients))
    return cases
