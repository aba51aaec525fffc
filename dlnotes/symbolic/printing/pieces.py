"""LaTeX in pieces that know how tightly they hold together, so that no bracket is forgotten."""

import re
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple


class Level(IntEnum):
    """What a piece is at its outermost place, from loosest to tightest."""

    SUM = 0
    SIGNED = 1  # a product with a minus in front
    OPEN = 2  # ends in an operator that acts on everything behind it
    PRODUCT = 3
    FRACTION = 4  # or a root, a power, a number: complete, but an exponent would be misread
    ATOM = 5


class Piece(NamedTuple):
    """LaTeX and its level; of a signed piece also the level that it has without the sign."""

    tex: str
    level: Level
    unsigned: Level = Level.PRODUCT


OPERATORS = (r"\sum", r"\prod", r"\int", r"\lim", r"\frac{d}", r"\frac{d^", r"\frac{\partial")
BOUND = re.compile(r"\\(?:sum|prod)_\{([^={}]+)=|\\lim_\{(\S+) \\to|\\leq (\S+) \\leq")
DIFFERENTIAL = r"\mathrm{d}"
NUMBER = re.compile(r"\d")
NUMERIC = re.compile(r"[\d.]+|\\frac\{\d+\}\{\d+\}")


def bracketed(piece):
    r"""The piece in brackets that are as tall as it is.

    >>> bracketed(Piece("1 - x", Level.SUM)).tex
    '\\left(1 - x\\right)'
    """
    return Piece(rf"\left({piece.tex}\right)", Level.ATOM)


def at_least(piece, level):
    """The piece, in brackets where it holds together less tightly than `level`."""
    return piece if piece.level >= level else bracketed(piece)


def negative(piece):
    """The piece with a minus in front."""
    inner = at_least(piece, Level.OPEN)
    return Piece(f"- {inner.tex}", Level.SIGNED, inner.level)


def add(pieces):
    """Their sum, in this order. A sum among them was kept apart by its author, and stays so."""
    first, *rest = (_closed(p, pieces[k + 1 :]) for k, p in enumerate(pieces))
    tex = first.tex
    for piece in rest:
        signed = piece.level == Level.SIGNED
        tex += f" - {_unsigned(piece).tex}" if signed else f" + {piece.tex}"
    return Piece(tex, Level.SUM) if rest else first


def _closed(piece, later):
    """A term that ends where the next one begins: a sum over i gets brackets before a bare i."""
    if piece.level == Level.SUM:
        return bracketed(piece)
    names = {name for found in BOUND.findall(piece.tex) for name in found if name}
    reaches = Level.OPEN in (piece.level, piece.unsigned)
    if reaches and any(_holds(name, term.tex) for name in names for term in later):
        return bracketed(piece)
    return piece


def _holds(name, tex):
    """Whether a term has a name that no operator of its own binds."""
    own = {found for groups in BOUND.findall(tex) for found in groups}
    return name not in own and re.search(rf"(?<![A-Za-z\\]){re.escape(name)}(?![A-Za-z])", tex)


def multiply(pieces, commute=True):
    """Their product, in this order; a minus in front of the first one stays in front.

    Operators stand behind what commutes with them: then their scope ends the product.
    """
    pieces = [p for p in pieces if p.tex != "1"] or pieces[:1]
    if len(pieces) == 1:
        return pieces[0]
    if pieces[0].level == Level.SIGNED:
        return negative(multiply([_unsigned(pieces[0]), *pieces[1:]], commute))
    if commute:
        pieces = sorted(pieces, key=lambda piece: piece.level == Level.OPEN)
    *before, last = pieces
    factors = [at_least(p, Level.PRODUCT) for p in before] + [at_least(last, Level.OPEN)]
    tex = factors[0].tex
    for left, right in pairwise(factors):
        tex += _between(left.tex, right.tex) + right.tex
    return Piece(tex, Level.OPEN if last.level == Level.OPEN else Level.PRODUCT)


def _unsigned(piece):
    """A signed piece without its minus."""
    return Piece(piece.tex.removeprefix("-").lstrip(), piece.unsigned)


def _between(left, right):
    """A dot where two factors would be read as one number or a mixed one; a space before `dx`."""
    if NUMBER.match(right) or (NUMERIC.fullmatch(left) and NUMERIC.match(right)):
        return r" \cdot "
    return r" \, " if right.startswith(DIFFERENTIAL) else " "


def divide(above, below):
    """A fraction; a minus above stands in front of it."""
    if above.level == Level.SIGNED:
        return negative(divide(_unsigned(above), below))
    return Piece(rf"\frac{{{above.tex}}}{{{below.tex}}}", Level.FRACTION)


def power(base, exponent):
    """A power; a base that has an exponent of its own is put in brackets."""
    return Piece(f"{at_least(base, Level.ATOM).tex}^{{{exponent.tex}}}", Level.FRACTION)


def radical(inner, degree):
    """The square or cube root, or a power such as 1/5."""
    if degree > 3:
        return power(inner, Piece(f"1/{degree}", Level.FRACTION))
    sign = r"\sqrt" if degree == 2 else rf"\sqrt[{degree}]"
    return Piece(f"{sign}{{{inner.tex}}}", Level.FRACTION)


def operate(operator, body):
    r"""An operator before what it acts on; a sum or a signed product gets brackets.

    >>> operate(r"\sum_{i=1}^{n}", Piece("a - b", Level.SUM)).tex
    '\\sum_{i=1}^{n} \\left(a - b\\right)'
    """
    return Piece(f"{operator} {at_least(body, Level.OPEN).tex}", Level.OPEN)


def operate_tightly(operator, body):
    """A derivative or a limit: a product gets brackets as well, so that its scope is seen."""
    alone = body.level == Level.OPEN and body.tex.startswith(OPERATORS)
    inner = body if alone else at_least(body, Level.FRACTION)
    return Piece(f"{operator} {inner.tex}", Level.OPEN)
