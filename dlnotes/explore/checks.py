"""`check` holds a reader's answer against the reference, and never stops a notebook.

What is wrong with an answer is said in words; only a wrong use of `check` itself raises.
"""

import copy
import traceback
from dataclasses import dataclass

import sympy as sp
import torch

from dlnotes.explore.differences import difference, short
from dlnotes.explore.slopes import slopes

UNSOLVED = "not solved yet"


@dataclass(frozen=True, repr=False)
class Outcome:
    """What became of an exercise; a notebook shows its words.

    Attributes:
        verdict: "right", "not solved yet", "wrong" or "raises".
        text: the words.
    """

    verdict: str
    text: str

    @property
    def solved(self):
        """Whether the answer is right."""
        return self.verdict == "right"

    def __repr__(self):
        return self.text


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


def called(function, arguments):
    """(value, slopes) of a function, with its own arguments and the same random numbers."""
    arguments = [copied(argument) for argument in arguments]
    with torch.random.fork_rng(devices=[]):
        value = function(*arguments)
    return value, slopes(value, arguments)


def copied(argument):
    if isinstance(argument, torch.Tensor):
        return argument.detach().clone().requires_grad_(argument.requires_grad)
    if isinstance(argument, torch.Generator):
        return argument.clone_state()
    return argument if isinstance(argument, sp.Basic) else copy.deepcopy(argument)


def judged_value(answer, reference, tolerance):
    """(verdict, words) of a value."""
    if answer is None or answer is Ellipsis:
        return UNSOLVED, "Not solved yet."
    found = difference(answer, reference, tolerance)
    return ("wrong", f"Not right: {found}.") if found else ("right", "Right.")


def judged_function(function, cases, tolerance):
    """(verdict, words) of a function."""
    if function is None or function is Ellipsis:
        return UNSOLVED, "Not solved yet."
    if not callable(function):
        return "wrong", f"Not right: {short(function)} is not a function."
    found = [judged_case(function, *case, tolerance) for case in cases]
    if all(verdict == UNSOLVED for verdict, _ in found):
        return UNSOLVED, f"{named(function)}: not solved yet."
    for verdict, text in found:
        if verdict != "right":
            return "wrong" if verdict == UNSOLVED else verdict, f"Not right: {text}"
    many = f"all {len(cases)} inputs" if len(cases) > 1 else "the one input tried"
    return "right", f"Right, for {many}."


def judged_case(function, arguments, value, gradients, tolerance):
    """(verdict, words) of a function for one input."""
    call = f"{named(function)}{words(arguments)}"
    try:
        found, own_gradients = called(function, arguments)
    except NotImplementedError:
        return UNSOLVED, f"{call} raises NotImplementedError."
    except Exception as error:
        kind = type(error).__name__
        return "raises", f"{call} raises {kind}: {error}{place(error, function)}"
    if found is None or found is Ellipsis:
        return UNSOLVED, f"{call} gives {short(found)}, expected {short(value)}."
    text = difference(found, value, tolerance)
    if text:
        return "wrong", f"{call} gives {text}."
    return judged_gradients(call, own_gradients, gradients, tolerance)


def judged_gradients(call, found, wanted, tolerance):
    """(verdict, words) of the gradients, {place of an argument: tensor}."""
    if wanted and not found:
        return "wrong", f"{call} has the right value without a gradient: avoid .item(), .detach()."
    for argument, gradient in wanted.items():
        text = difference(found[argument], gradient, tolerance)
        if text:
            which = f"its gradient in argument {argument + 1} is {text}"
            return "wrong", f"{call} has the right value, but {which}."
    return "right", ""


def named(function):
    name = getattr(function, "__name__", type(function).__name__)
    return "answer" if name == "<lambda>" else name


def words(arguments):
    return f"({', '.join(map(short, arguments))})"


def place(error, function):
    """The line of the reader's code at which it stopped."""
    file = getattr(getattr(function, "__code__", None), "co_filename", None)
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == file]
    return f"\n  line {frames[-1].lineno}: {frames[-1].line}" if frames else ""
