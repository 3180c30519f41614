"""Days of leave: who is off on a day, and what is used and owed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from dutyroom.domain.base.dates import DAY, dates
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Verdict
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.presence import Leave
from dutyroom.values import dataclass

KINDS = ("rest", "study", "private", "sick", "trip")
"""The kinds of leave; `STUDY` is leave like any other and gives no day more (R-286)."""
REST, STUDY, PRIVATE = "rest", "study", "private"


def on_leave(state: DutyState, person: str, day: date) -> Leave | None:
    """Return the leave that a person has on a day and was not recalled from, or None."""
    return off_on(state.leaves, person, day)


def off_on(leaves: Iterable[Leave], person: str, day: date) -> Leave | None:
    """Return which of these leaves a person has on a day and was not recalled from, or None."""
    for leave in leaves:
        if leave.person == person and leave.frees(day):
            return leave
    return None


def days_of(leave: Leave, first: date, last: date) -> tuple[date, ...]:
    """Return the days of a leave within a span, recalled ones too."""
    return dates(max(leave.first, first), min(leave.last, last))


def kept_days(leave: Leave) -> tuple[date, ...]:
    """Return the days of a leave but for those from which its person was recalled."""
    days = days_of(leave, leave.first, leave.last)
    return tuple(day for day in days if day not in leave.recalled)


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


def against(state: DutyState, profile: Profile, leave: Leave) -> Iterator[Verdict]:
    """Yield what speaks against granting a leave (R-286, R-289)."""
    before = _extended(state, leave)
    if before is not None:
        text = say(
            "Study gives no more days: this would go on from the leave {number} to {last}",
            number=before.id,
            last=max(leave.last, before.last),
        )
        yield Verdict(profile.level("leave_extended"), "leave_extended", text, "R-286")
    if leave.kind != PRIVATE:
        return
    duty = _duty_within(state, leave)
    if duty is not None:
        person = state.name(leave.person)
        text = say(
            "{person} is on duty on {day}: normally no private leave", person=person, day=duty
        )
        yield Verdict(profile.level("leave_private"), "leave_private", text, "R-289")


def _extended(state: DutyState, leave: Leave) -> Leave | None:
    """Return the leave that this one prolongs because of study; days that are owed may follow."""
    run = _run(state, leave)
    if not run or not any(map(_studies, (leave, *run))):
        return None
    first, *more = sorted(run, key=lambda each: each.granted)
    added = sum(len(days_of(each, each.first, each.last)) for each in (leave, *more))
    owed = sum(len(each.recalled) for each in run)
    return first if added > owed else None


def _run(state: DutyState, leave: Leave) -> tuple[Leave, ...]:
    """Return the rest and study that follow one another without a day between, but for this.

    Who was ill or away on business before has not prolonged a rest by it.
    """
    if leave.kind not in (REST, STUDY):
        return ()
    others = [each for each in _rest_or_study(state, leave.person) if each != leave]
    run = [leave]
    # Each that joins may be touched by one that touched nothing before.
    while joining := [each for each in others if each not in run and _touches_any(each, run)]:
        run += joining
    return tuple(run[1:])


def _rest_or_study(state: DutyState, person: str) -> Iterator[Leave]:
    for leave in state.leaves:
        if leave.person == person and leave.kind in (REST, STUDY):
            yield leave


def _touches_any(leave: Leave, run: list[Leave]) -> bool:
    """Tell whether a leave begins the day after one of the run ends, or ends the day before."""
    return any(leave.first - each.last == DAY or each.first - leave.last == DAY for each in run)


def _studies(leave: Leave) -> bool:
    return leave.kind == STUDY or bool(leave.studied)


def _duty_within(state: DutyState, leave: Leave) -> date | None:
    """Return the first day of a leave on which a roster in force puts the person on duty."""
    days = []
    for _roster, line in state.lines(leave.first, leave.last):
        if line.role == "duty" and line.names(leave.person):
            days.append(line.day)
    return min(days, default=None)
