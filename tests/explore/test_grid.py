"""Worlds of cells in Python: against a linear solve and closed forms, edited, and refused."""

import re

import numpy as np
import pytest
import sympy as sp

from dlnotes.explore import Explorer, Grid, Piece, Slider
from dlnotes.explore.panels.grid.values import MOVES, Cells, history
from dlnotes.explore.picture import picture
from tests.explore.gallery import grid as gallery
from tests.explore.gallery.grid import AROUND, K, R, V

G = sp.Symbol("g", real=True)
PIECES = {
    ".": Piece("floor"),
    "#": Piece("wall", wall=True),
    "G": Piece("goal", reward=1, end=True),
}
WAYS = [reward + G * value for value, reward in AROUND]


def explorer(panel):
    sliders = [Slider(G, 0, 1, value=0.9)]
    return Explorer("shown", sliders=sliders, panels=[panel], alt="A world of cells with values.")


def world(rows, **options):
    given = {"update": sp.Max(*WAYS), "steps": 40, "actions": WAYS, **options}
    pieces = given.pop("pieces", PIECES)
    return Grid("world", rows, pieces, here=(V, R), around=AROUND, step=K, **given)


def shown(panel, **settings):
    spec = explorer(panel).spec
    values = {s["name"]: s["value"] for s in spec["sliders"]} | settings
    return history(spec["panels"][0], spec["parts"], values)


def test_along_a_corridor_values_fall_by_the_discount():
    _, found = shown(world(["....G"], steps=9), g=0.5)
    np.testing.assert_array_equal(found[0], np.zeros(5))
    np.testing.assert_array_equal(found[1], [0, 0, 0, 1, 0])
    np.testing.assert_array_equal(found[9], [0.125, 0.25, 0.5, 1, 0])


def test_a_wall_has_no_value_and_is_not_entered():
    cells, found = shown(world([".#G", "..."], steps=9), g=0.5)
    assert np.isnan(found[:, 1]).all() and np.isfinite(np.delete(found, 1, axis=1)).all()
    assert cells.targets[1][0] == 0 and cells.targets[2][0] == 3 and cells.targets[0][0] == 0
    np.testing.assert_array_equal(found[9], [0.125, np.nan, 0, 0.25, 0.5, 1])


def test_the_mean_of_all_moves_is_the_solution_of_a_linear_system():
    """v = (I - g P)^-1 r for a policy that takes every move alike, with a price for bumping."""
    rows = ["..G.", ".#..", "...."]
    _, found = shown(world(rows, update=sum(WAYS) / 4, steps=400, bump=-0.5), g=0.9)
    letters = [(r, c, cell) for r, row in enumerate(rows) for c, cell in enumerate(row)]
    places = {(r, c): k for k, (r, c, _) in enumerate(letters)}
    step, pay = np.zeros((12, 12)), np.zeros(12)
    for k, (r, c, cell) in enumerate(letters):
        for down, right in MOVES if cell == "." else ():
            to = (r + down, c + right)
            stays = to not in places or letters[places[to]][2] == "#"
            step[k, k if stays else places[to]] += 1 / 4
            pay[k] += (-0.5 if stays else letters[places[to]][2] == "G") / 4
    wanted = np.linalg.solve(np.eye(12) - 0.9 * step, pay)
    floor = [cell != "#" for *_, cell in letters]
    np.testing.assert_allclose(found[-1][floor], wanted[floor], atol=1e-12)


def test_value_iteration_contracts_by_the_discount():
    _, found = shown(world(["...G", ".#..", "...."]), g=0.8)
    moved = np.nanmax(np.abs(np.diff(found, axis=0)), axis=1)
    assert (moved[1:] <= 0.8 * moved[:-1] + 1e-15).all() and moved[-1] < 1e-6


def test_arrows_show_all_of_the_best_moves():
    cells, found = shown(world(["..", ".G"]), g=0.9)
    best = cells.best(40, found[-1])
    assert best.T.tolist() == [
        [False, True, True, False], [False, False, True, False], [False, True, False, False],
        [False] * 4,
    ]  # fmt: skip
    staying = world(["..", ".G"], actions=[*WAYS, sp.Integer(5)])
    cells, found = shown(staying)
    assert cells.best(1, found[-1]).T.tolist()[0] == [False] * 4 + [True]


def test_formulas_see_the_step_and_their_own_cell():
    pieces = {".": Piece("floor", reward=G), "B": Piece("bonus", reward=2)}
    _, found = shown(world(["B."], pieces=pieces, update=V + R + K, steps=3, start=10, actions=()))
    np.testing.assert_allclose(found[:, 0], [10, 13, 17, 22])
    np.testing.assert_allclose(found[:, 1], [10, 11.9, 14.8, 18.7])


def test_the_world_is_one_of_the_values_and_may_be_changed():
    made = explorer(world(["..G", "..."]))
    assert made.values == {"g": 0.9, "world": "..G/..."}
    made.values = {"world": ".#G/.#."}
    spec, values = made.spec, made.values
    _, found = history(spec["panels"][0], spec["parts"], values)
    assert np.isnan(found[-1]).sum() == 2 and found[-1][0] == 0  # walled off
    for wrong, reason in [
        ("..G", "expected 2 rows of 3 letters, joined by /"),
        ("..G/....", "expected 2 rows of 3 letters"),
        ("..G/..x", "'x' is none of .#G"),
        (3, "expected 2 rows"),
    ]:
        with pytest.raises(ValueError, match=re.escape(f"values: world={wrong!r}: {reason}")):
            made.values = {"world": wrong}


# Sutton and Barto 2018, figures 3.2 and 3.5, to one decimal.
ALIKE = """3.3 8.8 4.4 5.3 1.5 1.5 3.0 2.3 1.9 0.5 0.1 0.7 0.7 0.4 -0.4
           -1.0 -0.4 -0.4 -0.6 -1.2 -1.9 -1.3 -1.2 -1.4 -2.0"""
BEST = """22.0 24.4 22.0 19.4 17.5 19.8 22.0 19.8 17.8 16.0 17.8 19.8 17.8 16.0 14.4
          16.0 17.8 16.0 14.4 13.0 14.4 16.0 14.4 13.0 11.7"""


@pytest.mark.parametrize(("best", "table"), [(0, ALIKE), (1, BEST)])
def test_jumping_cells_have_the_published_values(best, table):
    spec = gallery.jumps().spec
    values = {s["name"]: s["value"] for s in spec["sliders"]} | {"best": best}
    cells, found = history(spec["panels"][0], spec["parts"], values)
    np.testing.assert_allclose(found[-1], np.array(table.split(), float), atol=0.051)
    assert cells.targets[:, 1].tolist() == [21] * 4 and cells.paid[:, 3].tolist() == [5] * 4


def test_a_jump_into_a_wall_stays():
    pieces = {**PIECES, "J": Piece("jump", reward=3, leads=(0, 0))}
    cells, _ = shown(world(["#J"], pieces=pieces))
    assert cells.targets[:, 1].tolist() == [1] * 4 and cells.paid[:, 1].tolist() == [3] * 4


def test_the_picture_has_values_walls_arrows_and_ends():
    spec = gallery.small_world().spec
    values = {s["name"]: s["value"] for s in spec["sliders"]}
    panel = spec["panels"][0]
    text = picture(panel, spec["parts"], values, (640, 400))
    cells = Cells(panel, spec["parts"], values)
    last = history(panel, spec["parts"], values)[1][-1]
    assert text.count("<polygon") == cells.best(40, last).sum() > 8
    assert text.count('fill="#595959"') == 1 and ">−1</text>" in text
    assert text.count('stroke-width="2"/>') == 2


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: world([]), "Grid: rows of [] cells"),
        (lambda: world(["..", "."]), "Grid: rows of [2, 1] cells: expected 1 to 12 rows of one"),
        (lambda: world(["." * 13]), "Grid: rows of [13] cells"),
        (lambda: world(["..x"]), "Grid: cell 'x': expected one of .#G"),
        (lambda: world(["."], pieces={".": Piece("floor")}), "Grid: 1 pieces: expected 2 to 8"),
        (lambda: world(["."], pieces={".": Piece("a"), "/": Piece("b")}), "piece '/': expected"),
        (lambda: Piece("gate", end=True, leads=(0, 0)), "leads=(0, 0): a wall or an end leads no"),
        (lambda: world(["."], pieces={**PIECES, "J": Piece("j", leads=(0, 1))}),
         "piece 'j' leads to [0, 1]: expected a cell of (1, 1)"),
        (lambda: world([".G"], steps=0), "steps=0: expected a whole number from 1 to 500"),
        (lambda: world([".G"], actions=WAYS[:3]), "3 actions, 4 neighbours: expected none, four"),
        (lambda: explorer(world([".G"], update=sp.Symbol("q"))), "update of the grid: q is nei"),
        (lambda: explorer(world([".G"], bump=V)), "bump of the grid: v is neither"),
        (lambda: explorer(world(["#"])), "every value of the grid is nowhere a finite number"),
        (lambda: explorer(world([".G"], update=sp.log(-1 - V**2))), "every value of the grid"),
        (lambda: Grid("g w", [".G"], PIECES, here=(V, R), around=AROUND, update=V, steps=1, step=K),
         "name='g w': expected one word"),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_refused_by_name(make, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        make()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: world([".G"], pieces=[".", "G"]), "pieces=['.', 'G']: expected {letter: Piece}"),
        (lambda: world([".G"], pieces={".": "floor"}), "expected {letter: Piece}"),
        (lambda: Grid("w", [".G"], PIECES, here=("v", R), around=AROUND, update=V, steps=1, step=K),
         "Grid: here: 'v': expected sympy symbols"),
    ],
)  # fmt: skip
def test_what_is_of_the_wrong_type_is_refused(make, message):
    with pytest.raises(TypeError, match=re.escape(message)):
        make()
