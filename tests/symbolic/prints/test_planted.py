"""A printer with a fault planted in it does not get past the reader."""

import importlib

import pytest
import sympy as sp

from dlnotes.symbolic import claim, claims
from dlnotes.symbolic.printing import exact
from dlnotes.symbolic.printing.pieces import Level, Piece, add, divide, multiply, radical
from tests.symbolic.prints.tokens import PrintError
from tests.symbolic.prints.verdict import compare_print
from tests.symbolic.statements import EQUATIONS

MODULES = {
    name: importlib.import_module(f"dlnotes.symbolic.printing.{name}")
    for name in ("latex", "operators", "pieces")
}
A, B = sp.symbols("A B", commutative=False)
SIDES = [sp.sympify(side) for lhs, rhs, _ in EQUATIONS.values() for side in (lhs, rhs)]
SIDES = [s.as_immutable() if isinstance(s, sp.MatrixBase) else s for s in SIDES] + [A * B - B * A]


def last_sign_flipped(parts):
    *before, last = parts
    if len(before) < 2:
        return add(parts)
    flipped = Piece(last.tex.lstrip("- "), Level.ATOM)
    return add([*before, flipped if last.level == Level.SIGNED else Piece(f"- {last.tex}", 1)])


def index_moved(printer, expr):
    indices = ",".join(f"{printer.piece(index).tex} + 1" for index in expr.indices)
    return f"{{{printer.piece(expr.base).tex}}}_{{{indices}}}"


def without_brackets(operator, body):
    return Piece(f"{operator} {body.tex}", Level.OPEN)


def ends_at_1(limits, show):
    return [[show(part).tex.replace(r"\infty", "1") for part in limit] for limit in limits]


FAULTS = {
    "brackets dropped": ("pieces", "bracketed", lambda piece: piece),
    "a minus lost": ("latex", "negative", lambda piece: piece),
    "last sign of a longer sum": ("latex", "add", last_sign_flipped),
    "scope of a derivative": ("operators", "operate_tightly", without_brackets),
    "scope of a sum": ("latex", "operate", without_brackets),
    "an infinite end as 1": ("operators", "shown_limits", ends_at_1),
    "the order of factors": (
        "latex",
        "multiply",
        lambda parts, commute=True: multiply(parts[::-1]),
    ),
    "a fraction upside down": ("latex", "divide", lambda a, b: divide(b, a)),
    "a root of another degree": (
        "latex",
        "radical",
        lambda inner, degree: radical(inner, degree + 1),
    ),
}


def complaints():
    found = []
    for side in SIDES:
        try:
            compare_print(f"{MODULES['latex'].latex(side)} = 1", exact("=", side, sp.Integer(1)))
        except PrintError as error:
            found.append(str(error))
    return found


def test_without_a_fault_nothing_is_wrong():
    assert complaints() == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_the_printer_is_caught(name, monkeypatch):
    module, function, faulty = FAULTS[name]
    monkeypatch.setattr(MODULES[module], function, faulty)
    assert complaints()


def test_a_moved_index_is_caught(monkeypatch):
    monkeypatch.setattr(MODULES["latex"].Printer, "_print_Indexed", index_moved)
    assert complaints()


@pytest.mark.parametrize("build", [sp.Le, sp.Ge, sp.Lt, sp.Gt])
def test_a_relation_shown_the_wrong_way_round_is_caught(build, monkeypatch, shown):
    x = sp.Symbol("x", real=True)
    relation = {
        sp.Le: (-(x**2), 1),
        sp.Ge: (1 + x**2, 1),
        sp.Lt: (-(x**2), 1),
        sp.Gt: (1 + x**2, 0),
    }
    claim(build(*map(sp.sympify, relation[build]), evaluate=False))
    compare_print(shown[0].latex, shown[0].checked)
    turned = {"<": ">", ">": "<", "<=": r"\geq", ">=": r"\leq"}
    monkeypatch.setattr(claims, "LATEX", claims.LATEX | turned)
    claim(build(*map(sp.sympify, relation[build]), evaluate=False))
    with pytest.raises(PrintError):
        compare_print(shown[1].latex, shown[1].checked)
