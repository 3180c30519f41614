"""What a terminal shows, as cells that can be compared: only what an eye could tell apart."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import pyte

MARKS = ("bold", "italics", "underscore", "strikethrough", "reverse", "blink")
ON_BLANK = ("underscore", "strikethrough", "reverse")


class Cell(NamedTuple):
    """A character with its colours and marks."""

    char: str
    fg: str
    bg: str
    marks: tuple[str, ...]


@lru_cache(maxsize=4096)
def cell(of: Any) -> Cell:
    """Return a cell of pyte's; on a plain blank nobody sees the colour of the writing."""
    marks = tuple(mark for mark in MARKS if getattr(of, mark))
    if of.data == " " and not set(marks) & set(ON_BLANK):
        return Cell(" ", "", of.bg, ())
    return Cell(of.data, of.fg, of.bg, marks)


def text(rows: list[list[Cell]]) -> str:
    """Return the characters, a line a row."""
    return "\n".join("".join(cell.char for cell in row).rstrip() for row in rows)


def cells(screen: pyte.Screen) -> list[list[Cell]]:
    """Return the whole screen."""
    return [[cell(screen.buffer[y][x]) for x in range(screen.columns)] for y in range(screen.lines)]


def difference(one: list[list[Cell]], other: list[list[Cell]]) -> str:
    """Return the first cells that are not the same on both screens, or nothing."""
    if one == other:
        return ""
    pairs = [
        f"row {y + 1}, column {x + 1}: {a} / {b}"
        for y, rows in enumerate(zip(one, other, strict=True))
        for x, (a, b) in enumerate(zip(*rows, strict=True))
        if a != b
    ]
    return "\n".join(pairs[:5])
