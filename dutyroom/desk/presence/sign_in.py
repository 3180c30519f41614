"""Signing in to a shift, and going on from one shift to the next."""

from __future__ import annotations

from dataclasses import replace

from dutyroom.desk.change import Change
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.presence.dress import dress_marks
from dutyroom.desk.swaps.unapproved import note_unapproved
from dutyroom.domain.base.codes import mark_code
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Verdict, refuse_blocked
from dutyroom.domain.facts.attendance import current_of, present
from dutyroom.domain.facts.slots import Slot, around, find, successor
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.presence.arrival import (
    lateness,
    let_go,
    running_slots,
    sign_in_verdicts,
    somebody_else_answers,
    stood_in_for,
)
from dutyroom.domain.presence.places import place_marks, place_of
from dutyroom.domain.presence.restored import restored_meanwhile
from dutyroom.domain.profile.times import minutes
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import Attendance
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A sign-in: the attendance, and what the rules noted."""

    attendance: Attendance
    notes: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class _Arrival:
    """Somebody who comes now: the shifts around, what is not worn, and where the person is."""

    desk: Desk
    change: Change
    state: DutyState
    slots: tuple[Slot, ...]
    person: Person
    dress: tuple[Mark, ...]
    place: str


def sign_in(
    desk: Desk,
    person: Person,
    *,
    post: str = "",
    shift: str = "",
    for_person: str = "",
    missing: tuple[str, ...] = (),
    undressed: str = "",
    place: str = "",
) -> SignedIn:
    """Sign a person in at the post, to the second (R-001, R-126).

    The shift is the one that the roster names, or else the running one at
    ``post``. With somebody on post the person assists until both have signed
    the handover; otherwise responsibility begins now. ``for_person`` is whom
    somebody stands in for who is not on the roster; ``missing`` are the parts of
    the uniform that are not ticked, ``undressed`` says why (R-023); ``place`` where
    the person is, if not where the terminal stands (R-080). Raises `Wrong`,
    `Refused` and the store's errors.
    """
    dress = dress_marks(desk.profile, missing, undressed)
    with desk.change("shift.in", person.key) as change:
        state = change.state
        slots = around(state, desk.profile, desk.zone, change.now)
        arrival = _Arrival(desk, change, state, slots, person, dress, place.strip())
        attendance = current_of(state, person.key)
        if attendance is not None:
            return _roll_over(arrival, attendance)
        running = running_slots(slots, desk.profile, change.now, post, shift)
        original = stood_in_for(running, person.key, for_person)
        slot = _slot_for(arrival, running, original or person.key, named=bool(post or shift))
        if slot.planned(person.key):
            original = ""
        if original:
            _check_missed(state, slot, original)
        return _signed_in(arrival, slot, original)


def _signed_in(arrival: _Arrival, slot: Slot, original: str) -> SignedIn:
    """Sign somebody in to a shift; ``original`` is whom the person stands in for, if anybody."""
    desk, change, state, person = arrival.desk, arrival.change, arrival.state, arrival.person.key
    notes = refuse_blocked(sign_in_verdicts(desk.profile, slot, arrival.person, original))
    late = lateness(state, desk.profile, slot, arrival.slots, change.now, person, original)
    unapproved = any(note.code == "substitute_unapproved" for note in notes)
    if original and unapproved and not let_go(state, slot, original):
        note_unapproved(change, slot.ref, original, person)
    assists = somebody_else_answers(state, slot)
    attendance = change.put(
        Attendance(
            id=change.number(Attendance, slot.day),
            day=slot.day,
            post=slot.post,
            shift=slot.shift,
            person=person,
            start=slot.start,
            end=slot.end,
            arrived=change.now,
            took_over=None if assists else change.now,
            stands_in_for=original,
            terminal=desk.ledger.terminal,
            marks=(*late, *_other_marks(arrival, slot, notes, original)),
            place=arrival.place,
        )
    )
    return SignedIn(attendance, (*notes, *restored_meanwhile(state, arrival.person)))


def _other_marks(
    arrival: _Arrival, slot: Slot, notes: tuple[Verdict, ...], original: str
) -> tuple[Mark, ...]:
    """Return the marks of a sign-in but for being late: warnings, dress, place (R-080, R-312)."""
    desk, now = arrival.desk, arrival.change.now
    warned = (Mark(mark_code(note.code), note=original) for note in notes if note.level == "warn")
    planned = place_of(arrival.state, desk.profile, slot, max(now, slot.start), desk.zone)
    elsewhere = place_marks(desk.profile, planned, arrival.place, desk.ledger.terminal)
    return (*warned, *arrival.dress, *elsewhere)


def _roll_over(arrival: _Arrival, attendance: Attendance) -> SignedIn:
    """Let somebody who has two shifts on end go on from one to the next, without a handover.

    The next one is the person's own: who stood in on the first does not any more
    (R-026). What is worn and where the person is are told again (R-023, R-080).
    """
    desk, change, person = arrival.desk, arrival.change, arrival.person
    following = successor(find(arrival.slots, attendance), arrival.slots)
    opens = attendance.end - minutes(desk.profile.timing.soon_min)
    if following is None or not following.planned(person.key) or change.now < opens:
        raise Wrong(say("{person} is signed in already", person=person.name), "name")
    notes = refuse_blocked(sign_in_verdicts(desk.profile, following, person, ""))
    change.put(replace(attendance, left=change.now))
    going_on = replace(
        attendance,
        id=change.number(Attendance, following.day),
        rev=0,
        day=following.day,
        shift=following.shift,
        start=following.start,
        end=following.end,
        arrived=change.now,
        took_over=change.now if attendance.took_over else None,
        stands_in_for="",
        terminal=desk.ledger.terminal,
        place=arrival.place,
        marks=_other_marks(arrival, following, notes, ""),
    )
    told = restored_meanwhile(arrival.state, person)
    return SignedIn(change.put(going_on), (*notes, *told))


def _slot_for(arrival: _Arrival, running: tuple[Slot, ...], person: str, *, named: bool) -> Slot:
    """Return the running shift of a person, else the one that began or begins nearest to now.

    Raises `Wrong` where none runs, and, unless post or shift is ``named``, where the
    person has a later one.
    """
    planned = [slot for slot in running if slot.planned(person)]
    if planned:
        return planned[0]
    if not named:
        _refuse_too_early(arrival, person)
    if not running:
        raise Wrong(say("No shift runs at this post now, and none begins soon"), "shift")
    return min(running, key=lambda slot: abs(slot.start - arrival.change.now))


def _refuse_too_early(arrival: _Arrival, person: str) -> None:
    now = arrival.change.now
    ahead = [slot for slot in arrival.slots if slot.planned(person) and slot.start > now]
    if ahead:
        text = say(
            "The next shift is {shift} on {day} at {start}; sign in from {n} minutes before"
            ", or name the post",
            shift=ahead[0].shift,
            day=ahead[0].day,
            start=ahead[0].start,
            n=arrival.desk.profile.timing.sign_in_early_min,
        )
        raise Wrong(text, "shift")


def _check_missed(state: DutyState, slot: Slot, original: str) -> None:
    """Raise `Wrong` for whom nobody can stand in (R-026).

    Without that shift, on post, or where somebody else stands in already.
    """
    name = state.name(original)
    if not slot.planned(original):
        text = say(
            "{person} has no shift now that somebody could stand in for: leave the name out",
            person=name,
        )
        raise Wrong(text, "for")
    there = [attendance for attendance in present(state, slot) if attendance.on_duty]
    if any(attendance.person == original for attendance in there):
        text = say("{person} is on post: nobody stands in for who is there", person=name)
        raise Wrong(text, "for")
    other = next((a.person for a in there if a.stands_in_for == original), None)
    if other is not None:
        text = say(
            "{other} stands in for {person} already: leave the name out to assist",
            other=state.name(other),
            person=name,
        )
        raise Wrong(text, "for")
