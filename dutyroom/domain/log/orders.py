"""Work orders: which state follows which, with which words."""

from __future__ import annotations

from dataclasses import replace

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.base.verdict import Verdict
from dutyroom.domain.log.items import with_step
from dutyroom.domain.records.items import Step
from dutyroom.domain.records.log import OrderStatus, WorkOrder

_NEXT: dict[OrderStatus, tuple[OrderStatus, ...]] = {
    "new": ("assigned", "working", "controlled", "finished", "void"),
    "assigned": ("working", "assigned", "controlled", "finished", "void"),
    "working": ("finished", "assigned", "controlled", "void"),
    "controlled": ("finished", "working", "void"),
    "finished": ("closed", "working"),
    "closed": (),
    "void": (),
}


def next_states(order: WorkOrder) -> tuple[OrderStatus, ...]:
    """Return the states that an order may go to, the usual one first (states 5.3)."""
    return _NEXT[order.status]


def order_verdicts(order: WorkOrder, status: OrderStatus, text: str) -> tuple[Verdict, ...]:
    """Refuse a step that the order's state does not allow, or without its words (5.3)."""
    if status not in next_states(order):
        refusal = say("{number} cannot go from this state to that one", number=order.id)
        return (Verdict("block", "order_state", refusal, "5.3"),)
    missing = _words_missing(order, status, text)
    return (Verdict("block", "order_words", missing, "5.3"),) if missing else ()


def _words_missing(order: WorkOrder, status: OrderStatus, text: str) -> Sentence | None:
    if text.strip():
        return None
    if status == "controlled" and order.urgency == "urgent":
        return say("Say what was done to bring it under control")
    if status == "finished":
        return say("Say what the result is")
    if status == "void":
        return say("Give the reason")
    return None


def step_order(order: WorkOrder, step: Step, status: OrderStatus, assignee: str) -> WorkOrder:
    """Return the order with one more step, its new status and who has it."""
    stepped = with_step(order, step) if step.text else order
    return replace(stepped, status=status, assignee=assignee or order.assignee)
