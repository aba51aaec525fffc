"""`agree` holds reference code against a formula: values and gradients, in float64."""

import random

import sympy as sp
import torch

from dlnotes.symbolic.domains import check_domains, sample_point
from dlnotes.symbolic.errors import AgreementError, EvaluationError
from dlnotes.symbolic.evaluation import evaluate, show_point
from dlnotes.symbolic.evidence import Evidence, latex_words
from dlnotes.symbolic.printing import latex

POINTS = 20
TRIES = 10


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
        AgreementError: a value, a gradient or a shape differs; the message shows the point.

    >>> x = sp.Symbol("x", real=True)
    >>> agree(torch.sigmoid, 1 / (1 + sp.exp(-x)), x)
    agrees: sigmoid(x) = 1/(1 + exp(-x))
    """
    expr, name = sp.sympify(expr), _name(function, name)
    _check_arguments(expr, symbols, tolerance)
    domains, rng = check_domains(where, set(symbols)), random.Random(0)
    for _ in range(POINTS):
        _check_point(function, expr, symbols, domains, rng, gradients, tolerance, name)
    arguments = ", ".join(map(str, symbols))
    Evidence(
        kind="agreement",
        verdict="agrees",
        label=label,
        text=because,
        latex=_latex(name, symbols, expr),
        method="values and gradients" if gradients else "values",
        points=POINTS,
        tolerance=f"{tolerance:g} relative",
        plain=f"{name}({arguments}) = {expr}",
    ).show()


def _name(function, name):
    name = name or getattr(function, "__name__", "<lambda>")
    if name == "<lambda>":
        raise ValueError("name=None: a lambda needs the name of the code it calls")
    return name


def _check_arguments(expr, symbols, tolerance):
    missing = expr.free_symbols - set(symbols)
    if missing:
        names = ", ".join(sorted(map(str, missing)))
        raise ValueError(f"expr={expr}: the arguments {symbols} lack the symbols {names}")
    if not 0 < tolerance < 1:
        raise ValueError(f"tolerance={tolerance!r}: expected a number between 0 and 1")


def _latex(name, symbols, expr):
    arguments = ",\\ ".join(map(latex, symbols)) if len(symbols) <= 4 else r"\ldots"
    return rf"\texttt{{{latex_words(name)}}}\left({arguments}\right) = {latex(expr)}"


def _check_point(function, expr, symbols, domains, rng, gradients, tolerance, name):
    point, wanted = _expected(expr, symbols, domains, rng)
    arguments = [_argument(s, point[s], gradients) for s in symbols]
    result = function(*arguments)
    if not isinstance(result, torch.Tensor):
        result = torch.as_tensor(result, dtype=torch.float64)
    if result.numel() != len(wanted):
        raise AgreementError(
            f"{name} returns shape {tuple(result.shape)}, the formula has {len(wanted)} entries"
        )
    for k, (entry, value) in enumerate(zip(result.reshape(-1), wanted, strict=True)):
        where = f"{name}{f' entry {k}' if len(wanted) > 1 else ''} at {show_point(point)}"
        _compare(f"{where}", entry.item(), value[1], tolerance)
        if gradients:
            _check_gradient(where, entry, value[0], symbols, arguments, point, tolerance)


def _expected(expr, symbols, domains, rng):
    """A point, and (entry, value) for every entry of the formula there."""
    items = list(expr) if isinstance(expr, sp.MatrixBase) else [expr]
    for attempt in range(TRIES):
        point = sample_point(set(symbols), domains, rng)
        try:
            return point, [(item, _real(item, point)) for item in items]
        except EvaluationError:
            if attempt == TRIES - 1:
                raise


def _real(expr, point):
    value = evaluate(expr, point)[0]
    if value.imag:
        raise EvaluationError(f"{expr} is not real at {show_point(point)}: give its domain")
    return float(value.real)


def _argument(symbol, value, gradients):
    if symbol.is_integer:
        return int(value)
    return torch.tensor(float(value), dtype=torch.float64, requires_grad=gradients)


def _check_gradient(where, entry, expr, symbols, arguments, point, tolerance):
    """Torch's gradient of one entry against the derivative of its formula."""
    pairs = [(s, a) for s, a in zip(symbols, arguments, strict=True) if not s.is_integer]
    if not pairs:
        return
    found = _torch_gradient(entry, [a for _, a in pairs])
    for (symbol, _), slope in zip(pairs, found, strict=True):
        wanted = _real(sp.diff(expr, symbol), point)
        _compare(f"gradient of {where} in {symbol}", slope, wanted, tolerance)


def _torch_gradient(entry, tensors):
    """Slopes of one entry; an argument it does not reach has slope 0."""
    if not entry.requires_grad:
        return [0.0] * len(tensors)
    slopes = torch.autograd.grad(entry, tensors, retain_graph=True, allow_unused=True)
    return [0.0 if slope is None else slope.item() for slope in slopes]


def _compare(what, found, wanted, tolerance):
    bound = tolerance * max(abs(wanted), 1e-3)
    if not abs(found - wanted) <= bound:
        raise AgreementError(f"{what}: the code gives {found:.12g}, the formula {wanted:.12g}")
