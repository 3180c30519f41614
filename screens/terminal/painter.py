"""Painting: the fewest bytes that turn what the terminal shows into what is wanted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import east_asian_width

from screens.terminal.grid import JOINER, WIDENER, Cell, Grid
from screens.terminal.moves import move
from screens.terminal.pens import PLAIN, Pen, ground, on_ground_of, turn

_ERASE_LINE = "\x1b[K"
_BRIDGE = 8
"""Columns; over more than these a move is always shorter than writing them again."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """What the terminal can do beyond the plain."""

    paints_erased: bool = False
    """Erased cells take the colour of the ground in hand."""
    erases_some: bool = False
    """It can erase a number of cells in the middle of a row."""


class Painter:
    """Knows what the terminal shows, where its cursor is, and its pen."""

    def __init__(self, abilities: Abilities) -> None:
        """Nothing is known yet of what the terminal shows."""
        self.abilities = abilities
        self._out: list[str] = []
        self._pen = PLAIN
        self.forget()

    def forget(self) -> None:
        """Paint everything anew the next time."""
        self._shown: Grid | None = None
        self._stand(None, None)

    def lose_place(self) -> None:
        """Count on nothing about the cursor: something else may have moved it."""
        self._stand(None, None)

    def _stand(self, x: int | None, y: int | None, follows: int | None = None) -> None:
        """Note where the cursor is, or at least what column is written next."""
        self._x, self._y = x, y
        self._follows = x if follows is None else follows

    def paint(self, wanted: Grid, cursor: tuple[int, int]) -> str:
        """Return what shows the wanted screen with its cursor there; "" if it is shown already."""
        self._out = []
        shown = self._shown
        if shown is None or (shown.width, shown.height) != (wanted.width, wanted.height):
            shown = self._clear(wanted)
        for y, (new, old) in enumerate(zip(wanted.rows, shown.rows, strict=True)):
            if new != old:
                self._row(y, new, old)
                old[:] = new
        self._out.append(move((self._x, self._y), *cursor))
        self._stand(*cursor)
        return "".join(self._out)

    def _clear(self, wanted: Grid) -> Grid:
        """Clear the terminal, to the commonest ground if it can."""
        base = _commonest_ground(wanted) if self.abilities.paints_erased else PLAIN
        self._out += ["\x1b[m", turn(PLAIN, base), "\x1b[H\x1b[2J"]
        self._pen = base
        self._stand(0, 0)
        self._shown = Grid(wanted.width, wanted.height, base)
        return self._shown

    def _row(self, y: int, new: list[Cell], old: list[Cell]) -> None:
        changed = [x for x, cell in enumerate(new) if cell != old[x]]
        tail, end = _tail(new), changed[-1] + 1
        x = changed[0]
        while x < end:
            if new[x] == old[x] or new[x][0] == "":
                x += 1
            elif x >= tail and self._erase_rest(x, y, new, end - x):
                return
            else:
                x += self._erase_some(x, y, new, old) or self._write(x, y, new)

    def _write(self, x: int, y: int, row: list[Cell]) -> int:
        """Write a character, and return how many columns it takes."""
        char, pen = row[x]
        self._reach(x, y, row)
        self._take(on_ground_of(self._pen, pen) if char == " " else pen)
        self._out.append(char)
        after = x + (2 if x + 1 < len(row) and row[x + 1][0] == "" else 1)
        # In the last column a terminal may wait to wrap or not; and where it draws a
        # character wider than the program thinks, nothing may be counted from there.
        certain = after < len(row) and _is_certain(char)
        self._stand(after if certain else None, y, after if _is_followed(char) else -1)
        return after - x

    def _reach(self, x: int, y: int, row: list[Cell]) -> None:
        """Bring the cursor to a column, over what is in between if that is shorter."""
        if self._y == y and self._follows == x:
            return
        way = move((self._x, self._y), x, y)
        if self._y == y and self._x is not None and 0 < x - self._x <= _BRIDGE:
            between = row[self._x : x]
            text = "".join(char for char, _pen in between)
            if len(text.encode()) <= len(way) and all(map(self._fits, between)):
                way = text
        self._out.append(way)
        self._stand(x, y)

    def _fits(self, cell: Cell) -> bool:
        """Tell whether the cell can be written with the pen in hand."""
        char, pen = cell
        return _is_certain(char) and pen == (ground(self._pen) if char == " " else self._pen)

    def _erase_rest(self, x: int, y: int, row: list[Cell], count: int) -> bool:
        """Erase to the end of the row, if that can be done and is shorter."""
        if count <= len(_ERASE_LINE) or not self._can_erase(row[x]):
            return False
        self._erase(x, y, row, _ERASE_LINE)
        return True

    def _erase_some(self, x: int, y: int, new: list[Cell], old: list[Cell]) -> int:
        """Erase a run of blanks within the row, and return its length; 0 if writing is shorter."""
        cell = new[x]
        if not (self.abilities.erases_some and self._can_erase(cell)):
            return 0
        end = x
        while end < len(new) and new[end] == cell != old[end]:
            end += 1
        order = f"\x1b[{end - x}X"
        if len(order) + len(move((x, y), end, y)) >= end - x:
            return 0
        self._erase(x, y, new, order)
        return end - x

    def _can_erase(self, cell: Cell) -> bool:
        char, pen = cell
        return char == " " and not pen.marks and (not pen.bg or self.abilities.paints_erased)

    def _erase(self, x: int, y: int, row: list[Cell], order: str) -> None:
        self._reach(x, y, row)
        self._take(on_ground_of(self._pen, row[x][1]))
        self._out.append(order)
        self._stand(x, y)

    def _take(self, pen: Pen) -> None:
        self._out.append(turn(self._pen, pen))
        self._pen = pen


def _commonest_ground(grid: Grid) -> Pen:
    grounds = Counter(
        pen for row in grid.rows for char, pen in row if char == " " and not pen.marks
    )
    return max(grounds, key=lambda pen: grounds[pen], default=PLAIN)


def _tail(row: list[Cell]) -> int:
    """Return where the blanks begin that end the row, all alike."""
    last, start = row[-1], len(row)
    while start and last[0] == " " and row[start - 1] == last:
        start -= 1
    return start


@lru_cache(maxsize=4096)
def _is_certain(char: str) -> bool:
    """Tell whether every terminal gives the character the width that the program counts."""
    if len(char) != 1:
        return char == ""
    return char.isascii() or east_asian_width(char) != "A"


def _is_followed(char: str) -> bool:
    """Tell whether the next column can be written straight after it, as the program does."""
    return char.isascii() or not (JOINER in char or WIDENER in char)
