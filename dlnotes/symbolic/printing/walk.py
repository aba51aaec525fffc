"""A walk through the source of a formula beside its values.

Each step gives the value that Python gives and the LaTeX of the same step. A name is followed to
where it was assigned, as long as that still gives its value; what the source does not show is
printed by sympy's rules.
"""

import ast

import sympy as sp
from sympy.core.function import AppliedUndef

from dlnotes.symbolic.printing import source
from dlnotes.symbolic.printing.calls import written_call
from dlnotes.symbolic.printing.latex import PRINTER
from dlnotes.symbolic.printing.pieces import negative
from dlnotes.symbolic.printing.source import UnwrittenError
from dlnotes.symbolic.printing.steps import NUMBERS, Written, given, is_number, joined, leaf

WHOLE = (sp.Symbol, sp.Number, sp.NumberSymbol, AppliedUndef, sp.Indexed, sp.IndexedBase)
DEPTH = 8  # of functions that call functions
# The call itself went well, so these say only that the source cannot be followed.
FOLLOWING = (UnwrittenError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


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
        return joined(type(node.op), self.written(node.left), self.written(node.right))

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
        names = self.names.of_function(function, bound(signature, args, named))
        inner = Walk(names, self.depth + 1)
        for step in steps:
            (target,) = step.targets
            inner.assign(target, inner.written(step.value))
        return inner.written(last)

    def assign(self, target, found):
        if isinstance(target, ast.Name):
            self.names.here[target.id] = found
        elif isinstance(target, ast.Tuple) and found.op == "tuple":
            for part, value in zip(target.elts, found.parts, strict=True):
                self.assign(part, value)
        else:
            raise UnwrittenError(ast.unparse(target))


def bound(signature, args, named):
    """The arguments of a call by their names; a number among them has a name from now on."""
    given_here = signature.bind(*args, **named)
    written = dict(given_here.arguments)
    given_here.apply_defaults()
    found = {n: written.get(n) or leaf(v) for n, v in given_here.arguments.items()}
    return {n: v._replace(op="given") if is_number(v) else v for n, v in found.items()}


def same(value, checked):
    value = sp.sympify(value)
    value = value.as_immutable() if isinstance(value, sp.MatrixBase) else value
    return value == checked
