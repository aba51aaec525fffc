"""Numbers: both sides of a statement to 50 digits, at points of the domain."""

from dlnotes.symbolic.numeric.comparison import compare
from dlnotes.symbolic.numeric.evaluate import evaluate

__all__ = ["compare", "evaluate"]
