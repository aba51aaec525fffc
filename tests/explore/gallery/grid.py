"""Worlds of cells: value iteration with slipping, and heat that spreads from a wall."""

import sympy as sp

from dlnotes.explore import Explorer, Grid, Piece, Slider, Switch
from dlnotes.explore.panels.grid.values import history

K = sp.Symbol("k", integer=True)
V, R = sp.symbols("v r", real=True)
AROUND = [sp.symbols(f"v_{d} r_{d}", real=True) for d in "nesw"]


def small_world():
    """Value iteration in a world with a pit, where a move may slip to the side."""
    gamma, slip, cost = sp.symbols("gamma p c", nonnegative=True)
    ways = [reward - cost + gamma * value for value, reward in AROUND]
    moves = [(1 - slip) * ways[d] + slip / 2 * (ways[d - 1] + ways[(d + 1) % 4]) for d in range(4)]
    return Explorer(
        "small-world",
        sliders=[
            Slider(gamma, 0, 1, value=0.9, step=0.01, label=r"discount $\gamma$"),
            Slider(slip, 0, 0.8, value=0.2, step=0.05, label="slips $p$"),
            Slider(cost, 0, 0.5, value=0.04, step=0.02, label="cost of a step"),
        ],
        panels=[
            Grid(
                "world",
                ["...G", ".#.P", "...."],
                {
                    ".": Piece("floor"),
                    "#": Piece("wall", wall=True),
                    "P": Piece("pit", reward=-1, end=True),
                    "G": Piece("goal", reward=1, end=True),
                },
                here=(V, R),
                around=AROUND,
                update=sp.Max(*moves),
                actions=moves,
                steps=40,
                step=K,
                title="values",
            )
        ],
        alt="Three rows of four cells with a goal, a pit and a wall; arrows lead around the pit.",
    )


def warm_wall():
    """Heat from hot cells: every cell becomes the mean of its neighbours."""
    rate = sp.Symbol("a", positive=True)
    mean = sum(value for value, _ in AROUND) / 4
    source = sp.Piecewise((R, R > 0), (V + rate * (mean - V), True))
    return Explorer(
        "warm-wall",
        sliders=[Slider(rate, 0.1, 1, value=0.5, step=0.1, label="rate")],
        panels=[
            Grid(
                "room",
                ["H....", ".##..", "....."],
                {".": Piece("air"), "H": Piece("heater", reward=1), "#": Piece("wall", wall=True)},
                here=(V, R),
                around=AROUND,
                update=source,
                steps=60,
                step=K,
                limits=(0, 1),
                play=False,
            )
        ],
        alt="A room of three by five cells: warm near the heater in the corner, cool far from it.",
    )


def jumps():
    """The world of Sutton and Barto's example 3.5: two cells from which every move jumps."""
    gamma, best = sp.symbols("gamma best", nonnegative=True)
    ways = [reward + gamma * value for value, reward in AROUND]
    return Explorer(
        "jumps",
        sliders=[
            Slider(gamma, 0, 0.95, value=0.9, step=0.05, label=r"discount $\gamma$"),
            Switch(best, label="the best move, not all four alike"),
        ],
        panels=[
            Grid(
                "field",
                [".A.B.", ".....", ".....", ".....", "....."],
                {
                    ".": Piece("floor"),
                    "A": Piece("A", reward=10, leads=(4, 1)),
                    "B": Piece("B", reward=5, leads=(2, 3)),
                },
                here=(V, R),
                around=AROUND,
                update=sp.Piecewise((sp.Max(*ways), sp.Eq(best, 1)), (sum(ways) / 4, True)),
                actions=ways,
                bump=-1,
                steps=200,
                step=K,
            )
        ],
        alt="Five rows of five cells. Values are largest at A and B, negative along the bottom.",
    )


EXAMPLES = [small_world, warm_wall, jumps]
SHOWN = "(plot) => plot.history"


def values(panel, parts, settings, frame):
    return list(history(panel, parts, settings)[1])
