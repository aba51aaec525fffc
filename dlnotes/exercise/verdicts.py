"""Whether an answer is right, as a verdict and the words that say so."""

from dlnotes.exercise.calls import called, named, place, words
from dlnotes.exercise.differences import difference, short
from dlnotes.exercise.outcome import UNSOLVED


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
