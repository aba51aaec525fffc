"""`agree` holds reference code against a formula: values and gradients, in float64."""

import random
import sys

import sympy as sp
import torch

from dlnotes.symbolic.errors import AgreementError, EvaluationError
from dlnotes.symbolic.evidence import Evidence, latex_words
from dlnotes.symbolic.numeric.domains import check_domains
from dlnotes.symbolic.numeric.evaluate import evaluate, show_point
from dlnotes.symbolic.numeric.sampling import near_point
from dlnotes.symbolic.printing import exact, latex, statement, with_values

POINTS = 20
TRIES = 10
FLOOR = 1e-3  # values this much smaller than the largest are compared with that one's tolerance
NOT_REAL = 1e-20


def agree(
    function,
    expr,
    *symbols,
    where=None,
    gradients=True,
    tolerance=1e-9,
    name=None,
    because="",
    label=None,
):
    """Checks that `function` computes `expr`, value by value and gradient by gradient.

    At 20 random points the function is called with one argument a symbol: a Python int for an
    integer symbol, else a float64 tensor without dimensions. Its value is compared with the
    formula's 50-digit value, and torch's gradient with the formula's derivative.

    Args:
        function: the reference code, or a lambda that calls it.
        expr: what it should compute: a scalar, or a matrix with the shape of the result (a column
            may stand for a vector).
        symbols: the arguments of `function`, in order; they hold every free symbol of `expr`.
        where: {symbol: (low, high)}, what the symbols' assumptions cannot say.
        gradients: False compares values only, for code that is not differentiable.
        tolerance: largest difference accepted, relative to the expected number.
        name: how the page calls the function; needed for a lambda.
        because: one line of words.
        label: anchor of the equation on the site.

    Raises:
        AgreementError: a value, a gradient, a shape or a dtype differs; the message shows the
            point.

    >>> import torch
    >>> x = sp.Symbol("x", real=True)
    >>> agree(torch.sigmoid, 1 / (1 + sp.exp(-x)), x)
    agrees: sigmoid(x) = 1/(1 + exp(-x))
    """
    expr, name = sp.sympify(expr), _name(function, name)
    _check_arguments(expr, symbols, tolerance)
    reals = [s for s in symbols if gradients and not s.is_integer]
    formulas = _formulas(expr, reals)
    cases = _cases(formulas.values(), symbols, check_domains(where, set(symbols)))
    found = [_call(function, name, expr, symbols, reals, point) for point, _ in cases]
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
    arguments = ", ".join(map(str, symbols))
    Evidence(
        kind="agreement",
        verdict="agrees",
        label=label,
        text=because,
        latex=_latex(name, symbols, *with_values(sys._getframe(1), 1, "expr", expr)),
        method="values and gradients" if gradients else "values",
        points=POINTS,
        tolerance=f"{tolerance:g} relative",
        plain=f"{name}({arguments}) = {expr}",
        checked=exact("agrees", symbols, expr),
    ).show()


def _name(function, name):
    if not callable(function):
        raise TypeError(f"function={function!r}: expected something that can be called")
    name = name or getattr(function, "__name__", "<lambda>")
    if name == "<lambda>":
        raise ValueError("name=None: a lambda needs the name of the code it calls")
    return name


def _check_arguments(expr, symbols, tolerance):
    if not all(isinstance(s, sp.Symbol) for s in symbols):
        raise TypeError(f"symbols={symbols}: expected sympy symbols")
    missing = expr.free_symbols - set(symbols)
    if missing:
        names = ", ".join(sorted(map(str, missing)))
        raise ValueError(f"expr={expr}: the arguments {symbols} lack the symbols {names}")
    if not 0 < tolerance < 1:
        raise ValueError(f"tolerance={tolerance!r}: expected a number between 0 and 1")


def _latex(name, symbols, shown, values):
    arguments = ",\\ ".join(map(latex, symbols)) if len(symbols) <= 4 else r"\ldots"
    called = rf"\texttt{{{latex_words(name)}}}\left({arguments}\right)"
    return statement(called, "=", shown.tex, values)


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


def _call(function, name, expr, symbols, reals, point):
    """{(entry, None): value, (entry, symbol): torch's slope} of reference code at one point."""
    arguments = {s: _argument(s, point[s], s in reals) for s in symbols}
    result = _checked(function(*arguments.values()), name, expr)
    found = {}
    for k, entry in enumerate(result.reshape(-1)):
        slopes = _slopes(entry, [arguments[s] for s in reals])
        found |= {(k, None): entry.item()} | {
            (k, s): slope for s, slope in zip(reals, slopes, strict=True)
        }
    return found


def _argument(symbol, value, gradient):
    if symbol.is_integer:
        return int(value)
    return torch.tensor(float(value), dtype=torch.float64, requires_grad=gradient)


def _checked(result, name, expr):
    """The code's result as a tensor of the formula's shape and of a dtype with enough digits."""
    if isinstance(result, (bool, int, float)):
        result = torch.tensor(result, dtype=torch.float64)
    if not isinstance(result, torch.Tensor):
        raise AgreementError(f"{name} returns {type(result).__name__}, expected a tensor")
    shapes = _shapes(expr)
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
