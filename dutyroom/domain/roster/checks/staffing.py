"""How many people are on duty on a date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dutyroom.domain.base.sentence import say
from dutyroom.domain.records.roster import RosterLine
from dutyroom.domain.roster.view import (
    Finding,
    RosterView,
    is_blanked,
    weekday,
)


def headcount(view: RosterView) -> Iterator[Finding]:
    """Find dates with fewer people than the profile wants, more on holidays (R-092)."""
    rules = view.profile.roster
    lines: dict[date, list[RosterLine]] = {}
    for line in (*view.duty, *view.duties_of_others):
        lines.setdefault(line.day, []).append(line)
    for day in view.days:
        holiday = view.calendar.holiday_name(day)
        wanted = rules.holiday_min_staff if holiday else rules.min_staff
        count = _head_count(lines.get(day, []))
        if 0 < count < wanted:
            text = say(
                "{day} ({weekday}) {holiday}: {count} on duty, at least {wanted} needed",
                day=day,
                weekday=weekday(day),
                holiday=holiday,
                count=count,
                wanted=wanted,
            )
            yield view.find("min_staff", text, "R-092", day)


def _head_count(lines: list[RosterLine]) -> int:
    """Count the people of a date; blanked names in one line are different people."""
    named: set[str] = set()
    most_blanked = 0
    for line in lines:
        keys = [assignee.person for assignee in line.people]
        blanked = [key for key in keys if is_blanked(key)]
        named.update(set(keys) - set(blanked))
        most_blanked = max(most_blanked, len(blanked))
    return len(named) + most_blanked
