"""A checked formula as sympy reads it, for copying."""

import re

VERDICT = re.compile(r"^[a-z ]+: ")
RELATION = re.compile(r" (:?=|<=|>=|<|>) ")
ACCENT = re.compile(r"\\(\w+) \{?(\w+)\}?")


def sympy_text(line, verdict):
    """The formula in the plain line that a checked statement prints; "" where there is none.

    >>> sympy_text("proved: (1 - lambda)**2 = lambda", "proved")
    'Eq((1 - lamda)**2, lamda)'
    >>> sympy_text("definition: v[t] := m[t - 1]", "definition")
    'Eq(v[t], m[t - 1])'
    """
    if verdict == "found" or not VERDICT.match(line):
        return ""
    formula = readable(VERDICT.sub("", line))
    sides = RELATION.split(formula)
    if len(sides) != 3:
        return formula
    left, relation, right = sides
    return f"Eq({left}, {right})" if relation in ("=", ":=") else formula


def readable(formula):
    """Names that Python allows, as sympy spells them."""
    formula = ACCENT.sub(r"\2_\1", formula)
    return re.sub(r"(?<=\w)'", "_prime", re.sub(r"\blambda\b", "lamda", formula))
