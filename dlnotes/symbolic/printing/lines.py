"""Statements in lines: one that is wider than the page breaks at its relation, then at signs."""

import re

WIDE = 52  # the width of the site's column, in letters
NARROW = 0.65  # width of a letter above or below the line
MARK = re.compile(r"\\[A-Za-z]+|\\.|\S")
WORDS = {"sin", "cos", "tan", "log", "lim", "max", "min", "tanh", "sinh", "cosh", "exp"}
SPREAD = {"+", "-", "=", "<", ">", "leq", "geq", "cdot"}  # signs with space around them
NOTHING = {
    "left",
    "right",
    "limits",
    "hat",
    "bar",
    "dot",
    "tilde",
    "mathrm",
    "operatorname",
    "text",
}
NOTHING |= {
    "begin",
    "end",
    "substack",
    "texttt",
    "displaystyle",
    "scriptsize",
    "left.",
    ",",
}


def statement(left, sign, right, values=""):
    """`left sign right`, in several aligned lines where one would be too wide.

    Args:
        left, right: LaTeX of the sides.
        sign: LaTeX of the relation.
        values: LaTeX of the numbers that are put in for symbols, if any.
    """
    end = rf"\quad \text{{with}}\ {values}" if values else ""
    whole = f"{left} {sign} {right} {end}".strip()
    if width(whole) <= WIDE:
        return whole
    if width(left) < WIDE / 3:
        after, *more = _lines(right, WIDE - width(left))
        lines = [f"{left} &{sign} {after}", *(rf"&\quad {line}" for line in more)]
    else:
        first, *before = _lines(left, WIDE)
        after, *more = _lines(right, WIDE)
        lines = [f"&{first}", *(rf"&\quad {line}" for line in before)]
        lines += [rf"&{sign} {after}", *(rf"&\quad {line}" for line in more)]
    lines += [f"&{end}"] * bool(end)
    if len(lines) == 1:
        return whole
    return r"\begin{aligned}" + r"\\".join(lines) + r"\end{aligned}"


def _lines(tex, room):
    """A sum in lines of at most so many letters where it has signs to break at."""
    lines = [""]
    for term in _terms(tex):
        if lines[-1] and width(lines[-1] + term) > room:
            lines.append(term)
        else:
            lines[-1] = f"{lines[-1]} {term}".strip()
    return lines


def _terms(tex):
    """The terms of a sum with their signs; signs within brackets do not part."""
    terms, start, depth = [], 0, 0
    for match in re.finditer(r"\\left|\\right|\\begin|\\end|[{}]|(?<= )[+-](?= )", tex):
        mark = match[0]
        depth += {r"\left": 1, r"\begin": 1, "{": 1, r"\right": -1, r"\end": -1, "}": -1}.get(
            mark, 0
        )
        if mark in "+-" and depth == 0 and tex[start : match.start()].strip():
            terms.append(tex[start : match.start()].strip())
            start = match.start()
    return [*terms, tex[start:].strip()]


def width(tex):
    r"""About how many letters wide a formula is.

    >>> width("x + y"), width(r"\frac{a b}{c}"), width(r"\sin{\left(x \right)}")
    (4.0, 2.0, 6.0)
    """
    grouped = re.sub(r"\\end\{\w+\}", "}", re.sub(r"\\begin\{\w+\}", "{", tex))
    return _width(MARK.findall(grouped))[0]


def _width(marks, place=0, scale=1.0):
    """(width of a group, the place behind it); of several rows, that of the widest."""
    total = widest = 0.0
    while place < len(marks) and marks[place] != "}":
        mark = marks[place].removeprefix("\\")
        if mark == "\\":
            widest, total, place = max(widest, total), 0.0, place + 1
        elif mark in ("frac", "tfrac", "binom"):
            above, place = _argument(marks, place + 1, scale)
            below, place = _argument(marks, place, scale)
            total += max(above, below)
        elif mark in ("_", "^"):
            raised, place = _argument(marks, place + 1, scale * NARROW)
            total += raised
        elif mark == "{":
            inner, place = _width(marks, place + 1, scale)
            total, place = total + inner, place + 1
        else:
            total += scale * _mark_width(mark)
            place += 1
    return max(widest, total), place


def _argument(marks, place, scale):
    if marks[place] == "{":
        inner, place = _width(marks, place + 1, scale)
        return inner, place + 1
    return scale * _mark_width(marks[place].removeprefix("\\")), place + 1


def _mark_width(mark):
    if mark in NOTHING:
        return 0
    return len(mark) if mark in WORDS else 1 + (mark in SPREAD)
