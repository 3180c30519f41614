"""The hand that writes: where the cursor is, which pen it holds, what it has written."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import east_asian_width

from screens.terminal.grid import JOINER, WIDENER, Cell
from screens.terminal.moves import move
from screens.terminal.pens import PLAIN, Pen, ground, on_ground_of, pen_for, turn

_BRIDGE = 8
"""Columns; over more than these a move is always shorter than writing them again."""


class Hand:
    """Writes cells in any order; ``x`` and ``y`` are None where nothing is certain.

    ``follows`` is the column that is written next without a move.
    """

    __slots__ = ("follows", "out", "pen", "x", "y")

    def __init__(self) -> None:
        """Stand nowhere in particular, with the plain pen."""
        self.x: int | None = None
        self.y: int | None = None
        self.follows: int | None = None
        self.pen = PLAIN
        self.out: list[str] = []

    def fresh(self) -> Hand:
        """Return a hand that goes on from here, with nothing written yet."""
        hand = Hand()
        hand.x, hand.y, hand.follows, hand.pen = self.x, self.y, self.follows, self.pen
        return hand

    def branch(self) -> Hand:
        """Return a second hand that has written the same so far."""
        hand = self.fresh()
        hand.out = [*self.out]
        return hand

    def text(self) -> str:
        """Return what it has written."""
        return "".join(self.out)

    def stand(self, x: int | None, y: int | None) -> None:
        """Note where the cursor is."""
        self.x = self.follows = x
        self.y = y

    def go(self, x: int, y: int) -> None:
        """Move the cursor."""
        self.out.append(move((self.x, self.y), x, y))
        self.stand(x, y)

    def take(self, pen: Pen) -> None:
        """Take another pen."""
        self.out.append(turn(self.pen, pen))
        self.pen = pen

    def write(self, x: int, y: int, row: list[Cell]) -> None:
        """Write the character in column x of a row."""
        char, pen = row[x]
        self._reach(x, y, row)
        self.take(pen_for(self.pen, char, pen))
        self.out.append(char)
        after = x + (2 if x + 1 < len(row) and row[x + 1][0] == "" else 1)
        # In the last column a terminal may wait to wrap or not; and where it draws a
        # character wider than the program thinks, nothing may be counted from there.
        self.x = after if after < len(row) and _is_certain(char) else None
        self.follows = after if _is_followed(char) else None

    def erase(self, x: int, y: int, row: list[Cell], pen: Pen, order: str) -> None:
        """Erase from column x on, to this ground; the cursor stays."""
        self._reach(x, y, row)
        self.take(on_ground_of(self.pen, pen))
        self.out.append(order)
        self.stand(x, y)

    def _reach(self, x: int, y: int, row: list[Cell]) -> None:
        """Bring the cursor to a column, over what is in between if that is shorter."""
        if self.y == y and self.follows == x:
            return
        way = move((self.x, self.y), x, y)
        between = self._between(x, y, row)
        text = "".join(char for char, _pen in between)
        if between and len(text.encode()) <= len(way) and all(map(self._fits, between)):
            self.out.append(text)
            certain = self.x is not None and all(_is_certain(char) for char, _pen in between)
            self.x, self.follows = x if certain else None, x
        else:
            self.out.append(way)
            self.stand(x, y)

    def _between(self, x: int, y: int, row: list[Cell]) -> list[Cell]:
        """Return the few cells from where the hand is to a column further on."""
        if self.y != y or self.follows is None or not 0 < x - self.follows <= _BRIDGE:
            return []
        return row[self.follows : x]

    def _fits(self, cell: Cell) -> bool:
        """Tell whether the cell can be written with the pen in hand."""
        char, pen = cell
        return _is_followed(char) and pen == (ground(self.pen) if char == " " else self.pen)


@lru_cache(maxsize=4096)
def _is_certain(char: str) -> bool:
    """Tell whether every terminal gives the character the width that the program counts."""
    if len(char) != 1:
        return char == ""
    return char.isascii() or east_asian_width(char) != "A"


def _is_followed(char: str) -> bool:
    """Tell whether the next column can be written straight after it, as the program does."""
    return char.isascii() or not (JOINER in char or WIDENER in char)
