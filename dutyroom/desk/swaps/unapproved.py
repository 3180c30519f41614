"""Swaps that nobody approved: noted when somebody else came, approved afterwards (补批)."""

from __future__ import annotations

from dataclasses import replace

from dutyroom.desk.change import Change
from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.base import Mark, Signature
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import ShiftRef
from dutyroom.domain.records.swaps import Swap


def note_unapproved(change: Change, ref: ShiftRef, original: str, came: str) -> Swap:
    """Keep that somebody came on another's shift without approval (R-026).

    The post is manned and the roster stands; a leader may lift the marks.
    """
    for swap in change.state.swaps:
        same_people = (swap.applicant, swap.substitute) == (original, came)
        if swap.kind == "unapproved" and swap.ref == ref and same_people:
            return swap
    return change.put(
        Swap(
            id=change.number(Swap, ref.day),
            day=ref.day,
            post=ref.post,
            shift=ref.shift,
            kind="unapproved",
            applicant=original,
            substitute=came,
            submitted=change.now,
            by=came,
            status="unapproved",
            marks=(Mark("swap_unapproved"), Mark("deserted")),
        )
    )


def approve_afterwards(
    change: Change, state: DutyState, swap: Swap, approver: Person, reason: str
) -> Swap:
    """Approve a swap that nobody asked for; what was noted stays visible (补批)."""
    if not reason.strip():
        raise Wrong(say("Give the reason"), "reason")
    for attendance in state.attendances:
        if attendance.ref == swap.ref and attendance.person == swap.substitute:
            marks = tuple(_excused(mark, reason) for mark in attendance.marks)
            change.put(replace(attendance, marks=marks))
    signed = Signature(approver.key, change.now)
    marks = tuple(replace(mark, excused=reason) for mark in swap.marks)
    return change.put(replace(swap, status="excused", decided=signed, decision=reason, marks=marks))


def _excused(mark: Mark, reason: str) -> Mark:
    return replace(mark, excused=reason) if mark.code == "substitute_unapproved" else mark
