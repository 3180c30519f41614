"""A-11 over a real SSH line that is cut: no signature is lost, and nothing that was typed."""

from __future__ import annotations

import shlex
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dutyroom.desk.desk import open_desk
from tests.stations.hotel import half_signed
from tests.stations.making import PIN
from tests.terminal.ssh import SSH, SSHD, Line, serving
from tests.terminal.tty import ROOT, Terminal

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(not (SSHD and SSH), reason="needs openssh"),
]


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with serving(tmp_path) as there:
        yield there


def room_over(line: Line, station: Path, at: str) -> Terminal:
    """Return a terminal with the room of a station, reached by SSH."""
    words = (sys.executable, "-m", "dutyroom", "--data", str(station), "--at", at)
    told = f"env LANG=C.UTF-8 PYTHONPATH={ROOT} {shlex.join([*words, '--language', 'en'])}"
    return Terminal(through=line.words(told))


def test_a_cut_line_loses_no_signature_and_no_word(tmp_path: Path, line: Line) -> None:
    """R-133, R-138, X-10: one signature is kept, the outgoing officer still answers."""
    station = tmp_path / "station"
    half_signed(station)

    with room_over(line, station, "2026-12-07 08:01") as terminal:
        terminal.wait_for("F10 Actions")
        terminal.press("ctrl+n")
        terminal.type("客人报失，房间503")
        terminal.wait_for("房间503")
        terminal.signal(signal.SIGKILL)
        terminal.wait_end()

    with room_over(line, station, "2026-12-07 08:07") as terminal:
        terminal.wait_for("✎1")
        terminal.press("f7")
        terminal.wait_for("one signature")
        assert "王芳 signed 08:00:20" in terminal.text()
        terminal.press("ctrl+g", "down")
        terminal.type(PIN)
        terminal.press("ctrl+g")
        terminal.wait_for("Handed over")
        terminal.press("f12")
        terminal.wait_end()

    state = open_desk(station, terminal="check").state()
    first, second = state.attendances
    assert first.left == second.took_over
    assert [m.code for m in first.marks] == ["held_over"]
    assert second.marks == ()
