"""A-01 with real keys: an ordinary evening handover at the property centre."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dutyroom.desk.desk import open_desk
from dutyroom.desk.log import entries as log
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.domain.records.handover import Handover
from tests.stations.making import PIN
from tests.stations.property_centre import property_centre
from tests.terminal.tty import Terminal

pytestmark = pytest.mark.terminal


@contextmanager
def room(path: Path, at: str) -> Iterator[Terminal]:
    with Terminal("--data", str(path), "--at", at, "--language", "en") as terminal:
        terminal.wait_for("Emergency F9")
        yield terminal
        terminal.press("f12")
        assert terminal.wait_end() == 0


def tick(terminal: Terminal, lines: int) -> None:
    for _line in range(lines):
        terminal.press("space")


def test_two_signatures_end_one_shift_and_begin_the_next(tmp_path: Path) -> None:
    """R-126, R-127, R-133, R-134: tidy, count, explain, pass on, sign twice."""
    path = tmp_path / "station"
    desk, hands = property_centre(path)
    hands.at("2026-12-01 08:24:00")
    sign_in(desk, find_person(desk.state(), "李娜"))
    hands.at("2026-12-01 11:00:00")
    entry = log.log_entry(desk, "call", log.Note(text="厨房下水道堵塞", caller="何先生")).entry
    log.follow(desk, entry, "已派维修")

    with room(path, "2026-12-01 16:15:00") as terminal:
        assert "tidy up" in terminal.text()
        terminal.press("f7")
        terminal.wait_for("No handover")
        terminal.press("ctrl+b")
        terminal.wait_for("物品整齐")
        tick(terminal, 9)
        assert "not here yet" in terminal.text()

    with room(path, "2026-12-01 16:24:40") as terminal:
        terminal.press("ctrl+g")
        terminal.wait_for("Stands in for")
        terminal.type("赵敏")
        terminal.press("ctrl+g")
        terminal.wait_gone("Stands in for")
        terminal.wait_for("assisting")
        terminal.press("f7", "ctrl+b")
        terminal.wait_for("赵敏 …")
        for _ in range(9):
            terminal.press("down")
        tick(terminal, 5 + 3)
        terminal.press("ctrl+e")
        terminal.wait_for("1 expected")
        terminal.type("0")
        terminal.press("enter", "enter")
        terminal.type("送修")
        terminal.press("enter", "enter")
        terminal.wait_for("accepted")
        tick(terminal, 2 + 1)
        terminal.press("ctrl+r")
        terminal.wait_for("One matter after the other")
        terminal.press("ctrl+g")
        terminal.wait_for("ready to sign")

    for at, stage in (("16:29:08", "one signature"), ("16:30:02", "No handover")):
        with room(path, f"2026-12-01 {at}") as terminal:
            terminal.press("f7", "ctrl+g")
            terminal.wait_for("PIN")
            terminal.press("down")
            terminal.type(PIN)
            terminal.press("ctrl+g")
            terminal.wait_for(stage)

    state = open_desk(path, terminal="check").state()
    done: Handover = state.handovers[0]
    assert done.status == "complete"
    torch = next(count for count in done.counts if count.article == "手电")
    assert (torch.counted, torch.explanation, torch.accepted) == (0, "送修", True)
    first, second = state.attendances
    assert first.left == second.took_over is not None
    assert not second.marks
    assert state.entries[0].owner == "赵敏"
    assert state.entries[0].handovers == 1


def test_the_numbers_come_up_over_a_dialog_and_nothing_typed_is_lost(tmp_path: Path) -> None:
    """R-013: one key from every screen and dialog, without scrolling at 80x24."""
    path = tmp_path / "station"
    property_centre(path)
    with Terminal("--data", str(path), "--at", "2026-12-01 09:00", "--language", "zh") as terminal:
        terminal.wait_for("F9")
        terminal.press("ctrl+n")
        terminal.type("电梯困人")
        terminal.wait_for("电梯困人")
        terminal.press("f9")
        shown = terminal.wait_for("供电")
        for kind in ("派出所", "消防", "医院", "供水", "供气", "供电"):
            assert kind in shown
        terminal.press("escape")
        terminal.wait_for("电梯困人")
