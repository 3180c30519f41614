"""Days of leave: who is off on a day, and what is used and owed."""

from __future__ import annotations

from datetime import date, timedelta

from dutyroom.domain.records import Leave
from dutyroom.domain.state import DutyState
from dutyroom.values import dataclass


def on_leave(state: DutyState, person: str, day: date) -> Leave | None:
    """Return the leave that a person has on a day and was not recalled from, or None."""
    return next(
        (
            leave
            for leave in state.leaves
            if leave.person == person
            and leave.first <= day <= leave.last
            and day not in leave.recalled
        ),
        None,
    )


def days_of(leave: Leave, first: date, last: date) -> tuple[date, ...]:
    """Return the days of a leave within a span, recalled ones too."""
    begin, length = max(leave.first, first), (min(leave.last, last) - max(leave.first, first)).days
    return tuple(begin + timedelta(days=n) for n in range(length + 1))


@dataclass(frozen=True, slots=True)
class Balance:
    """Days of leave: granted, used so far, and owed to the person after recalls."""

    granted: int
    used: int
    owed: int


def balance(leave: Leave, day: date) -> Balance:
    """Return the days of a leave as of the end of a day (R-286, R-287, R-288).

    Study counts like any other day; sick days inside it are not made up.
    """
    used = sum(1 for each in days_of(leave, leave.first, day) if each not in leave.recalled)
    granted = days_of(leave, leave.first, leave.last)
    return Balance(len(granted), used, len(leave.recalled))
