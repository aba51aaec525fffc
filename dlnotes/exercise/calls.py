"""A call of a reader's function or of the reference: its value, its slopes, and its words."""

import copy
import traceback

import sympy as sp
import torch

from dlnotes.exercise.differences import short
from dlnotes.exercise.slopes import slopes


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
