"""Formulas as the source of the call writes them: order of terms and factors, and grouping.

The source is walked beside its values. Each step gives the value that Python gives and the LaTeX of
the same step, so the whole is shown only where its value is the expression that was checked; else
sympy's order is used. What the source only names is printed by sympy's rules.
"""

import ast
from typing import NamedTuple

import sympy as sp

from dlnotes.symbolic.printing import source
from dlnotes.symbolic.printing.calls import written_call
from dlnotes.symbolic.printing.latex import PRINTER, broken_power
from dlnotes.symbolic.printing.pieces import (
    Level,
    Piece,
    add,
    bracketed,
    divide,
    multiply,
    negative,
    power,
)
from dlnotes.symbolic.printing.source import ARITHMETIC, Names, UnwrittenError

DEPTH = 8  # of functions that call functions
# The call itself went well, so these say only that the source cannot be followed.
FOLLOWING = (UnwrittenError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


class Written(NamedTuple):
    """A value and how it was written.

    Attributes:
        value: what Python gives.
        piece: its LaTeX, or None where it cannot be shown, such as a tuple.
        op: what the parts are joined by: "+", "*", "/", "call", "tuple"; "named sum" for a sum that
            has a name in the source; or "".
        parts: pieces of terms, of factors, above and below a line, of a function and its arguments;
            or the `Written` members of a tuple.
    """

    value: object
    piece: Piece | None
    op: str = ""
    parts: tuple = ()


def as_written(frame, place, name, checked):
    """The piece of an argument of the running call, as its source writes it.

    Args:
        frame: the frame that makes the call.
        place, name: of the argument.
        checked: the expression that it was.
    """
    call = source.running_call(frame)
    node = call and source.argument(call, place, name)
    return _shown(node, frame, checked)


def sides_as_written(frame, lhs, rhs):
    """The pieces of both sides of the inequality that is the first argument of the running call."""
    call = source.running_call(frame)
    relation = call and source.argument(call, 0, "lhs")
    nodes = relation.args[:2] if isinstance(relation, ast.Call) else ()
    left, right = nodes if len(nodes) == 2 else (None, None)
    return _shown(left, frame, lhs), _shown(right, frame, rhs)


def _shown(node, frame, checked):
    """The piece of a node whose value is seen to be what was checked, else in sympy's order."""
    if node is not None:
        try:
            found = Walk(Names.of_frame(frame)).written(node)
        except FOLLOWING:
            return PRINTER.piece(checked)
        if found.piece is not None and same(found.value, checked):
            return found.piece
    return PRINTER.piece(checked)


def same(value, checked):
    value = sp.sympify(value)
    value = value.as_immutable() if isinstance(value, sp.MatrixBase) else value
    return value == checked


def leaf(value):
    """A value that the source only names."""
    if isinstance(value, (bool, float, complex)):
        raise UnwrittenError(value)
    if isinstance(value, int):
        return Written(value, PRINTER.piece(sp.Integer(value)))
    if isinstance(value, sp.MatrixBase):
        return Written(value, PRINTER.piece(value.as_immutable()))
    if isinstance(value, sp.Add):
        terms = tuple(PRINTER.terms(value))
        return Written(value, add(terms), "named sum", terms)
    shows = isinstance(value, (sp.Expr, sp.MatrixExpr))
    return Written(value, PRINTER.piece(value) if shows else None)


class Walk:
    """One walk through a piece of source, with the names that it sees."""

    def __init__(self, names, depth=0):
        self.names, self.depth = names, depth

    def written(self, node):
        """A node as it is written.

        Raises:
            UnwrittenError: it does something else than to compute.
        """
        rule = getattr(self, f"_{type(node).__name__}", None)
        if rule is None:
            raise UnwrittenError(type(node).__name__)
        return rule(node)

    def value(self, node):
        return self.written(node).value

    def _Constant(self, node):
        return leaf(node.value)

    def _Name(self, node):
        value = self.names[node.id]
        return value if isinstance(value, Written) else leaf(value)

    def _Attribute(self, node):
        return leaf(source.attribute(self.value(node.value), node.attr))

    def _Subscript(self, node):
        return leaf(self.value(node.value)[self.value(node.slice)])

    def _Tuple(self, node):
        parts = tuple(self.written(part) for part in node.elts)
        return Written(tuple(part.value for part in parts), None, "tuple", parts)

    def _List(self, node):
        found = self._Tuple(node)
        return found._replace(value=list(found.value))

    def _Dict(self, node):
        pairs = zip(node.keys, node.values, strict=True)
        return Written({self.value(k): self.value(v) for k, v in pairs}, None)

    def _UnaryOp(self, node):
        inner = self.written(node.operand)
        if isinstance(node.op, ast.UAdd):
            return inner
        if not isinstance(node.op, ast.USub) or inner.piece is None:
            raise UnwrittenError(ast.unparse(node))
        return Written(-inner.value, negative(inner.piece))

    def _BinOp(self, node):
        left, right = self.written(node.left), self.written(node.right)
        if left.piece is None or right.piece is None or type(node.op) not in ARITHMETIC:
            raise UnwrittenError(ast.unparse(node))
        value = ARITHMETIC[type(node.op)](left.value, right.value)
        return RULES[type(node.op)](value, left, right)

    def _Call(self, node):
        if any(isinstance(a, ast.Starred) for a in node.args):
            raise UnwrittenError(ast.unparse(node))
        function = self.value(node.func)
        args = [self.written(a) for a in node.args]
        named = {k.arg: self.written(k.value) for k in node.keywords}
        if not source.is_pure(function):
            return self._inlined(function, args, named)
        value = function(*(a.value for a in args), **{k: a.value for k, a in named.items()})
        piece, parts = (None, ()) if named else written_call(function, args, value)
        return Written(value, piece, "call", parts) if piece else leaf(value)

    def _inlined(self, function, args, named):
        """A function of the chapter, with its arguments as they are written."""
        if self.depth == DEPTH:
            raise UnwrittenError(function)
        signature, steps, last = source.definition(function)
        bound = signature.bind(*args, **named)
        given = dict(bound.arguments)
        bound.apply_defaults()
        here = {n: v if n in given else leaf(v) for n, v in bound.arguments.items()}
        names = Names.of_function(function)
        inner = Walk(Names(here, [names.here, *names.around]), self.depth + 1)
        for step in steps:
            ((target,), node) = (step.targets, step.value)
            inner.assign(target, inner.written(node))
        return inner.written(last)

    def assign(self, target, found):
        if isinstance(target, ast.Name):
            self.names.here[target.id] = found
        elif isinstance(target, ast.Tuple) and found.op == "tuple":
            for part, value in zip(target.elts, found.parts, strict=True):
                self.assign(part, value)
        else:
            raise UnwrittenError(ast.unparse(target))


def _sum(value, left, right):
    """Terms go on from the left. A sum on the right was put in brackets, unless it has a name."""
    if right.op == "named sum":
        return _terms(value, left, right.parts)
    signed = right.piece.level == Level.SIGNED
    return _terms(value, left, (bracketed(right.piece) if signed else right.piece,))


def _terms(value, left, more):
    terms = (left.parts if left.op in ("+", "named sum") else (left.piece,)) + more
    return Written(value, add(terms), "+", terms)


def _difference(value, left, right):
    return _terms(value, left, (negative(right.piece),))


def _product(value, left, right):
    factors = left.parts if left.op == "*" else (left.piece,)
    factors += right.parts if right.op == "*" else (right.piece,)
    if sp.sympify(value).is_commutative:
        factors = tuple(sorted(factors, key=lambda piece: piece.level == Level.OPEN))
    return Written(value, multiply(list(factors)), "*", factors)


def _quotient(value, left, right):
    """`a / b / c` is one fraction."""
    if left.op == "/":
        above, below = left.parts
        right = _product(right.value, *sorted((Written(1, below), right), key=_is_letter))
        left = Written(left.value, above)
    parts = (left.piece, right.piece)
    return Written(value, divide(*parts), "/", parts)


def _is_letter(written):
    """Numbers stand first below the line too."""
    return not written.piece.tex.isdigit()


def _power(value, left, right):
    exponent = sp.sympify(right.value)
    if exponent.is_Rational and exponent.q != 1:
        return Written(value, broken_power(left.piece, exponent))
    if left.op == "call" and left.parts and exponent.is_Integer and exponent > 1:
        (name, arguments) = left.parts
        return Written(value, Piece(f"{name}^{{{exponent}}}{arguments}", Level.FRACTION))
    return Written(value, power(left.piece, right.piece))


RULES = {
    ast.Add: _sum,
    ast.Sub: _difference,
    ast.Mult: _product,
    ast.MatMult: _product,
    ast.Div: _quotient,
    ast.Pow: _power,
}
