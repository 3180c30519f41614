"""A roster seen with what it is judged by, and the findings that come of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dutyroom.domain.base.codes import LevelCode, OwnCode
from dutyroom.domain.base.dates import DAY, dates
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.base.verdict import Level
from dutyroom.domain.profile.calendar import DutyCalendar
from dutyroom.domain.profile.posts import Post
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import Leave
from dutyroom.domain.records.roster import Assignee, Roster, RosterLine, ShiftRef
from dutyroom.domain.records.station import Contact
from dutyroom.values import dataclass

Span = tuple[datetime, datetime]
_BLANKED = r"[某×xX*＊○〇_\-—?？]+|[\u3400-\u9fff][某×*＊○]+"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a roster that should be looked at before it is published.

    ``day`` is the first duty date it is about, ``post`` empty if it is about
    no single post, ``line`` the line if it is about one. ``days`` are all its dates
    where the board marks more than the first. ``cell`` is the cell of the sheet, of a
    roster that is just taken in.
    """

    level: Level
    code: LevelCode | OwnCode
    sentence: Sentence
    clause: str
    day: date
    post: str = ""
    cell: str = ""
    days: tuple[date, ...] = ()
    line: ShiftRef | None = None

    def concerns(self, day: date) -> bool:
        """Tell whether it is about a date."""
        return day == self.day or day in self.days


def is_blanked(name: str) -> bool:
    """Tell whether a name was made unreadable on purpose: 某某某, 李某, ×××."""
    return bool(re.fullmatch(_BLANKED, "".join(name.split())))


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterContext:
    """What the station's records say next to a roster.

    ``lines`` are those of other rosters that count on its dates, and the duties
    around them (C-05); ``leaves`` the days off that are granted (R-025),
    ``contacts`` the telephone numbers (R-107), ``working`` the dates on which
    work goes on (R-372).
    """

    lines: tuple[RosterLine, ...] = ()
    leaves: tuple[Leave, ...] = ()
    contacts: tuple[Contact, ...] = ()
    working: frozenset[date] = frozenset()


NO_CONTEXT = RosterContext()


@dataclass(slots=True)
class RosterView:
    """A roster with what it is judged by, and what most checks need of it.

    ``around`` is what else the station's records say. ``days`` are the duty
    dates, ``duty`` the roster's own shifts that have people, ``by_post`` the
    shifts of each post, with those that other rosters have on its dates.
    """

    roster: Roster
    profile: Profile
    calendar: DutyCalendar
    people: Mapping[str, Person]
    zone: ZoneInfo
    around: RosterContext = NO_CONTEXT
    days: tuple[date, ...] = ()
    duty: tuple[RosterLine, ...] = ()
    by_post: dict[str, list[RosterLine]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the duty dates, and the lines of each post that have people.

        A place from which everybody was lifted is one still, of a span.
        """
        self.days = self._duty_dates()
        self.duty = tuple(line for line in self.roster.lines if line.role == "duty" and line.people)
        for line in self.roster.lines:
            if line.role == "duty":
                self.by_post.setdefault(line.post, [])
        for line in self.duty:
            self.by_post[line.post].append(line)
        # A roster of a stated span is judged by its own places, not by those of others.
        for line in self.duties_of_others:
            if self.monthly or line.post in self.by_post:
                self.by_post.setdefault(line.post, []).append(line)

    def _duty_dates(self) -> tuple[date, ...]:
        rule = self.profile.duty_days
        span = dates(self.roster.first, self.roster.last)
        if rule != "holidays_weekends" or self._every_date_is_meant():
            return span
        return tuple(day for day in span if self.calendar.is_duty_day(day, rule))

    @property
    def others(self) -> tuple[RosterLine, ...]:
        """The lines of others that count on its dates, and the duties around them."""
        return self.around.lines

    @property
    def standing(self) -> tuple[RosterLine, ...]:
        """Its lines, with those of other rosters that count on its dates."""
        return (*self.roster.lines, *self._within())

    @property
    def duties_of_others(self) -> tuple[RosterLine, ...]:
        """The duties that other rosters have on its dates."""
        return tuple(line for line in self._within() if line.role == "duty" and line.people)

    def _within(self) -> Iterator[RosterLine]:
        first, last = self.roster.first, self.roster.last
        return (line for line in self.others if first <= line.day <= last)

    def _every_date_is_meant(self) -> bool:
        """Tell whether a stated span is duty from end to end, its working days too (R-203).

        A list of weekends is read as a span as well; but it ends on dates that it
        has, and leaves out the working days between.
        """
        if self.monthly:
            return False
        named = {line.day for line in self.roster.lines}
        if not {self.roster.first, self.roster.last} <= named:
            return True
        rule = self.profile.duty_days
        return not all(self.calendar.is_duty_day(day, rule) for day in named)

    @property
    def monthly(self) -> bool:
        """Tell whether the roster is compared with all posts of the profile."""
        return self.roster.kind == "monthly"

    def find(
        self,
        code: LevelCode,
        sentence: Sentence,
        clause: str,
        day: date,
        post: str = "",
        days: tuple[date, ...] = (),
        line: ShiftRef | None = None,
    ) -> Finding:
        """Make a finding at the level that the profile gives its code."""
        level = self.profile.level(code)
        return Finding(level, code, sentence, clause, day, post, days=days, line=line)

    def find_in(
        self, line: RosterLine, code: LevelCode, sentence: Sentence, clause: str
    ) -> Finding:
        """Make a finding about one line."""
        return self.find(code, sentence, clause, line.day, line.post, line=line.ref)

    def name(self, key: str) -> str:
        """Return the name of a person, or the key of an unknown one."""
        person = self.people.get(key)
        return person.name if person else key

    def by_shifts(self) -> tuple[Post, ...]:
        """Return the posts that are judged shift by shift, not hour by hour."""
        by_hours = [post for post in self.profile.posts if post.coverage == "hours"]
        if self.monthly:
            return tuple(by_hours)
        return tuple(post for post in by_hours if self._follows_templates(post))

    def _follows_templates(self, post: Post) -> bool:
        lines = self.by_post.get(post.id, [])
        return bool(lines) and all(post.template(line.shift) for line in lines)

    def assignments(self) -> Iterator[tuple[RosterLine, Assignee]]:
        """Give each person of each line, chiefs and drivers too."""
        for line in self.roster.lines:
            for assignee in line.people:
                yield line, assignee

    def shifts_of_people(self, others: tuple[RosterLine, ...] = ()) -> dict[str, list[RosterLine]]:
        """Return the duty lines of each person in order of time; blanked names have none.

        With ``others`` the duties of other rosters stand among them.
        """
        by_person: dict[str, list[RosterLine]] = {}
        theirs = (line for line in others if line.role == "duty")
        for line in sorted((*self.duty, *theirs), key=lambda each: (each.start, each.end)):
            for name in dict.fromkeys(assignee.person for assignee in line.people):
                if not is_blanked(name):
                    by_person.setdefault(name, []).append(line)
        return by_person


def length(gap: Span) -> Sentence:
    """Return the length of a span in hours and minutes."""
    hours, minutes = divmod(int((gap[1] - gap[0]).total_seconds()) // 60, 60)
    if not hours:
        return say("{minutes} min", minutes=minutes)
    if minutes:
        return say("{hours} h {minutes} min", hours=hours, minutes=minutes)
    return say("{hours} h", hours=hours)


def weekday(day: date) -> Sentence:
    """Return the short name of a date's weekday."""
    names = (
        say("Mon"),
        say("Tue"),
        say("Wed"),
        say("Thu"),
        say("Fri"),
        say("Sat"),
        say("Sun"),
    )
    return names[day.weekday()]


def day_list(dates: Iterable[date]) -> str:
    """Return dates as a short list with runs drawn together: 10-01–10-07, 10-09."""
    runs: list[list[date]] = []
    for day in sorted(set(dates)):
        if runs and day - runs[-1][-1] == DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(map(_run_words, runs))


def _run_words(run: list[date]) -> str:
    if len(run) == 1:
        return f"{run[0]:%m-%d}"
    return f"{run[0]:%m-%d}–{run[-1]:%m-%d}"
