"""A month on the board: people down, days across."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal, NamedTuple

from dutyroom.desk.desk import Desk
from dutyroom.desk.roster.check import findings_of
from dutyroom.domain.base.dates import dates, month_end
from dutyroom.domain.facts.in_force import lines_in_force
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.roster import Assignee, LineRole, Roster, RosterLine, ShiftRef
from dutyroom.domain.roster.check import Finding
from dutyroom.domain.roster.precedence import counting_part
from dutyroom.domain.roster.shown import shown_rosters
from dutyroom.domain.roster.steps import untold
from dutyroom.domain.swaps.requests import is_open
from dutyroom.values import dataclass

CellKind = Literal["", "day", "night", "head"]
_HEAD_LETTERS = {"chief": "总", "leader": "带"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A person's day: the shift's letter, its kind, a substitute's mark, more than one shift.

    ``role`` tells whether it is a shift or who heads or drives that day;
    ``pending`` when somebody has asked for a swap of it (R-125), ``locked``
    when the planner leaves it as it is.
    """

    letter: str = ""
    kind: CellKind = ""
    substitute: bool = False
    shifts: tuple[str, ...] = ()
    pending: bool = False
    locked: bool = False
    role: LineRole = "duty"


@dataclass(frozen=True, slots=True)
class Column:
    """A day of the month: what the calendar says, and how many findings it has."""

    day: date
    kind: str
    holiday: str
    gaps: int
    findings: int


@dataclass(frozen=True, slots=True)
class Row:
    """A person's month; ``total`` is the number of duty shifts, ``nights`` those by night."""

    person: str
    name: str
    cells: tuple[Cell, ...]
    total: int
    nights: int


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """A month on the board; ``untold`` are lines of which nobody was told (R-243)."""

    first: date
    title: str
    state: str
    version: int
    year_known: bool
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    provisional: bool = False
    untold: int = 0


class _Duty(NamedTuple):
    """A line of a roster with what it says of one of its people."""

    line: RosterLine
    assignee: Assignee


def month_grid(
    desk: Desk, month: date, *, draft: bool = False, state: DutyState | None = None
) -> MonthGrid:
    """Return the month that holds ``month``: the published roster, else the newest draft.

    With ``draft`` the draft that is worked on takes precedence over what is in force.
    """
    state = state or desk.state()
    first = month.replace(day=1)
    days = dates(first, month_end(first))
    rosters = shown_rosters(state, first, days[-1], draft=draft)
    findings = _findings(desk, state, rosters)
    lines = [line for _roster, line in lines_in_force(rosters, first, days[-1])]
    grid = MonthGrid(
        first=first,
        title="",
        state="",
        version=0,
        year_known=desk.calendar.is_known(first.year),
        columns=tuple(_column(desk, day, findings) for day in days),
        rows=_rows(desk.profile, state, lines, days),
        findings=findings,
        provisional=any(r.provisional for r in rosters),
        untold=sum(untold(counting_part(state, r).roster, desk.profile) for r in rosters),
    )
    if not rosters:
        return grid
    spoken_of = rosters[-1]
    return replace(grid, title=spoken_of.title, state=spoken_of.state, version=spoken_of.version)


def _findings(desk: Desk, state: DutyState, rosters: Sequence[Roster]) -> tuple[Finding, ...]:
    """Return what the checker says of the drafts, else of all; the same sentence only once."""
    drafts = [roster for roster in rosters if roster.state == "draft"]
    once: dict[tuple[object, ...], Finding] = {}
    for roster in drafts or rosters:
        for finding in findings_of(desk, state, roster):
            said = finding.code, finding.sentence
            once[said] = once.pop(said, finding)
    return tuple(once.values())


def _column(desk: Desk, day: date, findings: tuple[Finding, ...]) -> Column:
    of_the_day = [finding for finding in findings if finding.concerns(day)]
    return Column(
        day=day,
        kind=desk.calendar.kind(day),
        holiday=desk.calendar.holiday_name(day),
        gaps=sum(1 for finding in of_the_day if finding.code == "gap"),
        findings=sum(1 for finding in of_the_day if finding.level in ("warn", "block")),
    )


def _rows(
    profile: Profile, state: DutyState, lines: Iterable[RosterLine], days: tuple[date, ...]
) -> tuple[Row, ...]:
    """Return a row a person as the list has them, heads last: nobody moves with a draft."""
    pending = {swap.ref for swap in state.swaps if is_open(swap)}
    rows = [
        _row(profile, person, state.name(person), by_day, days, pending)
        for person, by_day in _duties(lines).items()
    ]
    place = {key: n for n, key in enumerate(state.people)}
    return tuple(sorted(rows, key=lambda row: (_is_head(row), place.get(row.person, len(place)))))


def _duties(lines: Iterable[RosterLine]) -> dict[str, dict[date, list[_Duty]]]:
    """Return the duties of each person by day."""
    duties: dict[str, dict[date, list[_Duty]]] = {}
    for line in lines:
        for assignee in line.people:
            by_day = duties.setdefault(assignee.person, {})
            by_day.setdefault(line.day, []).append(_Duty(line, assignee))
    return duties


def _row(
    profile: Profile,
    person: str,
    name: str,
    by_day: dict[date, list[_Duty]],
    days: tuple[date, ...],
    pending: set[ShiftRef],
) -> Row:
    cells = tuple(_cell(profile, by_day.get(day, []), pending) for day in days)
    total = 0
    for duties in by_day.values():
        total += sum(duty.line.role != "driver" for duty in duties)
    nights = sum(1 for cell in cells if cell.kind == "night")
    return Row(person, name, cells, total, nights)


def _is_head(row: Row) -> bool:
    return any(cell.kind == "head" for cell in row.cells)


def _cell(profile: Profile, duties: list[_Duty], pending: set[ShiftRef]) -> Cell:
    if not duties:
        return Cell()
    on_duty = [duty for duty in duties if duty.line.role != "driver"]
    if not on_duty:  # who only drives that day is on no duty
        return Cell("车", "day", shifts=("driver",), role="driver")
    line, assignee = on_duty[0]
    if line.role != "duty":
        return Cell(
            _HEAD_LETTERS[line.role], "head", assignee.substitute, (line.role,), role=line.role
        )
    return Cell(
        letter="+" if len(on_duty) > 1 else line.shift[:1],
        kind=_kind(profile, line),
        substitute=assignee.substitute,
        shifts=tuple(duty.line.shift for duty in on_duty),
        pending=any(duty.line.ref in pending for duty in on_duty),
        locked=all(duty.assignee.locked for duty in on_duty),
    )


def _kind(profile: Profile, line: RosterLine) -> CellKind:
    """Return whether a shift is one by night, as the profile's template has it."""
    post = profile.post(line.post)
    rule = post.template(line.shift) if post else None
    return "night" if rule and rule.night else "day"
