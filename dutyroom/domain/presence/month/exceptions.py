"""What was not done in a month that somebody owed: its roster in time, a duty of every unit.

They are read from the records as those stood when it was owed: no roster and
no person that is written afterwards takes one away or makes one. The rules and
the calendar are those of now. The program punishes nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from dutyroom.domain.base.dates import DAY, month_end, next_month
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.facts.powers import holders
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.calendar import DutyCalendar
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.times import at_time
from dutyroom.domain.records.people import Person
from dutyroom.domain.roster.checks.units import unit_months
from dutyroom.domain.roster.coverage import covers_month
from dutyroom.values import dataclass

_MIDNIGHT = time()


@dataclass(frozen=True, slots=True)
class Past:
    """The records as they were: the month's rosters at a moment, and with the people of then.

    ``changes`` are the moments, in order, at which those rosters changed;
    ``began`` tells since when there is a station. What people were is looked
    up only where something is amiss.
    """

    rosters_at: Callable[[datetime], DutyState]
    state_at: Callable[[datetime], DutyState]
    began: Callable[[], datetime]
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
    exceptions = [*_late_roster(past, profile, calendar, first, until, zone)]
    exceptions += _idle_units(past, profile, first, until, zone)
    return tuple(each for each in exceptions if past.began() <= each.due)


def _late_roster(
    past: Past,
    profile: Profile,
    calendar: DutyCalendar,
    first: date,
    until: datetime,
    zone: ZoneInfo,
) -> Iterator[MonthException]:
    """Give one for a month that began without its roster published (R-109)."""

    def is_whole(moment: datetime) -> bool:
        return covers_month(past.rosters_at(moment), profile, calendar, first)

    due = at_time(first, _MIDNIGHT, zone)
    if profile.roster.due != "month_end" or due > until or is_whole(due):
        return
    late = [at for at in past.changes if at > due]
    done = next(filter(is_whole, late), None)
    office, owner = _office(past, profile, due), profile.roster.owner
    text = _late_words(f"{first:%Y-%m}", owner, is_done=done is not None)
    keys, names = tuple(p.key for p in office), tuple(p.name for p in office)
    yield MonthException("roster_late", owner, keys, names, due, done, text, "R-109")


def _late_words(month: str, owner: str, *, is_done: bool) -> Sentence:
    if is_done:
        return say("Roster of {month} was published too late ({owner})", month=month, owner=owner)
    return say("Roster of {month} is not published ({owner})", month=month, owner=owner)


def _office(past: Past, profile: Profile, due: datetime) -> list[Person]:
    """Return who was of the office that owns rosters, with the station on the day before."""
    day = due.date() - DAY
    people = holders(past.state_at(due), profile, "roster.office")
    return [person for person in people if person.serves(day)]


def _idle_units(
    past: Past, profile: Profile, first: date, until: datetime, zone: ZoneInfo
) -> Iterator[MonthException]:
    """Give one for each unit with too few duties on the month's last day (R-065)."""
    due = at_time(month_end(first), _MIDNIGHT, zone)
    if due > until or not any(unit.min_per_month for unit in profile.units):
        return
    ends = at_time(next_month(first), _MIDNIGHT, zone)
    state = past.state_at(min(until, ends))
    before = past.state_at(at_time(first, _MIDNIGHT, zone)).people

    @cache
    def people_on(day: date) -> Mapping[str, Person]:
        return past.state_at(at_time(day + DAY, _MIDNIGHT, zone)).people

    def known(key: str, day: date) -> Person | None:
        """Return somebody as of a day; only who moved meanwhile is looked up in the past."""
        now, then = state.people.get(key), before.get(key)
        if now is None or then is None or now.unit != then.unit:
            return people_on(day).get(key)
        return now

    for duty in unit_months(state, profile, first, known):
        if duty.short:
            text = duty.sentence(first)
            yield MonthException("unit_minimum", duty.unit, (), (), due, None, text, "R-065")
