"""Signing out of a shift, and letting somebody go whom the rules keep on post."""

from __future__ import annotations

from dataclasses import replace

from dutyroom.desk.change import Change
from dutyroom.desk.desk import Desk
from dutyroom.desk.people.powers import check_boss
from dutyroom.desk.presence.away import close_aways
from dutyroom.desk.presence.signed_in import signed_in
from dutyroom.domain.base.verdict import Refused, Verdict, refuse_blocked
from dutyroom.domain.facts.attendance import is_relieved, leaving_marks
from dutyroom.domain.facts.slots import around
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.presence.leaving import leaving_verdicts
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import Attendance

_NEEDS_SIGNING = ("not_closed", "not_signed")
"""What keeps somebody on post until a handover or a closing is signed."""


def sign_out(desk: Desk, person: Person, *, reason: str = "") -> Attendance:
    """Sign a person out.

    The last one on a post may not leave before the relief has come (R-099) and
    both have signed (R-138), nor leave a post unmanned before it is closed
    (R-016, R-076): `Refused`. Leaving before the end is marked (R-024), also
    in the last minutes, in which only a relief lets somebody go.
    """
    profile = desk.profile
    with desk.change("shift.out", person.key) as change:
        state = change.state
        attendance = signed_in(state, person)
        slots = around(state, profile, desk.zone, change.now)
        against = leaving_verdicts(state, profile, attendance, slots, change.now)
        relieved = is_relieved(state, attendance)
        marks = leaving_marks(attendance, change.now, profile, relieved=relieved)
        if _refused(desk, against) and profile.level("left_unhanded") != "off":
            marks = (*marks, Mark("left_unhanded"))
        close_aways(change, profile, person.key)
        noted = (replace(mark, note=reason) for mark in marks)
        return change.put(replace(attendance, left=change.now, marks=(*attendance.marks, *noted)))


def _refused(desk: Desk, against: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    """Return what is only shown. Raises `Refused`, also with why the signatures have to wait.

    While the records are damaged nobody can sign the handover or the closing.
    """
    try:
        return refuse_blocked(against)
    except Refused as refused:
        if not any(verdict.code in _NEEDS_SIGNING for verdict in refused.verdicts):
            raise
        raise Refused((*refused.verdicts, *desk.waiting("handover.sign"))) from None


def release(desk: Desk, person: Person, leader: Person, reason: str, pin: str) -> Attendance:
    """Let a person go whom the rules keep on post: supervisor or leader, with PIN and reason.

    For a relief who never comes, or somebody who forgot to close the post. The
    mark stays; a handover that was under way for this person alone is stopped
    (R-099: the leader decides). Raises `Refused`, `Wrong` and the store's errors.
    """
    check_boss(desk, leader, reason, pin, "R-099")
    with desk.change("shift.release", leader.key, proof="pin") as change:
        state = change.state
        attendance = signed_in(state, person)
        _stop_handovers(change, state, person)
        close_aways(change, desk.profile, person.key)
        relieved = is_relieved(state, attendance)
        over = leaving_marks(attendance, change.now, desk.profile, relieved=relieved)
        marks = (*attendance.marks, *over, Mark("released", note=reason))
        return change.put(replace(attendance, left=change.now, marks=marks))


def _stop_handovers(change: Change, state: DutyState, person: Person) -> None:
    """Stop what is under way for this person alone."""
    for handover in state.handovers:
        if handover.under_way and handover.outgoing == (person.key,):
            change.put(replace(handover, status="stopped"))
