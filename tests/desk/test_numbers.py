"""Finding by number: a short number is one record's, or is asked about (fault I16)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.handover.find import finished_handover
from dutyroom.desk.log import entries as log
from dutyroom.desk.log import orders
from dutyroom.desk.numbers import numbered
from dutyroom.desk.swaps.requests import find_swap
from dutyroom.domain.records.base import Record
from dutyroom.domain.records.handover import Handover
from dutyroom.domain.records.swaps import Swap
from tests.stations.making import Hands
from tests.stations.property_centre import property_centre

TODAY = date(2026, 12, 2)


@pytest.fixture
def centre(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return the centre at nine on 1 December."""
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-01 09:00:00")
    return desk, hands


def found(number: str, *ids: str, today: date | None = TODAY) -> str:
    record = numbered([Record(id=each) for each in ids], number, today)
    return record.id if record else ""


def calls(desk: Desk, count: int) -> None:
    for place in range(1, count + 1):
        log.log_entry(desk, "call", log.Note(text=f"第{place}件"), by="李娜")


@pytest.mark.parametrize("number", ["1", "001", "LD-1", "1202-1", "LD-20261202-1", " ld-001 "])
def test_a_short_number_is_read_as_a_number_with_what_stands_before_it(number: str) -> None:
    kept = ("LD-20261202-011", "LD-20261202-001", "LD-20261202-101")
    assert found(number, *kept) == "LD-20261202-001"
    assert found(number, "LD-20261202-011", "LD-20261202-101") == ""


@pytest.mark.parametrize("number", ["", " ", "-1", "PG-1", "1203-1", "张师傅", "１"])
def test_what_is_no_number_of_a_record_finds_none(number: str) -> None:
    assert found(number, "LD-20261202-001", "office") == ""


def test_the_whole_number_takes_precedence_and_then_today() -> None:
    kept = ("LD-20261201-001", "LD-20261202-001", "LD-20261203-001")
    assert found("LD-20261201-001", *kept) == "LD-20261201-001"
    assert found("1", *kept) == "LD-20261202-001"
    assert found("1", *kept[:1]) == "LD-20261201-001"


def test_where_several_may_be_meant_they_are_named_the_newest_of_many() -> None:
    with pytest.raises(Wrong, match="1 may be LD-20261202-001, PG-20261202-001: give the whole"):
        found("1", "LD-20261202-001", "PG-20261202-001", "LD-20261201-001")
    days = [f"LD-202612{day:02d}-001" for day in range(3, 11)]
    with pytest.raises(Wrong, match=r"1 may be …, LD-20261205-001, .*LD-20261210-001: give"):
        found("1", *days)


def test_of_eleven_calls_the_first_is_closed_and_not_the_last(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    calls(desk, 11)
    assert log.entry_named(desk, "1").text == "第1件"
    assert log.entry_named(desk, "11").text == "第11件"
    with pytest.raises(Wrong, match="There is no number 0"):
        log.entry_named(desk, "0")


def test_a_call_of_today_is_meant_before_one_of_yesterday(centre: tuple[Desk, Hands]) -> None:
    desk, hands = centre
    calls(desk, 2)
    hands.at("2026-12-02 09:00:00")
    calls(desk, 1)
    assert log.entry_named(desk, "1").id == "LD-20261202-001"
    assert log.entry_named(desk, "2").id == "LD-20261201-002"
    hands.at("2026-12-03 09:00:00")
    with pytest.raises(Wrong, match="may be LD-20261201-001, LD-20261202-001"):
        log.entry_named(desk, "1")


def test_of_eleven_orders_the_first_is_meant(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    for place in range(1, 12):
        orders.new_order(desk, f"第{place}单", by="李娜")
    assert orders.order_named(desk, "1").text == "第1单"


def test_an_item_to_be_given_may_be_a_call_or_an_order(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    calls(desk, 1)
    orders.new_order(desk, "查漏", by="李娜")
    with pytest.raises(Wrong, match="may be LD-20261201-001, PG-20261201-001") as asked:
        log.find_item(desk.state(), "1", desk.duty_date())
    assert asked.value.field == "number"
    assert log.find_item(desk.state(), "PG-1", desk.duty_date()).id == "PG-20261201-001"


def test_a_request_is_one_or_is_asked_about(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    ids = [*(f"HB-20261208-{count:03d}" for count in range(1, 12)), "HB-20261209-001"]
    state = replace(desk.state(), swaps=tuple(map(_swap, ids)))
    assert find_swap(state, "11").id == "HB-20261208-011"
    assert find_swap(state, "1208-1").id == "HB-20261208-001"
    with pytest.raises(Wrong, match="1 may be HB-20261208-001, HB-20261209-001"):
        find_swap(state, "1", TODAY)


def _swap(number: str) -> Swap:
    return Swap(
        id=number,
        day=date(2026, 12, 8),
        post="管理处",
        shift="晚班",
        kind="substitute",
        applicant="李娜",
        submitted=datetime(2026, 12, 1, tzinfo=UTC),
        by="李娜",
    )


def test_a_finished_handover_is_one_or_is_asked_about(centre: tuple[Desk, Hands]) -> None:
    desk, hands = centre
    with desk.change("handover.start", "李娜") as change:
        for number in ("JJ-20261130-001", "JJ-20261201-001", "JJ-20261201-011"):
            change.put(_finished(number, hands))
    assert finished_handover(desk, "1").id == "JJ-20261201-001"
    assert finished_handover(desk).id == "JJ-20261201-011"
    hands.at("2026-12-02 09:00:00")
    with pytest.raises(Wrong, match="1 may be JJ-20261130-001, JJ-20261201-001"):
        finished_handover(desk, "1")
    with pytest.raises(Wrong, match="There is no finished handover 2"):
        finished_handover(desk, "2")


def _finished(number: str, hands: Hands) -> Handover:
    moment = hands.at("2026-12-01 09:00:00")
    return Handover(
        id=number,
        day=moment.date(),
        post="管理处",
        from_shift="早班",
        to_shift="晚班",
        to_day=moment.date(),
        due=moment,
        opened=moment,
        outgoing=("李娜",),
        status="complete",
    )
