"""Days of leave: who is off on a day, and what is used and owed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from dutyroom.domain.records import Leave
from dutyroom.domain.state import DutyState
from dutyroom.values import dataclass


def on_leave(state: DutyState, person: str, day: date) -> Leave | None:
    """Return the leave that a person has on a day and was not recalled from, or None."""
    return off_on(state.leaves, person, day)


def off_on(leaves: Iterable[Leave], person: str, day: date) -> Leave | None:
    """Return which of these leaves a person has on a day and was not recalled from, or None."""
    return next(
        (
            leave
            for leave in leaves
            if leave.person == person
            and leave.first <= day <= leave.last
            and day not in leave.recalled
        ),
        None,
    )


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
    length = (leave.last - leave.first).days + 1
    dates = [leave.first + timedelta(days=n) for n in range(length)]
    used = sum(1 for each in dates if each <= day and each not in leave.recalled)
    return Balance(length, used, len(leave.recalled))
