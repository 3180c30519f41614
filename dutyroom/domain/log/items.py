"""What holds for everything that can be open: what is open, settled, handed over, and whose."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from dutyroom.domain.facts.state import DutyState, at_hand
from dutyroom.domain.records.items import Item, Link, LinkKind, OwnerKind, Step
from dutyroom.domain.records.log import WorkOrder

T = TypeVar("T", bound=Item)


def open_items(state: DutyState) -> tuple[Item, ...]:
    """Return every call, visit, message and order that is not closed (R-004, R-137).

    Computed from the records, so nothing open can be left out.
    """
    items: tuple[Item, ...] = (*at_hand(state.orders), *at_hand(state.entries))
    return tuple(item for item in items if item.is_open)


def carried_over(state: DutyState) -> tuple[Item, ...]:
    """Return open items that came from an earlier shift, most handed over first (R-095)."""
    carried = [item for item in open_items(state) if item.handovers]
    return tuple(sorted(carried, key=lambda item: (-item.handovers, item.at)))


def is_settled(state: DutyState, item: Item) -> bool:
    """Tell whether the danger is over: under control, finished or closed (R-140).

    An entry with a work order is as settled as the order.
    """
    if not item.is_open:
        return True
    if isinstance(item, WorkOrder):
        return item.status in ("controlled", "finished")
    order = next((order for order in state.orders if order.id == item.linked("order")), None)
    return order is not None and is_settled(state, order)


def owned_by(item: T, owner: str, kind: OwnerKind = "person") -> T:
    """Return an item as its next owner has it: a person by key, or what ``kind`` says by name."""
    return replace(item, owner=owner, owner_kind=kind)


def passed_on(item: T, owner: str, follow_up: datetime | None) -> T:
    """Return an open item as the relief has it: same state, new owner, one more handover.

    The deadline stays where no other is given.
    """
    moved = owned_by(item, owner)
    return replace(moved, handovers=item.handovers + 1, follow_up=follow_up or item.follow_up)


def with_step(item: T, step: Step) -> T:
    """Return an item with one more step in its thread."""
    return replace(item, thread=(*item.thread, step))


def linked_to(item: T, kind: LinkKind, to: str) -> T:
    """Return an item that belongs with one more record; the newest link of a kind counts."""
    return replace(item, links=(*item.links, Link(kind, to)))
