"""What was not done in a month that somebody owed: its roster in time, a duty of every unit.

They are read from the records as those stood when it was owed, so that
nothing that is written afterwards takes one away or makes one. The program
punishes nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from dutyroom.domain.calendar import DutyCalendar
from dutyroom.domain.due_roster import covers_month
from dutyroom.domain.powers import holders
from dutyroom.domain.profile import Profile
from dutyroom.domain.sentence import Sentence, say
from dutyroom.domain.state import DutyState
from dutyroom.domain.times import at_time
from dutyroom.domain.units import unit_months

_MIDNIGHT = time()


@dataclass(frozen=True, slots=True)
class Past:
    """The records as they were: the state at a moment, since when there is a station.

    ``changes`` are the moments, in order, at which the month's rosters changed.
    """

    state_at: Callable[[datetime], DutyState]
    began: datetime
    changes: Sequence[datetime]


@dataclass(frozen=True, slots=True)
class MonthException:
    """What was owed at ``due`` by an office or a unit, ``whom``, and when it was done after all.

    ``people`` are the keys of those who were of the office then, ``names``
    their names; ``done`` is None for what was not done.
    """

    code: Literal["roster_late", "unit_minimum"]
    whom: str
    people: tuple[str, ...]
    names: tuple[str, ...]
    due: datetime
    done: datetime | None
    sentence: Sentence
    clause: str


def month_exceptions(
    past: Past,
    profile: Profile,
    calendar: DutyCalendar,
    first: date,
    until: datetime,
    zone: ZoneInfo,
) -> tuple[MonthException, ...]:
    """Return the exceptions of the month that begins on ``first``, as of ``until``."""
    found = (
        *_late_roster(past, profile, calendar, first, zone),
        *_idle_units(past, profile, first, until, zone),
    )
    return tuple(each for each in found if past.began <= each.due <= until)


def _late_roster(
    past: Past, profile: Profile, calendar: DutyCalendar, first: date, zone: ZoneInfo
) -> Iterator[MonthException]:
    """Give one for a month that began without its roster published (R-109)."""
    if profile.roster.due != "month_end":
        return
    due = at_time(first, _MIDNIGHT, zone)
    then = past.state_at(due)
    if covers_month(then, profile, calendar, first):
        return
    later = (moment for moment in past.changes if moment > due)
    done = next(
        (m for m in later if covers_month(past.state_at(m), profile, calendar, first)), None
    )
    month, owner = f"{first:%Y-%m}", profile.roster.owner
    if done is None:
        text = say("Roster of {month} is not published ({owner})", month=month, owner=owner)
    else:
        text = say("Roster of {month} was published too late ({owner})", month=month, owner=owner)
    lead = holders(then, profile, "roster.office")
    keys, names = tuple(p.key for p in lead), tuple(p.name for p in lead)
    yield MonthException("roster_late", owner, keys, names, due, done, text, "R-109")


def _idle_units(
    past: Past, profile: Profile, first: date, until: datetime, zone: ZoneInfo
) -> Iterator[MonthException]:
    """Give one for each unit with too few duties on the month's last day (R-065)."""
    if not any(unit.min_per_month for unit in profile.units):
        return
    following = (first + timedelta(days=32)).replace(day=1)
    due = at_time(following - timedelta(days=1), _MIDNIGHT, zone)
    ends = at_time(following, _MIDNIGHT, zone)
    for duty in unit_months(past.state_at(min(until, ends)), profile, first):
        if duty.short:
            text = duty.sentence(first)
            yield MonthException("unit_minimum", duty.unit, (), (), due, None, text, "R-065")
