"""Sheets made of what the process that reads says; nothing that it says is taken on trust."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from string import Formatter
from typing import Any

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.intake.events import Area, Event
from dutyroom.intake.limits import (
    MAX_AREA,
    MAX_COLUMNS,
    MAX_MEMORY,
    MAX_MERGED,
    MAX_ROWS,
    MAX_SHEETS,
    MAX_TEXT,
    MEGABYTE,
)
from dutyroom.intake.sheets import Sheet, SheetCell, Unreadable, Value, column_letters

BROKEN_OFF = say("The file cannot be read: open it and save it as .xlsx again")


def gather(name: str, events: Iterable[Event]) -> tuple[Sheet, ...]:
    """Return the sheets of a file; ``name`` is the file's, for what is said of it.

    Raises `Unreadable` for a file in which nothing is written, for what keeps the
    file out, and for events that are none.
    """
    gathered = Gathered()
    for event in events:
        gathered.take(event)
    return gathered.finish(name)


class Gathered:
    """The sheets so far."""

    def __init__(self) -> None:
        """Begin without a sheet."""
        self._sheets: list[Sheet] = []
        self._open: _OpenSheet | None = None
        self._area = 0

    def take(self, event: Event) -> None:
        """Take in an event. Raises `Unreadable`."""
        try:
            self._take(event)
        except (TypeError, ValueError, KeyError, IndexError, AttributeError) as error:
            raise Unreadable(BROKEN_OFF) from error

    def finish(self, name: str) -> tuple[Sheet, ...]:
        """Return the sheets. Raises `Unreadable` where nothing is written in any."""
        if not any(sheet.has_text() for sheet in self._sheets):
            raise Unreadable(say("There is no text in {file}", file=name))
        return tuple(self._sheets)

    def _take(self, event: Event) -> None:
        match event:
            case ["begins", str(name), bool(hidden)] if len(self._sheets) < MAX_SHEETS:
                self._open = _OpenSheet(name, hidden=hidden)
            case ["rows", list(rows)] if self._open is not None:
                for row in rows:
                    self._open.take(*row)
            case ["ends", list(areas), list(hidden)] if self._open is not None:
                self._close(self._open, [_area(area) for area in areas[:MAX_MERGED]], hidden)
            case ["refused", str(text), dict(values)]:
                raise Unreadable(_sentence(text, values))
            case ["no memory"]:
                raise Unreadable(no_memory())
            case ["at", int(), int()] | ["done"]:
                pass
            case _:
                raise Unreadable(BROKEN_OFF)

    def _close(self, sheet: _OpenSheet, areas: list[Area], hidden: list[Any]) -> None:
        self._area += sheet.last_row * sheet.last_column
        if self._area > MAX_AREA:
            raise Unreadable(
                say(
                    "{sheet} reaches to cell {cell}, with little in between: delete what stands "
                    "far below or to the right, or copy the roster alone into a new file",
                    sheet=sheet.name,
                    cell=f"{column_letters(sheet.last_column - 1)}{sheet.last_row}",
                )
            )
        self._sheets.append(sheet.closed(areas, frozenset(_hidden(hidden))))
        self._open = None


class _OpenSheet:
    """A sheet of which more rows may come."""

    def __init__(self, name: str, *, hidden: bool) -> None:
        self.name, self._is_hidden = name, hidden
        self.last_row = self.last_column = 1
        self._values: dict[tuple[int, int], Value] = {}
        self._hidden_rows: set[int] = set()
        self._formats: dict[str, str] = {}
        self._formulas: dict[str, str] = {}

    def take(self, row: int, hidden: bool, cells: list[list[Any]]) -> None:
        if hidden is True:
            self._hidden_rows.add(int(row))
        for column, value, *more in cells:
            if not (1 <= int(row) <= MAX_ROWS and 1 <= int(column) <= MAX_COLUMNS):
                raise Unreadable(BROKEN_OFF)
            self._values[row, column] = _value(value)
            self.last_row = max(self.last_row, row)
            self.last_column = max(self.last_column, column)
            if more:
                self._take_more(f"{column_letters(column - 1)}{row}", *more)

    def _take_more(self, ref: str, number_format: str, formula: str = "") -> None:
        if number_format:
            self._formats[ref] = _short(number_format)
        if formula:
            self._formulas[ref] = _short(formula)

    def closed(self, areas: list[Area], hidden_columns: frozenset[int]) -> Sheet:
        """Return the sheet: a cell of a merged area has the value of the area's first cell."""
        first_of = self._merged(areas)
        letters = [column_letters(column) for column in range(self.last_column)]
        rows = []
        for row in range(1, self.last_row + 1):
            cells = []
            for column, letter in enumerate(letters, start=1):
                first = first_of.get((row, column))
                value = self._values.get(first or (row, column))
                cells.append(SheetCell(f"{letter}{row}", value, first is not None))
            rows.append(tuple(cells))
        return Sheet(
            self.name,
            tuple(rows),
            hidden=self._is_hidden,
            hidden_rows=frozenset(self._hidden_rows),
            hidden_columns=hidden_columns,
            formats=self._formats,
            formulas=self._formulas,
        )

    def _merged(self, areas: list[Area]) -> dict[tuple[int, int], tuple[int, int]]:
        """Return for each merged cell the first of its area, as far as the sheet is written on.

        A whole column or a whole sheet may be merged. Raises `Unreadable` for areas that
        lie on top of one another: no program writes them, and they never come to an end.
        """
        inside = [
            (top, left, min(bottom, self.last_row), min(right, self.last_column))
            for top, left, bottom, right in areas
        ]
        if sum(map(_size, inside)) > self.last_row * self.last_column:
            raise Unreadable(
                say(
                    "Merged areas of {sheet} lie on top of one another: copy the roster "
                    "alone into a new file and save that as .xlsx",
                    sheet=self.name,
                )
            )
        first_of: dict[tuple[int, int], tuple[int, int]] = {}
        for top, left, bottom, right in inside:
            for row, column in _places(top, left, bottom, right):
                first_of[row, column] = top, left
            first_of.pop((top, left), None)
        return first_of


def no_memory() -> Sentence:
    """Say that reading took more memory than it may."""
    return say(
        "Reading the file took more than {limit} MB of memory: copy the roster alone into a new "
        "file",
        limit=MAX_MEMORY // MEGABYTE,
    )


def _size(area: Area) -> int:
    """Return how many cells an area has; one that lies outside of all that is written has none."""
    top, left, bottom, right = area
    return max(0, bottom - top + 1) * max(0, right - left + 1)


def _places(top: int, left: int, bottom: int, right: int) -> Iterator[tuple[int, int]]:
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            yield row, column


def _area(area: list[Any]) -> Area:
    top, left, bottom, right = map(int, area)
    if not (1 <= top <= bottom and 1 <= left <= right):
        raise Unreadable(BROKEN_OFF)
    return top, left, bottom, right


def _hidden(spans: list[Any]) -> Iterator[int]:
    for first, last in spans:
        yield from range(max(1, int(first)), min(int(last), MAX_COLUMNS) + 1)


def _value(value: Any) -> Value:
    """Return a value as it was in the cell."""
    match value:
        case {"date": str(text)}:
            return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
        case None | int() | float():
            return value
        case str():
            return _short(value)
    raise Unreadable(BROKEN_OFF)


def _short(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise Unreadable(BROKEN_OFF)
    return text


def _sentence(text: str, values: dict[str, Any]) -> Sentence:
    """Return a sentence whose gaps are plain names, each with a number or words."""
    named = {gap for _before, gap, _form, _kind in Formatter().parse(text) if gap is not None}
    if not named <= set(values) or not all(isinstance(v, str | int) for v in values.values()):
        raise Unreadable(BROKEN_OFF)
    return Sentence(text, tuple(values.items()))
