"""Errors that a printer could make, planted in a print."""

import re

BRACKETS = re.compile(r"\\left\(|\\right\)")
MARKS = re.compile(r"\\left|\\right|\\begin|\\end|[{}]|(?<= )[+-](?= )")
STEPS = {r"\left": 1, r"\begin": 1, "{": 1, r"\right": -1, r"\end": -1, "}": -1}


def outer_signs(tex):
    """Places of the signs between terms that stand in no bracket."""
    places, depth = [], 0
    for mark in MARKS.finditer(tex):
        depth += STEPS.get(mark[0], 0)
        if depth == 0 and mark[0] in "+-":
            places.append(mark.start())
    return places


def flipped(tex, place):
    return tex[:place] + {"+": "-", "-": "+"}[tex[place]] + tex[place + 1 :]


def brackets_dropped(tex):
    r"""`a \left(b + c\right)` as `a b + c`: brackets around a sum, behind a factor or a minus."""
    stack = []
    for mark in BRACKETS.finditer(tex):
        if mark[0] == r"\left(":
            stack.append(mark)
            continue
        opening = stack.pop()
        inner, before = tex[opening.end() : mark.start()], tex[: opening.start()].rstrip()
        ends_integral = tex[mark.end() :].startswith(r"\, d")
        if (
            not ends_integral
            and before[-1:] not in ("", "{", "+", "=", "&", "(")
            and outer_signs(inner)
        ):
            return f"{tex[: opening.start()]} {inner} {tex[mark.end() :]}"
    return tex


def first_sign(tex):
    if r"\pi" in tex or re.search(r"(?<![\d.])0(?![\d.])", tex):
        return tex  # half turns and zeros may leave it true
    found = re.search(r"(?<= )[+-](?= )", tex)
    return flipped(tex, found.start()) if found else tex


def last_sign_of_a_longer_sum(tex):
    for side in tex.split(" = "):
        places = outer_signs(side)
        if len(places) >= 2:
            return tex.replace(side, flipped(side, places[-1]), 1)
    return tex


def index_moved(tex):
    return re.sub(r"\}_\{([a-zA-Z])\}", r"}_{\1 + 1}", tex, count=1)


def scope_of_a_derivative(tex):
    r"""`\frac{d}{dt} \left(a b\right)` as `\frac{d}{dt} a b`."""
    found = re.search(
        r"\\frac\{(d|\\partial)(\^\{\d\})?\}\{[^{}]*(\{[^{}]*\}[^{}]*)*\} \\left\(", tex
    )
    if not found:
        return tex
    depth = 0
    for mark in BRACKETS.finditer(tex, found.end() - len(r"\left(")):
        depth += 1 if mark[0] == r"\left(" else -1
        if depth == 0:
            if tex[mark.end() :].startswith("^"):
                return tex  # the exponent says it too
            inner = tex[found.end() : mark.start()]
            return tex[: found.end() - len(r"\left(")] + inner + tex[mark.end() :]
    return tex


def scope_of_a_sum(tex):
    r"""`\sum \left(a + b\right)` as `\sum a + b`."""
    return re.sub(r"(\\sum_\{[^{}]*\}\^\{[^{}]*\}) \\left\((.*?)\\right\)", r"\1 \2", tex, count=1)


def relation_turned(tex):
    swap = {r"\leq": r"\geq", r"\geq": r"\leq", " < ": " > ", " > ": " < "}
    return re.sub(r"\\[lg]eq| [<>] ", lambda m: swap[m[0]], tex)


def infinite_end_as_1(tex):
    return re.sub(r"(?<=\^\{)\\infty(?=\})|(?<=_\{)- ?\\infty(?=\})", "1", tex)


def factors_swapped(tex):
    return re.sub(
        r"(\\left\[\\begin\{matrix\}.*?\\right\]) (\\left\[\\begin\{matrix\}.*?\\right\])",
        r"\2 \1",
        tex,
        count=1,
    )


FAULTS = {
    "brackets dropped": brackets_dropped,
    "first sign": first_sign,
    "last sign of a longer sum": last_sign_of_a_longer_sum,
    "index": index_moved,
    "scope of a derivative": scope_of_a_derivative,
    "scope of a sum": scope_of_a_sum,
    "relation turned": relation_turned,
    "infinite end as 1": infinite_end_as_1,
    "factors swapped": factors_swapped,
}
