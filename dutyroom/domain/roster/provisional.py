"""Rosters made before the holiday notice of their year (暂定), and what it changes (R-046)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dutyroom.domain.base.dates import dates
from dutyroom.domain.profile.calendar import DutyCalendar
from dutyroom.domain.records.roster import DayMark, Roster


def changed_days(
    before: DutyCalendar, after: DutyCalendar, first: date, last: date
) -> tuple[DayMark, ...]:
    """Return the dates of a span that are something else by the other calendar."""
    return tuple(
        DayMark(day, before.kind(day), after.kind(day), after.holiday_name(day))
        for day in dates(first, last)
        if (before.kind(day), before.holiday_name(day))
        != (after.kind(day), after.holiday_name(day))
    )


def marked_again(
    roster: Roster, year: int, before: DutyCalendar, after: DutyCalendar
) -> Roster | None:
    """Return a roster in force as the notice of a year makes it, its next version.

    A provisional one is compared with the year without any notice, so that a
    notice put in twice marks it once. None where the notice says nothing new.
    """
    waiting = year in roster.provisional
    old = after.without(year) if waiting else before
    days = changed_days(old, after, roster.first, roster.last)
    if not days and not waiting:
        return None
    left = tuple(each for each in roster.provisional if not after.is_known(each))
    return replace(roster, version=roster.version + 1, days=days, provisional=left)
