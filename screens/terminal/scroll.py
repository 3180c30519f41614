"""Scrolling: rows that are only farther up or down are moved by the terminal itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from screens.terminal.grid import Cell
from screens.terminal.pens import PLAIN

Row = list[Cell]

_UNKNOWN: Cell = ("\0", PLAIN)
"""What stands in a row that was moved in: to be written, whatever it should be."""
_EDGE = 2
"""Columns at both ends that may differ: a frame, or the handle of a scrollbar."""
_ALIKE = 3
"""Rows that have to be found again before moving is thought of."""
_WORTH = 40
"""Cells that moving must save: it costs some twenty bytes itself."""


class Scroll(NamedTuple):
    """The rows from ``top`` to ``bottom`` go up by so many rows, or down by less than none."""

    top: int
    bottom: int
    by: int

    def order(self) -> str:
        """Return the order for it; terminals do not agree where the cursor is afterwards."""
        way = f"{self.by}M" if self.by > 0 else f"{-self.by}L"
        return f"\x1b[{self.top + 1};{self.bottom + 1}r\x1b[{self.top + 1}H\x1b[{way}\x1b[r"

    def moved(self, rows: Sequence[Row]) -> list[Row]:
        """Return the rows as they stand after it; of those moved in nothing is known."""
        left = list(rows[self.top : self.bottom + 1])
        come = [[_UNKNOWN] * len(left[0]) for _row in range(abs(self.by))]
        left = [*left[self.by :], *come] if self.by > 0 else [*come, *left[: self.by]]
        return [*rows[: self.top], *left, *rows[self.bottom + 1 :]]


def scroll_of(new: Sequence[Row], old: Sequence[Row]) -> Scroll | None:
    """Return the scrolling that leaves clearly less to be written, if there is any."""
    changed = [y for y, row in enumerate(new) if row != old[y]]
    if len(changed) <= _ALIKE or len(new[0]) <= 2 * _EDGE:
        return None
    first, end = changed[0], changed[-1] + 1
    by, alike = _most_alike(_bodies(new[first:end]), _bodies(old[first:end]))
    rows = [y for y in alike if _gain(new[first + y], old[first + y], old[first + y + by]) > 0]
    if len(rows) < _ALIKE:
        return None
    ends = (first + rows[0], first + rows[-1], first + rows[0] + by, first + rows[-1] + by)
    scroll = Scroll(min(ends), max(ends), by)
    return scroll if _saved(scroll, new, old) > _WORTH else None


def _saved(scroll: Scroll, new: Sequence[Row], old: Sequence[Row]) -> int:
    """Return how many characters less have to be written once the rows were moved."""
    after = scroll.moved(old)
    region = range(scroll.top, scroll.bottom + 1)
    return sum(_gain(new[y], old[y], after[y]) for y in region)


def _bodies(rows: Sequence[Row]) -> list[str]:
    """Return what the rows say but for their ends; nothing for one that is the same all along."""
    bodies = []
    for row in rows:
        body = "".join([char for char, _pen in row[_EDGE:-_EDGE]])
        bodies.append(body if len(set(body)) > 1 else "")
    return bodies


def _most_alike(wanted: Sequence[str], shown: Sequence[str]) -> tuple[int, list[int]]:
    """Return by how many rows most of the wanted ones are moved, and which these are."""
    farthest = len(wanted) - 1
    ways = [by for by in range(-farthest, farthest + 1) if by]
    return max((_alike(wanted, shown, by) for by in ways), key=lambda way: len(way[1]))


def _alike(wanted: Sequence[str], shown: Sequence[str], by: int) -> tuple[int, list[int]]:
    """Return which wanted rows are shown so many rows farther down, in whatever pens."""
    rows = range(max(0, -by), min(len(wanted), len(wanted) - by))
    return by, [y for y in rows if wanted[y] and wanted[y] == shown[y + by]]


def _gain(new: Row, old: Row, moved: Row) -> int:
    """Return how many characters less have to be written where a row was moved in."""
    return _written(new, old) - _written(new, moved)


def _written(new: Row, old: Row) -> int:
    """Return how many characters have to be written to make a row of another."""
    return sum(cell != was and cell[0] != "" for cell, was in zip(new, old, strict=True))
