"""The verbs `define` and `claim`: what they show, refuse and raise."""

import json
import os
import subprocess
import sys

import pytest
import sympy as sp
from sympy.stats import Normal

from dlnotes.symbolic import attempts, claim, claims, define
from dlnotes.symbolic.errors import (
    ClaimError,
    ClaimTimeoutError,
    DivergenceError,
    DomainError,
    EvaluationError,
    ShapeError,
    UnprovedClaimError,
    VacuousClaimError,
)
from dlnotes.symbolic.evidence import MIME

x, y = sp.symbols("x y", real=True)
a = sp.Symbol("a", positive=True)
p = sp.Symbol("p")
k, i = sp.symbols("k i", integer=True)
n = sp.Symbol("n", integer=True, positive=True)
f = sp.Function("f")
SQUARE = ((x + 1) ** 2, x**2 + 2 * x + 1)


def record(shown):
    (evidence,) = shown
    return evidence._repr_mimebundle_()[MIME]


def test_a_proved_claim_shows_formula_words_and_record(shown):
    assert claim(*SQUARE, "multiply it out", label="square") is None
    assert record(shown) == {
        "kind": "claim",
        "verdict": "proved",
        "label": "square",
        "text": "multiply it out",
        "latex": r"\left(x + 1\right)^{2} = x^{2} + 2 x + 1",
        "method": "expand",
        "points": 20,
        "tolerance": "1e-30 relative",
        "checked": "(x real) (= (Pow (Add 1 x) 2) (Add 1 (Pow x 2) (Mul 2 x)))",
    }
    assert repr(shown[0]) == "proved: (x + 1)**2 = x**2 + 2*x + 1"


def test_a_numeric_claim_names_its_reason(shown):
    claim(sp.Gt(sp.exp(x), x), numeric="exp is transcendental")
    assert record(shown)["verdict"] == "checked numerically"
    assert record(shown)["method"] == "exp is transcendental"


def test_a_definition_is_shown_unchecked(shown):
    define(f(x), 0, "an assumption", label="start")
    assert record(shown) == {
        "kind": "definition",
        "verdict": "definition",
        "label": "start",
        "text": "an assumption",
        "latex": "f{\\left(x \\right)} := 0",
        "method": "",
        "points": 0,
        "tolerance": "",
        "checked": "(f()) (x real) (:= (f() x) 0)",
    }


def test_several_claims_in_one_cell_are_all_shown(shown):
    claim(*SQUARE)
    claim(x - y, -sp.UnevaluatedExpr(y - x))
    assert len(shown) == 2


@pytest.mark.parametrize("operator", ["<=", "<", ">=", ">"])
def test_inequalities_keep_their_direction(operator, shown):
    relation = sp.Rel(a**2 + 2, a, operator, evaluate=False)
    if operator in (">", ">="):
        claim(relation)
        assert f"a**2 + 2 {operator} a" in repr(shown[0])
    else:
        with pytest.raises(ClaimError, match="fails at"):
            claim(relation)


def test_matrices_are_checked_entry_by_entry(shown):
    left = sp.Matrix([[x, 0], [sp.sin(x) ** 2, 1]])
    claim(left, sp.Matrix([[x, 0], [1 - sp.cos(x) ** 2, 1]]))
    with pytest.raises(ClaimError, match=r"entry \(1, 0\): .* fails at x = "):
        claim(left, sp.Matrix([[x, 0], [sp.cos(x) ** 2, 1]]))


def test_a_domain_is_used_by_proof_and_points(shown):
    claim(sp.sqrt(p**2), p, where={p: (0, 1)})
    with pytest.raises(ClaimError, match="fails at"):
        claim(sp.sqrt(p**2), p)


# --- both checks must hold ------------------------------------------------------------------


def test_a_wrong_proof_does_not_pass(monkeypatch):
    monkeypatch.setattr(claims, "prove_zero", lambda *_: "a lie")
    with pytest.raises(ClaimError, match="fails at x = "):
        claim(x**2, x**3)


def test_a_wrong_proof_of_an_inequality_does_not_pass(monkeypatch):
    monkeypatch.setattr(claims, "prove_sign", lambda *_, **__: "a lie")
    with pytest.raises(ClaimError, match="fails at x = "):
        claim(sp.Ge(x**3, x))


def test_a_wrong_proof_of_a_remainder_does_not_pass(monkeypatch):
    monkeypatch.setattr(claims, "prove_order", lambda *_: "a lie")
    with pytest.raises(ClaimError, match="the remainder is not"):
        claim(sp.exp(x), 1 + x + sp.O(x**3))


def test_wrong_numbers_are_not_needed_for_a_failure(monkeypatch):
    monkeypatch.setattr(claims, "compare", lambda *_: 20)
    with pytest.raises(UnprovedClaimError, match=r"numeric='\.\.\.'"):
        claim(x**2, x**3)


@pytest.mark.parametrize(
    "statement",
    [
        (sp.atan(a) + sp.atan(1 / a), sp.pi / 2),
        (sp.Gt(sp.exp(x), x),),
        (sp.floor(x) + sp.ceiling(-x), sp.S.Zero),
    ],
    ids=str,
)
def test_true_but_unproved_needs_a_reason(statement, shown):
    with pytest.raises(UnprovedClaimError, match="no symbolic strategy proves"):
        claim(*statement)
    claim(*statement, numeric="beyond sympy")
    assert record(shown)["verdict"] == "checked numerically"


# --- refused before any check ---------------------------------------------------------------


@pytest.mark.parametrize("side", ["x**2", 0.5, None, [x], sp.Eq(x, y), True, {x}])
def test_sides_of_a_wrong_type_are_refused(side):
    with pytest.raises(TypeError, match="lhs="):
        claim(side, x)
    if side is not None:
        with pytest.raises(TypeError, match="rhs="):
            define(x, side)


def test_rounded_numbers_are_refused():
    with pytest.raises(ValueError, match=r"rhs=0\.1\*x holds the rounded number 0\.1"):
        claim(x / 10, 0.1 * x)
    with pytest.raises(ValueError, match=r"rhs=0\.1.* holds the rounded number"):
        claim(sp.Ge(x**2, 0.1))


@pytest.mark.parametrize("truth", [True, False])
def test_a_decided_relation_is_refused(truth):
    with pytest.raises(ClaimError, match="evaluate=False"):
        claim(sp.Ge(a, 0) if truth else sp.Lt(a, 0))


def test_a_single_expression_is_no_statement():
    with pytest.raises(TypeError, match="expected two sides"):
        claim(x + 1)
    with pytest.raises(TypeError, match="expected two sides"):
        claim(sp.Eq(x, y))
    with pytest.raises(TypeError, match="because="):
        claim(sp.Ge(x**2, 0, evaluate=False), "words in the place of a side")


@pytest.mark.parametrize("reason", ["", "  ", True, 3])
def test_the_reason_must_be_words(reason):
    with pytest.raises(ValueError, match="numeric="):
        claim(*SQUARE, numeric=reason)


@pytest.mark.parametrize("label", ["Square", "1st", "a b", "", "ü"])
def test_labels_are_anchors(label):
    with pytest.raises(ValueError, match="label="):
        claim(*SQUARE, label=label)


def test_words_are_one_line():
    with pytest.raises(ValueError, match="text="):
        claim(*SQUARE, "two\nlines")


def test_vacuous_claims_are_refused():
    with pytest.raises(VacuousClaimError, match="UnevaluatedExpr"):
        claim(x - a * y - a * n, x - a * (y) - a * n)


@pytest.mark.parametrize(
    ("left", "right"), [(sp.eye(2), sp.eye(3)), (sp.eye(2), x), (sp.ones(1, 2), sp.ones(2, 1))]
)
def test_shapes_must_match(left, right):
    with pytest.raises(ShapeError, match="shape"):
        claim(left, right)


@pytest.mark.parametrize("where", [{p: (1, 0)}, {y: (0, 1)}, {p: 1}, [(p, 0, 1)], {"p": (0, 1)}])
def test_wrong_domains_are_refused(where):
    with pytest.raises(DomainError, match="where"):
        claim((p + 1) ** 2, p**2 + 2 * p + 1, where=where)


# --- cannot be evaluated --------------------------------------------------------------------


class Strange(sp.Function):
    """Known to sympy by name only."""


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (sp.Integral(x, x), x**2 / 2),
        (Strange(x) ** 2, Strange(x) * Strange(y)),
        (Normal("X", 0, 1) ** 2, Normal("X", 0, 1)),
        (sp.Integral(sp.DiracDelta(x), (x, -1, 1)), sp.S.One),
        (sp.Limit(sp.sin(1 / x), x, 0), sp.S.Zero),
        (sp.Limit(1 / x, x, 0), sp.S.Zero),
        (sp.exp(x + y), 1 + sp.O(x) + sp.O(y)),
        (sp.Sum(k, (k, 1, a)), a),
    ],
    ids=["indefinite", "unknown", "random", "delta", "wild", "pole", "two", "real end"],
)
def test_what_has_no_numbers_is_an_error(left, right):
    with pytest.raises(EvaluationError):
        claim(left, right, numeric="even if the proof is left out")


@pytest.mark.parametrize(
    ("term", "value"),
    [(1 / k, 3), ((-1) ** k, -sp.Rational(1, 2)), (1 / (k + k * sp.log(k)), 3), (2**k, -2)],
    ids=str,
)
def test_divergent_series_are_errors(term, value):
    with pytest.raises(DivergenceError, match="diverges"):
        claim(sp.Sum(term, (k, 1, sp.oo)), value, numeric="no proof asked")


def test_points_where_nothing_can_be_computed_are_not_skipped():
    """The integral converges for half of the sampled numbers: still no claim about all."""
    q = sp.Symbol("q", real=True)
    with pytest.raises(EvaluationError, match="at q = "):
        claim(sp.Integral(x**q, (x, 0, 1)), 1 / (q + 1), numeric="no proof asked")


def test_integers_may_hit_poles(shown):
    claim(1 / (i * (i + 1)), 1 / i - 1 / (i + 1))
    assert record(shown)["points"] == 20


# --- time -----------------------------------------------------------------------------------


def test_a_time_out_is_an_error_with_advice(monkeypatch):
    monkeypatch.setattr(attempts, "SECONDS", 0.02)
    slow = sp.Sum(k * sp.binomial(n, k) * p**k * (1 - p) ** (n - k), (k, 0, n))
    with pytest.raises(ClaimTimeoutError, match=r"not settled after 0\.02 s of processor time"):
        claim(slow, n * p, where={p: (0, 1)})


# --- the same output everywhere -------------------------------------------------------------

SCRIPT = """
import json, sympy as sp
from dlnotes.symbolic import evidence, agree, claim, define
shown = []
evidence.display = lambda e: shown.append(e._repr_mimebundle_())
x, y, z = sp.symbols("x y z", real=True)
a, b, s = sp.symbols("a b s", positive=True)
k = sp.Symbol("k", integer=True)
n = sp.Symbol("n", integer=True, positive=True)
f, g = sp.Function("f"), sp.Function("g")
define(f(x, y), a * x + b * y + z)
claim((x + y + z) ** 2, x**2 + y**2 + z**2 + 2 * x * y + 2 * y * z + 2 * x * z)
claim(sp.sin(x + y), sp.sin(x) * sp.cos(y) + sp.cos(x) * sp.sin(y))
claim(sp.Derivative(f(x) * g(x), x), f(x) * g(x).diff(x) + g(x) * f(x).diff(x))
claim(sp.Sum(a**k * f(k), (k, 0, n)) - a**n * f(n), sp.Sum(a**k * f(k), (k, 0, n - 1)))
claim(sp.Integral(sp.exp(-x**2 / s) * (x + y) ** 2, (x, -sp.oo, sp.oo)),
      sp.sqrt(sp.pi * s) * (s / 2 + y**2))
claim(sp.Ge(x**2 + y**2 + z**2, x * y + y * z + z * x))
claim(sp.Matrix([[a + b, x * (y + z)]]), sp.Matrix([[b + sp.UnevaluatedExpr(a), x * y + x * z]]))
claim(sp.sqrt(a) * b / (sp.sqrt(a) + sp.sqrt(b)),
      sp.sqrt(a) * b * (sp.sqrt(a) - sp.sqrt(b)) / (a - b))
claim(sp.exp(x), 1 + x + sp.O(x**2))
agree(lambda x, y, a: a * x + y, a * x + y, x, y, a, name="affine")
try:
    claim(x * y + z, x * z + y)
except Exception as error:
    shown.append(str(error))
print(json.dumps(shown))
"""


def test_output_is_the_same_in_every_process():
    outputs = set()
    for seed in ("0", "77"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True
        )
        assert run.returncode == 0, run.stderr
        outputs.add(run.stdout)
    (output,) = outputs
    *bundles, message = json.loads(output)
    assert len(bundles) == 11
    assert all(set(b) == {"text/latex", "text/plain", MIME} for b in bundles)
    assert "fails at" in message
