"""Duty leaders sign in and out, approve other places, and excuse what was marked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.powers import check_boss
from dutyroom.domain.attendance import current_of
from dutyroom.domain.leaders import LeaderDuty, leader_duties
from dutyroom.domain.places import place_of
from dutyroom.domain.records import (
    Attendance,
    Away,
    LeaderPresence,
    Mark,
    Person,
    PhoneHandover,
    PlaceChange,
    PostCheck,
)
from dutyroom.domain.sentence import say
from dutyroom.domain.shifts import around, find
from dutyroom.domain.state import DutyState
from dutyroom.domain.times import minutes, seconds_between

Marked = Attendance | Away | PhoneHandover | PostCheck | LeaderPresence
_MARKED = (Attendance, Away, PhoneHandover, PostCheck, LeaderPresence)


def leader_in(desk: Desk, leader: Person) -> LeaderPresence:
    """Sign the leader of the duty date in (R-185).

    Raises `Wrong` for somebody who does not lead the duty now, or is there
    already, and the store's errors.
    """
    with desk.change("leader.in", leader.key) as change:
        duty = _duty(desk, change.state, leader)
        if duty.presence is not None and duty.presence.left is None:
            raise Wrong(say("{person} is signed in already", person=leader.name), "name")
        if duty.presence is not None:
            return change.put(replace(duty.presence, left=None))
        late = seconds_between(duty.start, change.now)
        latest = duty.start + minutes(desk.profile.attendance.grace_min)
        return change.put(
            LeaderPresence(
                id=change.number("DL", duty.day),
                day=duty.day,
                person=leader.key,
                start=duty.start,
                end=duty.end,
                arrived=change.now,
                marks=(Mark("late", late),) if change.now > latest else (),
            )
        )


def leader_out(desk: Desk, leader: Person) -> LeaderPresence:
    """Sign the leader of the duty date out. Raises `Wrong` and the store's errors."""
    with desk.change("leader.out", leader.key) as change:
        known = (p for p in change.state.leaders if p.person == leader.key and p.left is None)
        presence = next(reversed(tuple(known)), None)
        if presence is None:
            raise Wrong(say("{person} is not signed in", person=leader.name), "name")
        return change.put(replace(presence, left=change.now))


def _duty(desk: Desk, state: DutyState, leader: Person) -> LeaderDuty:
    today, now = desk.now().date(), desk.now()
    early = minutes(desk.profile.timing.sign_in_early_min)
    first = today.fromordinal(today.toordinal() - 1)
    mine = [
        duty
        for duty in leader_duties(state, first, today)
        if duty.person == leader.key and duty.start - early <= now < duty.end
    ]
    if not mine:
        raise Wrong(say("{person} does not lead the duty now", person=leader.name), "name")
    return mine[-1]


def change_place(
    desk: Desk, person: Person, to: str, reason: str, leader: Person, pin: str
) -> PlaceChange:
    """Keep that a shift is spent at another place, approved by a leader (R-313).

    Raises `Refused`, `Wrong` and the store's errors.
    """
    if not to.strip():
        raise Wrong(say("Say where to"), "place")
    check_boss(desk, leader, reason, pin, "R-313")
    with desk.change("shift.place", leader.key) as change:
        here = current_of(change.state, person.key)
        if here is None:
            raise Wrong(say("{person} is not signed in", person=person.name), "name")
        slot = find(around(change.state, desk.profile, desk.zone, change.now), here)
        planned = place_of(change.state, desk.profile, slot, change.now, desk.zone)
        return change.put(
            PlaceChange(
                id=change.number("DD", here.day),
                day=here.day,
                post=here.post,
                shift=here.shift,
                person=person.key,
                reason=reason.strip(),
                planned=planned,
                to=to.strip(),
                approver=leader.key,
                at=change.now,
            )
        )


def marks_of(state: DutyState, person: str, day: date) -> tuple[tuple[str, Mark], ...]:
    """Return what somebody was marked with on a day and nobody excused, each with its record."""
    kinds = (state.attendances, state.aways, state.checks, state.leaders)
    records: list[Attendance | Away | PostCheck | LeaderPresence] = [r for k in kinds for r in k]
    return tuple(
        (record.id, mark)
        for record in records
        if (record.day, record.person) == (day, person)
        for mark in record.marks
        if not mark.excused
    )


def excuse(desk: Desk, number: str, code: str, leader: Person, reason: str, pin: str) -> Marked:
    """Excuse a mark: it stays, with the reason, and is counted apart.

    ``number`` names the record, of any month. Raises `Refused`, `Wrong`,
    Conflict and the store's errors.
    """
    check_boss(desk, leader, reason, pin, "R-024")
    record = desk.ledger.get(number.strip().upper())
    if not isinstance(record, _MARKED):
        raise Wrong(say("There is no number {number}", number=number), "number")
    if not any(mark.code == code for mark in record.marks):
        has = tuple(mark.code for mark in record.marks) or "—"
        text = say("{number} has no mark {code}; it has {has}", number=number, code=code, has=has)
        raise Wrong(text, "code")
    marks = tuple(
        replace(mark, excused=reason.strip()) if mark.code == code else mark
        for mark in record.marks
    )
    with desk.change("mark.excuse", leader.key) as change:
        return change.put(replace(record, marks=marks))
