"""The open items of a handover: which they are, and what was decided about each."""

from __future__ import annotations

from dutyroom.domain.facts.attendance import on_posts
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.log.items import is_settled, open_items
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.handover import Handover, Passed
from dutyroom.domain.records.items import Item


def items_of(state: DutyState, handover: Handover) -> tuple[Item, ...]:
    """Return the open items that this handover answers for (R-004, R-137).

    Every open item of the station but those of somebody who stays on duty at
    another post. Computed from the records, so nothing open can be left out.
    """
    elsewhere = {each.person for each in on_posts(state) if each.post != handover.post}
    return tuple(item for item in open_items(state) if item.owner not in elsewhere)


def critical_items(state: DutyState, handover: Handover, profile: Profile) -> tuple[Item, ...]:
    """Return urgent or important items that are not under control (R-140)."""
    return tuple(
        item
        for item in items_of(state, handover)
        if profile.is_critical(item.urgency) and not is_settled(state, item)
    )


def decision(handover: Handover, item: str) -> Passed | None:
    """Return what was decided about an open item, or None."""
    return next((passed for passed in handover.passed if passed.item == item), None)


def without_reason(state: DutyState, handover: Handover) -> tuple[str, ...]:
    """Return the open items that are passed on without a reason (R-106, R-139)."""
    unreasoned = []
    for item in items_of(state, handover):
        passed = decision(handover, item.id)
        if passed is not None and not passed.reason.strip():
            unreasoned.append(item.id)
    return tuple(unreasoned)


def list_seal(state: DutyState, handover: Handover) -> str:
    """Return what the first signature vouches for: the open items as they stood.

    Another seal at the second signature means that the list has changed.
    """
    items = (f"{i.id}:{i.status}:{i.urgency}" for i in items_of(state, handover))
    return " ".join(sorted(items))


def unsealed(state: DutyState, handover: Handover) -> bool:
    """Tell whether the open items changed since the first signature, which is void then (5.5)."""
    return handover.status == "one_signature" and list_seal(state, handover) != handover.seal
