"""True statements get the right verdict; each planted error is caught, and the point is shown."""

import pytest
import sympy as sp

from dlnotes.symbolic import claim
from dlnotes.symbolic.errors import ClaimError, EvaluationError
from tests.symbolic.mutations import mutations
from tests.symbolic.statements import EQUATIONS, INEQUALITIES, STILL_TRUE, UNDEFINED

PLANTED = [
    pytest.param(name, kind, left, right, options, id=f"{name}: {kind}")
    for name, (lhs, rhs, options) in EQUATIONS.items()
    for kind, left, right in mutations(lhs, rhs)
    if (name, kind) not in STILL_TRUE
]
OPPOSITE = {"<": sp.Gt, "<=": sp.Gt, ">": sp.Lt, ">=": sp.Lt}


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


@pytest.mark.parametrize(("name", "kind", "left", "right", "options"), PLANTED)
def test_a_planted_error_is_caught(name, kind, left, right, options, capsys):
    if (name, kind) in UNDEFINED:
        with pytest.raises(EvaluationError):
            claim(left, right, **options)
    else:
        with pytest.raises(ClaimError, match=r"fails at|remainder is not") as caught:
            claim(left, right, **options)
        assert type(caught.value) is ClaimError
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("name", INEQUALITIES)
def test_an_inequality_turned_round_is_caught(name):
    relation, options = INEQUALITIES[name]
    opposite = OPPOSITE[relation.rel_op](relation.lhs, relation.rhs, evaluate=False)
    with pytest.raises(ClaimError, match="fails at"):
        claim(opposite, **options)


@pytest.mark.parametrize("name", ["square", "variance at most a quarter", "tangent of exp"])
def test_a_strict_inequality_that_is_only_weak_is_not_proved(name):
    relation, options = INEQUALITIES[name]
    shifted = relation.func(relation.lhs - sp.Rational(1, 50), relation.rhs)
    if relation.rel_op == "<=":
        shifted = relation.func(relation.lhs + sp.Rational(1, 50), relation.rhs)
    with pytest.raises(ClaimError):
        claim(shifted, **options)


def test_every_kind_of_error_is_planted_often():
    kinds = [parameters.values[1] for parameters in PLANTED]
    for kind in ("flipped sign", "dropped factor", "changed exponent", "shifted index"):
        assert kinds.count(kind) >= 8, kind
    assert len(EQUATIONS) + len(INEQUALITIES) >= 55
