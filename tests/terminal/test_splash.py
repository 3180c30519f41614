"""What stands on the terminal before the room does."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dutyroom import splash
from tests.terminal.tty import Terminal

PLAIN = {"TERM": "xterm-256color", "XDG_DATA_HOME": "/nowhere"}


@pytest.mark.parametrize(
    ("words", "opens"),
    [
        ("", True),
        ("--data X --language zh", True),
        ("demo --data X", True),
        ("demo --only-make", False),
        ("now", False),
        ("--version", False),
        ("--data", False),
        ("--json", False),
    ],
)
def test_only_what_opens_the_room_shows_it(words: str, opens: bool) -> None:
    assert splash.opens_room(words.split()) is opens


def test_the_numbers_of_the_station_are_shown_without_anything_that_steers(tmp_path: Path) -> None:
    (tmp_path / "contacts.txt").write_text("江南\n消防\t119\x1b[2J\n", encoding="utf-8")
    shown = splash.lines(str(tmp_path), PLAIN)
    assert "消防  119[2J" in shown
    assert "\x1b" not in "".join(shown)


def test_without_a_station_the_national_numbers_are_shown(tmp_path: Path) -> None:
    assert splash.lines(str(tmp_path), PLAIN)[-1] == "110  119  120"
    assert splash.folder_of(["demo"], PLAIN) == "/nowhere/dutyroom-demo"
    assert splash.folder_of([], {**PLAIN, "DUTYROOM_DATA": "/srv/duty"}) == "/srv/duty"


def test_a_copy_of_the_numbers_that_is_no_file_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "contacts.txt")
    assert splash.lines(str(tmp_path), PLAIN)[-1] == "110  119  120"
    (tmp_path / "contacts.txt").unlink()
    (tmp_path / "secret").write_text("secret", "utf-8")
    (tmp_path / "contacts.txt").symlink_to(tmp_path / "secret")
    assert splash.lines(str(tmp_path), PLAIN)[-1] == "110  119  120"


@pytest.mark.terminal
def test_a_room_that_does_not_open_leaves_its_reason_on_the_terminal(tmp_path: Path) -> None:
    with Terminal("--data", str(tmp_path / "none"), "--language", "en") as terminal:
        assert terminal.wait_end() != 0
        before, after = terminal.raw.split(splash.LEAVE.encode(), 1)
    assert "Opening the duty room" in before.decode()
    assert "none" in after.decode()
