"""A-06, and a swap from the request to the approval, with real keys at two terminals."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from dutyroom.desk.desk import open_desk
from dutyroom.desk.presence.sign_in import sign_in
from tests.stations.making import PIN
from tests.stations.swaps import evening, on, station, who
from tests.terminal.tty import Terminal

pytestmark = pytest.mark.terminal


class Two:
    """The duty room's terminal and the supervisor's: two processes on one station."""

    def __init__(self, path: Path, at: str) -> None:
        self._words = ("--data", str(path), "--at", at, "--language", "en")
        self._open = ExitStack()

    def __enter__(self) -> tuple[Terminal, Terminal]:
        both = [self._open.enter_context(Terminal(*self._words)) for _which in range(2)]
        for terminal in both:
            terminal.wait_for("Emergency F9")
        return both[0], both[1]

    def __exit__(self, *_error: object) -> None:
        self._open.close()


def fill(terminal: Terminal, *texts: str) -> None:
    """Write fields one under the other; the last Enter is left to the test."""
    for place, text in enumerate(texts):
        if place:
            terminal.press("down")
        if text:
            terminal.type(text)


def go_down_to(terminal: Terminal, words: str) -> None:
    """Go down, a line for each key that was seen to move the cursor, until it stands on the words.

    To count the lines on the screen and press so many keys asks that no line comes
    meanwhile, and on a machine under load one may.
    """
    while words not in terminal.text().splitlines()[terminal.screen.cursor.y]:
        terminal.step("down")


def test_a_private_arrangement_is_seen_and_approved_afterwards(tmp_path: Path) -> None:
    """A-06: signed in at 16:24 for somebody else, approved with a reason at 17:10."""
    desk, hands = station(tmp_path)
    path = desk.folder.path
    hands.at("2026-12-08 08:25:00")
    sign_in(desk, who(desk, "李娜"))

    with Two(path, "2026-12-08 16:24:00") as (room, office):
        room.press("ctrl+g")
        room.wait_for("Stands in for")
        fill(room, "刘洋", "", "陈静")
        room.press("ctrl+g")
        room.wait_gone("Stands in for")
        room.wait_for("刘洋", "assisting")
        office.wait_for("刘洋 stands in for 陈静")
        office.press("f3")
        office.wait_for("published v1")

    with Two(path, "2026-12-08 17:10:00") as (room, office):
        room.press("f3", "ctrl+u")
        room.wait_for("swap unapproved")
        office.wait_for("刘洋 stands in for 陈静")
        go_down_to(office, "刘洋 stands in")
        office.press("enter")
        office.wait_for("Decide a request")
        fill(office, "", "", "", "刘主管", PIN)
        office.press("ctrl+g")
        office.wait_for("Give the reason")
        office.type("陈静发烧")
        office.press("ctrl+g")
        office.wait_gone("Your name")
        room.press("escape", "ctrl+u")
        room.wait_for("approved afterwards", "陈静发烧")

    state = open_desk(path, terminal="check").state()
    (swap,) = state.swaps
    assert (swap.status, [(m.code, m.excused) for m in swap.marks]) == (
        "excused",
        [("swap_unapproved", "陈静发烧"), ("deserted", "陈静发烧")],
    )
    came = next(a for a in state.attendances if a.person == "刘洋")
    assert [(m.code, m.excused) for m in came.marks] == [("substitute_unapproved", "陈静发烧")]
    assert on(desk, evening(8)) == ("陈静",)


def test_a_swap_is_asked_for_at_one_terminal_and_approved_at_the_other(tmp_path: Path) -> None:
    """R-123, R-124, R-125: the roster stands until the supervisor has assigned somebody."""
    desk, _hands = station(tmp_path)
    with Two(desk.folder.path, "2026-12-01 10:05") as (room, office):
        room.press("f3")
        room.wait_for("陈静")
        room.press(*["right"] * 7, "down")
        room.wait_for("12-08")
        room.press("ctrl+e")
        room.wait_for("Who takes it", "陈静  12-08 管理处 晚班")
        fill(room, "家中有事")
        room.press("ctrl+g")
        room.wait_for("？")

        office.wait_for("陈静")
        assert on(desk, evening(8)) == ("陈静",)
        office.press("f3", "ctrl+u")
        office.wait_for("家中有事")
        office.press("enter")
        office.wait_for("Decide a request", "could: 刘主管, 刘洋")
        office.press("down")
        fill(office, "刘洋", "", "", "刘主管", "0000")
        office.press("ctrl+g")
        office.wait_for("not the PIN")
        office.type(PIN)
        office.press("ctrl+g")
        office.wait_gone("Your name")

        room.wait_gone("？")
        room.wait_for("刘洋(sub)")
    assert on(desk, evening(8)) == ("刘洋",)
