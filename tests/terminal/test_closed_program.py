"""A-15 with real keys: a round that was missed while the program was closed."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyroom.desk.desk import open_desk
from dutyroom.desk.patrol.rounds import answer_point, finish_round, start_round
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from tests.stations.hotel import hotel
from tests.terminal.tty import Terminal

pytestmark = pytest.mark.terminal


def test_a_closed_program_hides_no_missed_round(tmp_path: Path) -> None:
    """R-010, R-385: what fell into the closed span is said, and the clock starts nothing anew."""
    path = tmp_path / "station"
    desk, hands = hotel(path)
    hands.at("2026-12-11 19:58:00")
    guard = find_person(desk.state(), "何强")
    sign_in(desk, guard)
    hands.at("2026-12-11 21:02:00")
    walked = start_round(desk, guard)
    for point in desk.profile.patrol.routes[0].points:
        walked = answer_point(desk, walked, point.id, "normal")
    finish_round(desk, walked)

    with Terminal("--data", str(path), "--at", "2026-12-11 23:10", "--language", "en") as terminal:
        terminal.wait_for("Emergency F9")
        terminal.press("f12")
        assert terminal.wait_end() == 0

    with Terminal("--data", str(path), "--at", "2026-12-12 02:45", "--language", "en") as terminal:
        terminal.wait_for(
            "12-11 23:10 – 02:45  rounds overdue meanwhile: 1", "round (program closed)"
        )
        terminal.press("f6")
        terminal.wait_for("! 00:00  overdue", "Next    03:00")
        terminal.press("ctrl+r")
        terminal.wait_for("Began at")
        terminal.press("ctrl+g")
        terminal.wait_for("Say when it was")
        terminal.type("00:05")
        terminal.press("down", "down")
        terminal.type("纸上登记")
        terminal.press("ctrl+g")
        terminal.wait_for("entered later")

    state = open_desk(path, terminal="check").state()
    closure = state.closures[-1]
    assert f"{closure.since:%H:%M}" == "23:10"
    assert closure.missed == ("round:2026-12-11/酒店/夜班/00:00",)
    paper = state.rounds[-1]
    assert (paper.status, f"{paper.started:%H:%M}", paper.reason) == (
        "late_entry",
        "00:05",
        "纸上登记",
    )
