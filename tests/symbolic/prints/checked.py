"""The exact text in a record (`dlnotes.symbolic.printing.exact`), read into the tree."""

import re
from fractions import Fraction

from tests.symbolic.prints.nodes import Node
from tests.symbolic.prints.spelling import Known, seen
from tests.symbolic.prints.tokens import PrintError

PART = re.compile(r"\(|\)|`[^`]*`(?:\(\)|\[\])?|[^\s()`]+(?:\(\))?")
CONSTANTS = {"Pi": "pi", "Exp1": "e", "ImaginaryUnit": "i", "Infinity": "oo"}
RELATIONS = {
    "StrictLessThan": "<",
    "LessThan": "<=",
    "StrictGreaterThan": ">",
    "GreaterThan": ">=",
    "Equality": "=",
    "Unequality": "!=",
}
BINDERS = {"Sum": "sum", "Product": "product", "Integral": "integral"}


def checked(text):
    """(names that are known, head, sides) of an exact text.

    >>> checked("(n integer) (x real) (<= (Add 1 (Mul -1 x)) 1/2)")[1:]
    ('<=', [plus(number(1), times(number(-1), name(x))), number(1/2)])
    """
    *declared, statement = _lists(PART.findall(text))
    head, *sides = statement
    return Known([[_bare(part) for part in d] for d in declared]), head, [_node(s) for s in sides]


def _lists(parts):
    """Nested lists of the parts between brackets."""
    stack = [[]]
    for part in parts:
        if part == "(":
            stack.append([])
        elif part == ")":
            done = stack.pop()
            stack[-1].append(done)
        else:
            stack[-1].append(part)
    return stack[0]


def _bare(part):
    return part.replace("`", "")


def _node(part):
    if isinstance(part, str):
        return _leaf(part)
    head, *args = part
    if head.endswith("()"):
        return Node("apply", (seen(_bare(head)[:-2]), *map(_node, args)))
    if head in CONSTANTS:
        return Node("constant", (CONSTANTS[head],))
    if head in RELATIONS:
        return Node("relation", (RELATIONS[head], *map(_node, args)))
    return RULES[head](*args) if head in RULES else Node("call", (head, *map(_node, args)))


def _leaf(part):
    if re.fullmatch(r"-?\d+(/\d+)?", part):
        return Node("number", (Fraction(part),))
    return Node("name", (seen(_bare(part)),))


def _name(part):
    if not isinstance(part, str):
        raise PrintError(f"expected a name, found {part}")
    return seen(_bare(part))


def _many(op):
    return lambda *args: Node(op, tuple(map(_node, args)))


def _binder(op):
    def rule(body, *limits):
        bounds = tuple((_name(v), _node(low), _node(high)) for _, v, low, high in limits)
        return Node(op, (_node(body), *bounds))

    return rule


def _limit(body, name, end, side):
    side = {"+": "+", "-": "-", "+-": ""}[_bare(side)]
    endless = end in (["Infinity"], ["NegativeInfinity"])
    return Node("limit", (_node(body), _name(name), _node(end), "" if endless else side))


def _derivative(body, *counts):
    pairs = ((_name(v), int(times)) for _, v, times in counts)
    return Node("derivative", (_node(body), *sorted(pairs)))


def _at(body, old, new):
    pairs = zip(old[1:], new[1:], strict=True)
    return Node("at", (_node(body), *((_name(v), _node(value)) for v, value in pairs)))


def _cases(*pieces):
    return Node("cases", tuple((_node(value), _node(when)) for _, value, when in pieces))


def _matrix(rows, columns, entries):
    width, flat = int(columns), list(map(_node, entries[1:]))
    return Node("matrix", tuple(tuple(flat[width * r : width * (r + 1)]) for r in range(int(rows))))


def _order(body, *at):
    ends = tuple((_name(v), _node(end)) for _, v, end in at)
    return Node("order", (_node(body), *ends))


RULES = {
    "Add": _many("plus"),
    "MatAdd": _many("plus"),
    "Mul": _many("times"),
    "MatMul": _many("times"),
    "Pow": _many("power"),
    "MatPow": _many("power"),
    "Transpose": _many("transpose"),
    "Inverse": lambda base, *_: Node("power", (_node(base), Node("number", (Fraction(-1),)))),
    "exp": lambda power: Node("power", (Node("constant", ("e",)), _node(power))),
    "UnevaluatedExpr": lambda inner: _node(inner),
    "Indexed": lambda base, *i: Node("index", (_name(base[:-2]), *map(_node, i))),
    "NegativeInfinity": lambda: Node(
        "times", (Node("number", (Fraction(-1),)), Node("constant", ("oo",)))
    ),
    "Limit": _limit,
    "Derivative": _derivative,
    "Subs": _at,
    "Piecewise": _cases,
    "BooleanTrue": lambda: Node("otherwise"),
    "And": _many("and"),
    "Or": _many("or"),
    "Tuple": _many("tuple"),
    "ImmutableDenseMatrix": _matrix,
    "Order": _order,
    "Trace": lambda inner: Node("call", ("tr", _node(inner))),
    "Determinant": lambda inner: Node("call", ("Abs", _node(inner))),
} | {head: _binder(op) for head, op in BINDERS.items()}
