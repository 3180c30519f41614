"""Signing a handover: two signatures, or a supervisor's word, and what they change."""

from __future__ import annotations

from dataclasses import replace

from dutyroom.desk.change import Change
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.handover.find import handover_now
from dutyroom.desk.handover.start import with_people
from dutyroom.desk.people.pin_seal import check_pin
from dutyroom.desk.people.powers import check_boss, check_own
from dutyroom.desk.presence.away import close_aways
from dutyroom.desk.station.backup import copy_after
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Refused, Verdict, refuse_blocked
from dutyroom.domain.facts.attendance import leaving_marks
from dutyroom.domain.facts.slots import around
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.handover.counts import disputed
from dutyroom.domain.handover.items import critical_items, decision, items_of, list_seal, unsealed
from dutyroom.domain.handover.people import leaves_with, relieves, side_of
from dutyroom.domain.handover.signing import (
    changed,
    closing_marks,
    signing_obstacles,
    signing_order,
)
from dutyroom.domain.log.items import passed_on
from dutyroom.domain.records.base import Signature
from dutyroom.domain.records.handover import Handover
from dutyroom.domain.records.log import Entry
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import Attendance


def override(desk: Desk, handover: Handover, person: Person, reason: str, pin: str) -> Handover:
    """Let a handover through with critical work open: supervisor or leader, with PIN and reason.

    It is marked as overridden for good (R-140, 带病交班), and goes for the
    items that block now: what comes up later blocks again. Raises `Wrong` when
    nothing blocks.
    """
    check_boss(desk, person, reason, pin, "R-140")
    with desk.change("handover.override", person.key, proof="pin") as change:
        items = critical_items(change.state, handover, desk.profile)
        if not items:
            raise Wrong(say("No urgent work blocks this handover"))
        numbers = tuple(item.id for item in items)
        return change.put(
            changed(handover, override=reason, overridden_by=person.key, overridden=numbers)
        )


def sign(desk: Desk, handover: Handover, person: Person, pin: str) -> Handover:
    """Sign with one's PIN: outgoing first, then the relief (R-133, R-138).

    The second signature ends the old shift and begins the new one at the same
    moment. Where the open items changed after the first signature, that one is
    void and both sign again. Raises `Refused` with everything that is still
    open, and for who may not sign by the table of powers; whoever stands in on
    a shift may, a leader too. `Wrong` for a PIN that does not fit.
    """
    if not _is_here(desk.state(), person):
        check_own(desk, "sign", person, pin=pin, clause="R-133")
    check_pin(person, pin)
    with desk.change("handover.sign", person.key, proof="pin") as change:
        state = change.state
        current = with_people(change, handover_now(state, handover))
        void = unsealed(state, current)
        if void:
            current = change.put(changed(current))
        signed = None
        if not void or side_of(current, person.key) != "incoming":
            signed = _signed(desk, change, state, current, person)
    if signed is None:
        text = say(
            "The open items changed after the first signature: the outgoing officer signs again"
        )
        raise Refused((Verdict("block", "signature_void", text, "5.5"),))
    if signed.status == "complete":
        copy_after(desk, "handover")
    return signed


def _is_here(state: DutyState, person: Person) -> bool:
    return any(a.person == person.key and a.on_duty for a in state.attendances)


def _signed(
    desk: Desk, change: Change, state: DutyState, handover: Handover, person: Person
) -> Handover:
    not_now = signing_order(handover, person.key)
    if not_now is not None:
        raise Refused((Verdict("block", "signing_order", not_now, "R-133"),))
    slots = around(state, desk.profile, desk.zone, change.now)
    refuse_blocked(signing_obstacles(state, desk.profile, handover, slots))
    signature = Signature(person.key, change.now)
    if side_of(handover, person.key) == "outgoing":
        return _first_signature(desk, change, state, handover, signature)
    return _complete(desk, change, state, replace(handover, incoming_signed=signature))


def _first_signature(
    desk: Desk, change: Change, state: DutyState, handover: Handover, signature: Signature
) -> Handover:
    signed = replace(
        handover,
        outgoing_signed=signature,
        status="one_signature",
        seal=list_seal(state, handover),
    )
    if handover.closes_post or desk.profile.handover.signatures < 2:
        return _complete(desk, change, state, signed)
    return change.put(signed)


def _complete(desk: Desk, change: Change, state: DutyState, handover: Handover) -> Handover:
    """End the old shift and begin the new one, which has the open items from now on."""
    leaving = [a for a in state.attendances if leaves_with(a, handover)]
    relief: list[Attendance] = []
    if not handover.closes_post:
        relief = [a for a in state.attendances if relieves(a, handover)]
    for attendance in leaving:
        over = leaving_marks(attendance, change.now, desk.profile, relieved=bool(relief))
        close_aways(change, desk.profile, attendance.person)
        change.put(replace(attendance, left=change.now, marks=(*attendance.marks, *over)))
    for attendance in relief:
        change.put(replace(attendance, took_over=change.now))
    if not handover.closes_post:
        _pass_items(change, state, handover)
        _tell_of_disputes(change, state, handover)
    marks = closing_marks(state, handover)
    tip = f"{desk.ledger.seq} {desk.ledger.tip}"
    return change.put(replace(handover, status="complete", marks=marks, tip=tip))


def _pass_items(change: Change, state: DutyState, handover: Handover) -> None:
    for item in items_of(state, handover):
        passed = decision(handover, item.id)
        if passed is not None:
            change.put(passed_on(item, passed.owner, passed.follow_up))


def _tell_of_disputes(change: Change, state: DutyState, handover: Handover) -> None:
    """Leave the supervisor a message for each difference that is not accepted (R-128)."""
    supervisors = state.with_role("supervisor", change.day)
    told = supervisors[0].key if supervisors else ""
    for count in disputed(handover):
        numbers = f"{count.counted}/{count.expected}"
        facts = (count.article, numbers, count.condition, count.explanation)
        change.put(
            Entry(
                id=change.number(Entry),
                kind="message",
                day=change.day,
                at=change.now,
                entered=change.now,
                by=handover.incoming[0],
                owner=handover.incoming[0],
                whom=told,
                category="other",
                text=" ".join(filter(None, facts)),
            )
        )
