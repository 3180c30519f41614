"""A long roster file on the command line: how far it is, and Ctrl+C in the middle."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from dutyroom.cli import roster_import
from dutyroom.intake import process
from tests.cli.spoken import Line
from tests.stations.hostile_sheets import make
from tests.stations.printed import INPUT

AT = "2026-11-25 10:00"
SHEET = str(INPUT / "december-2026.xlsx")
ENDLESS = (
    "import json, os, time\n"
    "while True: print(json.dumps(['at', os.getpid(), 10**9]), flush=True); time.sleep(0.01)"
)


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    made = Line(tmp_path / "station", capsys)
    made("init", "--drill", "--profile", "property-centre")
    return made


class Screen(io.StringIO):
    """An error stream that is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_how_far_it_is_and_is_left_clean(
    line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    line("roster", "import", str(make("honest_large", tmp_path)), "--preview", at=AT)
    shown = screen.getvalue()
    assert "Reading… 8 %" in shown and "Reading… 100 %" in shown
    assert shown.rpartition("Reading… 100 %")[2].startswith("\r\x1b[K")


def test_what_is_no_terminal_is_told_nothing_of_it(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same file at a terminal is the control."""
    said = line("roster", "import", SHEET, "--preview", at=AT)
    assert "Reading" not in said.err
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    line("roster", "import", SHEET, "--preview", at=AT)
    assert "Reading" in screen.getvalue()


def test_ctrl_c_ends_the_reading_and_keeps_nothing(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pressed(*_told: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(process, "READING", ("-P", "-c", ENDLESS))
    monkeypatch.setattr(roster_import._Line, "report", pressed)
    said = line("roster", "import", SHEET, at=AT)
    assert (said.code, said.err) == (2, "The reading was stopped; nothing was kept.\n")
    assert line("roster", "show", at=AT).code == 2
