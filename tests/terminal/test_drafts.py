"""A-09: what is typed is kept, whatever ends the program, and offered again."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from dutyroom.desk.desk import open_desk
from tests.stations.property_centre import property_centre
from tests.terminal.tty import PATIENCE, Terminal

pytestmark = pytest.mark.terminal
TEXT = "天花板漏水，业主在家，请尽快来人"
AT = ("--at", "2026-12-03 21:42", "--language", "en")
LATER = ("--at", "2026-12-03 21:50", "--language", "en")


def kept(path: Path) -> list[str]:
    """Return the texts of the drafts on disk; one may be thrown away while it is looked for."""
    texts = []
    for file in (path / "drafts").glob("*.json"):
        with suppress(FileNotFoundError):
            texts.append(json.loads(file.read_text("utf-8"))["values"]["text"])
    return texts


def wait_for(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "it did not come about"


def type_a_call(terminal: Terminal) -> None:
    terminal.wait_for("Emergency F9")
    terminal.press("ctrl+n")
    terminal.type(TEXT)
    terminal.wait_for("请尽快来人")


ENDS: dict[str, Callable[[Terminal], None]] = {
    "kill -9": lambda terminal: terminal.signal(signal.SIGKILL),
    "SIGTERM": lambda terminal: terminal.signal(signal.SIGTERM),
    "SIGINT": lambda terminal: terminal.signal(signal.SIGINT),
    "SIGHUP": lambda terminal: terminal.signal(signal.SIGHUP),
    "a lost line": Terminal.hang_up,
}


@pytest.mark.parametrize("end", ENDS)
def test_an_unfinished_call_is_offered_again_with_its_time(tmp_path: Path, end: str) -> None:
    path = tmp_path / "station"
    property_centre(path)
    with Terminal("--data", str(path), *AT) as terminal:
        type_a_call(terminal)
        if end == "kill -9":
            wait_for(lambda: kept(path) == [TEXT])
        ENDS[end](terminal)
        terminal.wait_end()
    assert kept(path) == [TEXT]

    with Terminal("--data", str(path), *LATER) as terminal:
        terminal.wait_for("Unfinished: Enter goes on")
        terminal.wait_for("✎1")
        terminal.press("home", "enter")
        terminal.wait_for("请尽快来人")
        terminal.wait_for("2026-12-03 21:42")
        terminal.press("ctrl+g")
        terminal.wait_gone("Unfinished")
    assert kept(path) == []
    entry = open_desk(path, terminal="check").state().entries[-1]
    assert (entry.text, f"{entry.at:%H:%M}", f"{entry.entered:%H:%M}") == (TEXT, "21:42", "21:50")
    assert entry.marks == ()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_gives_the_terminal_back(tmp_path: Path, number: signal.Signals) -> None:
    """X-10: no half-drawn screen, no held lock."""
    path = tmp_path / "station"
    property_centre(path)
    with Terminal("--data", str(path), *AT) as terminal:
        terminal.wait_for("Emergency F9")
        terminal.signal(number)
        assert terminal.wait_end() == 0
        assert b"\x1b[?1049l" in terminal.raw[-400:]
        assert b"\x1b[?25h" in terminal.raw[-400:]


def test_a_form_that_is_open_elsewhere_is_offered_to_nobody(tmp_path: Path) -> None:
    path = tmp_path / "station"
    property_centre(path)
    with Terminal("--data", str(path), *AT) as first:
        type_a_call(first)
        wait_for(lambda: kept(path) == [TEXT])
        with Terminal("--data", str(path), *AT) as second:
            assert "Unfinished" not in second.wait_for("Emergency F9")
        first.press("escape", "escape")
        wait_for(lambda: kept(path) == [])
