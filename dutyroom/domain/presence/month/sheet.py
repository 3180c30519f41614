"""The month's attendance sheet: what was planned, what was done, what was marked (R-321).

The sheet counts; it judges nobody. A mark that a leader excused is counted
apart and stays to be read.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from dutyroom.domain.facts.slots import Slot
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.presence.month.exceptions import MonthException
from dutyroom.domain.presence.month.leaders import LeaderMonth, leaders_of
from dutyroom.domain.presence.month.marks import month_marks, told_twice
from dutyroom.domain.presence.month.month import Month
from dutyroom.domain.presence.month.person import PersonMonth, people_of, together
from dutyroom.domain.presence.month.posts import PostMonth, posts_of
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.roster.checks.units import unit_months
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class UnitDuties:
    """On how many dates a unit had a duty, by the rosters in force now (R-065).

    ``over`` tells whether the month is.
    """

    unit: str
    held: int
    least: int
    over: bool

    @property
    def short(self) -> bool:
        """Tell whether there are fewer than the unit owes."""
        return self.held < self.least


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSheet:
    """The attendance sheet of a month as of ``until``; ``total`` is of everybody together."""

    first: date
    last: date
    until: datetime
    people: tuple[PersonMonth, ...]
    posts: tuple[PostMonth, ...]
    leaders: tuple[LeaderMonth, ...]
    units: tuple[UnitDuties, ...] = ()
    exceptions: tuple[MonthException, ...] = ()
    total: PersonMonth | None = None

    def of(self, person: str) -> MonthSheet:
        """Return what is in it about one person."""
        return replace(
            self,
            people=tuple(p for p in self.people if p.person == person),
            posts=(),
            leaders=(),
            units=(),
            exceptions=tuple(e for e in self.exceptions if person in e.people),
            total=None,
        )


def month_sheet(
    state: DutyState,
    slots: tuple[Slot, ...],
    profile: Profile,
    first: date,
    last: date,
    until: datetime,
    since: datetime | None = None,
    unplanned: tuple[Slot, ...] = (),
) -> MonthSheet:
    """Return the sheet of the duty dates from ``first`` to ``last``, as things are at ``until``.

    A shift belongs to the duty date on which it starts, also over the end of
    the month; ``state`` holds the month's records and ``slots`` its shifts,
    ``unplanned`` the hours of round-the-clock posts without any. What was over
    before ``since``, when the station's records began, is neither an absence
    nor an empty post.
    """
    marks = month_marks(state, profile, until)
    twice = told_twice(state, marks)
    month = Month(state, slots, profile, first, last, until, since, marks, twice)
    people = people_of(month)
    return MonthSheet(
        first=first,
        last=last,
        until=until,
        people=people,
        total=together(people),
        posts=posts_of(month, unplanned),
        leaders=leaders_of(month),
        units=tuple(
            UnitDuties(each.unit, each.held, each.least, over=until.date() >= last)
            for each in unit_months(state, profile, first)
        ),
    )
