"""A roster as an office sends it, read into lines with every oddity named.

Nothing is corrected and nothing is dropped: what is not understood becomes a
problem with its cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dutyroom.domain.base.sentence import say
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.times import at_time
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Cleaning, RosterLine, ShiftRef
from dutyroom.intake.addresses import heading_row, read_addresses
from dutyroom.intake.days import DateColumn
from dutyroom.intake.draft import FoundPerson, RosterDraft, SheetProblem
from dutyroom.intake.foot import is_our_foot, is_remark, said, without_elsewhere
from dutyroom.intake.frame import Frame, read_frame, words, written
from dutyroom.intake.layout import Layout, SheetColumn, find_layout
from dutyroom.intake.lines import ALL_DAY, Lines, Row
from dutyroom.intake.listed import row_label, together
from dutyroom.intake.people import Register
from dutyroom.intake.problems import Problems
from dutyroom.intake.sheets import Sheet, Unreadable

__all__ = ["ALL_DAY", "FoundPerson", "RosterDraft", "SheetProblem", "read_roster"]


def read_roster(
    sheets: tuple[Sheet, ...],
    profile: Profile,
    zone: ZoneInfo,
    *,
    year: int | None = None,
    known: tuple[Person, ...] = (),
) -> RosterDraft:
    """Read the roster and the address lists among the sheets.

    ``year`` takes precedence over what the sheet says of its year; ``known`` are the
    people whom the station knows already, and lines name them by their key. Moments
    are in the station's ``zone``. Raises `Unreadable` if there is no roster or nobody
    can tell its year.
    """
    sheet, layout = _roster_sheet(sheets, profile)
    problems = Problems(sheet.name, layout.problems)
    listed: list[FoundPerson] = []
    for other in sheets:
        if other is not sheet and other.has_text():
            listed += _people_of(other, problems)
    frame = read_frame(sheet, layout, year)
    register = Register(sheet.name, tuple(listed), known)
    return _Reader(sheet, layout, profile, zone, frame, register, problems).read()


def _roster_sheet(sheets: tuple[Sheet, ...], profile: Profile) -> tuple[Sheet, Layout]:
    for sheet in sheets:
        if layout := find_layout(sheet, profile):
            return sheet, layout
    raise Unreadable(
        say("There is no roster: no row has a heading 日期 and one for the people on duty")
    )


def _people_of(sheet: Sheet, problems: Problems) -> tuple[FoundPerson, ...]:
    """Return the people of an address list; another sheet is not read, and that is said."""
    header = heading_row(sheet)
    if header is None:
        text = say("This sheet was not read: it is neither an address list nor the first roster")
        problems.all.append(SheetProblem(f"{sheet.name}!A1", text))
        return ()
    addresses = read_addresses(sheet, header)
    problems.all += addresses.problems
    return addresses.people


class _Reader:
    """Reads the rows of one sheet and gathers lines, remarks and problems."""

    def __init__(
        self,
        sheet: Sheet,
        layout: Layout,
        profile: Profile,
        zone: ZoneInfo,
        frame: Frame,
        register: Register,
        problems: Problems,
    ) -> None:
        self._sheet = sheet
        self._layout = layout
        self._zone = zone
        self._frame = frame
        self._register = register
        self._problems = problems
        self._days = DateColumn(sheet.name, layout, frame)
        self._remarks: list[str] = []
        self._lines = Lines(sheet, layout, profile, zone, frame, register, problems, self._remarks)
        self._cleaning: list[Cleaning] = []
        self._cells: dict[ShiftRef | date, str] = {}

    def read(self) -> RosterDraft:
        """Read the remarks first, for they say where and when, then the days."""
        rows = [row for row in self._sheet.rows[self._layout.body :] if words(row)]
        dated = list(self._dated(rows))
        self._read_remarks(dated)
        lines: list[RosterLine] = []
        for row, day in dated:
            if day is not None:
                lines += self._read_day(row, day)
        return self._draft(together(lines) if self._layout.is_list else tuple(lines))

    def _dated(self, rows: list[Row]) -> Iterator[tuple[Row, date | None]]:
        """Give each row with its date; in a list a date stands for the shifts below it too."""
        before: date | None = None
        for row in rows:
            day = self._days.day(row)
            blank = not row[self._layout.of("date")[0].place].text
            if day is None and blank and self._layout.is_list and row_label(row, self._layout):
                day = before
            before = day
            yield row, day

    def _read_remarks(self, dated: list[tuple[Row, date | None]]) -> None:
        """Read the rows without a date; those below the last date are remarks."""
        last = max((n for n, (_row, day) in enumerate(dated) if day), default=-1)
        for n, (row, day) in enumerate(dated):
            if n > last and is_our_foot(words(row)[0]):
                break  # what our own sheets say below the remarks is made again
            if day is None:
                self._read_undated(row, below=n > last)

    def _draft(self, lines: tuple[RosterLine, ...]) -> RosterDraft:
        first, last, kind = self._frame.days(self._days.dates)
        starts, ends = self._moments(first, last)
        return RosterDraft(
            title=self._frame.title,
            kind=kind,
            first=first,
            last=last,
            starts=starts,
            ends=ends,
            lines=lines,
            people=self._register.people(),
            remarks=tuple(self._remarks),
            cleaning=tuple(self._cleaning),
            cells=self._cells,
            problems=(
                *self._problems.all,
                *self._days.problems,
                *self._days.outside(first, last),
                *self._register.problems(),
            ),
        )

    def _moments(self, first: date, last: date) -> tuple[datetime, datetime]:
        """Return when the roster begins and ends: as it states, else by its first and last hour."""
        stated = self._frame.stated
        if stated and stated.clocked:
            starts, ends = stated.starts, stated.ends
            return starts.replace(tzinfo=self._zone), ends.replace(tzinfo=self._zone)
        hours = self._lines.all_hours()
        starts = at_time(first, min(start for start, _end in hours), self._zone)
        return starts, max(self._lines.between(last, pair)[1] for pair in hours)

    def _read_undated(self, row: Row, *, below: bool) -> None:
        """Keep a row without a date as a remark, or say what is in it."""
        cells = written(row)
        reported = {problem.cell for problem in self._days.problems}
        new = [cell for cell in cells if self._problems.at(cell) not in reported]
        odd = len(new) < len(cells)
        if (below and not odd) or is_remark(cells[0].text):
            self._remarks += said([cell.text for cell in cells])
            return
        for cell in new:
            text = say("{text}: not understood, the row has no date", text=cell.text)
            self._problems.add(cell, text, grave=True)

    def _read_day(self, row: Row, day: date) -> list[RosterLine]:
        lines = self._lines.of_row(row, day)
        self._note_cells(row, day, [line for _labels, line in lines])
        remark = " ".join(row[column.place].text for column in self._layout.of("remark"))
        remarked = self._lines.remarked(day, lines, without_elsewhere(remark))
        for column in self._layout.of("cleaning"):
            cleaners = self._lines.people(row, column)
            self._cleaning += [Cleaning(day, who.person) for who in cleaners]
        self._report_strays(row)
        self._report_strange_numbers(row)
        return remarked

    def _note_cells(self, row: Row, day: date, lines: list[RosterLine]) -> None:
        """Note where date, lines and empty shifts stand, for what the checker finds in them."""
        at = self._problems.at
        self._cells.setdefault(day, at(row[self._layout.of("date")[0].place]))
        columns: dict[ShiftRef | date, SheetColumn] = {}
        for column in reversed(self._layout.columns):
            alike = (line.ref for line in lines if line.role == column.kind)
            columns |= dict.fromkeys(alike, column)
        if not self._layout.is_list:
            for column in self._layout.of("shift"):
                columns[ShiftRef(day, column.post, column.shift)] = column
        self._cells |= {ref: at(row[column.place]) for ref, column in columns.items()}

    def _report_strays(self, row: Row) -> None:
        """Report text in columns that have no heading or one that is not understood.

        A running number in a column headed 序号 says nothing and is passed over.
        """
        columns = list(self._layout.of("unknown"))
        if not self._layout.is_list:
            columns += self._layout.of("shift_name", "post_name")
        for column in columns:
            cell = row[column.place]
            counts = column.numbers and cell.text.isdigit()
            if cell.text and not cell.merged and not counts:
                text = say("{text}: not understood", text=cell.text)
                self._problems.add(cell, text, grave=True)

    def _report_strange_numbers(self, row: Row) -> None:
        """Report telephone numbers in columns that belong to no column of people."""
        for column in self._layout.of("phone"):
            cell = row[column.place]
            if column.owner is None and cell.text and not cell.merged:
                text = say(
                    "{text}: whose number is this? No name stands left of it", text=cell.text
                )
                self._problems.add(cell, text)
