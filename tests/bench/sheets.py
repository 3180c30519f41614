"""What sheets made to stop the room cost it: `python -m tests.bench.sheets [NAME ...]`.

Each of `tests.stations.hostile_sheets` is taken in by real keys, in a room of 80x24. A
line for each: megabytes of the file, seconds until the form says what became of it, the
peak memory of the room and of the process that reads, both together, and, in a
second reading, how long F9 takes meanwhile (the median and the longest, in milliseconds),
next to what it takes while nothing is read.
"""

from __future__ import annotations

import contextlib
import io
import statistics
import sys
import tempfile
import time
from pathlib import Path

from dutyroom.cli.main import run
from tests.stations.hostile_sheets import HONEST, HOSTILE, make
from tests.stations.printed import INPUT
from tests.terminal.tty import KEYS, Terminal

AT = "2026-11-25 10:00"
AT_WORK = ("Esc stops", "The roster is checked")
PANEL = "Emergency numbers"


def peak(pid: int) -> float:
    """Return the most memory that a process held at once, in megabytes; 0 for none."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    found = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
    return int(found[0]) / 1024 if found else 0.0


def readers(pid: int) -> list[int]:
    """Return the processes that a room has started from any of its threads."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            found += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return found


class Peaks:
    """The most memory seen of the room and of those who read for it."""

    def __init__(self, room: int) -> None:
        """Watch a room."""
        self._room = room
        self.of_room = self.of_reader = 0.0

    def look(self) -> None:
        """Look once more."""
        self.of_room = max(self.of_room, peak(self._room))
        for reader in readers(self._room):
            self.of_reader = max(self.of_reader, peak(reader))


def asked(terminal: Terminal, path: Path) -> None:
    """Fill in the form, and let it begin to read."""
    terminal.press("ctrl+u")
    terminal.type(str(path))
    terminal.send(KEYS["ctrl+g"].encode())


def at_work(terminal: Terminal) -> bool:
    """Tell whether the form says that it reads or checks."""
    text = terminal.text()
    return any(words in text for words in AT_WORK)


def until_told(terminal: Terminal, peaks: Peaks) -> float:
    """Return how long the form reads and checks."""
    began, seen = time.perf_counter(), False
    while not seen or at_work(terminal):
        terminal.look()
        peaks.look()
        seen = seen or at_work(terminal)
        if time.perf_counter() - began > 120:
            raise SystemExit(terminal.text())
    return time.perf_counter() - began


def press_f9(terminal: Terminal) -> float:
    """Return the milliseconds until the emergency numbers stand there; they are closed again."""
    began = time.perf_counter()
    terminal.send(KEYS["f9"].encode())
    while PANEL not in terminal.text():
        terminal.look()
    took = 1000 * (time.perf_counter() - began)
    terminal.send(KEYS["escape"].encode())
    while PANEL in terminal.text():
        terminal.look()
    return took


def answers(terminal: Terminal) -> list[float]:
    """Return how long each F9 took, pressed again and again while something is read or checked."""
    took: list[float] = []
    while not readers(terminal.pid):
        terminal.look()
    while readers(terminal.pid) or at_work(terminal) or not took:
        took.append(press_f9(terminal))
    return took


def measure(name: str, folder: Path) -> str:
    """Return the line about one sheet."""
    path = INPUT / "december-2026.xlsx" if name == "december" else make(name, folder)
    station = folder / f"station-{name}"
    words = ("--data", str(station), "--language", "en")
    with contextlib.redirect_stdout(io.StringIO()):
        run(["init", "--drill", "--profile", "property-centre", *words])
    with Terminal(*words, "--at", AT) as terminal:
        terminal.wait_for("F10 Actions")
        terminal.press("f3", "ctrl+r")
        terminal.wait_for("Take in a roster")
        terminal.press("down", "right", "up")  # only show what is in it
        alone = [press_f9(terminal) for _n in range(6)][1:]
        peaks = Peaks(terminal.pid)
        asked(terminal, path)
        seconds = until_told(terminal, peaks)
        if "Everything that is in it" in terminal.text():
            terminal.press("escape")
        asked(terminal, path)
        took = answers(terminal)
    both = peaks.of_room + peaks.of_reader
    return (
        f"{name:16}{path.stat().st_size / 1e6:7.2f}{seconds:8.2f}"
        f"{peaks.of_room:8.0f}{peaks.of_reader:8.0f}{both:8.0f}"
        f"{statistics.median(took):9.0f}{max(took):8.0f}{statistics.median(alone):8.0f}"
    )


def main(names: list[str]) -> None:
    """Measure and print."""
    print("                     MB       s    room  reader    both       F9     max   alone")
    with tempfile.TemporaryDirectory(prefix="sheets-") as place:
        for name in names or ["december", *HONEST, *HOSTILE]:
            print(measure(name, Path(place)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
