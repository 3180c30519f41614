"""What the process that reads a file says of it: lists of plain values, as JSON has them.

In this order for each sheet: `begins`, any number of `rows`, `ends`; in between how
far it has come, and at the very end `DONE`, or what keeps the file out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Any

Event = list[Any]
PlainCell = list[Any]
"""Column from 1, value, number format, formula; what is empty at the end is left out."""
PlainRow = list[Any]
"""Row from 1, whether it is hidden, its `PlainCell`s from left to right."""
Area = tuple[int, int, int, int]
"""First row and column, last row and column, from 1."""

DONE: Event = ["done"]
NO_MEMORY: Event = ["no memory"]


def begins(name: str, *, hidden: bool = False) -> Event:
    """Say that a sheet begins."""
    return ["begins", name, hidden]


def rows(found: list[PlainRow]) -> Event:
    """Say what is in some rows of the sheet."""
    return ["rows", found]


def ends(areas: Iterable[Area] = (), hidden_columns: Iterable[tuple[int, int]] = ()) -> Event:
    """Say that a sheet ends, with its merged areas and the spans of its hidden columns."""
    return ["ends", [list(area) for area in areas], [list(span) for span in hidden_columns]]


def at(row: int, of: int) -> Event:
    """Say how many rows of the file are read, and of how many."""
    return ["at", row, of]


def refused(text: str, values: dict[str, object]) -> Event:
    """Say why a file is not read: a sentence and its values."""
    return ["refused", text, {name: _word(value) for name, value in values.items()}]


def plain(value: object) -> Any:
    """Return a value of a cell as JSON has it; a date is marked as one."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return value.isoformat("minutes") if isinstance(value, time) else str(value)


def _word(value: object) -> object:
    return value if isinstance(value, int) else str(value)
