"""Signing a handover: two signatures, or a supervisor's word, and what they change."""

from __future__ import annotations

from dataclasses import replace

from dutyroom.desk.change import Change
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.handover.checklist import fresh, with_people
from dutyroom.desk.people.pin_seal import check_pin
from dutyroom.desk.people.powers import check_boss, check_own
from dutyroom.desk.presence.away import close_aways
from dutyroom.desk.station.backup import copy_after
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Refused, Verdict, refuse_blocked
from dutyroom.domain.facts.attendance import leaving_marks
from dutyroom.domain.facts.slots import around
from dutyroom.domain.handover import checklist as rules
from dutyroom.domain.log.items import passed_on
from dutyroom.domain.patrol.inspections import inspected
from dutyroom.domain.presence.away import alone_verdicts
from dutyroom.domain.records.base import Signature
from dutyroom.domain.records.handover import Handover
from dutyroom.domain.records.log import Entry
from dutyroom.domain.records.people import Person


def override(desk: Desk, handover: Handover, person: Person, reason: str, pin: str) -> Handover:
    """Let a handover through with critical work open: supervisor or leader, with PIN and reason.

    It is marked as overridden for good (R-140, 带病交班), and goes for the
    items that block now: what comes up later blocks again. Raises `Wrong` when
    nothing blocks.
    """
    check_boss(desk, person, reason, pin, "R-140")
    with desk.change("handover.override", person.key) as change:
        items = rules.critical_items(change.state, handover, desk.profile)
        if not items:
            raise Wrong(say("No urgent work blocks this handover"))
        numbers = tuple(item.id for item in items)
        return change.put(
            rules.changed(handover, override=reason, overridden_by=person.key, overridden=numbers)
        )


def sign(desk: Desk, handover: Handover, person: Person, pin: str) -> Handover:
    """Sign with one's PIN: outgoing first, then the relief (R-133, R-138).

    The second signature ends the old shift and begins the new one at the same
    moment. Where the open items changed after the first signature, that one is
    void and both sign again. Raises `Refused` with everything that is still
    open, and for who may not sign by the table of powers; whoever stands in on
    a shift may, a leader too. `Wrong` for a PIN that does not fit.
    """
    if not _is_here(desk, person):
        check_own(desk, "sign", person, pin=pin, clause="R-133")
    check_pin(person, pin)
    with desk.change("handover.sign", person.key) as change:
        known = with_people(change, fresh(change.state, handover))
        void = rules.unsealed(change.state, known)
        if void:
            known = change.put(rules.changed(known))
        relief_alone = void and rules.side_of(known, person.key) == "incoming"
        done = None if relief_alone else _signed(desk, change, known, person)
    if done is not None:
        if done.status == "complete":
            copy_after(desk, "handover")
        return done
    text = say("The open items changed after the first signature: the outgoing officer signs again")
    raise Refused((Verdict("block", "signature_void", text, "5.5"),))


def _is_here(desk: Desk, person: Person) -> bool:
    return any(a.person == person.key and a.left is None for a in desk.state().attendances)


def _signed(desk: Desk, change: Change, known: Handover, person: Person) -> Handover:
    not_now = rules.signing_order(known, person.key)
    if not_now is not None:
        raise Refused((Verdict("block", "signing_order", not_now, "R-133"),))
    refuse_blocked(_all_obstacles(desk, change, known))
    signature = Signature(person.key, change.now)
    if rules.side_of(known, person.key) == "outgoing":
        return _first_signature(desk, change, known, signature)
    return _complete(desk, change, replace(known, incoming_signed=signature))


def _all_obstacles(desk: Desk, change: Change, handover: Handover) -> tuple[Verdict, ...]:
    found = rules.obstacles(change.state, handover, desk.profile)
    level = desk.profile.level("inspection_before_leaving")
    slots = around(change.state, desk.profile, desk.zone, change.now)
    slot = next(
        (
            s
            for s in slots
            if (s.day, s.post, s.shift) == (handover.day, handover.post, handover.from_shift)
        ),
        None,
    )
    post = desk.profile.post(handover.post)
    if (
        slot
        and rules.closes_post(handover)
        and post
        and post.patrolled
        and desk.profile.inspection.groups
        and not inspected(change.state, slot)
    ):
        text = say("The closing inspection is not complete: every item needs an answer")
        found = (*found, Verdict(level, "inspection_before_leaving", text, "R-016"))
    if not rules.closes_post(handover) and not handover.incoming:
        text = say("The relief has not come: you may not leave the post")
        found = (Verdict(desk.profile.level("no_handover"), "no_relief", text, "R-099"), *found)
    leaving = (a for a in change.state.attendances if rules.leaves_with(a, handover))
    alone = (
        verdict
        for a in leaving
        for verdict in alone_verdicts(change.state, desk.profile, a.person, but=handover.post)
    )
    return (*found, *alone)


def _first_signature(
    desk: Desk, change: Change, handover: Handover, signature: Signature
) -> Handover:
    signed = replace(
        handover,
        outgoing_signed=signature,
        status="one_signature",
        seal=rules.list_seal(change.state, handover),
    )
    if rules.closes_post(handover) or desk.profile.handover.signatures < 2:
        return _complete(desk, change, signed)
    return change.put(signed)


def _complete(desk: Desk, change: Change, handover: Handover) -> Handover:
    marks = rules.closing_marks(change.state, handover)
    people = change.state.attendances
    stays = not rules.closes_post(handover)
    relieved = stays and any(rules.relieves(a, handover) for a in people)
    for attendance in (a for a in people if rules.leaves_with(a, handover)):
        over = leaving_marks(attendance, change.now, desk.profile, relieved=relieved)
        close_aways(change, desk.profile, attendance.person)
        change.put(replace(attendance, left=change.now, marks=(*attendance.marks, *over)))
    if stays:
        for attendance in (a for a in people if rules.relieves(a, handover)):
            change.put(replace(attendance, took_over=change.now))
        _pass_items(change, handover)
        _tell_of_disputes(change, handover)
    tip = f"{desk.ledger.seq} {desk.ledger.tip}"
    return change.put(replace(handover, status="complete", marks=marks, tip=tip))


def _pass_items(change: Change, handover: Handover) -> None:
    for item in rules.items_of(change.state, handover):
        passed = rules.decision(handover, item.id)
        if passed is not None:
            change.put(passed_on(item, passed.owner, passed.follow_up))


def _tell_of_disputes(change: Change, handover: Handover) -> None:
    """Leave the supervisor a message for each difference that is not accepted (R-128)."""
    supervisors = change.state.with_role("supervisor", change.day)
    for count in rules.disputed(handover):
        facts = (count.article, f"{count.counted}/{count.expected}", count.condition)
        change.put(
            Entry(
                id=change.number(Entry),
                kind="message",
                day=change.day,
                at=change.now,
                entered=change.now,
                by=handover.incoming[0],
                owner=handover.incoming[0],
                whom=supervisors[0].key if supervisors else "",
                category="other",
                text=" ".join(part for part in (*facts, count.explanation) if part),
            )
        )
