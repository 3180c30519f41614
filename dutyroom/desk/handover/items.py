"""Passing open items on: why each is not done, and who has it next."""

from __future__ import annotations

from datetime import datetime

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import say
from dutyroom.domain.handover.items import decision, items_of
from dutyroom.domain.handover.signing import changed
from dutyroom.domain.records.handover import Handover, Passed


def pass_item(
    desk: Desk,
    handover: Handover,
    item: str,
    *,
    owner: str = "",
    reason: str = "",
    follow_up: datetime | None = None,
    by: str = "",
) -> Handover:
    """Say why an open item is not done and who has it next (R-106, R-130)."""
    if item not in [open_item.id for open_item in items_of(desk.state(), handover)]:
        raise Wrong(say("{item} is not an open item", item=item), "item")
    if not owner and not reason.strip():
        raise Wrong(say("Say who has {item} next, or why it is open", item=item), "owner")
    others = tuple(passed for passed in handover.passed if passed.item != item)
    with desk.change("handover.pass", by) as change:
        passed = (*others, Passed(item, owner, reason, follow_up))
        return change.put(changed(handover, passed=passed))


def pass_on(desk: Desk, handover: Handover, item: str, *, by: str = "") -> Handover:
    """Give an open item to the relief, with whatever was said about it before.

    Raises `Wrong` while no relief has come.
    """
    if not handover.incoming:
        raise Wrong(say("The relief has not come yet"), "owner")
    before = decision(handover, item)
    return pass_item(
        desk,
        handover,
        item,
        owner=handover.incoming[0],
        reason=before.reason if before else "",
        follow_up=before.follow_up if before else None,
        by=by,
    )
