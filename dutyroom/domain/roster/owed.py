"""What is owed about rosters: to be published, to be filed, a duty of every unit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from dutyroom.domain.base.dates import DAY, dates, month_end, next_month
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.calendar import DutyCalendar
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.times import at_time
from dutyroom.domain.roster.checks import units
from dutyroom.domain.roster.life import stage
from dutyroom.values import dataclass

_MIDNIGHT = time()


@dataclass(frozen=True, slots=True)
class RosterOwed:
    """Something about a roster: shown from ``at`` on, an alarm after ``ends``."""

    code: str
    subject: str
    at: datetime
    ends: datetime
    sentence: Sentence
    clause: str


def roster_owed(
    state: DutyState, profile: Profile, calendar: DutyCalendar, now: datetime, zone: ZoneInfo
) -> Iterator[RosterOwed]:
    """Yield what is owed about rosters on the local date of ``now``."""
    today = now.astimezone(zone).date()
    match profile.roster.due:
        case "month_end":
            yield from _month_end(state, profile, calendar, today, zone)
        case "before_holiday" | "days_before":
            yield from _before(state, profile, calendar, today, zone)
    yield from _unfiled(state, profile, today, zone)
    yield from _idle_units(state, profile, calendar, today, zone)


def _month_end(
    state: DutyState, profile: Profile, calendar: DutyCalendar, today: date, zone: ZoneInfo
) -> Iterator[RosterOwed]:
    """Remind of next month's roster; at the end of this month it is an alarm (R-109).

    The alarm goes on in a month in which nobody is rostered today.
    """
    rules = profile.roster
    following, first = next_month(today), today.replace(day=1)
    wanted = []
    if calendar.is_duty_day(today, profile.duty_days) and not _covered(state, today):
        wanted.append(first)
    reminded = today >= _remind_day(following - DAY, rules.remind_from_day)
    if reminded and not covers_month(state, profile, calendar, following):
        wanted.append(following)
    for month in wanted:
        text = say(
            "Roster of {month} is not published ({owner})",
            month=f"{month:%Y-%m}",
            owner=rules.owner,
        )
        before = month - DAY
        remind = at_time(_remind_day(before, rules.remind_from_day), _MIDNIGHT, zone)
        ends = at_time(before, _MIDNIGHT, zone)
        yield RosterOwed("roster", f"{month:%Y-%m}", remind, ends, text, "R-109")


def _remind_day(last: date, day: int) -> date:
    """Return the day of the month ending on ``last`` that reminds, at the latest that last day."""
    return last.replace(day=min(day, last.day))


def _before(
    state: DutyState, profile: Profile, calendar: DutyCalendar, today: date, zone: ZoneInfo
) -> Iterator[RosterOwed]:
    """Remind of a roster that is not issued so many days before its first duty date (R-236).

    First duty dates are those of the drafts, and the first days of the holidays.
    """
    rules = profile.roster
    lead = rules.days_before or 0
    began = _began(calendar, today)
    ahead = dates(began, today + (lead + rules.remind_days + 1) * DAY)
    drafts = {r.first for r in state.rosters if r.state == "draft"}
    for first in ahead:
        named = _holiday_from(calendar, first)
        if (not named and first not in drafts) or _covered(state, first):
            continue
        if rules.due_at is None:
            ends = at_time(first - (lead - 1) * DAY, _MIDNIGHT, zone)
        else:
            ends = at_time(first - lead * DAY, rules.due_at, zone)
        text = say(
            "Roster from {day} ({what}) is not issued ({owner})",
            day=first,
            what=named or say("draft"),
            owner=rules.owner,
        )
        yield RosterOwed("roster", f"{first}", ends - rules.remind_days * DAY, ends, text, "R-236")


def _began(calendar: DutyCalendar, today: date) -> date:
    """Return the first day of the holiday that it is today, or today."""
    first = today
    while calendar.holiday_name(today) and not _holiday_from(calendar, first):
        first -= DAY
    return first


def covers_month(state: DutyState, profile: Profile, calendar: DutyCalendar, month: date) -> bool:
    """Tell whether every duty day of a month lies in a roster in force (R-109)."""
    days = dates(month, month_end(month))
    duty = (day for day in days if calendar.is_duty_day(day, profile.duty_days))
    return all(_covered(state, day) for day in duty)


def _holiday_from(calendar: DutyCalendar, day: date) -> str:
    """Return the name of the holiday that begins on a day, or nothing."""
    name = calendar.holiday_name(day)
    return name if name and calendar.holiday_name(day - DAY) != name else ""


def _unfiled(
    state: DutyState, profile: Profile, today: date, zone: ZoneInfo
) -> Iterator[RosterOwed]:
    """Remind of rosters that are not on file: on the first duty date it is an alarm (R-064)."""
    for roster in state.published():
        if today > roster.last:
            continue
        ends = at_time(roster.first, _MIDNIGHT, zone)
        for body in stage(roster, profile, "filed").missing:
            text = say(
                "Not filed with {body}: {title} from {day}",
                title=roster.title,
                day=roster.first,
                body=body,
            )
            at = ends - profile.roster.remind_days * DAY
            yield RosterOwed("filing", f"{roster.id}/{body}", at, ends, text, "R-064")


def _idle_units(
    state: DutyState, profile: Profile, calendar: DutyCalendar, today: date, zone: ZoneInfo
) -> Iterator[RosterOwed]:
    """Alarm of units with too few duties, days before the month's last weekend (R-065)."""
    weekend = _last_weekend(calendar, profile, today)
    if weekend is None or not any(unit.min_per_month for unit in profile.units):
        return
    first = today.replace(day=1)
    at = at_time(weekend - profile.roster.unit_alarm_days * DAY, _MIDNIGHT, zone)
    for duty in units.unit_months(state, profile, first):
        if duty.short:
            text, subject = duty.sentence(first), f"{first:%Y-%m}/{duty.unit}"
            yield RosterOwed("unit_minimum", subject, at, at, text, "R-065")


def _last_weekend(calendar: DutyCalendar, profile: Profile, today: date) -> date | None:
    """Return the first day of the last weekend on duty in the month, or None."""
    days = dates(today.replace(day=1), month_end(today))
    free = [
        day
        for day in days
        if calendar.kind(day) == "weekend" and calendar.is_duty_day(day, profile.duty_days)
    ]
    if not free:
        return None
    return free[-2] if len(free) > 1 and free[-1] - free[-2] == DAY else free[-1]


def _covered(state: DutyState, day: date) -> bool:
    return any(r.first <= day <= r.last and not r.of_heads for r in state.published())
