"""Marks of lateness and of stay, counted once more where a time was put right (X-12).

By the same rules as when they were given. What a leader has excused stays as it
was excused: somebody has decided that. Times that are planned, such as the start of a
shift, were never read from the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from dutyroom.domain.facts.attendance import leaving_marks, was_relieved
from dutyroom.domain.facts.slots import Slot, around, plan
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.log.entries import entry_marks
from dutyroom.domain.presence.arrival import lateness, leader_marks
from dutyroom.domain.presence.away import away_marks
from dutyroom.domain.presence.meetings import invited
from dutyroom.domain.presence.phone import lunch_marks
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.base import Mark, Record
from dutyroom.domain.records.kinds import kind_of
from dutyroom.domain.records.log import Entry
from dutyroom.domain.records.presence import (
    Attendance,
    Away,
    LeaderPresence,
    Meeting,
    PhoneHandover,
)
from dutyroom.values import dataclass

ARRIVAL = ("late_for_handover", "late", "awol")
LEAVING = ("held_over", "left_early")
AWAY = ("deserted", "back_late", "away_too_long")
LUNCH = ("lunch_early", "lunch_late", "lunch_long")
ENTRY = ("late_entry",)


@dataclass(frozen=True, slots=True)
class _World:
    """What the rules look at: all records, with every corrected one in its place."""

    state: DutyState
    profile: Profile
    zone: ZoneInfo


def recounted(
    pairs: Sequence[tuple[Record, Record]], state: DutyState, profile: Profile, zone: ZoneInfo
) -> tuple[Record, ...]:
    """Return the corrected records of pairs (as it was, as it is) with the marks that follow."""
    world = _World(_with(state, [new for _old, new in pairs]), profile, zone)
    return tuple(_recounted(old, new, world) for old, new in pairs)


def _recounted(old: Record, new: Record, world: _World) -> Record:
    rule = _RULES.get(type(new))
    return rule(old, new, world) if rule is not None else new


def _with(state: DutyState, records: Iterable[Record]) -> DutyState:
    """Return a state in which records of presence stand as they were corrected."""
    fixed = {record.id: record for record in records if type(record) in _RULES}
    fields = {kind_of(type(record)).field for record in fixed.values() if type(record) is not Entry}
    changes: dict[str, Any] = {
        name: tuple(fixed.get(record.id, record) for record in getattr(state, name))
        for name in fields
    }
    return replace(state, **changes)


def _attendance(old: Attendance, new: Attendance, world: _World) -> Attendance:
    new = replace(new, start=old.start, end=old.end)
    slots = around(world.state, world.profile, world.zone, new.arrived)
    slot = next((slot for slot in slots if slot.holds(new)), None)
    if slot is None:
        new = replace(new, day=old.day)
    elif new.day != old.day:
        new = replace(new, start=slot.start, end=slot.end)
    return _left(old, _arrived(old, new, slot, slots, world), world)


def _arrived(
    old: Attendance, new: Attendance, slot: Slot | None, slots: tuple[Slot, ...], world: _World
) -> Attendance:
    """Count the lateness again of somebody whom the roster is known to have expected."""
    expected = new.stands_in_for or new.person
    if slot is None or old.arrived == new.arrived or not slot.planned(expected):
        return new
    if any(_goes_on(each, old, new) for each in world.state.attendances):
        return new
    ids = [each.id for each in world.state.attendances]
    earlier = world.state.attendances[: ids.index(new.id)] if new.id in ids else ()
    state = replace(world.state, attendances=earlier)
    marks = lateness(state, world.profile, slot, slots, new.arrived, new.person, new.stands_in_for)
    return replace(new, marks=_instead(new.marks, ARRIVAL, marks))


def _goes_on(before: Attendance, *after: Attendance) -> bool:
    """Tell whether somebody went on from one shift to the next: nobody leaves or arrives."""
    follows = (before.person, before.post, before.end) == (
        after[0].person,
        after[0].post,
        after[0].start,
    )
    return follows and before.left in [each.arrived for each in after]


def _left(old: Attendance, new: Attendance, world: _World) -> Attendance:
    if new.left is None or (old.left, old.end) == (new.left, new.end):
        return new
    others = world.state.attendances
    if any(_goes_on(each, other) for each in (old, new) for other in others):
        return new
    relieved = was_relieved(world.state, new, new.left)
    marks = leaving_marks(new, new.left, world.profile, relieved=relieved)
    return replace(new, marks=_instead(new.marks, LEAVING, marks))


def _away(old: Away, new: Away, world: _World) -> Away:
    if new.back is None or (old.out, old.back) == (new.out, new.back):
        return new
    marks = away_marks(replace(new, marks=()), new.back, world.profile)
    return replace(new, marks=_instead(new.marks, AWAY, marks))


def _phone(old: PhoneHandover, new: PhoneHandover, world: _World) -> PhoneHandover:
    if new.back is None or (old.out, old.back) == (new.out, new.back):
        return new
    marks = lunch_marks(new, new.back, world.profile, world.zone)
    return replace(new, marks=_instead(new.marks, LUNCH, marks))


def _leader(old: LeaderPresence, new: LeaderPresence, world: _World) -> LeaderPresence:
    new = replace(new, start=old.start, end=old.end, day=old.day)
    if old.arrived == new.arrived:
        return new
    marks = leader_marks(new.start, new.arrived, world.profile)
    return replace(new, marks=_instead(new.marks, ARRIVAL, marks))


def _meeting(old: Meeting, new: Meeting, world: _World) -> Meeting:
    """Let a meeting begin on its true day; those asked on that day who did not come are missing."""
    new = replace(new, start=old.start + (new.day - old.day))
    if new.day == old.day:
        return new
    slots = plan(world.state, world.profile, world.zone, new.day, new.day)
    asked = invited(world.state, slots)
    return replace(new, missing=tuple(key for key in asked if key not in new.present))


def _entry(old: Entry, new: Entry, world: _World) -> Entry:
    if (old.at, old.entered) == (new.at, new.entered):
        return new
    marks = (mark for mark in entry_marks(new, world.profile) if mark.code in ENTRY)
    return replace(new, marks=_instead(new.marks, ENTRY, tuple(marks)))


def _instead(
    marks: tuple[Mark, ...], codes: Collection[str], right: tuple[Mark, ...]
) -> tuple[Mark, ...]:
    """Return marks with the right ones of these codes, for the reason given then.

    If one of them is excused all stay.
    """
    before = [mark for mark in marks if mark.code in codes]
    if any(mark.excused for mark in before):
        return marks
    reason = "".join(mark.note for mark in before[:1])
    given = [replace(mark, note=mark.note or reason) for mark in right]
    return (*given, *(mark for mark in marks if mark not in before))


_Rule = Callable[[Any, Any, _World], Record]
_RULES: Mapping[type[Record], _Rule] = {
    Attendance: _attendance,
    Away: _away,
    PhoneHandover: _phone,
    LeaderPresence: _leader,
    Meeting: _meeting,
    Entry: _entry,
}
