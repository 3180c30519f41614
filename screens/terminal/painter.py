"""Painting: the fewest bytes that turn what the terminal shows into what is wanted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from screens.terminal.grid import Cell, Grid
from screens.terminal.hand import Hand
from screens.terminal.moves import move
from screens.terminal.pens import PLAIN, Pen, pen_for, turn
from screens.terminal.scroll import scroll_of

_ERASE_LINE = "\x1b[K"
_WORTH = 8
"""Blanks that must be saved before a row is erased first."""
_MANY = 400
"""Columns; with more than these changed it is always shorter to go pen by pen."""
_NEAR = 4
"""Columns; over more than these to the next change another row may be nearer."""


class Abilities(NamedTuple):
    """What the terminal can do beyond the plain."""

    paints_erased: bool = False
    """Erased cells take the colour of the ground in hand."""
    erases_some: bool = False
    """It can erase a number of cells in the middle of a row."""
    moves_rows: bool = False
    """It can move some rows up or down, and leave the others."""


class Piece(NamedTuple):
    """Columns of a row that are to be written."""

    y: int
    row: list[Cell]
    columns: list[int]


class Painter:
    """Knows what the terminal shows, where its cursor is, and its pen."""

    def __init__(self, abilities: Abilities) -> None:
        """Nothing is known yet of what the terminal shows."""
        self.abilities = abilities
        self._hand = Hand()
        self._shown: Grid | None = None

    def forget(self) -> None:
        """Paint everything anew the next time."""
        self._shown = None

    def lose_place(self) -> None:
        """Count on nothing about the cursor: something else may have moved it."""
        self._hand.stand(None, None)

    def shows(self, wanted: Grid) -> bool:
        """Tell whether the terminal shows this screen already; its cursor may be elsewhere."""
        return self._shown is not None and self._shown.rows == wanted.rows

    def paint(self, wanted: Grid, cursor: tuple[int, int]) -> str:
        """Return what shows the wanted screen with its cursor there; "" if it is shown already."""
        hand = self._hand.fresh()
        shown = self._shown
        if shown is None or (shown.width, shown.height) != (wanted.width, wanted.height):
            # Cleared to the terminal's own ground: not all colour what they clear as a whole.
            hand.out.append("\x1b[m\x1b[H\x1b[2J")
            hand.pen = PLAIN
            hand.stand(0, 0)
            shown = self._shown = Grid(wanted.width, wanted.height)
        elif self.abilities.moves_rows and (scroll := scroll_of(wanted.rows, shown.rows)):
            hand.out.append(scroll.order())
            hand.stand(None, None)
            shown.rows = scroll.moved(shown.rows)
        pieces: list[Piece] = []
        for y, (new, old) in enumerate(zip(wanted.rows, shown.rows, strict=True)):
            if new != old:
                self._erase_old(hand, y, new, old)
                pieces.append(Piece(y, new, _changed(new, old)))
                old[:] = new
        self._hand = self._painted(hand, pieces)
        self._hand.go(*cursor)
        return self._hand.text()

    def _erase_old(self, hand: Hand, y: int, new: list[Cell], old: list[Cell]) -> None:
        """Erase the rest of a row first, where it is full of blanks that would be written."""
        start = next(x for x, cell in enumerate(new) if cell != old[x])
        blank = (" ", _commonest_ground(new[start:]))
        if not self._can_erase(blank):
            return
        gained = lost = 0
        for x in range(start, len(new)):
            if new[x] == blank:
                gained += new[x] != old[x]
            else:
                lost += new[x] == old[x]
        if gained > 2 * lost + _WORTH:
            hand.erase(start, y, new, blank[1], _ERASE_LINE)
            old[start:] = [blank] * (len(old) - start)

    def _painted(self, hand: Hand, pieces: list[Piece]) -> Hand:
        """Write the pieces pen by pen or each time the nearest, whichever is shorter."""
        near = hand.branch()
        for piece in _by_pen(pieces, hand.pen):
            self._write(hand, piece)
        if sum(len(piece.columns) for piece in pieces) > _MANY:
            return hand
        runs = [Piece(y, row, run) for y, row, columns in pieces for run in _runs(row, columns)]
        while runs:
            nearest = min(runs, key=partial(_way, near))
            runs.remove(nearest)
            self._write(near, nearest)
        return min(hand, near, key=lambda hand: len(hand.text()))

    def _write(self, hand: Hand, piece: Piece) -> None:
        """Write the columns of a piece, erasing blanks where that is shorter."""
        y, row, columns = piece
        tail, place = _tail(row), 0
        while place < len(columns):
            x = columns[place]
            run = 1
            if row[x][0] == " " and self._can_erase(row[x]):
                run = len(columns) - place if x >= tail else _run(row, columns, place)
            end = columns[place + run - 1] + 1
            erasing = self._erasing(x, y, end, rest=x >= tail) if run > len(_ERASE_LINE) else ""
            if erasing:
                hand.erase(x, y, row, row[x][1], erasing)
                place += run
            else:
                hand.write(x, y, row)
                place += 1

    def _erasing(self, x: int, y: int, end: int, *, rest: bool) -> str:
        """Return the order that blanks the columns x to end, or "" if writing them is shorter."""
        if rest:
            return _ERASE_LINE
        order = f"\x1b[{end - x}X"
        worth = end - x > len(order) + len(move((x, y), end, y))
        return order if worth and self.abilities.erases_some else ""

    def _can_erase(self, cell: Cell) -> bool:
        char, pen = cell
        return char == " " and not pen.marks and (not pen.bg or self.abilities.paints_erased)


def _changed(new: list[Cell], old: list[Cell]) -> list[int]:
    """Return the columns to write; with a wide character goes its second half."""
    pairs = enumerate(zip(new, old, strict=True))
    return [x for x, (cell, was) in pairs if cell != was and cell[0]]


def _way(hand: Hand, piece: Piece) -> int:
    """Return how many characters bring the hand to a piece, with the pen that it begins with."""
    x = piece.columns[0]
    wanted = pen_for(hand.pen, *piece.row[x])
    return len(move((hand.x, hand.y), x, piece.y)) + len(turn(hand.pen, wanted))


def _runs(row: list[Cell], columns: list[int]) -> Iterator[list[int]]:
    """Yield the columns that are written without another pen or a long way."""
    run: list[int] = []
    held = PLAIN
    for x in columns:
        fits = pen_for(held, *row[x]) == held
        if run and (not fits or x - run[-1] > _NEAR):
            yield run
            run = []
        run.append(x)
        held = held if fits else row[x][1]
    if run:
        yield run


def _run(row: list[Cell], columns: list[int], place: int) -> int:
    """Return how many columns follow each other from a place on, and look alike."""
    first, end = columns[place], place + 1
    while (
        end < len(columns)
        and columns[end] == first + end - place
        and row[columns[end]] == row[first]
    ):
        end += 1
    return end - place


def _by_pen(pieces: list[Piece], held: Pen) -> Iterator[Piece]:
    """Yield the pieces so that each pen is taken once, the nearest one next."""
    passes: dict[Pen, list[Piece]] = {}
    for y, row, columns in pieces:
        for pen, own in _passes(row, columns).items():
            passes.setdefault(pen, []).append(Piece(y, row, own))
    while passes:
        held = min(passes, key=lambda pen: len(turn(held, pen)))
        yield from passes.pop(held)


def _passes(row: list[Cell], columns: list[int]) -> dict[Pen, list[int]]:
    """Return the columns that each pen writes; a blank goes with the character before it."""
    passes: dict[Pen, list[int]] = {}
    before = PLAIN
    for x in columns:
        if pen_for(before, *row[x]) != before:
            before = row[x][1]
        passes.setdefault(before, []).append(x)
    return passes


def _commonest_ground(cells: Iterable[Cell]) -> Pen:
    grounds = Counter(pen for char, pen in cells if char == " " and not pen.marks)
    return max(grounds, key=lambda pen: grounds[pen], default=PLAIN)


def _tail(row: list[Cell]) -> int:
    """Return where the blanks begin that end the row, all alike."""
    last, start = row[-1], len(row)
    while start and last[0] == " " and row[start - 1] == last:
        start -= 1
    return start
