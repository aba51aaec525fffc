"""Reference code against a formula at random points: values, and gradients where asked."""

import random

import sympy as sp
import torch

from dlnotes.symbolic.errors import AgreementError, EvaluationError
from dlnotes.symbolic.numeric.domains import check_domains
from dlnotes.symbolic.numeric.evaluate import evaluate, show_point
from dlnotes.symbolic.numeric.sampling import near_point

POINTS = 20
TRIES = 10
TOLERANCE = 1e-9
FLOOR = 1e-3  # values this much smaller than the largest are compared with that one's tolerance
NOT_REAL = 1e-20


def compare_code(code, name, expr, several, where, *, gradients=True, tolerance=TOLERANCE):
    """Raises an `AgreementError` where code and formula differ at a random point.

    Args:
        code: a `Code`.
        name: what messages call it.
        expr: a scalar or a matrix; `several` says that the code returns its entries as a tuple.
        where, gradients, tolerance: as for `agree`.
    """
    missing = expr.free_symbols - set(code.symbols)
    if missing:
        names = ", ".join(sorted(map(str, missing)))
        raise ValueError(f"expr={expr}: the arguments {code.arguments} lack the symbols {names}")
    reals = [s for s in code.symbols if gradients and not s.is_integer]
    formulas = _formulas(expr, reals)
    domains = check_domains(where, set(code.symbols))
    cases = _cases(formulas.values(), code.symbols, domains)
    found = [_call(code, name, expr, several, reals, point) for point, _ in cases]
    for column, key in enumerate(formulas):
        wanted = [values[column] for _, values in cases]
        scale = FLOOR * max(map(abs, wanted)) or FLOOR
        for (point, _), results, value in zip(cases, found, wanted, strict=True):
            bound = tolerance * max(abs(value), scale)
            if not abs(results[key] - value) <= bound:
                what = _words(name, key, expr)
                raise AgreementError(
                    f"{what} at {show_point(point)}: the code gives {results[key]:.12g}, "
                    f"the formula {value:.12g}"
                )


def _words(name, key, expr):
    """What differs: the value or a gradient, of the result or of one of its entries."""
    entry, symbol = key
    where = f"{name} entry {entry}" if isinstance(expr, sp.MatrixBase) else name
    return where if symbol is None else f"gradient of {where} in {symbol}"


def _formulas(expr, reals):
    """{(entry, None): formula of the entry, (entry, symbol): its derivative}."""
    entries = list(expr) if isinstance(expr, sp.MatrixBase) else [expr]
    formulas = {(k, None): entry for k, entry in enumerate(entries)}
    return formulas | {(k, s): sp.diff(e, s) for k, e in enumerate(entries) for s in reals}


def _cases(formulas, symbols, domains):
    """Points, and the value of every formula there."""
    rng = random.Random(0)
    return [_case(formulas, symbols, domains, rng, turn) for turn in range(POINTS)]


def _case(formulas, symbols, domains, rng, turn):
    for attempt in range(TRIES):
        point = near_point(set(symbols), domains, rng, turn)
        try:
            return point, [_real(formula, point) for formula in formulas]
        except EvaluationError:
            if attempt == TRIES - 1:
                raise


def _real(formula, point):
    value, _ = evaluate(formula, point)
    if abs(value.imag) > NOT_REAL * abs(value):
        raise EvaluationError(f"{formula} is not real at {show_point(point)}: give its domain")
    return float(value.real)


def _call(code, name, expr, several, reals, point):
    """{(entry, None): value, (entry, symbol): torch's slope} of reference code at one point."""
    result, passed = code.called(point, reals)
    if several:
        entries = _parts(result, name, len(expr))
    else:
        entries = _checked(result, name, _shapes(expr)).reshape(-1)
    found = {}
    for k, entry in enumerate(entries):
        slopes = _slopes(entry, [passed[s] for s in reals])
        found |= {(k, None): entry.item()} | {
            (k, s): slope for s, slope in zip(reals, slopes, strict=True)
        }
    return found


def _parts(result, name, count):
    """The parts of a tuple that the code returns, as tensors."""
    if not isinstance(result, (tuple, list)):
        raise AgreementError(f"{name} returns {type(result).__name__}, expected a tuple")
    if len(result) != count:
        raise AgreementError(f"{name} returns {len(result)} values, expected {count}")
    return [_checked(part, f"{name} entry {k}", [()]) for k, part in enumerate(result)]


def _checked(result, name, shapes):
    """The code's result as a tensor of one of `shapes` and of a dtype with enough digits."""
    if isinstance(result, (bool, int, float)):
        result = torch.tensor(result, dtype=torch.float64)
    if not isinstance(result, torch.Tensor):
        raise AgreementError(f"{name} returns {type(result).__name__}, expected a tensor")
    if tuple(result.shape) not in shapes:
        expected = " or ".join(map(str, shapes))
        raise AgreementError(f"{name} returns shape {tuple(result.shape)}, expected {expected}")
    if result.is_complex() or (result.is_floating_point() and result.dtype != torch.float64):
        raise AgreementError(
            f"{name} returns {result.dtype} for float64 arguments: it should follow its inputs"
        )
    return result


def _shapes(expr):
    """Shapes that a result may have: a column may stand for a vector."""
    if not isinstance(expr, sp.MatrixBase):
        return [()]
    return [expr.shape, expr.shape[:1]] if expr.shape[1] == 1 else [expr.shape]


def _slopes(entry, tensors):
    """Torch's slopes of one entry; an argument it does not reach has slope 0."""
    if not tensors or not entry.requires_grad:
        return [0.0] * len(tensors)
    slopes = torch.autograd.grad(entry, tensors, retain_graph=True, allow_unused=True)
    return [0.0 if slope is None else slope.item() for slope in slopes]
