"""`claim` checks an equation or inequality, and shows the verdict."""

import sys

import sympy as sp

from dlnotes.symbolic import attempts
from dlnotes.symbolic.errors import ClaimError, UnprovedClaimError
from dlnotes.symbolic.evidence import Evidence
from dlnotes.symbolic.numeric.comparison import TOLERANCE, compare
from dlnotes.symbolic.numeric.domains import check_domains
from dlnotes.symbolic.printing import as_written, exact, sides_as_written, statement
from dlnotes.symbolic.proof.orders import check_order, prove_order, split
from dlnotes.symbolic.proof.signs import prove_sign
from dlnotes.symbolic.proof.zero import prove_zero
from dlnotes.symbolic.sides import (
    entries,
    expression,
    one_line,
    refuse_vacuous,
    without_matrices,
)
from dlnotes.symbolic.stated import state

INEQUALITIES = (sp.Le, sp.Lt, sp.Ge, sp.Gt)


def claim(lhs, rhs=None, because="", *, label=None, where=None, numeric=None):
    """Checks that two sides are equal, or that an inequality holds, and shows the verdict.

    Two independent checks must both pass: a symbolic proof, and both sides to 50 digits at random
    points of the domain, undefined functions replaced by concrete ones. sympy has been wrong.

    Args:
        lhs: left side; or, with `rhs` left out, an inequality `Le`, `Lt`, `Ge` or `Gt`.
        rhs: right side; a scalar, or a matrix of the same shape as `lhs`. It may end in `O(...)`.
        because: one line of words: why it holds.
        label: anchor of the equation on the site, such as "bias-correction".
        where: {symbol: (low, high)}, what the symbols' assumptions cannot say.
        numeric: why sympy cannot prove it; the symbolic check is then left out and the verdict
            reads "checked numerically".

    Raises:
        ClaimError: the sides differ; the message shows the point. Its subclasses in
            `dlnotes.symbolic.errors` name the other failures.

    >>> x = sp.Symbol("x", real=True)
    >>> claim((x + 1) ** 2, x**2 + 2 * x + 1)
    proved: (x + 1)**2 = x**2 + 2*x + 1
    """
    is_relation = rhs is None
    lhs, operator, rhs = _statement(lhs, rhs)
    refuse_vacuous(lhs, rhs)
    if numeric is not None and not (isinstance(numeric, str) and numeric.strip()):
        raise ValueError(f"numeric={numeric!r}: expected the reason why sympy cannot prove it")
    pairs = [(i, *map(without_matrices, pair)) for i, *pair in entries(lhs, rhs)]
    plain = f"{one_line(lhs)} {operator} {one_line(rhs)}"
    with attempts.bounded(attempts.SECONDS, plain):
        domains = check_domains(where, _symbols(pairs))
        points = sum(_check_numbers(pair, operator, domains) for pair in pairs)
        method = numeric or _prove(pairs, operator, domains, plain)
    written = sides_as_written if is_relation else _as_written
    shown = written(sys._getframe(1), lhs, rhs)
    state(label, lhs, rhs)
    Evidence(
        kind="claim",
        verdict="checked numerically" if numeric else "proved",
        label=label,
        text=because,
        latex=statement(shown[0].tex, LATEX[operator], shown[1].tex),
        method=method,
        points=points,
        tolerance=TOLERANCE,
        plain=plain,
        checked=exact(operator, lhs, rhs),
    ).show()


LATEX = {"=": "=", "<": "<", "<=": r"\leq", ">": ">", ">=": r"\geq"}


def _as_written(frame, lhs, rhs):
    """The pieces of the two sides that a call of `define` or `claim` gives."""
    return as_written(frame, 0, "lhs", lhs), as_written(frame, 1, "rhs", rhs)


def _statement(lhs, rhs):
    """(left, operator, right) of an equation or an inequality."""
    if isinstance(lhs, INEQUALITIES) and rhs is not None:
        raise TypeError(f"rhs={rhs!r}: an inequality has its own sides; words go to because=...")
    if rhs is not None:
        return expression(lhs, "lhs"), "=", expression(rhs, "rhs")
    if lhs in (True, False, sp.true, sp.false):
        raise ClaimError(
            f"the relation is already {bool(lhs)}: sympy evaluated it on construction. "
            "Build it with evaluate=False, such as Ge(x**2, 0, evaluate=False)"
        )
    if not isinstance(lhs, INEQUALITIES):
        raise TypeError(f"claim({lhs!r}): expected two sides, or one of Le, Lt, Ge, Gt")
    return expression(lhs.lhs, "lhs"), lhs.rel_op, expression(lhs.rhs, "rhs")


def _symbols(pairs):
    return set().union(*(a.free_symbols | b.free_symbols for _, a, b in pairs))


def _check_numbers(pair, operator, domains):
    """Numeric check of one entry; returns the number of points."""
    index, left, right = pair
    at = "" if index is None else f"entry {index}: "
    if left.has(sp.Order) or right.has(sp.Order):
        return check_order(*split(left, right), domains)
    return compare(left, operator, right, domains, at)


def _prove(pairs, operator, domains, plain):
    """Names of the strategies that proved the entries, or `UnprovedClaimError`."""
    methods = []
    for _, left, right in pairs:
        method = _prove_entry(left, operator, right, domains)
        if method is None:
            raise UnprovedClaimError(
                f"the numbers agree, but no symbolic strategy proves {plain}. Give a smaller step, "
                "a domain with where=..., or the reason why sympy cannot with numeric='...'"
            )
        methods.append(method)
    return ", ".join(dict.fromkeys(methods))


def _prove_entry(left, operator, right, domains):
    if left.has(sp.Order) or right.has(sp.Order):
        return prove_order(*split(left, right), domains)
    if operator == "=":
        return prove_zero(left - right, domains)
    difference = left - right if operator in (">", ">=") else right - left
    return prove_sign(difference, domains, strict=operator in ("<", ">"))
