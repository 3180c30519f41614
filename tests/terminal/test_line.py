"""The line as it is: noise on it, a screen spoilt from outside, a stop and a return."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.shown import cells, difference
from tests.terminal.tty import KEYS, Terminal

pytestmark = pytest.mark.terminal


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Terminal]:
    with Terminal("demo", "--data", str(tmp_path / "demo"), "--language", "en") as terminal:
        terminal.wait_for("F10 Actions")
        terminal.settle()
        yield terminal


def leave(room: Terminal) -> None:
    room.send(KEYS["f12"].encode())
    assert room.wait_end() == 0


def test_stray_bytes_on_the_line_end_nothing(room: Terminal) -> None:
    for noise in (b"\xb0", "病人".encode("gbk"), b"\xff\xfe\x80"):
        room.send(noise)
    room.send(KEYS["ctrl+n"].encode())
    room.wait_for("What about")
    room.send(b"\xb0" + "天花板漏水".encode())
    room.wait_for("天花板漏水")


@pytest.mark.parametrize(
    ("keys", "words"),
    [("f2", "F10 Actions"), ("ctrl+n", "What about")],
    ids=["a screen", "a form"],
)
def test_ctrl_l_draws_anew_what_something_else_wrote_over(
    room: Terminal, keys: str, words: str
) -> None:
    room.press(keys)
    room.wait_for(words)
    room.settle()
    whole = cells(room.screen)
    room.screen.erase_in_display(2)
    room.screen.draw("Message from root: the server goes down")
    room.press("ctrl+l")
    assert not difference(whole, cells(room.screen))


def test_a_stop_gives_the_terminal_back_and_a_return_draws_the_screen(room: Terminal) -> None:
    whole = cells(room.screen)
    room.send(KEYS["ctrl+z"].encode())
    _pid, status = os.waitpid(room.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    room.settle()
    assert room.raw.endswith(b"\x1b[?1049l\x1b[?25h")
    room.screen.erase_in_display(2)
    room.signal(signal.SIGCONT)
    room.wait_for("F10 Actions")
    room.settle()
    assert not difference(whole, cells(room.screen))
    leave(room)


def test_the_mouse_stays_the_terminals(room: Terminal) -> None:
    """So numbers can be marked and copied, and no movement is sent over the line."""
    leave(room)
    assert b"\x1b[?1000h" not in room.raw
    assert b"\x1b[?1003h" not in room.raw


def test_leaving_leaves_no_trace(room: Terminal) -> None:
    leave(room)
    for mode in (b"1049", b"2004"):
        on, off = b"\x1b[?" + mode + b"h", b"\x1b[?" + mode + b"l"
        assert room.raw.rfind(off) > room.raw.rfind(on) >= 0
    assert room.raw.endswith(b"\x1b[?25h")
