"""What is owed about rosters: to be published, to be filed, a duty of every unit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from dutyroom.domain.base.dates import DAY, dates, month_end, next_month
from dutyroom.domain.base.owed import Owed, OwedCode
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.facts.moment import Moment
from dutyroom.domain.profile.calendar import DutyCalendar
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.times import at_time, seconds_between
from dutyroom.domain.roster.checks import units
from dutyroom.domain.roster.coverage import covers_month, is_covered
from dutyroom.domain.roster.steps import stage

_MIDNIGHT = time()


def rosters(moment: Moment) -> Iterator[Owed]:
    """Yield what is owed about rosters on the local date of now, each from its reminder on."""
    match moment.profile.roster.due:
        case "month_end":
            wanted = _month_end(moment)
        case "before_holiday" | "days_before":
            wanted = _before(moment)
        case _:
            wanted = iter(())
    for owed in (*wanted, *_unfiled(moment), *_idle_units(moment)):
        if moment.now >= owed.at:
            yield owed


def _owed(
    moment: Moment,
    code: OwedCode,
    subject: str,
    at: datetime,
    ends: datetime,
    text: Sentence,
    clause: str,
) -> Owed:
    """Return what the owners of rosters owe, shown from ``at`` on, an alarm after ``ends``."""
    owners = tuple(person.key for person in moment.state.with_role("owner", moment.duty_date))
    grace = seconds_between(at, ends) // 60
    return Owed(code, subject, at, text, clause, owners, grace_min=grace)


def _month_end(moment: Moment) -> Iterator[Owed]:
    """Remind of next month's roster; at the end of this month it is an alarm (R-109).

    The alarm goes on in a month in which nobody is rostered today.
    """
    rules = moment.profile.roster
    for month in _months_wanted(moment):
        text = say(
            "Roster of {month} is not published ({owner})",
            month=f"{month:%Y-%m}",
            owner=rules.owner,
        )
        before = month - DAY
        remind = at_time(_remind_day(before, rules.remind_from_day), _MIDNIGHT, moment.zone)
        ends = at_time(before, _MIDNIGHT, moment.zone)
        yield _owed(moment, "roster", f"{month:%Y-%m}", remind, ends, text, "R-109")


def _months_wanted(moment: Moment) -> Iterator[date]:
    """Yield this month while nobody is rostered today, and the next from its reminder on."""
    state, profile, today = moment.state, moment.profile, moment.today
    on_duty = moment.calendar_of(today).is_duty_day(today, profile.duty_days)
    if on_duty and not is_covered(state, today):
        yield today.replace(day=1)
    following = next_month(today)
    reminded = today >= _remind_day(following - DAY, profile.roster.remind_from_day)
    if reminded and not covers_month(state, profile, moment.calendar_of(following), following):
        yield following


def _remind_day(last: date, day: int) -> date:
    """Return the day of the month ending on ``last`` that reminds, at the latest that last day."""
    return last.replace(day=min(day, last.day))


def _before(moment: Moment) -> Iterator[Owed]:
    """Remind of a roster that is not issued so many days before its first duty date (R-236).

    First duty dates are those of the drafts, and the first days of the holidays.
    """
    rules = moment.profile.roster
    ahead = moment.today + ((rules.days_before or 0) + rules.remind_days + 1) * DAY
    began = _began(moment.calendar_of(moment.today), moment.today)
    drafts = {roster.first for roster in moment.state.rosters if roster.state == "draft"}
    for first in dates(began, ahead):
        holiday = _holiday_from(moment.calendar_of(first), first)
        is_wanted = holiday or first in drafts
        if not is_wanted or is_covered(moment.state, first):
            continue
        text = say(
            "Roster from {day} ({what}) is not issued ({owner})",
            day=first,
            what=holiday or say("draft"),
            owner=rules.owner,
        )
        ends = _issue_ends(moment, first)
        remind = ends - rules.remind_days * DAY
        yield _owed(moment, "roster", f"{first}", remind, ends, text, "R-236")


def _issue_ends(moment: Moment, first: date) -> datetime:
    """Return until when a roster from a date on has to be issued: the whole day without an hour."""
    rules = moment.profile.roster
    lead = rules.days_before or 0
    if rules.due_at is None:
        return at_time(first - (lead - 1) * DAY, _MIDNIGHT, moment.zone)
    return at_time(first - lead * DAY, rules.due_at, moment.zone)


def _began(calendar: DutyCalendar, today: date) -> date:
    """Return the first day of the holiday that it is today, or today."""
    first = today
    while calendar.holiday_name(today) and not _holiday_from(calendar, first):
        first -= DAY
    return first


def _holiday_from(calendar: DutyCalendar, day: date) -> str:
    """Return the name of the holiday that begins on a day, or nothing."""
    name = calendar.holiday_name(day)
    begins = name != calendar.holiday_name(day - DAY)
    return name if begins else ""


def _unfiled(moment: Moment) -> Iterator[Owed]:
    """Remind of rosters that are not on file: on the first duty date it is an alarm (R-064)."""
    profile = moment.profile
    for roster in moment.state.published():
        if moment.today > roster.last:
            continue
        ends = at_time(roster.first, _MIDNIGHT, moment.zone)
        for body in stage(roster, profile, "filed").missing:
            text = say(
                "Not filed with {body}: {title} from {day}",
                title=roster.title,
                day=roster.first,
                body=body,
            )
            at = ends - profile.roster.remind_days * DAY
            yield _owed(moment, "filing", f"{roster.id}/{body}", at, ends, text, "R-064")


def _idle_units(moment: Moment) -> Iterator[Owed]:
    """Alarm of units with too few duties, days before the month's last weekend (R-065)."""
    profile, today = moment.profile, moment.today
    if not any(unit.min_per_month for unit in profile.units):
        return
    weekend = _last_weekend(moment.calendar_of(today), profile, today)
    if weekend is None:
        return
    first = today.replace(day=1)
    at = at_time(weekend - profile.roster.unit_alarm_days * DAY, _MIDNIGHT, moment.zone)
    for duty in units.unit_months(moment.state, profile, first):
        if duty.short:
            text, subject = duty.sentence(first), f"{first:%Y-%m}/{duty.unit}"
            yield _owed(moment, "unit_minimum", subject, at, at, text, "R-065")


def _last_weekend(calendar: DutyCalendar, profile: Profile, today: date) -> date | None:
    """Return the first day of the last weekend on duty in the month, or None."""
    days = dates(today.replace(day=1), month_end(today))
    free = [day for day in days if calendar.kind(day) == "weekend"]
    on_duty = [day for day in free if calendar.is_duty_day(day, profile.duty_days)]
    if not on_duty:
        return None
    last = on_duty[-1]
    day_before = last - DAY
    return day_before if day_before in on_duty else last
