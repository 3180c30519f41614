"""Which state of a work order follows which (states 5.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dutyroom.domain.log.orders import next_states, order_verdicts
from dutyroom.domain.records.log import OrderStatus, WorkOrder

NINE = datetime(2026, 12, 1, 9, tzinfo=UTC)
ORDER = WorkOrder(
    id="PG-20261201-001", day=date(2026, 12, 1), at=NINE, entered=NINE, by="李娜", owner="李娜"
)


@pytest.mark.parametrize(
    ("status", "states"),
    [
        ("new", "assigned working controlled finished void"),
        ("assigned", "working assigned controlled finished void"),
        ("working", "finished assigned controlled void"),
        ("controlled", "finished working void"),
        ("finished", "closed working"),
        ("closed", ""),
        ("void", ""),
    ],
)
def test_the_usual_state_is_offered_first(status: OrderStatus, states: str) -> None:
    assert next_states(replace(ORDER, status=status)) == tuple(states.split())


def test_an_order_that_is_closed_stays_so() -> None:
    (refused,) = order_verdicts(replace(ORDER, status="closed"), "working", "再看一次")
    assert (refused.code, refused.level) == ("order_state", "block")


@pytest.mark.parametrize(
    ("status", "urgency", "missing"),
    [
        ("finished", "normal", "Say what the result is"),
        ("void", "normal", "Give the reason"),
        ("controlled", "urgent", "Say what was done to bring it under control"),
        ("controlled", "normal", ""),
        ("working", "urgent", ""),
    ],
)
def test_a_state_asks_for_its_words(status: OrderStatus, urgency: str, missing: str) -> None:
    order = replace(ORDER, urgency=urgency)
    asked = [str(verdict.sentence) for verdict in order_verdicts(order, status, " ")]
    assert asked == ([missing] if missing else [])
    assert order_verdicts(order, status, "阀门已关") == ()
