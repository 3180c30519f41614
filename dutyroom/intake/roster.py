"""A roster as an office sends it, read into lines with every oddity named.

Nothing is corrected and nothing is dropped: what is not understood becomes a
problem with its cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from typing import get_args
from zoneinfo import ZoneInfo

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.profile.posts import ShiftRule
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.times import at_time, span
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Assignee, Cleaning, LineRole, RosterLine, ShiftRef
from dutyroom.intake.addresses import heading_row, read_addresses
from dutyroom.intake.days import DateColumn
from dutyroom.intake.draft import FoundPerson, Problem, RosterDraft
from dutyroom.intake.frame import Frame, read_frame, read_places, stated_hours, words
from dutyroom.intake.layout import Column, Layout, find_layout
from dutyroom.intake.listed import row_label, row_shift, together
from dutyroom.intake.people import Register
from dutyroom.intake.remarks import label_key, parted, read_plate
from dutyroom.intake.sheets import Cell, Sheet, Unreadable

__all__ = ["ALL_DAY", "FoundPerson", "Problem", "RosterDraft", "read_roster"]

ALL_DAY = "24小时"

_Row = tuple[Cell, ...]
_Hours = tuple[time, time]
_People = dict[int, tuple[Assignee, ...]]
_Labelled = tuple[tuple[str, ...], RosterLine]
"""A line and the labels by which a remark may address it."""
_RANKS = {"chief": "总值班员", "leader": "带班领导", "driver": "司机"}
_REMARK = re.compile(
    r"^\s*(?:备注|注\s*[:：]|说明|附\s*[:：]|Remarks?\b|Notes?\b|\d{1,2}\s*[、.．)）])"
)
_OUR_FOOT = re.compile(
    r"^(?:职责与要求：$|变更说明（|签发：|Duties:$|Changes since version |Issued by "
    r"|以下班次虽有提示仍已生效：$|In effect in spite of a warning:$)"
)
_ELSEWHERE = re.compile(
    r"【(?:见|see )[^】]*】[；;]?"  # beside a date
    r"|【[^】]*(?:优先于| goes before )[^】]*】"  # below the sheet
)
"""What our own sheets say of another roster: it is made anew."""
_REMARK_HEADING = re.compile(r"^(?:备注|注|说明|附|Remarks?|Notes?)\s*[:：]?$")


def read_roster(
    sheets: tuple[Sheet, ...],
    profile: Profile,
    zone: ZoneInfo,
    *,
    year: int | None = None,
    known: tuple[Person, ...] = (),
) -> RosterDraft:
    """Read the roster and the address lists among the sheets.

    ``year`` stands before what the sheet says of its year; ``known`` are the
    people whom the station knows already, and lines name them by their key.
    Raises `Unreadable` if there is no roster or nobody can tell its year.
    """
    sheet, layout = _roster_sheet(sheets, profile)
    listed: list[FoundPerson] = []
    problems = list(layout.problems)
    for other in sheets:
        if other is sheet or not other.has_text():
            continue
        header = heading_row(other)
        if header is None:
            text = say(
                "This sheet was not read: it is neither an address list nor the first roster"
            )
            problems.append(Problem(f"{other.name}!A1", text))
            continue
        found = read_addresses(other, header)
        listed += found.people
        problems += found.problems
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
        problems: list[Problem],
    ) -> None:
        self._sheet = sheet
        self._layout = layout
        self._profile = profile
        self._zone = zone
        self._frame = frame
        self._register = register
        self._problems = problems
        self._days = DateColumn(sheet.name, layout, frame)
        self._remarks: list[str] = []
        self._cleaning: list[Cleaning] = []
        self._cells: dict[ShiftRef | date, str] = {}

    def read(self) -> RosterDraft:
        """Read the remarks first, for they say where and when, then the days."""
        rows = [row for row in self._sheet.rows[self._layout.body :] if words(row)]
        dated = list(self._dated(rows))
        last = max((n for n, (_, day) in enumerate(dated) if day), default=-1)
        for place, (row, day) in enumerate(dated):
            if place > last and _OUR_FOOT.match(words(row)[0]):
                break  # what our own sheets say below the remarks is made anew
            if day is None:
                self._read_undated(row, below=place > last)
        lines = [line for row, day in dated if day for line in self._read_day(row, day)]
        return self._draft(together(lines) if self._layout.is_list else tuple(lines))

    def _dated(self, rows: list[_Row]) -> Iterator[tuple[_Row, date | None]]:
        """Give each row with its date; in a list a date stands for the shifts below it too."""
        before: date | None = None
        for row in rows:
            day = self._days.day(row)
            blank = not row[self._layout.of("date")[0].place].text
            if day is None and blank and self._layout.is_list and row_label(row, self._layout):
                day = before
            before = day
            yield row, day

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
                *self._problems,
                *self._days.problems,
                *self._days.outside(first, last),
                *self._register.problems(),
            ),
        )

    def _moments(self, first: date, last: date) -> tuple[datetime, datetime]:
        stated = self._frame.stated
        if stated and stated.clocked:
            starts, ends = stated.starts, stated.ends
            return starts.replace(tzinfo=self._zone), ends.replace(tzinfo=self._zone)
        hours = self._all_hours()
        starts = at_time(first, min(start for start, _ in hours), self._zone)
        return starts, max(self._between(last, pair)[1] for pair in hours)

    def _all_hours(self) -> list[_Hours]:
        """Return the hours of the sheet's shifts; if it names none, the profile's."""
        stated = stated_hours(self._frame, self._remarks)
        found = [column.hours for column in self._layout.columns if column.hours]
        rules = [rule for post in self._profile.posts for rule in post.templates()]
        return found or ([stated] if stated else [(rule.start, rule.end) for rule in rules])

    def _between(self, day: date, hours: _Hours) -> tuple[datetime, datetime]:
        return span(ShiftRule(id="", start=hours[0], end=hours[1]), day, self._zone)

    def _read_undated(self, row: _Row, *, below: bool) -> None:
        """Keep a row without a date as a remark, or say what is in it."""
        cells = [cell for cell in row if cell.text and not cell.merged]
        reported = {problem.cell for problem in self._days.problems}
        odd = any(self._at(cell) in reported for cell in cells)
        if (below and not odd) or _REMARK.match(cells[0].text):
            said = [c.text for c in cells if not _REMARK_HEADING.match(c.text)]
            self._remarks += [text for text in said if not _ELSEWHERE.search(text)]
            return
        for cell in cells:
            if self._at(cell) not in reported:
                text = say("{text}: not understood, the row has no date", text=cell.text)
                self._odd(cell, text, grave=True)

    def _read_day(self, row: _Row, day: date) -> Iterator[RosterLine]:
        people = {
            column.place: self._people(row, column)
            for column in self._layout.of("shift", "duty", "chief", "leader", "driver")
        }
        if self._layout.is_list:
            lines = [*self._listed(row, day, people)]
        else:
            lines = [*self._duties(day, people), *self._heads(day, people)]
        self._note_cells(row, day, [line for _mine, line in lines])
        remark = " ".join(row[c.place].text for c in self._layout.of("remark"))
        remark = _ELSEWHERE.sub("", remark).strip()
        yield from self._remarked(day, lines, remark)
        for column in self._layout.of("cleaning"):
            found = self._people(row, column)
            self._cleaning += [Cleaning(day, who.person) for who in found]
        self._report_strays(row)

    def _note_cells(self, row: _Row, day: date, lines: list[RosterLine]) -> None:
        """Note where date, lines and empty shifts stand, for what the checker finds in them."""
        self._cells.setdefault(day, self._at(row[self._layout.of("date")[0].place]))
        found: dict[ShiftRef | date, Column] = {}
        for column in reversed(self._layout.columns):
            alike = (line.ref for line in lines if line.role == column.kind)
            found |= dict.fromkeys(alike, column)
        for column in () if self._layout.is_list else self._layout.of("shift"):
            found[ShiftRef(day, column.post, column.shift)] = column
        self._cells |= {ref: self._at(row[column.place]) for ref, column in found.items()}

    def _duties(self, day: date, people: _People) -> Iterator[_Labelled]:
        """Give the shifts that columns name, then those of the places of an unnamed one."""
        for column in self._layout.of("shift"):
            if column.hours and people[column.place]:
                who, labels = people[column.place], _labels(column)
                yield (
                    labels,
                    self._line(day, column.hours, who, post=column.post, shift=column.shift),
                )
        generic = self._layout.of("duty")
        everybody = tuple(who for column in generic for who in people[column.place])
        for place in self._places(generic[0]) if everybody else ():
            shift, hours = self._shift_of(place, generic[0])
            yield (place,), self._line(day, hours, everybody, post=place, shift=shift)

    def _listed(self, row: _Row, day: date, people: _People) -> Iterator[_Labelled]:
        """Give the one line of a row that names its shift itself."""
        who = tuple(one for column in self._layout.of("duty") for one in people[column.place])
        if not who:
            return
        column, odd = row_shift(row, self._layout, self._profile)
        if odd:
            place = self._layout.of("shift_name", "post_name")[0].place
            self._odd(row[place], odd, grave=column is None)
        if column is None:
            return
        labels = _labels(column)
        if column.hours and column.kind == "shift":
            where, shift = column.post, column.shift
            yield labels, self._line(day, column.hours, who, post=where, shift=shift)
            return
        start = min(start for start, _ in self._all_hours())
        role = next(role for role in get_args(LineRole) if role == column.kind)
        yield labels, self._line(day, (start, start), who, role=role)

    def _remarked(self, day: date, lines: list[_Labelled], remark: str) -> Iterator[RosterLine]:
        """Give each line its remark; what is for nobody on duty that date is kept below."""
        columns = self._layout.of("shift", "chief", "leader", "driver")
        labels = {label for column in columns for label in _labels(column)}
        labels |= {label for mine, _line in lines for label in mine}
        said = parted(remark, set(map(label_key, labels)))
        for mine, line in lines:
            words = said.of(*mine, shared=line.role == "duty")
            plate = ""
            if line.role == "driver":
                plate, words = read_plate(words)
                plate = plate or self._register.plates(line.people)
            yield replace(line, remark=words, plate=plate)
        spare = [*said.left(*(label for mine, _line in lines for label in mine))]
        if said.shared and all(line.role != "duty" for _mine, line in lines):
            spare.insert(0, said.shared)
        self._remarks += [f"{day:%m-%d}: {words}" for words in spare]

    def _people(self, row: _Row, column: Column) -> tuple[Assignee, ...]:
        phones = [row[c.place] for c in self._layout.of("phone") if c.owner == column.place]
        rank = _RANKS.get(column.kind, "")
        return self._register.read(row[column.place], phones, rank)

    def _heads(self, day: date, people: _People) -> Iterator[_Labelled]:
        """Give the lines of chief, leader and driver: round the clock from the first hour."""
        start = min(start for start, _ in self._all_hours())
        for role in get_args(LineRole):
            columns = [c for c in self._layout.columns if c.kind == role and role != "duty"]
            found = tuple(who for column in columns for who in people[column.place])
            if found:
                labels = tuple(label for column in columns for label in _labels(column))
                yield labels, self._line(day, (start, start), found, role=role)

    def _line(
        self,
        day: date,
        hours: _Hours,
        people: tuple[Assignee, ...],
        *,
        post: str = "",
        shift: str = "",
        role: LineRole = "duty",
    ) -> RosterLine:
        start, end = self._between(day, hours)
        return RosterLine(
            day=day,
            post=post,
            shift=shift,
            start=start,
            end=end,
            people=people,
            role=role,
        )

    def _places(self, column: Column) -> tuple[str, ...]:
        """Return where the people of an unnamed shift are on duty."""
        if places := read_places(self._remarks):
            return places
        posts = self._profile.posts
        named = [post for post in posts if post.id in self._frame.title]
        post = (named or list(posts))[0]
        if len(posts) > 1 and len(named) != 1:
            self._odd_heading(
                column, say("The sheet does not say the place; read as {post}", post=post.id)
            )
        return (post.id,)

    def _shift_of(self, place: str, column: Column) -> tuple[str, _Hours]:
        """Return name and hours of a shift that the sheet does not name."""
        post = self._profile.post(place)
        rules = post.templates() if post else ()
        hours = column.hours or stated_hours(self._frame, self._remarks)
        if hours is None and len(rules) == 1:
            return rules[0].id, (rules[0].start, rules[0].end)
        if hours is None:
            start = min((rule.start for rule in rules), default=time(8))
            hours = (start, start)
            self._odd_heading(
                column,
                say(
                    "The sheet does not say the hours; read as 24 h from {start}",
                    start=start.isoformat("minutes"),
                ),
            )
        name = next((rule.id for rule in rules if (rule.start, rule.end) == hours), "")
        if not name and hours[0] == hours[1]:
            name = ALL_DAY
        return name or f"{hours[0]:%H:%M}–{hours[1]:%H:%M}", hours

    def _report_strays(self, row: _Row) -> None:
        """Report text in columns that have no heading or one that is not understood.

        A running number in a column headed 序号 says nothing and is passed over.
        """
        strays = () if self._layout.is_list else self._layout.of("shift_name", "post_name")
        for column in (*self._layout.of("unknown"), *strays):
            cell = row[column.place]
            if cell.text and not cell.merged and not (column.numbers and cell.text.isdigit()):
                self._odd(cell, say("{text}: not understood", text=cell.text), grave=True)
        owned = self._layout.of("phone")
        for cell in (row[column.place] for column in owned if column.owner is None):
            if cell.text and not cell.merged:
                text = say(
                    "{text}: whose number is this? No name stands left of it", text=cell.text
                )
                self._odd(cell, text)

    def _at(self, cell: Cell) -> str:
        return f"{self._sheet.name}!{cell.ref}"

    def _odd(self, cell: Cell, sentence: Sentence, *, grave: bool = False) -> None:
        self._problems.append(Problem(self._at(cell), sentence, grave))

    def _odd_heading(self, column: Column, sentence: Sentence) -> None:
        """Report something about a column once, at its heading."""
        problem = Problem(self._at(self._sheet.rows[self._layout.header][column.place]), sentence)
        if problem not in self._problems:
            self._problems.append(problem)


def _labels(column: Column) -> tuple[str, ...]:
    """Return the words by which a remark may address the people of a column."""
    return column.heading, column.post + column.shift, _RANKS.get(column.kind, "")
