"""Formulas as the source of the call writes them: order of terms and factors, and grouping.

The source is walked beside its values. Each step gives the value that Python gives and the LaTeX of
the same step, so the whole is shown only where its value is the expression that was checked; else
sympy's order is used. A name is followed to where it was assigned, as long as that still gives its
value; what the source does not show is printed by sympy's rules.
"""

import ast
from typing import NamedTuple

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.functions.elementary.trigonometric import TrigonometricFunction

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

NUMBERS = (int, sp.Rational)
WHOLE = (sp.Symbol, sp.Number, sp.NumberSymbol, AppliedUndef, sp.Indexed, sp.IndexedBase)
DEPTH = 8  # of functions that call functions
# The call itself went well, so these say only that the source cannot be followed.
FOLLOWING = (UnwrittenError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


class Written(NamedTuple):
    """A value and how it was written.

    Attributes:
        value: what Python gives.
        piece: its LaTeX, or None where it cannot be shown, such as a tuple.
        op: what it is: "+", "*", "/", "-", "call", "tuple"; "named sum" for a sum that has a name
            in the source, "given" for a number that has one; "with" for numbers put in; or "".
        parts: pieces of terms, of factors, above and below a line, behind a minus; LaTeX of a
            function and of its arguments; the `Written` members of a tuple; a piece, and the LaTeX
            of the numbers put in.
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


def with_values(frame, place, name, checked):
    r"""The piece of an argument, and `\text{with}\ a = 1` where the source puts numbers in.

    A formula with its symbols says more than the same with their numbers multiplied out.
    """
    call = source.running_call(frame)
    node = call and source.argument(call, place, name)
    found = _followed(node, frame)
    if found and found.op == "with" and same(found.value, checked):
        return found.parts
    return _shown(node, frame, checked), ""


def sides_as_written(frame, lhs, rhs):
    """The pieces of both sides of the inequality that is the first argument of the running call."""
    call = source.running_call(frame)
    relation = call and source.argument(call, 0, "lhs")
    nodes = relation.args[:2] if isinstance(relation, ast.Call) else ()
    left, right = nodes if len(nodes) == 2 else (None, None)
    return _shown(left, frame, lhs), _shown(right, frame, rhs)


def _shown(node, frame, checked):
    """The piece of a node whose value is seen to be what was checked, else in sympy's order."""
    found = _followed(node, frame)
    if found and found.piece is not None and same(found.value, checked):
        return found.piece
    return PRINTER.piece(checked)


def _followed(node, frame):
    """A node as it is written, or None where the source cannot be followed."""
    try:
        return node and Walk(Names.of_frame(frame)).written(node)
    except FOLLOWING:
        return None


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
    if isinstance(value, (AppliedUndef, TrigonometricFunction)):
        name, opening, arguments = PRINTER.piece(value).tex.partition(r"{\left(")
        return Written(value, PRINTER.piece(value), "call", (name, opening + arguments))
    shows = isinstance(value, (sp.Expr, sp.MatrixExpr))
    return Written(value, PRINTER.piece(value) if shows else None)


def given(value):
    """A value that has a name: a number that is not written out is marked as such."""
    found = leaf(value)
    return found._replace(op="given") if isinstance(value, NUMBERS) else found


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
        if isinstance(value, Written):
            return value
        is_whole = isinstance(value, WHOLE) or not isinstance(value, (sp.Expr, sp.MatrixBase))
        return given(value) if is_whole else self._named(node.id, value)

    def _named(self, name, value):
        """What a name was assigned, where that still gives its value."""
        if self.depth < DEPTH:
            for node in self.names.assigned(name):
                try:
                    found = Walk(self.names, self.depth + 1).written(node)
                except FOLLOWING:
                    continue
                if found.piece is not None and same(found.value, value):
                    return found._replace(op="named sum") if found.op == "+" else found
        return leaf(value)

    def _Attribute(self, node):
        return leaf(source.attribute(self.value(node.value), node.attr))

    def _Subscript(self, node):
        return given(self.value(node.value)[self.value(node.slice)])

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
        if isinstance(inner.value, NUMBERS) and isinstance(node.op, ast.USub):
            return leaf(-inner.value)
        if not isinstance(node.op, ast.USub) or inner.piece is None:
            raise UnwrittenError(ast.unparse(node))
        return Written(-inner.value, negative(inner.piece), "-", (inner.piece,))

    def _BinOp(self, node):
        left, right = self.written(node.left), self.written(node.right)
        if left.piece is None or right.piece is None or type(node.op) not in ARITHMETIC:
            raise UnwrittenError(ast.unparse(node))
        value = ARITHMETIC[type(node.op)](left.value, right.value)
        if isinstance(left.value, NUMBERS) and isinstance(right.value, NUMBERS):
            is_given = "given" in (left.op, right.op)
            return leaf(value)._replace(op="given" if is_given else "")
        kept = without_given(type(node.op), left, right)
        if kept is not None:
            return kept._replace(value=value)
        return RULES[type(node.op)](value, left, right)

    def _Call(self, node):
        if any(isinstance(a, ast.Starred) for a in node.args):
            raise UnwrittenError(ast.unparse(node))
        function = self.value(node.func)
        args = [self.written(a) for a in node.args]
        named = {k.arg: self.written(k.value) for k in node.keywords}
        if not source.is_pure(function):
            return self._inlined(function, args, named)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "subs" and not named:
            return self._substituted(self.written(node.func.value), args, function)
        value = function(*(a.value for a in args), **{k: a.value for k, a in named.items()})
        piece, parts = (None, ()) if named else written_call(function, args, value)
        return Written(value, piece, "call", parts) if piece else leaf(value)

    def _substituted(self, inner, args, function):
        """Numbers put in for symbols; shown as such where the whole is nothing else."""
        value = function(*(a.value for a in args))
        pairs = args[0].value if len(args) == 1 else {args[0].value: args[1].value}
        found = leaf(value)
        if not isinstance(pairs, dict) or inner.piece is None:
            return found
        used = {k: v for k, v in pairs.items() if k in inner.value.free_symbols}
        numbers = all(isinstance(v, NUMBERS) for v in used.values())
        if not (used and numbers and all(k.is_Symbol for k in used)):
            return found
        shown = (f"{PRINTER.piece(k).tex} = {leaf(v).piece.tex}" for k, v in used.items())
        return found._replace(op="with", parts=(inner.piece, ",\\ ".join(shown)))

    def _inlined(self, function, args, named):
        """A function of the chapter, with its arguments as they are written."""
        if self.depth == DEPTH:
            raise UnwrittenError(function)
        signature, steps, last = source.definition(function)
        bound = signature.bind(*args, **named)
        given = dict(bound.arguments)
        bound.apply_defaults()
        here = {n: v if n in given else leaf(v) for n, v in bound.arguments.items()}
        here = {n: v._replace(op="given") if _is_number(v) else v for n, v in here.items()}
        inner = Walk(self.names.of_function(function, here), self.depth + 1)
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


def _is_number(written):
    return isinstance(written.value, NUMBERS)


def without_given(op, left, right):
    """What is left of a step with a 0 or a 1 that only has a name; None where there is neither.

    `normal(z, 0, 1)` is not shown with its mean of 0 taken off.
    """
    left_is, right_is = (side.value if side.op == "given" else None for side in (left, right))
    if op in (ast.Add, ast.Sub) and right_is == 0:
        return left
    if op is ast.Add and left_is == 0:
        return right
    if op is ast.Mult and 0 in (left_is, right_is):
        return left if left_is == 0 else right
    if op in (ast.Mult, ast.Div, ast.Pow) and right_is == 1:
        return left
    return right if op is ast.Mult and left_is == 1 else None


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
    commute = sp.sympify(value).is_commutative
    return Written(value, multiply(factors, commute), "*", factors)


def _quotient(value, left, right):
    """`a / b / c` is one fraction."""
    if left.op == "-":
        inner = _quotient(-value, Written(-left.value, *left.parts), right)
        return Written(value, negative(inner.piece), "-", (inner.piece,))
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
