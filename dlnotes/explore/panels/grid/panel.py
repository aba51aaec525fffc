"""A world of cells, as JSON data."""

from numbers import Integral

from dlnotes.explore.axes import axis
from dlnotes.explore.formulas import Formula, symbols_checked
from dlnotes.explore.panels.grid.world import World

MOST_SIDE = 12
MOST_STEPS = 500
PIECES = (2, 8)


class Piece:
    """What a cell may be.

    Args:
        label: its name, such as "wall".
        reward: what entering it pays, a formula of the sliders.
        wall: whether nothing enters it.
        end: whether what enters it stays there, with a value of 0.
        leads: (row, column), counted from 0: every move out of the cell leads there and pays the
            reward, which entering it then does not.
    """

    def __init__(self, label, *, reward=0, wall=False, end=False, leads=None):
        if leads is not None and (wall or end):
            raise ValueError(f"Piece {label!r}: leads={leads}: a wall or an end leads nowhere")
        self.label, self.reward, self.wall, self.end = label, reward, wall, end
        self.leads = None if leads is None else list(leads)

    def spec(self, letter):
        return {
            "letter": letter,
            "label": self.label,
            "reward": Formula(self.reward, f"reward of {self.label!r}"),
            "wall": self.wall,
            "end": self.end,
            "leads": self.leads,
        }


class Grid:
    """A world of cells whose values are updated from their neighbours', all at once, step by step.

    From every cell four moves lead to its neighbours. A move into a wall or out of the world stays
    where it is and pays `bump` instead of a piece's reward. For value iteration with a discount g:

        v, r, n, e, s, w = ...    # the values here and around; rn, re, rs, rw: what entering pays
        Grid("world", ["..G", ".#.", "..."], {".": Piece("floor"), ...}, here=(v, r),
             around=((n, rn), (e, re), (s, rs), (w, rw)), steps=30, step=k,
             update=sp.Max(rn + g * n, re + g * e, rs + g * s, rw + g * w),
             actions=(rn + g * n, re + g * e, rs + g * s, rw + g * w))

    A click on a cell, or Enter, changes it to the next piece. The world is one of the explorer's
    values: its rows as text, joined by "/".

    Args:
        name: of the world, in shared addresses and among the explorer's values.
        rows: texts of one length, a letter for each cell, from the top.
        pieces: {letter: `Piece`}, two to eight, in the order of clicks.
        here: two symbols, the value of a cell and what entering it pays.
        around: the same for its neighbours, in the order north, east, south, west.
        update: formula of these symbols, the step and the sliders: a cell's value after a step.
        steps: how many steps.
        step: the symbol of the step that is taken, 1, 2, ..., steps.
        actions: four formulas, one a move in the same order, or five, the last one for staying:
            arrows show the largest.
        start: every value before the first step, a formula of the sliders.
        bump: what a move against a wall pays.
        limits: a fixed range of colours; they follow the last values if left out.
        digits: significant digits of a value.
        play: a button and a slider for the steps.
        title: words above the panel.
        shows: the equation or code that update and actions show; see `dlnotes.explore.shows`.

    Raises:
        TypeError, ValueError: naming what does not fit.
    """

    kind = "grid"

    def __init__(
        self,
        name,
        rows,
        pieces,
        *,
        here,
        around,
        update,
        steps,
        step,
        actions=(),
        start=0,
        bump=0,
        limits=None,
        digits=2,
        play=True,
        title="",
        shows=None,
    ):
        pieces_checked(pieces)
        rows_checked(rows, pieces)
        leads_checked(pieces, (len(rows), len(rows[0])))
        if not isinstance(steps, Integral) or not 1 <= steps <= MOST_STEPS:
            raise ValueError(
                f"Grid: steps={steps!r}: expected a whole number from 1 to {MOST_STEPS}"
            )
        if len(actions) not in (0, 4, 5) or len(around) != 4:
            raise ValueError(
                f"Grid: {len(actions)} actions, {len(around)} neighbours: expected none, four or "
                "five, and four"
            )
        self.here = symbols_checked("Grid: here", here)
        self.around = [symbols_checked("Grid: around", pair) for pair in around]
        (self.step,) = symbols_checked("Grid: step", [step])
        self.controls = [World(name, rows, "".join(pieces))]
        self.shape, self.pieces, self.steps = (len(rows), len(rows[0])), pieces, int(steps)
        self.update, self.actions, self.start, self.bump = update, actions, start, bump
        self.z, self.digits, self.play, self.title = axis("z", limits, None), digits, play, title
        self.shows = shows

    def spec(self):
        inside = [*self.here, *(symbol for pair in self.around for symbol in pair), self.step]
        return {
            "kind": self.kind,
            "title": self.title,
            "world": self.controls[0].name,
            "shape": list(self.shape),
            "pieces": [piece.spec(letter) for letter, piece in self.pieces.items()],
            "here": [symbol.name for symbol in self.here],
            "around": [[symbol.name for symbol in pair] for pair in self.around],
            "step": self.step.name,
            "steps": self.steps,
            "play": self.play,
            "start": Formula(self.start, "start of the grid"),
            "bump": Formula(self.bump, "bump of the grid"),
            "update": Formula(self.update, "update of the grid", inside, path=("update",)),
            "actions": [
                Formula(
                    f, f"action {place} of the grid", inside, path=("actions",), index=(place, 0)
                )
                for place, f in enumerate(self.actions)
            ],
            "z": self.z,
            "digits": self.digits,
        }


def pieces_checked(pieces):
    if not isinstance(pieces, dict) or not all(isinstance(p, Piece) for p in pieces.values()):
        raise TypeError(f"Grid: pieces={pieces!r}: expected {{letter: Piece}}")
    if not PIECES[0] <= len(pieces) <= PIECES[1]:
        raise ValueError(f"Grid: {len(pieces)} pieces: expected {PIECES[0]} to {PIECES[1]}")
    wrong = [letter for letter in pieces if len(letter) != 1 or letter in "/ "]
    if wrong:
        raise ValueError(f"Grid: piece {wrong[0]!r}: expected one letter, neither / nor a space")


def rows_checked(rows, pieces):
    lengths = [len(row) for row in rows]
    if not 1 <= len(rows) <= MOST_SIDE or len({*lengths}) != 1 or not 1 <= lengths[0] <= MOST_SIDE:
        raise ValueError(
            f"Grid: rows of {lengths} cells: expected 1 to {MOST_SIDE} rows of one length, at most "
            f"{MOST_SIDE}"
        )
    strange = sorted({letter for row in rows for letter in row} - set(pieces))
    if strange:
        raise ValueError(f"Grid: cell {strange[0]!r}: expected one of {''.join(pieces)}")


def leads_checked(pieces, shape):
    for piece in pieces.values():
        place = piece.leads
        if place is not None and (
            len(place) != 2 or any(not 0 <= p < n for p, n in zip(place, shape, strict=True))
        ):
            raise ValueError(
                f"Grid: piece {piece.label!r} leads to {place}: expected a cell of {shape}"
            )
