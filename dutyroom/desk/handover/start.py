"""Starting a handover, and who takes part in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from dutyroom.desk.change import Change
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.slots import Slot, around, find, relief_of
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.handover.checklist import blank_ticks
from dutyroom.domain.handover.counts import blank_counts
from dutyroom.domain.handover.people import leaves_with, relieves
from dutyroom.domain.records.handover import Handover
from dutyroom.domain.records.presence import Attendance


def start_handover(desk: Desk, post: str = "", *, by: str = "") -> Handover:
    """Open the handover of the shift on post, with its lists unanswered.

    Started again, it returns the same one with whoever has come since. A
    shift that nobody relieves opens the closing of its post; so does one whose
    relief never came, when the relief's own shift is over. Raises `Wrong` when
    nobody is on post.
    """
    with desk.change("handover.start", by) as change:
        state = change.state
        attendance = _on_which_post(state, post, change.now)
        slots = around(state, desk.profile, desk.zone, change.now)
        slot = find(slots, attendance)
        after = relief_of(slot, slots, state, change.now)
        started = _started(state, slot)
        if started is not None and started.to_shift == (after.shift if after else ""):
            return with_people(change, started)
        if started is not None:
            change.put(replace(started, status="stopped"))
        return with_people(change, _blank(desk, change, slot, after))


def _on_which_post(state: DutyState, post: str, now: datetime) -> Attendance:
    """Return who hands over: on post, with the shift that ends next or has ended last."""
    here = [a for a in state.attendances if a.on_post and post in ("", a.post)]
    if not here:
        raise Wrong(say("Nobody is on post: there is nothing to hand over"), "post")
    return min(here, key=lambda attendance: abs(attendance.end - now))


def _started(state: DutyState, slot: Slot) -> Handover | None:
    for handover in state.handovers:
        if handover.under_way and handover.ref == slot.ref:
            return handover
    return None


def _blank(desk: Desk, change: Change, slot: Slot, after: Slot | None) -> Handover:
    closes = after is None
    return Handover(
        id=change.number(Handover, slot.day),
        day=slot.day,
        post=slot.post,
        from_shift=slot.shift,
        to_shift=after.shift if after else "",
        to_day=after.day if after else slot.day,
        due=slot.end,
        opened=change.now,
        outgoing=(),
        ticks=blank_ticks(desk.profile, closes=closes),
        counts=blank_counts(desk.profile, closes=closes),
    )


def with_people(change: Change, handover: Handover) -> Handover:
    """Return the handover with whoever is on post and has come by now; that voids nothing."""
    people = change.state.attendances
    outgoing = tuple(a.person for a in people if leaves_with(a, handover))
    incoming = tuple(a.person for a in people if relieves(a, handover))
    if (outgoing, incoming) == (handover.outgoing, handover.incoming):
        return handover
    return change.put(replace(handover, outgoing=outgoing, incoming=incoming))
