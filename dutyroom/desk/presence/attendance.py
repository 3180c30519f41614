"""Signing in and out of a shift."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from dutyroom.desk.change import Change
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.powers import check_boss
from dutyroom.desk.presence.away import close_aways
from dutyroom.desk.presence.dress import dress_marks
from dutyroom.desk.swaps.requests import found_unapproved
from dutyroom.domain.base.codes import LevelCode, mark_code
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Verdict, refuse_blocked
from dutyroom.domain.facts.attendance import (
    arrival_marks,
    current_of,
    is_relieved,
    leaving_marks,
    on_post,
    present,
)
from dutyroom.domain.facts.eligibility import left_verdict, rank_verdict
from dutyroom.domain.facts.leave import on_leave
from dutyroom.domain.facts.slots import (
    Slot,
    around,
    find,
    manned,
    predecessor,
    relief_of,
    successor,
)
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.presence.away import alone_verdicts, others_away, stays
from dutyroom.domain.presence.places import place_marks, place_of
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.times import minutes
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import Attendance
from dutyroom.domain.swaps.requests import taken_on
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A sign-in: the attendance, and what the rules noted."""

    attendance: Attendance
    notes: tuple[Verdict, ...]


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
        held = current_of(state, person.key)
        if held is not None:
            return _roll_over(desk, change, person, held, slots, dress, place.strip())
        running = _running(slots, post, shift, change, desk.profile)
        for_person = _missed(running, person.key, for_person)
        wanted = for_person or person.key
        slot = _slot_for(slots, running, wanted, post, shift, change, desk.profile)
        for_person = "" if slot.planned(person.key) else for_person
        if for_person:
            _check_missed(state, slot, for_person)
        notes = refuse_blocked(_verdicts(desk.profile, slot, person, for_person))
        marks = (
            *_lateness(desk, change, slot, slots, person.key, for_person),
            *_marks_of(desk, change, slot, notes, for_person, dress, place),
        )
        alone = any(note.code == "substitute_unapproved" for note in notes)
        if for_person and alone and not _let_go(state, slot, for_person):
            found_unapproved(change, slot.ref, for_person, person.key)
        taken = _somebody_else_answers(state, slot)
        attendance = change.put(
            Attendance(
                id=change.number(Attendance, slot.day),
                day=slot.day,
                post=slot.post,
                shift=slot.shift,
                person=person.key,
                start=slot.start,
                end=slot.end,
                arrived=change.now,
                took_over=None if taken else change.now,
                stands_in_for=for_person,
                terminal=desk.ledger.terminal,
                marks=marks,
                place=place.strip(),
            )
        )
    return SignedIn(attendance, notes)


def _missed(running: list[Slot], person: str, for_person: str) -> str:
    """Return whom somebody stands in for; nobody where a swap has made the shift the own one."""
    theirs = any(slot.planned(for_person) for slot in running)
    own = any(slot.planned(person) for slot in running)
    return "" if own and not theirs else for_person


def _marks_of(
    desk: Desk,
    change: Change,
    slot: Slot,
    notes: tuple[Verdict, ...],
    for_person: str,
    dress: tuple[Mark, ...],
    place: str,
) -> tuple[Mark, ...]:
    """Return the marks of a sign-in but for being late."""
    warned = (Mark(mark_code(v.code), note=for_person) for v in notes if v.level == "warn")
    return (*warned, *dress, *_elsewhere(desk, change.state, slot, change.now, place))


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
    here = current_of(state, original)
    if here is not None and slot.holds(here):
        text = say("{person} is on post: nobody stands in for who is there", person=name)
        raise Wrong(text, "for")
    there = (a for a in present(state, slot) if a.left is None)
    other = next((a.person for a in there if a.stands_in_for == original), None)
    if other is not None:
        text = say(
            "{other} stands in for {person} already: leave the name out to assist",
            other=state.name(other),
            person=name,
        )
        raise Wrong(text, "for")


def _elsewhere(
    desk: Desk, state: DutyState, slot: Slot, now: datetime, place: str
) -> tuple[Mark, ...]:
    """Return the mark of a sign-in from another place than the shift's (R-080, R-312)."""
    planned = place_of(state, desk.profile, slot, max(now, slot.start), desk.zone)
    return place_marks(desk.profile, planned, place.strip(), desk.ledger.terminal)


def _judged(desk: Desk, code: LevelCode) -> bool:
    return desk.profile.level(code) != "off"


def _let_go(state: DutyState, slot: Slot, original: str) -> bool:
    """Tell whether who is stood in for is on leave, or was there and has left (R-024, R-099)."""
    left = any(slot.holds(a) and a.person == original for a in state.attendances)
    return left or on_leave(state, original, slot.day) is not None


def _lateness(
    desk: Desk, change: Change, slot: Slot, slots: tuple[Slot, ...], person: str, for_person: str
) -> tuple[Mark, ...]:
    """Return the marks of arrival: only who was expected can be late, and only the first time.

    Who got the shift by a swap or a recall is expected from then on. Who stands
    in is late for the post, but not absent: that is who did not come (R-026).
    """
    state, wanted = change.state, for_person or person
    before = any(slot.holds(a) and a.person in (person, wanted) for a in state.attendances)
    if before or not slot.planned(wanted):
        return ()
    relieves = predecessor(slot, slots) is not None
    since = taken_on(state, slot, wanted)
    marks = arrival_marks(slot, change.now, desk.profile, relieves=relieves, since=since)
    return tuple(mark for mark in marks if not for_person or mark.code != "awol")


def _roll_over(
    desk: Desk,
    change: Change,
    person: Person,
    held: Attendance,
    slots: tuple[Slot, ...],
    dress: tuple[Mark, ...],
    place: str,
) -> SignedIn:
    """Let somebody who has two shifts on end go on from one to the next, without a handover.

    The next one is the person's own: who stood in on the first does not any more
    (R-026). What is worn and where the person is are told anew (R-023, R-080).
    """
    following = successor(find(slots, held), slots)
    opens = held.end - minutes(desk.profile.timing.soon_min)
    if following is None or not following.planned(person.key) or change.now < opens:
        raise Wrong(say("{person} is signed in already", person=person.name), "name")
    notes = refuse_blocked(_verdicts(desk.profile, following, person, ""))
    change.put(replace(held, left=change.now))
    going_on = replace(
        held,
        id=change.number(Attendance, following.day),
        rev=0,
        day=following.day,
        shift=following.shift,
        start=following.start,
        end=following.end,
        arrived=change.now,
        took_over=change.now if held.took_over else None,
        stands_in_for="",
        terminal=desk.ledger.terminal,
        place=place,
        marks=_marks_of(desk, change, following, notes, "", dress, place),
    )
    return SignedIn(change.put(going_on), notes)


def _somebody_else_answers(state: DutyState, slot: Slot) -> bool:
    """Tell whether somebody of an adjoining shift is still on post; who forgot to go is not."""
    return any(not slot.holds(a) and a.end >= slot.start for a in on_post(state, slot.post))


def _running(
    slots: tuple[Slot, ...], post: str, shift: str, change: Change, profile: Profile
) -> list[Slot]:
    """Return the shifts that can be signed in for now, of a post or name if one is given."""
    early = minutes(profile.timing.sign_in_early_min)
    return [
        s
        for s in slots
        if s.start - early <= change.now < s.end
        and (not post or s.post == post)
        and (not shift or s.shift == shift)
    ]


def _slot_for(
    slots: tuple[Slot, ...],
    running: list[Slot],
    person: str,
    post: str,
    shift: str,
    change: Change,
    profile: Profile,
) -> Slot:
    mine = [s for s in running if s.planned(person)]
    if mine:
        return mine[0]
    _refuse_too_early(slots, person, post, shift, change, profile)
    if not running:
        raise Wrong(say("No shift runs at this post now, and none begins soon"), "shift")
    return min(running, key=lambda s: abs(s.start - change.now))


def _refuse_too_early(
    slots: tuple[Slot, ...], person: str, post: str, shift: str, change: Change, profile: Profile
) -> None:
    ahead = [s for s in slots if s.planned(person) and s.start > change.now]
    asked = post or shift
    if ahead and not asked:
        raise Wrong(
            say(
                "The next shift is {shift} on {day} at {start}; sign in from {n} minutes before"
                ", or name the post",
                shift=ahead[0].shift,
                day=ahead[0].day,
                start=ahead[0].start,
                n=profile.timing.sign_in_early_min,
            ),
            "shift",
        )


def _verdicts(profile: Profile, slot: Slot, person: Person, for_person: str) -> tuple[Verdict, ...]:
    found = []
    if not slot.planned(person.key):
        code: LevelCode = "substitute_unapproved" if for_person else "not_rostered"
        clause = "R-026" if for_person else "R-110"
        text = say(
            "{person} is not on the roster for {shift}", person=person.name, shift=slot.shift
        )
        found.append(Verdict(profile.level(code), code, text, clause))
    more = (left_verdict(profile, person, slot.day), rank_verdict(profile, slot.post, person))
    return (*found, *filter(None, more))


def sign_out(desk: Desk, person: Person, *, reason: str = "") -> Attendance:
    """Sign a person out.

    The last one on a post may not leave before the relief has come (R-099) and
    both have signed (R-138), nor leave a post unmanned before it is closed
    (R-016, R-076): `Refused`. Leaving before the end is marked (R-024), also
    in the last minutes, in which only a relief lets somebody go.
    """
    with desk.change("shift.out", person.key) as change:
        state = change.state
        attendance = current_of(state, person.key)
        if attendance is None:
            raise Wrong(say("{person} is not signed in", person=person.name), "name")
        slots = around(state, desk.profile, desk.zone, change.now)
        against = leaving_verdicts(state, desk.profile, attendance, slots, change.now)
        relieved = is_relieved(state, attendance)
        marks = leaving_marks(attendance, change.now, desk.profile, relieved=relieved)
        if refuse_blocked(against) and _judged(desk, "left_unhanded"):
            marks = (*marks, Mark("left_unhanded"))
        close_aways(change, desk.profile, person.key)
        return change.put(
            replace(
                attendance,
                left=change.now,
                marks=(*attendance.marks, *(replace(m, note=reason) for m in marks)),
            )
        )


def release(desk: Desk, person: Person, leader: Person, reason: str, pin: str) -> Attendance:
    """Let a person go whom the rules keep on post: supervisor or leader, with PIN and reason.

    For a relief who never comes, or somebody who forgot to close the post. The
    mark stays; a handover that was under way for this person alone is stopped
    (R-099: the leader decides). Raises `Refused`, `Wrong` and the store's errors.
    """
    check_boss(desk, leader, reason, pin, "R-099")
    with desk.change("shift.release", leader.key) as change:
        attendance = current_of(change.state, person.key)
        if attendance is None:
            raise Wrong(say("{person} is not signed in", person=person.name), "name")
        for handover in change.state.handovers:
            under_way = handover.status in ("checking", "one_signature")
            if under_way and handover.outgoing == (person.key,):
                change.put(replace(handover, status="stopped"))
        close_aways(change, desk.profile, person.key)
        relieved = is_relieved(change.state, attendance)
        over = leaving_marks(attendance, change.now, desk.profile, relieved=relieved)
        marks = (*attendance.marks, *over, Mark("released", note=reason))
        return change.put(replace(attendance, left=change.now, marks=marks))


def leaving_verdicts(
    state: DutyState,
    profile: Profile,
    attendance: Attendance,
    slots: tuple[Slot, ...],
    now: datetime,
) -> tuple[Verdict, ...]:
    """Return what keeps a person on post; nothing for one who is not the last there.

    Who is away is not there (R-268), and a post where this person stands in for
    somebody is left, too (R-027).
    """
    answers = attendance.took_over is not None
    level = profile.level("no_handover")
    own = attendance.post if answers else ""
    found = [*alone_verdicts(state, profile, attendance.person, but=own)]
    if not answers or stays(state, attendance.post, attendance.person):
        return tuple(found)
    others = tuple(a.person for a in on_post(state, attendance.post) if a.id != attendance.id)
    if others:
        found.append(others_away(level, state, attendance.post, others))
    return (*found, *_last_on_post(state, profile, attendance, slots, now))


def _last_on_post(
    state: DutyState,
    profile: Profile,
    attendance: Attendance,
    slots: tuple[Slot, ...],
    now: datetime,
) -> tuple[Verdict, ...]:
    after = relief_of(find(slots, attendance), slots, state, now)
    level = profile.level("no_handover")
    if after is None:
        text = say("The post would be unmanned: close it first (handover), then it ends itself")
        return (Verdict(profile.level("closing_when_unmanned"), "not_closed", text, "R-076"),)
    if not manned(state, after):
        text = say("The relief has not come: you may not leave the post")
        return (Verdict(level, "no_relief", text, "R-099", ("supervisor", "leader")),)
    text = say("The handover is not signed by both: you may not leave the post")
    return (Verdict(level, "not_signed", text, "R-138", ("supervisor", "leader")),)
