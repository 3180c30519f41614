"""What the records say of a shift, to begin its duty record with."""

from __future__ import annotations

from collections.abc import Iterable

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.facts.slots import Slot
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.handover import Handover


def shift_facts(state: DutyState, slots: Iterable[Slot], handover: Handover) -> Sentence:
    """Return how many calls, visits, orders and rounds the shift had (R-104)."""
    since = next((slot.start for slot in slots if slot.ref == handover.ref), handover.opened)
    calls = visits = orders = rounds = 0
    for entry in state.entries:
        if since <= entry.at and entry.by in handover.outgoing:
            calls += entry.kind == "call"
            visits += entry.kind == "visit"
    for order in state.orders:
        orders += since <= order.at and order.by in handover.outgoing
    for walked in state.rounds:
        rounds += walked.ref == handover.ref and walked.status in ("complete", "late_entry")
    return say(
        "calls {calls}, visits {visits}, work orders {orders}, rounds {rounds}",
        calls=calls,
        visits=visits,
        orders=orders,
        rounds=rounds,
    )
