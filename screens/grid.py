"""The month grid: people and days, drawn line by line by one widget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from dutyroom.desk.board import Cell, Column, MonthGrid
from dutyroom.i18n import _
from screens.rows import cut

NAME_WIDTH = 10


class Grid(ScrollView, can_focus=True, inherit_bindings=False):
    """A month: two cells a day, the cursor on a person's day.

    Weekends and holidays are shaded and carry a word above (休 for a holiday,
    班 for a make-up working day); a gap has ``!`` in the line below the dates.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"grid--{look}"
        for look in (
            "head",
            "even",
            "rest",
            "work",
            "gap",
            "day",
            "night",
            "duty",
            "name",
            "cursor",
            "today",
            "total",
        )
    }
    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("left", "move(0,-1)", show=False),
        Binding("right", "move(0,1)", show=False),
        Binding("up", "move(-1,0)", show=False),
        Binding("down", "move(1,0)", show=False),
        Binding("home", "move(0,-31)", show=False),
        Binding("end", "move(0,31)", show=False),
        Binding("enter", "choose", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """Enter was pressed on a day."""

        day: date

    @dataclass
    class Moved(Message):
        """The cursor stands on another day or person."""

        day: date
        person: str

    def __init__(self) -> None:
        """Make an empty grid."""
        super().__init__(id="grid")
        self._grid: MonthGrid | None = None
        self._today: date | None = None
        self._row, self._col = 0, 0

    @property
    def day(self) -> date | None:
        """The day under the cursor."""
        return self._grid.columns[self._col].day if self._grid else None

    @property
    def cell(self) -> Cell | None:
        """The cell under the cursor."""
        if self._grid is None or not self._grid.rows:
            return None
        return self._grid.rows[self._row].cells[self._col]

    @property
    def person(self) -> str:
        """The name under the cursor."""
        if self._grid is None or not self._grid.rows:
            return ""
        return self._grid.rows[self._row].name

    @property
    def key(self) -> str:
        """The key of the person under the cursor."""
        if self._grid is None or not self._grid.rows:
            return ""
        return self._grid.rows[self._row].person

    @property
    def head(self) -> int:
        """The number of lines above the people: dates, weekdays, gaps where there are any."""
        return 3 if self._grid and any(column.gaps for column in self._grid.columns) else 2

    def show(self, grid: MonthGrid, today: date) -> None:
        """Show a month; the cursor stays, or stands on today."""
        fresh = self._grid is None or self._grid.first != grid.first
        self._grid, self._today = grid, today
        if fresh:
            days = [column.day for column in grid.columns]
            self._col = days.index(today) if today in days else 0
        self._row = min(self._row, max(0, len(grid.rows) - 1))
        self.virtual_size = Size(0, self.head + len(grid.rows))
        self.refresh()

    def action_move(self, down: int, right: int) -> None:
        """Move the cursor by rows and days."""
        if self._grid is None:
            return
        row = max(0, min(len(self._grid.rows) - 1, self._row + down))
        col = max(0, min(len(self._grid.columns) - 1, self._col + right))
        if (row, col) == (self._row, self._col):
            return
        old, self._row, self._col = self._row, row, col
        for line in {0, 1, 2, self._line(old), self._line(row)}:
            self.refresh(Region(0, line, self.size.width, 1))
        self._keep_in_sight()
        self.post_message(self.Moved(self._grid.columns[col].day, self.person))

    def _line(self, row: int) -> int:
        return self.head + row - self.scroll_offset.y

    def _keep_in_sight(self) -> None:
        room = self.size.height - self.head
        top = self.scroll_offset.y
        if self._row < top:
            self.scroll_to(y=self._row, animate=False)
        elif self._row >= top + room:
            self.scroll_to(y=self._row - room + 1, animate=False)

    def action_choose(self) -> None:
        """Say that Enter was pressed."""
        if self.day is not None:
            self.post_message(self.Chosen(self.day))

    def render_line(self, y: int) -> Strip:
        """Draw a line: dates, weekdays and marks stay on top, people scroll below."""
        width, base = self.size.width, self.rich_style
        if self._grid is None:
            return Strip.blank(width, base)
        if y < self.head:
            segments = self._head(y, self._grid, base)
        else:
            place = y - self.head + self.scroll_offset.y
            if place >= len(self._grid.rows):
                return Strip.blank(width, base)
            segments = self._person(place, self._grid, base)
        return Strip(segments).adjust_cell_length(width, base)

    def _head(self, y: int, grid: MonthGrid, base: Style) -> list[Segment]:
        first = [f"{grid.first:%Y-%m}", "", _("gaps")]
        segments = [Segment(cut(" " + first[y], NAME_WIDTH), base + self._look("head"))]
        for place, column in enumerate(grid.columns):
            text = (f"{column.day.day:2d}", _weekday(column), "!!" if column.gaps else "  ")[y]
            look = "gap" if y == 2 else self._column_look(column)
            style = base + self._look(look)
            if y == 0 and column.day.day % 2 == 0:
                style += self._look("even")
            if place == self._col and y < 2:
                style += self._look("cursor")
            segments.append(Segment(text, style))
        title = ("", " " + _("sum"), "")[y]
        segments.append(Segment(title, base + self._look("head")))
        return segments

    def _column_look(self, column: Column) -> str:
        if column.day == self._today:
            return "today"
        return {"holiday": "rest", "weekend": "rest", "make_up": "work"}.get(column.kind, "head")

    def _person(self, place: int, grid: MonthGrid, base: Style) -> list[Segment]:
        row = grid.rows[place]
        segments = [Segment(cut(" " + row.name, NAME_WIDTH), base + self._look("name"))]
        for n, (cell, column) in enumerate(zip(row.cells, grid.columns, strict=True)):
            style = base + self._shade(column)
            if cell.kind:
                style += self._look({"night": "night", "head": "duty"}.get(cell.kind, "day"))
            if (place, n) == (self._row, self._col):
                style += self._look("cursor")
            segments.append(Segment(_cell_words(cell), style))
        segments.append(Segment(f" {row.total:3d}", base + self._look("total")))
        return segments

    def _shade(self, column: Column) -> Style:
        return self._look("rest") if column.kind in ("weekend", "holiday") else Style()

    def _look(self, look: str) -> Style:
        return self.get_component_rich_style(f"grid--{look}", partial=True)


def _cell_words(cell: Cell) -> str:
    """Return a cell: the shift, ？ where a swap is asked for, 替 for a substitute."""
    if not cell.letter:
        return " ·"
    return "？" if cell.pending else "替" if cell.substitute else cut(cell.letter, 2)


def _weekday(column: Column) -> str:
    if column.kind == "holiday":
        return _("HO")
    if column.kind == "make_up":
        return _("WK")
    return _("Mo Tu We Th Fr Sa Su").split()[column.day.weekday()]
