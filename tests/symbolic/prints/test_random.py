"""Print, read, compare: random expressions come back from LaTeX as they were."""

from hypothesis import HealthCheck, assume, given, settings

from dlnotes.symbolic.printing import exact, latex
from tests.symbolic.prints import expressions
from tests.symbolic.prints.checked import checked
from tests.symbolic.prints.reader import read_side
from tests.symbolic.prints.verdict import NoPointError, same_values

thorough = settings(
    max_examples=400,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def comes_back(expr):
    known, _, (wanted,) = checked(exact("print", expr))
    printed = read_side(latex(expr), known)
    try:
        same_values(printed, wanted, known)
    except NoPointError:
        assume(False)


@thorough
@given(expressions.scalars)
def test_scalars_come_back(expr):
    comes_back(expr)


@thorough
@given(expressions.ordered)
def test_products_that_do_not_commute_come_back_in_order(expr):
    comes_back(expr)


@thorough
@given(expressions.matrices)
def test_names_of_matrices_come_back(expr):
    comes_back(expr)


@settings(thorough, max_examples=40)
@given(expressions.written_out)
def test_matrices_come_back_entry_by_entry(matrix):
    comes_back(matrix)
