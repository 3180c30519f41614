"""Duty rosters: their lines, their versions, and what is done with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal, Protocol

from dutyroom.domain.records.base import Record
from dutyroom.values import dataclass

RosterState = Literal["draft", "published", "superseded"]


LineRole = Literal["duty", "chief", "leader", "driver"]
LEADING: tuple[LineRole, ...] = ("chief", "leader")
"""The roles of who heads a date: its chief duty officer and its duty leader."""


RosterStep = Literal["reported", "gathered", "sent", "received", "told", "filed"]


@dataclass(frozen=True, slots=True)
class Assignee:
    """A person on a roster line; ``substitute`` when the sheet marks one (替).

    Who is ``locked`` on a shift keeps it when the roster is planned again.
    ``unit`` is the person's when the roster was published (R-045).
    """

    person: str
    phone: str = ""
    substitute: bool = False
    locked: bool = False
    unit: str = ""


class OfShift(Protocol):
    """A record that belongs to one shift of a duty date."""

    @property
    def day(self) -> date:
        """The duty date."""

    @property
    def post(self) -> str:
        """The post."""

    @property
    def shift(self) -> str:
        """The shift's name."""


@dataclass(frozen=True, slots=True)
class ShiftRef:
    """A line of a roster by its duty date, post and name: a shift, else who heads the date."""

    day: date
    post: str
    shift: str
    role: LineRole = "duty"

    @property
    def key(self) -> str:
        """The word by which alarms, checks and plans name this shift."""
        return f"{self.day.isoformat()}/{self.post}/{self.shift}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterLine:
    """Who has one shift at one post; ``day`` is the duty date.

    ``plate`` is the car's on a driver's line (R-067).
    """

    day: date
    post: str
    shift: str
    start: datetime
    end: datetime
    people: tuple[Assignee, ...]
    role: LineRole = "duty"
    remark: str = ""
    plate: str = ""

    @property
    def ref(self) -> ShiftRef:
        """The line by its duty date, post, name and role."""
        return ShiftRef(self.day, self.post, self.shift, self.role)

    @property
    def leads(self) -> bool:
        """Whether it names the chief or the leader of its date, not the people of a shift."""
        return self.role in LEADING

    def is_shift(self, ref: ShiftRef) -> bool:
        """Tell whether this line fills a shift, or heads the date as that one does."""
        return self.ref == ref

    def names(self, person: str) -> bool:
        """Tell whether a person stands on it, by key."""
        return any(assignee.person == person for assignee in self.people)


@dataclass(frozen=True, slots=True)
class ToldShift:
    """A shift with its hours: of other hours one has to be told again."""

    day: date
    post: str
    shift: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterFact:
    """Something that was done with a roster: when, by whom, in which way (states 5.7).

    ``whom`` is the department that reported it or whose report the office
    gathered into the whole (R-234), to which it was sent or which received it
    (R-236), the body with which it is filed (R-064), or the person who was
    told (R-243) of ``shifts``. ``unit`` is whose own roster was filed, nothing
    for the whole (R-068); ``version`` is the roster's at that moment.
    """

    step: RosterStep
    whom: str
    at: datetime
    by: str
    version: int
    way: str = ""
    unit: str = ""
    shifts: tuple[ToldShift, ...] = ()


@dataclass(frozen=True, slots=True)
class DayMark:
    """A date that is something else since the holiday notice: a kind of day before and after.

    ``holiday`` is its name where it is one now.
    """

    day: date
    before: str
    after: str
    holiday: str = ""


@dataclass(frozen=True, slots=True)
class Cleaning:
    """Who cleans the duty room on a duty date, by key; a list of its own (R-198)."""

    day: date
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster(Record):
    """A duty roster (值班安排表) over a stated span.

    Publishing sets ``issued`` and ``issuer`` (R-192, R-199); a draft has none.
    ``since`` is when its first version was issued.
    What is done with it besides stands in ``facts``, each by itself; a version
    takes those of the version before along. ``provisional`` are the years
    without a holiday notice when it was published (暂定), ``days`` the dates
    that the notice changed in this version (R-046), ``rearrange`` those whose
    driver has to be confirmed since a version changed them (待重排, R-066).
    ``cleaning`` is the rotation of the duty room's cleaning by date (R-198).
    """

    title: str
    first: date
    last: date
    starts: datetime
    ends: datetime
    lines: tuple[RosterLine, ...]
    kind: str = "monthly"
    state: RosterState = "draft"
    version: int = 1
    remarks: tuple[str, ...] = ()
    source: str = ""
    issued: datetime | None = None
    since: datetime | None = None
    issuer: str = ""
    facts: tuple[RosterFact, ...] = ()
    provisional: tuple[int, ...] = ()
    days: tuple[DayMark, ...] = ()
    rearrange: tuple[date, ...] = ()
    cleaning: tuple[Cleaning, ...] = ()

    @property
    def of_leaders(self) -> bool:
        """Whether it lists chiefs and leaders alone; another roster has the shifts (R-061)."""
        return of_leaders(self.lines)

    def spans(self, day: date) -> bool:
        """Tell whether a date is one of its span."""
        return self.first <= day <= self.last

    def runs_at(self, moment: datetime) -> bool:
        """Tell whether a moment lies in its hours: no more at that of its end."""
        return self.starts <= moment < self.ends

    def touches(self, first: date, last: date) -> bool:
        """Tell whether a date of a span, both ends included, is one of its own."""
        return self.first <= last and first <= self.last

    @property
    def whole_months(self) -> bool:
        """Whether its dates are those of one month or of several, from end to end."""
        return self.first.day == 1 and (self.last + timedelta(days=1)).day == 1

    @property
    def series(self) -> Series:
        """What the versions of one roster have in common."""
        return series_of(self.first, self.last, self.lines)


Series = tuple[date, date, bool]
"""The first and the last date, and whether it lists chiefs and leaders alone."""


def series_of(first: date, last: date, lines: Sequence[RosterLine]) -> Series:
    """Return which roster lines of these dates are a version of."""
    return first, last, of_leaders(lines)


def of_leaders(lines: Sequence[RosterLine]) -> bool:
    """Tell whether lines are those of chiefs and leaders alone, with their drivers."""
    if any(line.role == "duty" for line in lines):
        return False  # known by the first line or two of nearly every roster
    return any(line.leads for line in lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDay(Record):
    """A date of duty on which the work itself goes on (R-372), or does not after all."""

    day: date
    working: bool = True
