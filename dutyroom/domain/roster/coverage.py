"""Which dates lie in a roster in force that has the shifts (R-109, R-236)."""

from __future__ import annotations

from datetime import date

from dutyroom.domain.base.dates import dates, month_end
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.calendar import DutyCalendar
from dutyroom.domain.profile.profile import Profile


def is_covered(state: DutyState, day: date) -> bool:
    """Tell whether a date lies in a roster in force, other than one of chiefs and leaders alone."""
    return any(r.spans(day) and not r.of_leaders for r in state.published())


def covers_month(state: DutyState, profile: Profile, calendar: DutyCalendar, month: date) -> bool:
    """Tell whether every duty day of a month lies in a roster in force (R-109)."""
    days = dates(month, month_end(month))
    duty = (day for day in days if calendar.is_duty_day(day, profile.duty_days))
    return all(is_covered(state, day) for day in duty)
