"""Deciding on a swap: approved, or turned down."""

from __future__ import annotations

from dataclasses import replace

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.pin_seal import check_pin
from dutyroom.desk.people.powers import Permission, check_role, holders
from dutyroom.desk.station.contacts import write_copy
from dutyroom.desk.swaps.checks import check_open, shift_in_force, timing
from dutyroom.desk.swaps.effect import take_effect
from dutyroom.desk.swaps.unapproved import approve_afterwards
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Refused, Verdict, refuse_blocked
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.base import Signature
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import ShiftRef
from dutyroom.domain.records.swaps import Swap
from dutyroom.domain.swaps import requests as rules
from dutyroom.domain.swaps.notes import leads_that_day


def approve_swap(
    desk: Desk,
    swap: Swap,
    approver: Person,
    pin: str,
    *,
    substitute: Person | None = None,
    other: ShiftRef | None = None,
    reason: str = "",
) -> Swap:
    """Approve a request; the roster has its next version at the same moment (R-123, R-124).

    Where the supervisor assigns, ``substitute`` is named now, and ``other`` is
    what that person gives in exchange (R-181). An urgent one, and one that is
    approved after the fact (R-026), needs a reason. Raises `Refused` for the
    wrong role, another than the leader of the date where that one decides
    (R-190), a clash or an expired request, `Wrong`, Conflict.
    """
    _check_power(desk, approver, pin)
    with desk.change("swap.approve", approver.key, proof="pin") as change:
        state = change.state
        if swap.status == "unapproved":
            return approve_afterwards(change, state, swap, approver, reason)
        _check_decided_on(desk, swap)
        _refuse_expired(rules.stage(state, swap, desk.profile, change.now))
        _check_leads(desk, state, swap, approver)
        _check_not_own(desk, state, swap, approver)
        if swap.urgent and not reason.strip():
            raise Wrong(say("An urgent swap needs the reason of who approves it"), "reason")
        chosen = substitute or state.people.get(swap.substitute)
        if chosen is None:
            raise Wrong(say("Name who takes the shift"), "substitute")
        if other is not None:
            theirs = shift_in_force(state, other).line
            refuse_blocked(timing(desk, state, theirs, chosen.key, swap.urgent, change.now))
            swap = replace(swap, kind="exchange", other=other)
        signed = Signature(approver.key, change.now)
        decided = replace(swap, substitute=chosen.key, decided=signed, decision=reason)
        effective = take_effect(desk, change, state, decided)
    write_copy(desk)
    return effective


def _refuse_expired(stage: rules.Stage) -> None:
    if stage == "expired":
        text = say("The request came to nobody in time: ask for it anew, as urgent")
        raise Refused((Verdict("block", "swap_expired", text, "R-180"),))


def _check_decided_on(desk: Desk, swap: Swap) -> None:
    """Raise `Wrong` for a request that is decided, or that needs no decision (R-069, R-389)."""
    check_open(swap)
    if desk.profile.swap.mode not in rules.DECIDED:
        wanted = rules.missing(swap, desk.profile)
        text = say("Nobody decides on a swap here. It still needs: {wanted}", wanted=wanted)
        raise Wrong(text, "number")


def _check_not_own(desk: Desk, state: DutyState, swap: Swap, approver: Person) -> None:
    """Raise `Wrong` for somebody's own request, where another could decide on it."""
    if approver.key not in (swap.applicant, swap.by):
        return
    deciders = holders(desk, Permission("swap.decide"), state)
    if any(person.key != approver.key for person in deciders):
        text = say("{person} asked for it: somebody else decides", person=approver.name)
        raise Wrong(text, "name")


def _check_power(desk: Desk, person: Person, pin: str) -> None:
    roles = desk.profile.swap.approver_roles
    text = say(
        "Swaps are decided by {approver}; {person} is not one",
        approver=desk.profile.swap.approver or roles,
        person=person.name,
    )
    check_role(desk, person, "swap.decide", pin, text, "R-123", field="name")
    check_pin(person, pin)


def reject_swap(desk: Desk, swap: Swap, approver: Person, pin: str, reason: str) -> Swap:
    """Turn a request down, with the reason. Raises `Refused`, `Wrong`, Conflict."""
    _check_power(desk, approver, pin)
    if not reason.strip():
        raise Wrong(say("Give the reason"), "reason")
    _check_decided_on(desk, swap)
    with desk.change("swap.reject", approver.key, proof="pin") as change:
        _check_leads(desk, change.state, swap, approver)
        signed = Signature(approver.key, change.now)
        return change.put(replace(swap, status="rejected", decided=signed, decision=reason))


def _check_leads(desk: Desk, state: DutyState, swap: Swap, person: Person) -> None:
    """Raise `Refused` where somebody else leads the duty of the request's date."""
    leads = leads_that_day(state, desk.profile, swap, desk.now().date())
    if leads and person.key not in leads:
        names = tuple(map(state.name, leads))
        text = say("{leaders} leads the duty of {day} and decides", leaders=names, day=swap.day)
        raise Refused((Verdict("block", "leader_of_date", text, "R-190"),), "name")
