"""A file is read in a process of its own: it may break, hang or lie, and nothing else is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dutyroom.intake import events, process
from dutyroom.intake.apart.reader import read_sheets
from dutyroom.intake.gather import gather
from dutyroom.intake.process import read_apart
from dutyroom.intake.progress import Progress, Stopped
from dutyroom.intake.sheets import Unreadable
from tests.stations import hostile_sheets as made
from tests.stations.printed import INPUT

SHEET = INPUT / "december-2026.xlsx"
BROKEN_OFF = "The file cannot be read: open it and save it as .xlsx again"
WITHOUT_LOOK = (
    "import dutyroom.intake.apart.workbook as w\n"
    "from dutyroom.intake.apart.look import Seen\n"
    "w.look_inside = lambda archive: Seen()\n"
    "from dutyroom.intake.apart import __main__ as reading\n"
)
"""A reader that looks at nothing before it parses."""


def reads_with(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Let another program read instead."""
    monkeypatch.setattr(process, "READING", ("-P", "-c", code))


def refusal(path: Path) -> str:
    with pytest.raises(Unreadable) as caught:
        read_apart(path)
    return str(caught.value.sentence)


@pytest.mark.parametrize("name", [SHEET.name, "national-day-2020.csv"])
def test_what_comes_back_is_what_is_read_here(name: str) -> None:
    assert read_apart(INPUT / name) == read_sheets(INPUT / name)


def test_a_refusal_comes_back_with_its_words(tmp_path: Path) -> None:
    assert "s0 reaches to cell XFD1048576" in refusal(made.make("far_cell", tmp_path))


def test_it_is_told_how_far_the_reading_is(tmp_path: Path) -> None:
    told: list[Progress] = []
    read_apart(made.make("honest_large", tmp_path), report=told.append)
    assert told[0] == Progress(0, 6259) and told[-1] == Progress(6259, 6259)
    assert len(told) > 50 and told == sorted(told, key=lambda progress: progress.rows)


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.kill(os.getpid(), 11)",
        "import os; os._exit(0)",
        "raise SystemExit(1)",
        "print('[\"done\"')",
        "print('{}')",
        "print('x' * 70_000_000)",
        "import sys; sys.stdout.write('[' * 100_000 + '\\n')",
    ],
)
def test_a_reader_that_breaks_off_or_talks_nonsense_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    reads_with(monkeypatch, code)
    assert refusal(SHEET) == BROKEN_OFF


def test_memory_is_limited_though_nobody_looked_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made.make("long_text", tmp_path)
    reads_with(monkeypatch, WITHOUT_LOOK + "reading.main()")
    assert "took more than 192 MB of memory: copy the roster alone" in refusal(path)


def test_without_the_limits_the_memory_would_be_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made.make("long_text", tmp_path)
    reads_with(monkeypatch, WITHOUT_LOOK + "reading.limit = lambda: None\nreading.main()")
    assert "memory" not in refusal(path)


def test_time_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    code = "reading.MAX_SECONDS = 1\nreading.limit()\nwhile True: pass"
    reads_with(monkeypatch, WITHOUT_LOOK + code)
    assert "longer than 60 seconds: copy the roster alone" in refusal(SHEET)


def test_it_writes_no_file_and_opens_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = f"reading.limit()\nopen({str(tmp_path / 'x')!r}, 'wb').write(b'x' * 99999)"
    reads_with(monkeypatch, WITHOUT_LOOK + code)
    assert refusal(SHEET) == BROKEN_OFF
    assert (tmp_path / "x").stat().st_size == 0


ENDLESS = (
    "import json, os, sys, time\n"
    "while True: print(json.dumps(['at', os.getpid(), 1]), flush=True); time.sleep(0.01)"
)


def test_it_ends_as_soon_as_somebody_stops_it(monkeypatch: pytest.MonkeyPatch) -> None:
    reads_with(monkeypatch, ENDLESS)
    told: list[int] = []
    with pytest.raises(Stopped):
        read_apart(
            SHEET,
            report=lambda progress: told.append(progress.rows),
            stop=lambda: bool(told),
        )
    with pytest.raises(ProcessLookupError):
        os.kill(told[0], 0)


def test_it_ends_with_whoever_waits_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when that one is killed: the pipe between them is closed then."""
    waits = "import threading; reading.tell = lambda *_: threading.Event().wait()\nreading.main()"
    reads_with(monkeypatch, WITHOUT_LOOK + waits)
    stays, kept = os.pipe()
    with SHEET.open("rb") as file:
        reading = process._started(file, "a", stays)
    os.close(stays)
    os.close(kept)
    assert reading.wait(60) == 3
    assert reading.stdout is not None
    reading.stdout.close()


def test_what_lies_next_to_somebody_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("openpyxl", "json", "csv"):
        (tmp_path / f"{module}.py").write_text("raise SystemExit('taken over')")
    monkeypatch.chdir(tmp_path)
    assert read_apart(SHEET)


def test_a_pipe_and_a_device_are_no_files_and_nothing_waits_for_them(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.xlsx")
    assert refusal(tmp_path / "a.xlsx") == "a.xlsx is no file that can be read"
    assert "is no file that can be read" in refusal(Path("/dev/zero"))


@pytest.mark.parametrize(
    "said",
    [
        [["rows", [[1, False, [[1, "x"]]]]]],
        [events.begins("a"), ["rows", [[1, False, [[501, "x"]]]]]],
        [events.begins("a"), ["rows", [[20_001, False, [[1, "x"]]]]]],
        [events.begins("a"), ["rows", [[0, False, [[1, "x"]]]]]],
        [events.begins("a"), ["rows", [[1, False, [[1, ["x"]]]]]]],
        [events.begins("a"), ["rows", [[1, False, [[1, "x" * 40_000]]]]]],
        [events.begins("a"), ["rows", [[1, False, [[1, {"date": "2026-13-01"}]]]]]],
        [events.begins("a"), ["rows", [["1", False, [["1", "x"]]]]]],
        [events.begins("a"), ["rows", [7]]],
        [events.begins("a"), ["ends", [[2, 2, 1, 1]], []]],
        [events.begins("a"), ["ends", [["x"]], []]],
        [["refused", "{x.__class__}", {"x": "y"}]],
        [["refused", "{x}", {"x": ["y"]}]],
        [["refused", "{", {}]],
        [["begins", 7, False]],
        [["at", "1", "2"]],
        [["something", "else"]],
        [[]],
    ],
)
def test_nothing_that_the_process_says_is_taken_on_trust(said: list[events.Event]) -> None:
    with pytest.raises(Unreadable) as caught:
        gather("a.xlsx", said)
    assert str(caught.value.sentence) == BROKEN_OFF
