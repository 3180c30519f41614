"""What the month's sheet counts of each person (R-321)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

from dutyroom.domain.facts.attendance import stood_in
from dutyroom.domain.facts.leave import days_of, on_leave
from dutyroom.domain.facts.slots import Slot
from dutyroom.domain.presence.month.marks import Noted
from dutyroom.domain.presence.month.month import Count, Month, count_of, seconds_of
from dutyroom.domain.records.presence import Attendance, Away, Leave, PostCheck
from dutyroom.domain.records.swaps import Swap
from dutyroom.domain.swaps.marks import marks_of_swap
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMonth:
    """One person's month. Hours are in seconds; ``planned`` counts the whole month.

    ``absent`` are shifts that are over and to which nobody came, ``awol`` those
    that the profile counts as absence without leave (R-183). ``replaced`` are
    shifts that a substitute did, ``leave`` those that fell into granted leave:
    neither is an absence (R-024). ``deserted`` counts an absence from the post
    once, also where a check found nobody meanwhile. ``urgent`` are swaps that
    were asked for late and took effect (R-180). Marks that were excused count
    only there. The hours of who has not signed out are counted to the end of the
    shift. ``days_off`` are the month's days of leave, study like any other,
    ``studied`` those of study among them, ``owed`` those that a recall took
    (R-286, R-287).
    """

    person: str
    name: str
    planned: int
    done: int
    late: Count
    early: Count
    absent: int
    awol: int
    replaced: int
    leave: int
    urgent: int
    held_over: Count
    away: Count
    deserted: Count
    checks: int
    not_found: int
    phone_off: int
    meetings_missed: int
    excused: int
    signed_in_still: int
    planned_seconds: int
    actual_seconds: int
    days_off: int
    studied: int
    owed: int
    marks: tuple[Noted, ...]


def people_of(month: Month) -> tuple[PersonMonth, ...]:
    """Return everybody who is in the sheet, by name."""
    keys = sorted(_keys(month), key=month.state.name)
    return tuple(_person(month, key) for key in keys)


def _keys(month: Month) -> set[str]:
    """Return who is in the sheet: planned, there, off, marked, asking for a swap that counts.

    So is who was asked to a meeting and did not come (R-211). A leader who has no
    shift may be marked, too: the telephone switched off (R-022).
    """
    keys = {noted.person for noted in month.marks if month.has(noted.day)}
    for slot in month.slots:
        keys.update(assignee.person for assignee in slot.people)
    for missing in _missing_at_meetings(month):
        keys.update(missing)
    keys.update(_present_or_off(month))
    keys.update(_asking(month))
    return keys


def _present_or_off(month: Month) -> Iterator[str]:
    for attendance in month.state.attendances:
        if month.has(attendance.day):
            yield attendance.person
    for leave in month.state.leaves:
        if leave.touches(month.first, month.last):
            yield leave.person


def _asking(month: Month) -> Iterator[str]:
    """Yield who asked for a swap that is marked, or that took effect as an urgent one."""
    for swap in month.state.swaps:
        if month.has(swap.day) and (marks_of_swap(swap) or _is_urgent(swap)):
            yield swap.applicant


def _missing_at_meetings(month: Month) -> list[tuple[str, ...]]:
    """Return who did not come to each meeting of the month that was ticked (R-211)."""
    return [meeting.missing for meeting in month.state.meetings if month.has(meeting.day)]


def _person(month: Month, key: str) -> PersonMonth:
    state, own = month.state, _own_records(month, key)
    missed = _missed(month, own)
    marks = [noted.mark for noted in own.marks]
    told_once = [noted.mark for noted in own.marks if noted.number not in month.told_twice]
    awol = count_of(marks, "awol").times
    # Who never came has no mark: where lateness ends in absence without leave, that is one too.
    if month.profile.attendance.absent_after_min is not None:
        awol += missed.absent
    owed = _days_owed(month, own)
    return PersonMonth(
        person=key,
        name=state.name(key),
        planned=len(own.planned),
        done=len({attendance.ref for attendance in own.attendances}),
        late=count_of(marks, "late"),
        early=count_of(marks, "left_early"),
        absent=missed.absent,
        awol=awol,
        replaced=missed.replaced,
        leave=missed.on_leave,
        urgent=sum(map(_is_urgent, own.swaps)),
        held_over=count_of(marks, "held_over"),
        away=_away(month, own),
        deserted=count_of(told_once, "deserted"),
        checks=len(own.checks),
        not_found=sum(check.result == "not_found" for check in own.checks),
        phone_off=count_of(marks, "phone_off").times,
        meetings_missed=sum(key in missing for missing in _missing_at_meetings(month)),
        excused=sum(bool(mark.excused) for mark in marks),
        signed_in_still=_signed_in_still(month, own),
        planned_seconds=sum(seconds_of(slot.start, slot.end) for slot in own.planned),
        actual_seconds=_actual_seconds(month, own),
        days_off=_days_off(month, own) - owed,
        studied=_days_studied(month, own),
        owed=owed,
        marks=own.marks,
    )


P = TypeVar("P", Attendance, Away, PostCheck, Noted)


@dataclass(frozen=True, slots=True)
class _Own:
    """What a month has of one person; a leave may reach beyond the month."""

    key: str
    planned: tuple[Slot, ...]
    attendances: tuple[Attendance, ...]
    aways: tuple[Away, ...]
    checks: tuple[PostCheck, ...]
    swaps: tuple[Swap, ...]
    leaves: tuple[Leave, ...]
    marks: tuple[Noted, ...]


def _own_records(month: Month, key: str) -> _Own:
    def own(records: Iterable[P]) -> tuple[P, ...]:
        return tuple(each for each in records if each.person == key and month.has(each.day))

    state = month.state
    return _Own(
        key=key,
        planned=tuple(slot for slot in month.slots if slot.planned(key)),
        attendances=own(state.attendances),
        aways=own(state.aways),
        checks=own(state.checks),
        swaps=tuple(s for s in state.swaps if s.applicant == key and month.has(s.day)),
        leaves=tuple(leave for leave in state.leaves if leave.person == key),
        marks=own(month.marks),
    )


@dataclass(frozen=True, slots=True)
class _Missed:
    """How many shifts a person did not come to: for no reason, replaced, and on leave."""

    absent: int
    replaced: int
    on_leave: int


def _missed(month: Month, own: _Own) -> _Missed:
    absent, replaced, off = 0, 0, 0
    for slot in _missed_slots(month, own):
        if stood_in(month.state, slot.ref, own.key):
            replaced += 1
        elif on_leave(month.state, own.key, slot.day):
            off += 1
        else:
            absent += 1
    return _Missed(absent, replaced, off)


def _missed_slots(month: Month, own: _Own) -> Iterator[Slot]:
    """Yield the shifts that are over, of which there are records, and without the person's."""
    came = {attendance.ref for attendance in own.attendances}
    for slot in own.planned:
        if slot.end <= month.until and month.saw(slot.end) and slot.ref not in came:
            yield slot


def _is_urgent(swap: Swap) -> bool:
    return swap.urgent and swap.effective is not None


def _away(month: Month, own: _Own) -> Count:
    """Return how often and how long the person was away; to be found elsewhere is not away."""
    lengths = [seconds_of(a.out, a.back or month.until) for a in own.aways if a.kind == "away"]
    return Count(len(lengths), sum(lengths))


def _signed_in_still(month: Month, own: _Own) -> int:
    return sum(a.on_duty and a.end <= month.until for a in own.attendances)


def _actual_seconds(month: Month, own: _Own) -> int:
    return sum(
        seconds_of(attendance.arrived, attendance.left or min(attendance.end, month.until))
        for attendance in own.attendances
    )


def _days_off(month: Month, own: _Own) -> int:
    """Return the month's days of leave, those too from which a recall took the person."""
    return sum(len(days_of(leave, month.first, month.last)) for leave in own.leaves)


def _days_owed(month: Month, own: _Own) -> int:
    """Return the month's days that a recall took."""
    return sum(month.has(day) for leave in own.leaves for day in leave.recalled)


def _days_studied(month: Month, own: _Own) -> int:
    """Return the month's days of study, but for those that a recall took."""
    days = (set(leave.studied) - set(leave.recalled) for leave in own.leaves)
    return sum(month.has(day) for studied in days for day in studied)


def together(people: tuple[PersonMonth, ...]) -> PersonMonth | None:
    """Return what everybody has together, or None; the marks stay with their persons."""
    if not people:
        return None
    own = ("person", "name", "marks")
    names = [field.name for field in fields(PersonMonth) if field.name not in own]
    sums = {name: _sum(list(map(attrgetter(name), people))) for name in names}
    return PersonMonth(person="", name="", marks=(), **sums)


def _sum(values: list[Any]) -> Any:
    """Return the sum of numbers, or of counts."""
    if isinstance(values[0], Count):
        return Count(sum(v.times for v in values), sum(v.seconds for v in values))
    return sum(values)
