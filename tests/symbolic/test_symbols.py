"""`real` and `keep`: symbols that carry a domain, and expressions that stay as they are."""

import copy
import pickle

import pytest
import sympy as sp

from dlnotes.symbolic import agree, claim, keep, real
from dlnotes.symbolic.errors import ClaimError, DomainError, UnprovedClaimError
from dlnotes.symbolic.numeric.domains import check_domains

p, q = real("p q", 0, 1)


def test_a_bounded_symbol_is_found_again():
    for again in (real("p", 0, 1), pickle.loads(pickle.dumps(p)), copy.deepcopy(p)):
        assert again == p and hash(again) == hash(p) and again.domain == (0, 1)
        assert again.is_positive and again.is_real
    assert pickle.loads(pickle.dumps(p**2 + q)) == p**2 + q


@pytest.mark.parametrize(
    "other", [real("p", 0, 2), sp.Symbol("p", positive=True), sp.Symbol("p"), q, real("p", -1, 1)]
)
def test_another_domain_is_another_symbol(other):
    assert other != p and p != other and p - other != 0 and len({p, other}) == 2


@pytest.mark.parametrize(
    ("low", "high", "assumption"),
    [(0, 1, "positive"), (2, 3, "positive"), (-2, 0, "negative"), (-3, -1, "negative")],
)
def test_the_sign_follows_from_the_bounds(low, high, assumption):
    assert getattr(real("x", low, high), f"is_{assumption}") is True


def test_no_sign_follows_from_bounds_around_zero():
    x = real("x", -1, 1)
    assert x.is_real and x.is_positive is None and x.is_zero is None


def test_what_assumptions_say_in_full_is_the_symbol_of_sympy():
    assert real("x") == sp.Symbol("x", real=True)
    assert real("x", 0) == sp.Symbol("x", positive=True)
    assert real("x", -sp.oo, 0) == sp.Symbol("x", negative=True)


def test_names_are_those_of_sympy():
    assert [s.name for s in real("beta_1:3, c", 0, 1)] == ["beta_1", "beta_2", "c"]
    assert sp.latex(real("beta_1", 0, 1)) == r"\beta_{1}" and str(p) == "p"


def test_a_domain_moves_no_term():
    a, z = sp.symbols("a z", positive=True)
    plain = sp.symbols("p", positive=True)
    for build in (lambda s: a + s + z, lambda s: a * s * z, lambda s: (z - s) ** 2 + a * s):
        assert str(build(p)) == str(build(plain))
        assert sp.latex(build(p)) == sp.latex(build(plain))


def test_sympy_computes_with_it():
    k = sp.Symbol("k")
    assert sp.diff(p**3, p) == 3 * p**2 and sp.sqrt(p**2) == p
    assert sp.solve(p**2 - q, p) == [sp.sqrt(q)]
    assert sp.simplify((p**2 - 1) / (p - 1)) == p + 1
    assert sp.Sum(p**k, (k, 0, 2)).doit() == 1 + p + p**2
    assert sp.lambdify(p, p**2)(3) == 9 and (p + 1).subs(p, 2) == 3


def test_claims_keep_to_the_domain(shown):
    claim(sp.sqrt((1 - p) ** 2), keep(1 - p))
    claim(sp.Lt(p**2, p, evaluate=False))
    plain = sp.Symbol("p", positive=True)
    with pytest.raises(ClaimError):
        claim(sp.sqrt((1 - plain) ** 2), keep(1 - plain))


def test_where_goes_before_the_domain():
    assert check_domains({p: (0, sp.Rational(1, 2))}, {p, q}) == {
        p: (0, sp.Rational(1, 2)),
        q: (0, 1),
    }
    with pytest.raises((ClaimError, UnprovedClaimError)):
        claim(sp.Lt(p**2, p, evaluate=False), where={p: (0, 2)})


def test_code_is_called_inside_the_domain():
    seen = []

    def kept(p, x):
        seen.append((p.item(), x.item()))
        return x * (1 - p)

    x = real("x", -3, -2)
    agree(kept, x * (1 - p), p, x)
    assert all(0 < a < 1 and -3 < b < -2 for a, b in seen)


@pytest.mark.parametrize("bounds", [(1, 0), (0, 0), ("0", 1), (sp.I, 1), (0, sp.nan), (0, p)])
def test_bounds_are_numbers_in_order(bounds):
    with pytest.raises(DomainError, match="real"):
        real("x", *bounds)


def test_floats_are_taken_as_they_are_written():
    assert real("x", 0.1, 0.9).domain == (sp.Rational(1, 10), sp.Rational(9, 10))


def test_what_is_kept_merges_with_nothing(shown):
    x = sp.Symbol("x", real=True)
    claim(keep(x + x) - x, x)
    assert shown[0].latex == r"\left(x + x\right) - x = x"
