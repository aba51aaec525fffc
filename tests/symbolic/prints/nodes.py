"""What a formula says, as a tree: the common form of what is read and of what was checked."""

from typing import NamedTuple


class Node(NamedTuple):
    """An operation and what it is done to.

    Operations and their arguments:

    - "number" (a fraction), "name" (canonical text), "constant" ("pi", "e", "i", "oo");
    - "plus", "times" (any number, in order), "power" (base, exponent), "transpose" (matrix);
    - "call" (name of a known function, arguments), "apply" (name of an undefined one, arguments),
      "index" (name, indices);
    - "sum", "product", "integral" (body, (name, low, high), ...), "limit" (body, name, end, side);
    - "derivative" (body, (name, times), ...), "at" (body, (name, value), ...);
    - "cases" ((value, condition), ...), a condition being a "relation" (sign, left, right),
      "and"/"or" (conditions) or "otherwise";
    - "matrix" (rows), "order" (body, name or None, end or None).
    """

    op: str
    args: tuple = ()

    def __repr__(self):
        return f"{self.op}({', '.join(map(str, self.args))})"


BINDERS = ("sum", "product", "integral", "limit", "at")


def free(node):
    """The names that a tree depends on from outside: those that it binds are left out."""
    if not isinstance(node, tuple):
        return set()
    if isinstance(node, Node) and node.op == "name":
        return {node.args[0]}
    parts = node.args if isinstance(node, Node) else node
    found = set().union(*map(free, parts))
    if isinstance(node, Node) and node.op in BINDERS:
        return found - {node.args[1]} if node.op == "limit" else found - {p[0] for p in parts[1:]}
    return found
