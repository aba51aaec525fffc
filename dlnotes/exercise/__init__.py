"""Exercises: questions answered at once, and code held against a reference.

A chapter imports from here: `from dlnotes.exercise import Question, check`.
"""

from dlnotes.exercise.checks import check
from dlnotes.exercise.questions import Question

__all__ = ["Question", "check"]
