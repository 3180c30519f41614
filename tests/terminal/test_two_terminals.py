"""A-08 and A-10 with real processes and real keys."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dutyroom.desk.desk import open_desk
from dutyroom.desk.log import entries as log
from dutyroom.desk.log import orders
from dutyroom.desk.station.backup import make_copy
from dutyroom.desk.station.repair import mend_records
from tests.stations.making import Hands
from tests.stations.property_centre import property_centre
from tests.terminal.tty import Terminal

pytestmark = pytest.mark.terminal
AT = ("--at", "2026-12-04 10:15", "--language", "en")


def test_two_clerks_on_one_order_lose_nothing(tmp_path: Path) -> None:
    """R-098, R-005: the second sees both versions; new entries get numbers of their own."""
    path = tmp_path / "station"
    desk, hands = property_centre(path)
    hands.at("2026-12-04 10:00:00")
    orders.new_order(desk, "门禁失灵", assignee="张师傅", by="李娜")
    with (
        Terminal("--data", str(path), *AT) as first,
        Terminal("--data", str(path), *AT) as second,
    ):
        for terminal in (first, second):
            terminal.wait_for("F10 Actions")
            terminal.press("f4")
            terminal.wait_for("门禁失灵")
            terminal.press("enter")
            terminal.wait_for("In words")
        first.type("已到场")
        first.press("ctrl+g")
        first.wait_gone("In words")
        second.type("业主催问")
        second.press("ctrl+g")
        second.wait_for("Save again to add yours", "已到场")
        second.press("ctrl+g")
        second.wait_gone("In words")
        first.wait_for("业主催问")
        for terminal, text in ((first, "甲来电"), (second, "乙来电")):
            terminal.press("ctrl+n")
            terminal.type(text)
            terminal.press("ctrl+g")
            terminal.wait_gone("Unit, room")
        first.wait_for("乙来电")
        second.wait_for("甲来电")
    state = open_desk(path, terminal="check").state()
    assert [step.text for step in state.orders[0].thread] == ["已到场", "业主催问"]
    assert {e.id[-3:]: e.text for e in state.entries} == {"001": "甲来电", "002": "乙来电"}


def test_with_a_damaged_page_the_numbers_come_first_and_a_call_is_taken(tmp_path: Path) -> None:
    """R-013: the file is named; mended from the copy, everything before the damage is back."""
    path = tmp_path / "station"
    desk, hands = property_centre(path)
    hands.at("2026-12-04 09:00:00")
    log.log_entry(desk, "call", log.Note(text="一"), by="李娜")
    hands.at("2026-12-04 09:40:00")
    make_copy(desk, "hour")
    page = path / "ledger" / "2026-12" / "2026-12-04.json"
    page.write_bytes(page.read_bytes()[: page.stat().st_size * 7 // 10])
    with Terminal("--data", str(path), *AT) as terminal:
        terminal.wait_for("2026-12-04.json")
        terminal.wait_for("派出所")
        terminal.press("escape", "ctrl+n")
        terminal.wait_for("What about")
        terminal.type("二")
        terminal.press("ctrl+g")
        terminal.wait_gone("What about")
    again = open_desk(path, terminal="check")
    Hands(again).at("2026-12-04 10:20:00")
    mend_records(again)
    assert [e.text for e in open_desk(path, terminal="check").state().entries] == ["一", "二"]
    json.loads(page.read_text("utf-8"))
