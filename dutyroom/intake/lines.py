"""The lines that a row of a roster makes: its shifts, its chief, leader and driver."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import get_args
from zoneinfo import ZoneInfo

from dutyroom.domain.base.sentence import say
from dutyroom.domain.profile.posts import ShiftRule
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.times import span
from dutyroom.domain.records.people import RANK_OF_ROLE
from dutyroom.domain.records.roster import Assignee, LineRole, RosterLine
from dutyroom.intake.frame import Frame, read_places, stated_hours
from dutyroom.intake.layout import Layout, SheetColumn
from dutyroom.intake.listed import row_shift
from dutyroom.intake.people import Register
from dutyroom.intake.problems import Problems
from dutyroom.intake.remarks import DayRemark, label_key, parted, read_plate
from dutyroom.intake.sheets import Sheet, SheetCell

ALL_DAY = "24小时"

Row = tuple[SheetCell, ...]
Hours = tuple[time, time]
Labelled = tuple[tuple[str, ...], RosterLine]
"""A line and the labels by which a remark may address it."""
_People = dict[int, tuple[Assignee, ...]]
"""The people of a row by the place of their column."""
_RANKS = RANK_OF_ROLE | {"driver": "司机"}
"""What a column makes of somebody whom no list names."""


class Lines:
    """Makes the lines of each row of one sheet.

    ``remarks`` are those of the sheet, which say where and when where the columns do
    not; what a date's remark says to nobody on duty is added to them.
    """

    def __init__(
        self,
        sheet: Sheet,
        layout: Layout,
        profile: Profile,
        zone: ZoneInfo,
        frame: Frame,
        register: Register,
        problems: Problems,
        remarks: list[str],
    ) -> None:
        """Take the sheet with its columns and frame, the station's rules, and who is known."""
        self._headings = sheet.rows[layout.header]
        self._layout = layout
        self._profile = profile
        self._zone = zone
        self._frame = frame
        self._register = register
        self._problems = problems
        self._remarks = remarks

    def of_row(self, row: Row, day: date) -> list[Labelled]:
        """Return the lines of a row, without its remark yet."""
        columns = self._layout.of("shift", "duty", "chief", "leader", "driver")
        people = {column.place: self.people(row, column) for column in columns}
        if self._layout.is_list:
            return list(self._listed(row, day, people))
        return [*self._duties(day, people), *self._leading(day, people)]

    def people(self, row: Row, column: SheetColumn) -> tuple[Assignee, ...]:
        """Return the people of a row in a column, with the numbers that stand next to them."""
        phones = [row[c.place] for c in self._layout.of("phone") if c.owner == column.place]
        rank = _RANKS.get(column.kind, "")
        return self._register.read(row[column.place], phones, rank)

    def all_hours(self) -> list[Hours]:
        """Return the hours of the sheet's shifts; if it names none, the profile's."""
        named = [column.hours for column in self._layout.columns if column.hours]
        if named:
            return named
        stated = stated_hours(self._frame, self._remarks)
        if stated:
            return [stated]
        rules = (rule for post in self._profile.posts for rule in post.templates())
        return [(rule.start, rule.end) for rule in rules]

    def between(self, day: date, hours: Hours) -> tuple[datetime, datetime]:
        """Return start and end of hours on a duty date, in the station's zone."""
        return span(ShiftRule(id="", start=hours[0], end=hours[1]), day, self._zone)

    def remarked(self, day: date, lines: Sequence[Labelled], remark: str) -> list[RosterLine]:
        """Return each line with its remark; what is for nobody on duty that date is kept below."""
        own_labels = [label for labels, _line in lines for label in labels]
        columns = self._layout.of("shift", "chief", "leader", "driver")
        known = {label for column in columns for label in _labels(column)}.union(own_labels)
        said = parted(remark, set(map(label_key, known)))
        self._keep_rest(day, said, own_labels, [line for _labels, line in lines])
        return [self._with_remark(said, labels, line) for labels, line in lines]

    def _with_remark(
        self, said: DayRemark, labels: tuple[str, ...], line: RosterLine
    ) -> RosterLine:
        words = said.of(*labels, shared=line.role == "duty")
        if line.role != "driver":
            return replace(line, remark=words)
        plate, words = read_plate(words)
        return replace(line, remark=words, plate=plate or self._register.plates(line.people))

    def _keep_rest(
        self, day: date, said: DayRemark, labels: list[str], lines: list[RosterLine]
    ) -> None:
        """Keep among the sheet's remarks what a date's says to no line of the date."""
        rest = list(said.left(*labels))
        if said.shared and all(line.role != "duty" for line in lines):
            rest.insert(0, said.shared)
        self._remarks += [f"{day:%m-%d}: {words}" for words in rest]

    def _duties(self, day: date, people: _People) -> Iterator[Labelled]:
        """Give the shifts that columns name, then those of the places of an unnamed one."""
        for column in self._layout.of("shift"):
            who = people[column.place]
            if column.hours and who:
                line = self._line(day, column.hours, who, post=column.post, shift=column.shift)
                yield _labels(column), line
        generic = self._layout.of("duty")
        everybody = self._everybody(generic, people)
        if not everybody:
            return
        for place in self._places(generic[0]):
            shift, hours = self._shift_of(place, generic[0])
            yield (place,), self._line(day, hours, everybody, post=place, shift=shift)

    @staticmethod
    def _everybody(columns: tuple[SheetColumn, ...], people: _People) -> tuple[Assignee, ...]:
        """Return who stands in a row under one of the columns, from left to right."""
        return tuple(who for column in columns for who in people[column.place])

    def _leading(self, day: date, people: _People) -> Iterator[Labelled]:
        """Give the lines of chief, leader and driver: round the clock from the first hour."""
        start = min(start for start, _end in self.all_hours())
        for role in get_args(LineRole):
            if role == "duty":
                continue
            columns = self._layout.of(role)
            everybody = self._everybody(columns, people)
            if everybody:
                labels = tuple(label for column in columns for label in _labels(column))
                yield labels, self._line(day, (start, start), everybody, role=role)

    def _listed(self, row: Row, day: date, people: _People) -> Iterator[Labelled]:
        """Give the one line of a row that names its shift itself."""
        who = self._everybody(self._layout.of("duty"), people)
        if not who:
            return
        column = self._shift_of_row(row)
        if column is None:
            return
        if column.hours and column.kind == "shift":
            line = self._line(day, column.hours, who, post=column.post, shift=column.shift)
        else:
            start = min(start for start, _end in self.all_hours())
            role = next(role for role in get_args(LineRole) if role == column.kind)
            line = self._line(day, (start, start), who, role=role)
        yield _labels(column), line

    def _shift_of_row(self, row: Row) -> SheetColumn | None:
        """Return the shift or role that a row of a list names; what is odd about it is kept."""
        column, odd = row_shift(row, self._layout, self._profile)
        if odd:
            place = self._layout.of("shift_name", "post_name")[0].place
            self._problems.add(row[place], odd, grave=column is None)
        return column

    def _line(
        self,
        day: date,
        hours: Hours,
        people: tuple[Assignee, ...],
        *,
        post: str = "",
        shift: str = "",
        role: LineRole = "duty",
    ) -> RosterLine:
        start, end = self.between(day, hours)
        return RosterLine(
            day=day,
            post=post,
            shift=shift,
            start=start,
            end=end,
            people=people,
            role=role,
        )

    def _places(self, column: SheetColumn) -> tuple[str, ...]:
        """Return where the people of an unnamed shift are on duty."""
        if places := read_places(self._remarks):
            return places
        posts = self._profile.posts
        named = [post for post in posts if post.id in self._frame.title]
        post = (named or list(posts))[0]
        if len(posts) > 1 and len(named) != 1:
            text = say("The sheet does not say the place; read as {post}", post=post.id)
            self._problems.add_once(self._headings[column.place], text)
        return (post.id,)

    def _shift_of(self, place: str, column: SheetColumn) -> tuple[str, Hours]:
        """Return name and hours of a shift that the sheet does not name."""
        post = self._profile.post(place)
        rules = post.templates() if post else ()
        hours = column.hours or stated_hours(self._frame, self._remarks)
        if hours is None and len(rules) == 1:
            return rules[0].id, (rules[0].start, rules[0].end)
        if hours is None:
            hours = self._hours_unsaid(rules, column)
        return _shift_name(rules, hours), hours

    def _hours_unsaid(self, rules: tuple[ShiftRule, ...], column: SheetColumn) -> Hours:
        """Return 24 hours from the post's first shift on, and say that they are a guess."""
        start = min((rule.start for rule in rules), default=time(8))
        text = say(
            "The sheet does not say the hours; read as 24 h from {start}",
            start=start.isoformat("minutes"),
        )
        self._problems.add_once(self._headings[column.place], text)
        return start, start


def _shift_name(rules: tuple[ShiftRule, ...], hours: Hours) -> str:
    """Return the name that the post's shifts have for these hours, else the hours themselves."""
    for rule in rules:
        if (rule.start, rule.end) == hours:
            return rule.id
    start, end = hours
    return ALL_DAY if start == end else f"{start:%H:%M}–{end:%H:%M}"


def _labels(column: SheetColumn) -> tuple[str, ...]:
    """Return the words by which a remark may address the people of a column."""
    return column.heading, column.post + column.shift, _RANKS.get(column.kind, "")
