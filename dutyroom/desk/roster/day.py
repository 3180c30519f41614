"""A day on the board: its shifts, planned and actual side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from dutyroom.desk.desk import Desk
from dutyroom.desk.roster.check import findings_of
from dutyroom.domain.facts.slots import Slot, plan
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.presence import Attendance
from dutyroom.domain.records.roster import Assignee, Roster, RosterLine, ShiftRef
from dutyroom.domain.roster.check import Finding
from dutyroom.domain.roster.cleaning import cleaners_of
from dutyroom.domain.roster.precedence import counting_part
from dutyroom.domain.roster.shown import shown_rosters
from dutyroom.domain.swaps.marks import warned_lines
from dutyroom.values import dataclass


class Planned(NamedTuple):
    """Somebody planned for a shift, and the telephone on that day."""

    name: str
    phone: str
    substitute: bool


class Came(NamedTuple):
    """Somebody who signed in for a shift."""

    name: str
    attendance: Attendance


@dataclass(frozen=True, slots=True)
class DayLine:
    """A shift of a day: planned people next to who came (R-110).

    A driver has the ``plate`` of a car, and ``waits`` for the car centre to
    confirm them after a change of the date (R-066). ``backup`` is the reserve
    number of who has it alone (R-184). ``marks`` are those of the shift itself,
    as well as what each who came is marked with.
    """

    post: str
    shift: str
    role: str
    start: datetime | None
    end: datetime | None
    planned: tuple[Planned, ...]
    actual: tuple[Came, ...]
    marks: tuple[Mark, ...]
    remark: str = ""
    plate: str = ""
    waits: bool = False
    locked: tuple[str, ...] = ()
    backup: str = ""


@dataclass(frozen=True, slots=True)
class DayView:
    """A day on the board, a line a shift; ``cleaners`` clean the duty room (R-198)."""

    day: date
    kind: str
    holiday: str
    year_known: bool
    lines: tuple[DayLine, ...]
    findings: tuple[Finding, ...]
    cleaners: tuple[str, ...] = ()


def day_view(
    desk: Desk, day: date, *, draft: bool = False, state: DutyState | None = None
) -> DayView:
    """Return the heads and the shifts of a duty date, planned and actual side by side.

    ``draft`` as in `dutyroom.desk.roster.month.month_grid`.
    """
    state = state or desk.state()
    rosters = shown_rosters(state, day, day, draft=draft)
    shown = replace(state, rosters=tuple(replace(r, state="published") for r in rosters))
    lines = tuple(shown.lines(day, day))
    remarks = {(line.post, line.shift): line.remark for _roster, line in lines}
    despite = _marks_of_swaps(state, rosters)
    shifts = (
        _shift_line(
            state, slot, despite.get(slot.ref, ()), remarks.get((slot.post, slot.shift), "")
        )
        for slot in plan(shown, desk.profile, desk.zone, day, day)
    )
    return DayView(
        day,
        desk.calendar.kind(day),
        desk.calendar.holiday_name(day),
        desk.calendar.is_known(day.year),
        (*_head_lines(state, lines), *shifts),
        tuple(_findings(desk, state, rosters, day)),
        _cleaners(state, rosters, day),
    )


def _head_lines(state: DutyState, lines: Iterable[tuple[Roster, RosterLine]]) -> Iterator[DayLine]:
    """Give who heads the date and who drives on it."""
    for roster, line in lines:
        if line.role != "duty":
            yield DayLine(
                post="",
                shift="",
                role=line.role,
                start=None,
                end=None,
                planned=_planned(state, line.people),
                actual=(),
                marks=(),
                remark=line.remark,
                plate=line.plate,
                waits=line.role == "driver" and line.day in roster.rearrange,
                backup=_backup(state, line.people),
            )


def _shift_line(state: DutyState, slot: Slot, marks: tuple[Mark, ...], remark: str) -> DayLine:
    came = (a for a in state.attendances if slot.holds(a))
    return DayLine(
        slot.post,
        slot.shift,
        "duty",
        slot.start,
        slot.end,
        _planned(state, slot.people),
        tuple(Came(state.name(a.person), a) for a in came),
        marks,
        remark,
        locked=tuple(state.name(who.person) for who in slot.people if who.locked),
        backup=_backup(state, slot.people),
    )


def _planned(state: DutyState, people: Iterable[Assignee]) -> tuple[Planned, ...]:
    return tuple(
        Planned(state.name(who.person), who.phone or state.phone(who.person), who.substitute)
        for who in people
    )


def _backup(state: DutyState, people: tuple[Assignee, ...]) -> str:
    return state.backup(people[0].person) if len(people) == 1 else ""


def _marks_of_swaps(
    state: DutyState, rosters: Iterable[Roster]
) -> dict[ShiftRef, tuple[Mark, ...]]:
    """Return the marks of shifts that changed hands despite a warning."""
    marks_of: dict[ShiftRef, tuple[Mark, ...]] = {}
    for roster in rosters:
        for line, marks in warned_lines(state.swaps, counting_part(state, roster).roster):
            marks_of[line.ref] = marks
    return marks_of


def _findings(
    desk: Desk, state: DutyState, rosters: Iterable[Roster], day: date
) -> Iterator[Finding]:
    for roster in rosters:
        yield from (f for f in findings_of(desk, state, roster) if f.concerns(day))


def _cleaners(state: DutyState, rosters: Iterable[Roster], day: date) -> tuple[str, ...]:
    names = (state.name(key) for roster in rosters for key in cleaners_of(roster, day))
    return tuple(dict.fromkeys(names))
