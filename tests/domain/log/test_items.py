"""What holds for everything that can be open, of whatever kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import get_args

import pytest

from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.log.items import (
    carried_over,
    is_settled,
    linked_to,
    open_items,
    owned_by,
    passed_on,
)
from dutyroom.domain.records.items import Item
from dutyroom.domain.records.log import Entry, EntryStatus, OrderStatus, WorkOrder

NINE, TEN = (datetime(2026, 12, 1, hour, tzinfo=UTC) for hour in (9, 10))
CALL = Entry(
    id="LD-20261201-001",
    kind="call",
    day=date(2026, 12, 1),
    at=NINE,
    entered=NINE,
    by="李娜",
    owner="李娜",
    room="7-302",
    caller="何先生",
)
ORDER = WorkOrder(
    id="PG-20261201-001",
    day=date(2026, 12, 1),
    at=TEN,
    entered=TEN,
    by="李娜",
    owner="李娜",
    place="3-1",
    assignee="张师傅",
)
ENDED = {"closed", "void"}


@pytest.mark.parametrize("status", get_args(EntryStatus))
def test_an_entry_is_open_until_it_is_closed_or_void(status: EntryStatus) -> None:
    assert replace(CALL, status=status).is_open is (status not in ENDED)


@pytest.mark.parametrize("status", get_args(OrderStatus))
def test_an_order_is_open_until_it_is_closed_or_void(status: OrderStatus) -> None:
    order = replace(ORDER, status=status)
    assert order.is_open is (status not in ENDED)
    assert (order in open_items(DutyState(orders=(order,)))) is order.is_open


@pytest.mark.parametrize("status", get_args(OrderStatus))
def test_a_call_is_as_settled_as_its_newest_order(status: OrderStatus) -> None:
    """R-140: under control is enough."""
    order = replace(ORDER, status=status)
    urgent = replace(ORDER, id="PG-20261201-002")
    call = linked_to(CALL, "order", order.id)
    state = DutyState(entries=(call,), orders=(order, urgent))
    assert is_settled(state, order) is (status in ENDED | {"controlled", "finished"})
    assert is_settled(state, call) is is_settled(state, order)
    assert not is_settled(state, linked_to(call, "order", urgent.id))
    assert not is_settled(state, CALL)
    assert is_settled(state, replace(CALL, status="void"))


def test_all_links_stay_and_the_newest_of_a_kind_counts() -> None:
    twice = linked_to(linked_to(CALL, "order", "PG-1"), "order", "PG-2")
    assert (twice.order, [link.to for link in twice.links]) == ("PG-2", ["PG-1", "PG-2"])
    assert twice.linked("source") == ""


def test_an_owner_is_changed_with_what_he_is() -> None:
    outside = owned_by(CALL, "通达电梯", "outside")
    assert (outside.owner, outside.owner_kind) == ("通达电梯", "outside")
    relief = passed_on(outside, "赵敏", None)
    assert (relief.owner, relief.owner_kind, relief.handovers) == ("赵敏", "person", 1)


def test_a_deadline_stays_at_a_handover_where_no_other_is_given() -> None:
    waiting = replace(ORDER, follow_up=NINE)
    assert passed_on(waiting, "赵敏", None).follow_up == NINE
    assert passed_on(waiting, "赵敏", TEN).follow_up == TEN
    assert waiting.status == passed_on(waiting, "赵敏", None).status


def test_what_was_handed_over_most_often_comes_first() -> None:
    once, twice = replace(CALL, handovers=1), replace(ORDER, handovers=2)
    fresh, closed = replace(CALL, id="LD-2"), replace(CALL, id="LD-3", handovers=3, status="closed")
    state = DutyState(entries=(once, fresh, closed), orders=(twice,))
    assert carried_over(state) == (twice, once)


def test_every_kind_says_where_it_is_and_who_it_is_about() -> None:
    items: tuple[Item, ...] = (CALL, ORDER)
    assert [(item.where, item.who) for item in items] == [("7-302", "何先生"), ("3-1", "张师傅")]
