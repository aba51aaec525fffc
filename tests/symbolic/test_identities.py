"""True statements get the right verdict; each planted error is caught, and the point is shown."""

from collections import Counter

import pytest
import sympy as sp

from dlnotes.symbolic import claim
from dlnotes.symbolic.errors import ClaimError, EvaluationError
from tests.symbolic.mutations import CHANGES, mutations
from tests.symbolic.statements import (
    EQUATIONS,
    FALSE,
    FALSE_INEQUALITIES,
    INEQUALITIES,
    STILL_TRUE,
    UNDEFINED,
)

MUTANTS = {
    (name, kind): (left, right, options)
    for name, (lhs, rhs, options) in EQUATIONS.items()
    for kind, left, right in mutations(lhs, rhs)
}
PLANTED = [key for key in MUTANTS if key not in STILL_TRUE]
OPPOSITE = {"<": sp.Gt, "<=": sp.Gt, ">": sp.Lt, ">=": sp.Lt}
NUMERIC = {"numeric": "so that the numbers alone decide"}


def words(key):
    return ": ".join(key)


@pytest.mark.parametrize("name", EQUATIONS)
def test_a_true_equation_is_proved(name, capsys):
    lhs, rhs, options = EQUATIONS[name]
    claim(lhs, rhs, **options)
    assert capsys.readouterr().out.startswith("proved: ")


@pytest.mark.parametrize("name", INEQUALITIES)
def test_a_true_inequality_gets_its_verdict(name, capsys):
    relation, options = INEQUALITIES[name]
    claim(relation, **options)
    verdict = "checked numerically" if "numeric" in options else "proved"
    assert capsys.readouterr().out.startswith(f"{verdict}: ")


@pytest.mark.parametrize("key", PLANTED, ids=words)
def test_a_planted_error_is_caught(key, capsys):
    left, right, options = MUTANTS[key]
    if key in UNDEFINED:
        with pytest.raises(EvaluationError):
            claim(left, right, **options)
    else:
        with pytest.raises(ClaimError, match=r"fails at|remainder is not") as caught:
            claim(left, right, **options)
        assert type(caught.value) is ClaimError
        symbols = {str(s) for side in (left, right) for s in side.free_symbols}
        assert not symbols or "no symbols" in str(caught.value) or " = " in str(caught.value)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("key", sorted(STILL_TRUE), ids=words)
def test_a_change_listed_as_harmless_is_harmless(key, capsys):
    left, right, options = MUTANTS[key]
    claim(left, right, **options | NUMERIC)
    assert capsys.readouterr().out.startswith("checked numerically: ")


@pytest.mark.parametrize("options", [{}, NUMERIC], ids=["proved", "numeric"])
@pytest.mark.parametrize("name", FALSE)
def test_an_error_by_hand_is_caught(name, options):
    lhs, rhs, where = FALSE[name]
    with pytest.raises(ClaimError, match=r"fails at|remainder is not"):
        claim(lhs, rhs, **where, **options)


@pytest.mark.parametrize("options", [{}, NUMERIC], ids=["proved", "numeric"])
@pytest.mark.parametrize("name", FALSE_INEQUALITIES)
def test_a_false_inequality_is_caught(name, options):
    relation, where = FALSE_INEQUALITIES[name]
    with pytest.raises(ClaimError, match=r"fails at|not decided"):
        claim(relation, **where, **options)


@pytest.mark.parametrize("name", INEQUALITIES)
def test_an_inequality_turned_round_is_caught(name):
    relation, options = INEQUALITIES[name]
    opposite = OPPOSITE[relation.rel_op](relation.lhs, relation.rhs, evaluate=False)
    with pytest.raises(ClaimError, match="fails at"):
        claim(opposite, **options)


@pytest.mark.parametrize("name", ["square", "variance at most a quarter", "tangent of exp"])
def test_a_bound_that_is_a_little_too_good_is_caught(name):
    relation, options = INEQUALITIES[name]
    shift = sp.Rational(1, 50) * (1 if relation.rel_op == "<=" else -1)
    with pytest.raises(ClaimError):
        claim(relation.func(relation.lhs + shift, relation.rhs), **options)


def test_every_kind_of_error_is_planted_often():
    kinds = Counter(kind.removesuffix(" at the end") for _, kind in PLANTED)
    assert set(kinds) == set(CHANGES)
    assert min(kinds.values()) >= 25
    assert len(EQUATIONS) >= 100
    assert len(INEQUALITIES) >= 20
    assert set(MUTANTS) >= STILL_TRUE | UNDEFINED
