"""The month grid: people and days, drawn line by line by one widget."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip

from dutyroom.desk.roster.month import Cell, Column, MonthGrid
from dutyroom.i18n import N_, _
from dutyroom.values import dataclass
from screens.kit.cursor import Pointing
from screens.kit.rows import cut

NAME_WIDTH, SUM_WIDTH = 10, 5
NARROW, WIDE = 2, 4
"""Cells that a day has at least and at most; from three on its number stands whole."""
DATES, WEEKDAYS = 0, 1
"""The first lines above the people; a third one marks gaps."""


# Two letters, as wide as the sign that stands for them in Chinese: no shift has two.
ROLE_LETTERS = {"chief": N_("Ch"), "leader": N_("Ld"), "driver": N_("Dr")}
"""What stands for who heads or drives a day, in the language in use; help explains them."""


class Grid(Pointing, can_focus=True, inherit_bindings=False):
    """A month: a few cells a day, the cursor on a person's day.

    Where two cells are all there is room for, only every other date is written, so
    that dates never run together; the weekday above the cursor is lit. Where not even
    the days fit, those around the cursor are shown, with ``‹`` and ``›`` for the others.
    Weekends and holidays are shaded and carry a word above (休 for a holiday,
    班 for a make-up working day); a gap has ``!`` in the line below the dates.
    """

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
        self._left = 0

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
        self.say_more()
        self.point()

    def stand_on(self, day: date) -> None:
        """Put the cursor on a day of the month, in the row where it is."""
        days = [column.day for column in self._grid.columns] if self._grid else []
        if day in days:
            self.action_move(0, days.index(day) - self._col)

    def pointed(self) -> Offset | None:
        """Return where the day under the cursor is drawn."""
        if self._grid is None:
            return None
        column = NAME_WIDTH + (self._col - self._left) * self._day_width
        return Offset(column, self._line(self._row))

    def action_move(self, down: int, right: int) -> None:
        """Move the cursor by rows and days."""
        if self._grid is None:
            return
        row = max(0, min(len(self._grid.rows) - 1, self._row + down))
        col = max(0, min(len(self._grid.columns) - 1, self._col + right))
        if (row, col) == (self._row, self._col):
            return
        old, self._row, self._col = self._row, row, col
        before, self._left = self._left, self._left_of(self._grid)
        if before != self._left:
            self.refresh()
        for line in {0, 1, 2, self._line(old), self._line(row)}:
            self.refresh(Region(0, line, self.size.width, 1))
        self._keep_in_sight()
        self.point()
        self.post_message(self.Moved(self._grid.columns[col].day, self.person))

    @property
    def _day_width(self) -> int:
        room = self.size.width - NAME_WIDTH - SUM_WIDTH
        days = len(self._grid.columns) if self._grid else 31
        return max(NARROW, min(WIDE, room // max(1, days)))

    def _days_shown(self) -> int:
        return max(1, (self.size.width - NAME_WIDTH - SUM_WIDTH) // self._day_width)

    def _left_of(self, grid: MonthGrid) -> int:
        """Return the first day shown, so that the cursor's is among them."""
        last = max(0, len(grid.columns) - self._days_shown())
        left = min(self._left, last)
        if self._col < left:
            return self._col
        return min(last, max(left, self._col - self._days_shown() + 1))

    def _shown(self, grid: MonthGrid) -> range:
        return range(self._left, min(len(grid.columns), self._left + self._days_shown()))

    def _line(self, row: int) -> int:
        return self.head + row - self.scroll_offset.y

    def on_resize(self) -> None:
        """Keep the selected person in sight when the grid becomes lower."""
        self._keep_in_sight()
        super().on_resize()

    def hidden(self) -> tuple[bool, bool]:
        """Return whether there are more people above and below."""
        top, people = self.scroll_offset.y, len(self._grid.rows) if self._grid else 0
        return top > 0, top + self.size.height < self.head + people

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
        width, base = self.size.width, self.base
        if self._grid is None:
            return Strip.blank(width, base)
        self._left = self._left_of(self._grid)
        if y < self.head:
            segments = self._head(y, self._grid, base)
        else:
            place = y - self.head + self.scroll_offset.y
            if place >= len(self._grid.rows):
                return Strip.blank(width, base)
            segments = self._person(place, self._grid, base)
        return Strip(segments).adjust_cell_length(width, base)

    def _head(self, y: int, grid: MonthGrid, base: Style) -> list[Segment]:
        days, ends = self._shown(grid), base + self.look("dim")
        before = "‹" if days.start and y == DATES else " "
        after = "›" if days.stop < len(grid.columns) and y == DATES else " "
        first = [f"{grid.first:%Y-%m}", "", _("gaps")][y]
        last = ("", _("sum"), "")[y]
        return [
            Segment(cut(" " + first, NAME_WIDTH - 1) + before, ends),
            *(self._above(y, grid.columns[place], base, place == self._col) for place in days),
            Segment(after + last, ends),
        ]

    def _above(self, y: int, column: Column, base: Style, under_cursor: bool) -> Segment:
        """Return what stands above a day in the line ``y``: the weekday of the cursor is lit."""
        width = self._day_width
        if y == DATES:
            text, look = self._number(column), self._column_look(column)
        elif y == WEEKDAYS:
            text, look = _weekday(column, narrow=width == NARROW), self._column_look(column)
        else:
            text, look = "!!" if column.gaps else "", "gap"
        style = base + self.look(look)
        if y == DATES and column.day.day % 10 == 0:
            style += self.look("ten")
        if y == WEEKDAYS and under_cursor:
            style += self.look("cursor")
        return Segment(cut(text, width, right=True), style)

    def _number(self, column: Column) -> str:
        """Return the date; only every other one where a day has two cells."""
        day = column.day.day
        return str(day) if day % 2 or self._day_width > NARROW else ""

    def _column_look(self, column: Column) -> str:
        if column.day == self._today:
            return "today"
        return {"holiday": "rest", "weekend": "rest", "make_up": "work"}.get(column.kind, "dim")

    def _person(self, place: int, grid: MonthGrid, base: Style) -> list[Segment]:
        row = grid.rows[place]
        segments = [Segment(cut(" " + row.name, NAME_WIDTH), base + self.look("plain"))]
        for n in self._shown(grid):
            cell, column = row.cells[n], grid.columns[n]
            style = base + self._shade(column)
            if cell.kind:
                style += self.look({"night": "night", "head": "duty"}.get(cell.kind, "day"))
            if (place, n) == (self._row, self._col):
                style += self.look("cursor")
            text, mark = self._letter(cell)
            segments.append(Segment(cut(text, self._day_width, right=True), style + mark))
        segments.append(Segment(f" {row.total:3d}", base + self.look("dim")))
        return segments

    def _letter(self, cell: Cell) -> tuple[str, Style]:
        """Return the shift's letter; a substitute's has a mark, or a line where none fits.

        One that somebody has asked to swap is a question mark; a locked one
        has a star, or stands out where none fits.
        """
        if cell.pending:
            return "？", Style()
        letter = _(ROLE_LETTERS[cell.role]) if cell.role in ROLE_LETTERS else cell.letter
        star = "*" if cell.locked else ""
        marked = letter + star + ("'" if cell.substitute else "")
        if cell_len(marked) <= self._day_width:
            return marked, Style()
        return letter, Style(underline=cell.substitute, bold=cell.locked, italic=cell.locked)

    def _shade(self, column: Column) -> Style:
        return self.look("rest") if column.kind in ("weekend", "holiday") else Style()


def _weekday(column: Column, *, narrow: bool) -> str:
    """Return the weekday, or what the day is; in one letter where two would run together."""
    if column.kind == "holiday":
        return _("HO")
    if column.kind == "make_up":
        return _("WK")
    words = _("M T W T F S S") if narrow else _("Mo Tu We Th Fr Sa Su")
    return words.split()[column.day.weekday()]
