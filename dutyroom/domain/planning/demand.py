"""The shifts that a span of duty dates needs filled, and what units owe in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from dutyroom.domain.base.dates import dates, month_end, whole_months
from dutyroom.domain.planning.problem import Need, Quota
from dutyroom.domain.profile.calendar import DutyCalendar
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.times import past_midnight, span


def duty_dates(profile: Profile, calendar: DutyCalendar, first: date, last: date) -> list[date]:
    """Return the dates to be manned; where a notice says which, the whole span is (R-046)."""
    days = dates(first, last)
    if profile.duty_days != "holidays_weekends":
        return list(days)
    return [day for day in days if calendar.is_duty_day(day, "holidays_weekends")]


def needs(
    profile: Profile, calendar: DutyCalendar, zone: ZoneInfo, first: date, last: date
) -> tuple[Need, ...]:
    """Return the shifts of every post, with more people on holidays where wanted (R-092)."""
    rules = profile.roster
    wanted: list[Need] = []
    for day in duty_dates(profile, calendar, first, last):
        holiday = calendar.kind(day) == "holiday"
        least = rules.holiday_min_staff if holiday else rules.min_staff
        wanted += _reinforced(_needs_of(profile, calendar, zone, day), least)
    return tuple(wanted)


def quotas(
    profile: Profile,
    calendar: DutyCalendar,
    first: date,
    last: date,
    served: Mapping[str, Collection[date]],
) -> tuple[Quota, ...]:
    """Return what the units owe: every weekend (R-063), so much each whole month (R-065).

    ``served`` gives for a unit the dates on which one of it is there anyway.
    """
    days, owed = duty_dates(profile, calendar, first, last), list[Quota]()
    weekends = [day for day in days if calendar.kind(day) == "weekend"]
    for unit in profile.units:
        there = tuple(sorted(served.get(unit.id, ())))
        if unit.weekend:
            owed += [Quota(unit=unit.id, days=(day,), served=there) for day in weekends]
        if unit.min_per_month:
            least = unit.min_per_month
            for month in _months(days, first, last):
                owed.append(Quota(unit=unit.id, days=month, least=least, served=there))
    return tuple(owed)


def rank_quotas(
    profile: Profile,
    calendar: DutyCalendar,
    asked: Sequence[Need],
    working: Collection[date],
    served: Callable[[tuple[str, ...]], Collection[date]],
) -> Iterator[Quota]:
    """Give the ranks of which one must be on duty, for each date of the shifts (R-079, R-372).

    A date on which a shift takes these ranks alone asks for them anyway. Several of a
    rank, and the hours of a post, the checker alone looks at. ``served`` gives for ranks
    the dates on which one of them is there anyway.
    """
    by_day: dict[date, list[Need]] = {}
    for need in asked:
        by_day.setdefault(need.day, []).append(need)
    for rule in profile.roster.required_ranks:
        if rule.post:
            continue
        for day, there in by_day.items():
            days = "working" if day in working else "duty"
            holds = rule.days in ("every", "duty", calendar.kind(day), days)
            if holds and not _takes_only(there, set(rule.ranks)):
                already = tuple(sorted(served(rule.ranks)))
                yield Quota(ranks=rule.ranks, days=(day,), served=already)


def _takes_only(needs: Sequence[Need], ranks: set[str]) -> bool:
    """Tell whether one of the shifts takes none but these ranks."""
    return any(need.ranks and ranks.issuperset(need.ranks) for need in needs)


def _months(days: Sequence[date], first: date, last: date) -> Iterator[tuple[date, ...]]:
    """Give the duty dates of each whole month that has any."""
    for begins in whole_months(first, last):
        of_month = tuple(day for day in days if begins <= day <= month_end(begins))
        if of_month:
            yield of_month


def _needs_of(profile: Profile, calendar: DutyCalendar, zone: ZoneInfo, day: date) -> list[Need]:
    of_date = []
    for post in profile.posts:
        for rule in post.templates():
            start, end = span(rule, day, zone)
            need = Need(
                day=day,
                post=post.id,
                shift=rule.id,
                start=start,
                end=end,
                count=rule.staff,
                night=rule.night or past_midnight(start, end),
                kind=calendar.kind(day),
                ranks=profile.ranks_at(post),
                pool=rule.pool,
            )
            of_date.append(need)
    return of_date


def _reinforced(needs: Sequence[Need], wanted: int) -> list[Need]:
    """Add people to the shifts in turn, those by day first, until the date has enough."""
    counts = {need.key: need.count for need in needs}
    turn = sorted(needs, key=lambda need: need.night)
    missing = wanted - sum(counts.values())
    for n in range(max(0, missing) if turn else 0):
        counts[turn[n % len(turn)].key] += 1
    return [replace(need, count=counts[need.key]) for need in needs]
