"""The date column of a roster: each row's duty date, twins and wrong weekdays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dutyroom.domain.base.sentence import say
from dutyroom.intake.dates import BadDate, narrow, read_date, read_weekday, weekday_within
from dutyroom.intake.draft import SheetProblem
from dutyroom.intake.frame import Frame, words
from dutyroom.intake.layout import Layout
from dutyroom.intake.sheets import SheetCell

_HALF_A_YEAR = timedelta(days=180)
_WEEKDAYS = "一二三四五六日"


class DateColumn:
    """Reads the dates of a sheet's rows from top to bottom."""

    def __init__(self, sheet: str, layout: Layout, frame: Frame) -> None:
        """Take the sheet's name, its columns and what it says of its year."""
        self._sheet = sheet
        self._place = layout.of("date")[0].place
        self._weekdays = [column.place for column in layout.of("weekday")]
        self._frame = frame
        self._repeats = layout.is_list
        self._first_cells: dict[date, SheetCell] = {}
        self._before: date | None = None
        self.problems: list[SheetProblem] = []

    @property
    def dates(self) -> tuple[date, ...]:
        """Return the dates that were read."""
        return tuple(self._first_cells)

    def day(self, row: tuple[SheetCell, ...]) -> date | None:
        """Return the duty date of a row; None if there is none or it is wrong."""
        cell = row[self._place]
        if len(words(row)) == 1 and "年" in narrow(cell.text):
            return None  # the date of issue below the roster
        try:
            day = self._completed(cell)
        except BadDate as error:
            self._odd(cell, SheetProblem(self._at(cell), error.sentence, grave=True))
            return None
        if day is None:
            return None
        self._keep(day, cell)
        self.problems += self._weekday_problems(row, day)
        return day

    def outside(self, first: date, last: date) -> Iterator[SheetProblem]:
        """Give a problem for each date that lies outside the roster's span."""
        for day, cell in self._first_cells.items():
            if not first <= day <= last:
                text = say("{day} is outside {first} – {last}", day=day, first=first, last=last)
                yield SheetProblem(self._at(cell), text, grave=True)

    def _completed(self, cell: SheetCell) -> date | None:
        """Read the date; one without a year after December's is the next year's."""
        frame = self._frame
        month = self._before.month if self._before else frame.month
        day = read_date(cell.value, year=frame.year, month=month)
        if day is None or not self._is_next_year(day):
            return day
        return read_date(cell.value, year=frame.year + 1, month=month)

    def _is_next_year(self, day: date) -> bool:
        stated = self._frame.stated
        if stated:
            return day < stated.first and stated.last.year > day.year
        return self._before is not None and self._before - day > _HALF_A_YEAR

    def _keep(self, day: date, cell: SheetCell) -> None:
        other = self._first_cells.setdefault(day, cell)
        if other is not cell and not cell.merged and not self._repeats:
            text = say("{day} stands both here and in {other}", day=day, other=self._at(other))
            self._odd(cell, SheetProblem(self._at(cell), text, grave=True))
        self._before = day

    def _weekday_problems(self, row: tuple[SheetCell, ...], day: date) -> Iterator[SheetProblem]:
        date_cell = row[self._place]
        written = [(date_cell, weekday_within(date_cell.text))]
        for place in self._weekdays:
            cell = row[place]
            weekday = read_weekday(cell.text)
            if cell.text and weekday is None:
                yield SheetProblem(self._at(cell), say("{text} is no weekday", text=cell.text))
            written.append((cell, weekday))
        for cell, weekday in written:
            if weekday is not None and weekday != day.weekday():
                text = say(
                    "{day} is a 星期{right}, not {text}",
                    day=day,
                    text=cell.text,
                    right=_WEEKDAYS[day.weekday()],
                )
                yield SheetProblem(self._at(cell), text, grave=True)

    def _at(self, cell: SheetCell) -> str:
        return f"{self._sheet}!{cell.ref}"

    def _odd(self, cell: SheetCell, problem: SheetProblem) -> None:
        if not cell.merged:
            self.problems.append(problem)
