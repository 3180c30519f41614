"""The board: a month as people and days, a day as its shifts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Literal

from dutyroom.desk.desk import Desk
from dutyroom.desk.roster.check import judged
from dutyroom.domain.base.dates import dates, month_end
from dutyroom.domain.facts.in_force import lines_in_force, precedence, worked_on
from dutyroom.domain.facts.slots import plan
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.presence import Attendance
from dutyroom.domain.records.roster import Assignee, Roster, RosterLine, ShiftRef
from dutyroom.domain.roster.check import Finding
from dutyroom.domain.roster.cleaning import cleaners_of
from dutyroom.domain.roster.life import untold
from dutyroom.domain.roster.precedence import counting_part
from dutyroom.domain.swaps.marks import warned_lines
from dutyroom.domain.swaps.requests import is_open, ref_of
from dutyroom.values import dataclass

CellKind = Literal["", "day", "night", "head"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A person's day: the shift's letter, its kind, a substitute's mark, more than one shift.

    ``pending`` when somebody has asked for a swap of it (R-125), ``locked``
    when the planner leaves it as it is.
    """

    letter: str = ""
    kind: CellKind = ""
    substitute: bool = False
    shifts: tuple[str, ...] = ()
    pending: bool = False
    locked: bool = False


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


def month_grid(desk: Desk, month: date, *, draft: bool = False) -> MonthGrid:
    """Return the month that holds ``month``: the published roster, else the newest draft.

    With ``draft`` the draft that is worked on goes before what is in force.
    """
    state = desk.state()
    first = month.replace(day=1)
    days = dates(first, month_end(first))
    rosters = rosters_of(state, first, days[-1], draft=draft)
    head = rosters[-1] if rosters else None
    drafts = [r for r in rosters if r.state == "draft"]
    every = [f for r in drafts or rosters for f in judged(desk, r, state.people)]
    findings = tuple({(f.code, f.sentence): f for f in reversed(every)}.values())[::-1]
    lines = [line for _roster, line in lines_in_force(rosters, first, days[-1])]
    return MonthGrid(
        first=first,
        title=head.title if head else "",
        state=head.state if head else "",
        version=head.version if head else 0,
        year_known=desk.calendar.is_known(first.year),
        columns=tuple(_column(desk, day, findings) for day in days),
        rows=_rows(desk, state, lines, days),
        findings=findings,
        provisional=any(r.provisional for r in rosters),
        untold=sum(untold(counting_part(state, r).roster, desk.profile) for r in rosters),
    )


def rosters_of(
    state: DutyState, first: date, last: date, *, draft: bool = False
) -> tuple[Roster, ...]:
    """Return what the board shows of a span: rosters in force, else the newest draft.

    With ``draft`` the drafts stand among those in force. The last is the one
    that the board speaks of: the newest draft, else the month's own.
    """
    touching = [r for r in state.rosters if r.first <= last and r.last >= first]
    published = [r for r in touching if r.state == "published"]
    drafts = tuple(r for r in touching if r.state == "draft")
    wide = sorted(published, key=lambda r: (not r.of_heads, not precedence(r)[0]))
    if draft:
        return worked_on((*wide, *drafts))
    return tuple(wide) or drafts[-1:]


def draft_at(state: DutyState, first: date, last: date, day: date | None) -> Roster | None:
    """Return the draft of a span that is published next: that of a date, else the newest.

    Of several on the date one of stated dates goes before one of whole months.
    """
    shown = rosters_of(state, first, last, draft=True)
    drafts = [roster for roster in shown if roster.state == "draft"]
    here = [r for r in drafts if day is not None and r.first <= day <= r.last]
    newest = drafts[-1] if drafts else None
    return min(here, key=lambda roster: roster.whole_months, default=newest)


def standing_rosters(state: DutyState, first: date, last: date) -> tuple[Roster, ...]:
    """Return every roster that touches a span: those in force, then the drafts, by first day."""
    touching = [
        r for r in state.rosters if r.first <= last and r.last >= first and r.state != "superseded"
    ]
    return tuple(sorted(touching, key=lambda r: (r.state == "draft", r.first, r.id)))


def _column(desk: Desk, day: date, findings: tuple[Finding, ...]) -> Column:
    mine = [f for f in findings if f.concerns(day)]
    return Column(
        day=day,
        kind=desk.calendar.kind(day),
        holiday=desk.calendar.holiday_name(day),
        gaps=sum(1 for f in mine if f.code == "gap"),
        findings=sum(1 for f in mine if f.level in ("warn", "block")),
    )


def _rows(
    desk: Desk, state: DutyState, lines: list[RosterLine], days: tuple[date, ...]
) -> tuple[Row, ...]:
    """Return a row a person as the list has them, heads last: nobody moves with a draft."""
    by_person: dict[str, dict[date, list[tuple[RosterLine, Assignee]]]] = {}
    for line in lines:
        for assignee in line.people:
            mine = by_person.setdefault(assignee.person, {})
            mine.setdefault(line.day, []).append((line, assignee))
    asked = {ref_of(swap) for swap in state.swaps if is_open(swap)}
    rows = []
    for person, held in by_person.items():
        cells = tuple(_cell(desk, held.get(day, []), asked) for day in days)
        rows.append(
            Row(
                person,
                state.name(person),
                cells,
                total=sum(line.role != "driver" for day in held.values() for line, _one in day),
                nights=sum(1 for cell in cells if cell.kind == "night"),
            )
        )
    place = {key: n for n, key in enumerate(state.people)}
    return tuple(sorted(rows, key=lambda row: (_is_head(row), place.get(row.person, len(place)))))


def _is_head(row: Row) -> bool:
    return any(cell.kind == "head" for cell in row.cells)


def _cell(desk: Desk, held: list[tuple[RosterLine, Assignee]], asked: set[ShiftRef]) -> Cell:
    if not held:
        return Cell()
    held = [each for each in held if each[0].role != "driver"]
    if not held:  # who only drives that day is on no duty
        return Cell("车", "day", shifts=("driver",))
    line, substitute = held[0][0], held[0][1].substitute
    if line.role != "duty":
        return Cell("总" if line.role == "chief" else "带", "head", substitute, (line.role,))
    post = desk.profile.post(line.post)
    rule = post.template(line.shift) if post else None
    names = tuple(one.shift for one, _ in held)
    letter = "+" if len(held) > 1 else line.shift[:1]
    pending = any(one.ref in asked for one, _ in held)
    locked = all(one.locked for _, one in held)
    kind: CellKind = "night" if rule and rule.night else "day"
    return Cell(letter, kind, substitute, names, pending, locked)


@dataclass(frozen=True, slots=True)
class DayLine:
    """A shift of a day: planned people beside who came (R-110).

    A driver has the ``plate`` of a car, and ``waits`` for the car centre to
    confirm them after a change of the date (R-066). ``backup`` is the reserve
    number of who has it alone (R-184). ``marks`` are those of the shift itself,
    beside what each who came is marked with.
    """

    post: str
    shift: str
    role: str
    start: datetime | None
    end: datetime | None
    planned: tuple[tuple[str, str, bool], ...]
    actual: tuple[tuple[str, Attendance], ...]
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


def day_view(desk: Desk, day: date, *, draft: bool = False) -> DayView:
    """Return the heads and the shifts of a duty date, planned and actual side by side.

    ``draft`` as in `month_grid`.
    """
    state = desk.state()
    grid = rosters_of(state, day, day, draft=draft)
    shown = replace(state, rosters=tuple(replace(r, state="published") for r in grid))
    lines = [(r, line) for r, line in shown.lines(day, day)]
    heads = [
        DayLine(
            post="",
            shift="",
            role=line.role,
            start=None,
            end=None,
            planned=_names(state, line),
            actual=(),
            marks=(),
            remark=line.remark,
            plate=line.plate,
            waits=line.role == "driver" and day in r.rearrange,
            backup=_backup(state, line.people),
        )
        for r, line in lines
        if line.role != "duty"
    ]
    remarks = {(line.post, line.shift): line.remark for _roster, line in lines}
    despite = dict(each for r in grid for each in _warned(state, counting_part(state, r).roster))
    shifts = []
    for slot in plan(shown, desk.profile, desk.zone, day, day):
        came = tuple((state.name(a.person), a) for a in state.attendances if slot.holds(a))
        planned = tuple(
            (state.name(a.person), a.phone or state.phone(a.person), a.substitute)
            for a in slot.people
        )
        shifts.append(
            DayLine(
                slot.post,
                slot.shift,
                "duty",
                slot.start,
                slot.end,
                planned,
                came,
                despite.get(slot.ref, ()),
                remarks.get((slot.post, slot.shift), ""),
                locked=tuple(state.name(a.person) for a in slot.people if a.locked),
                backup=_backup(state, slot.people),
            )
        )
    findings = tuple(f for r in grid for f in judged(desk, r, state.people) if f.concerns(day))
    return DayView(
        day,
        desk.calendar.kind(day),
        desk.calendar.holiday_name(day),
        desk.calendar.is_known(day.year),
        (*heads, *shifts),
        findings,
        tuple(dict.fromkeys(state.name(key) for r in grid for key in cleaners_of(r, day))),
    )


def _backup(state: DutyState, people: tuple[Assignee, ...]) -> str:
    return state.backup(people[0].person) if len(people) == 1 else ""


def _warned(state: DutyState, roster: Roster) -> Iterator[tuple[ShiftRef, tuple[Mark, ...]]]:
    for line, marks in warned_lines(state.swaps, roster):
        yield line.ref, marks


def _names(state: DutyState, line: RosterLine) -> tuple[tuple[str, str, bool], ...]:
    return tuple(
        (state.name(a.person), a.phone or state.phone(a.person), a.substitute) for a in line.people
    )
