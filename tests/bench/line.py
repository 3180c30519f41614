"""What goes over the line for each key: `python -m tests.bench.line [LANGUAGE]`.

The demo station in a pseudo-terminal of 80x24, with the lean driver and the stock
one, in 16, 256 and true colour. Prints bytes; they are exact and the same on any
machine. Nothing answers the terminal's questions here, so no frame is left out.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.terminal.tty import Terminal

DEPTHS = {
    "16": {"TERM": "xterm", "COLORTERM": ""},
    "256": {"TERM": "xterm-256color", "COLORTERM": ""},
    "true": {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
}
DRIVERS = ("lean", "stock")
BEFORE_TICK = "2026-12-18 16:18:55"
STEPS = (
    ("move a row", "down"),
    ("move a row again", "down"),
    ("board", "f3"),
    ("move a day", "right"),
    ("log", "f4"),
    ("patrol", "f6"),
    ("handover", "f7"),
    ("emergency", "f9"),
    ("close it", "escape"),
    ("now", "f2"),
    ("form of a call", "ctrl+n"),
    ("type a letter", "a"),
    ("type another", "b"),
    ("type a hanzi", "病"),
    ("next field", "tab"),
    ("redraw", "ctrl+l"),
    ("leave the form", "escape"),
)


def measure(words: list[str], environ: dict[str, str]) -> dict[str, int]:
    """Return the bytes of each step."""
    found: dict[str, int] = {}
    with Terminal(*words, environ=environ) as terminal:
        terminal.wait_for("F10")
        terminal.settle()
        found["first frame"] = len(terminal.raw)
        for name, key in STEPS:
            before = len(terminal.raw)
            terminal.press(key)
            terminal.settle()
            found[name] = len(terminal.raw) - before
    return found


def tick(station: Path, environ: dict[str, str]) -> int:
    """Return the bytes when the minute changes."""
    words = ["--data", str(station), "--at", BEFORE_TICK, "--language", "en"]
    with Terminal(*words, environ=environ) as terminal:
        terminal.wait_for("Fri 16:18")
        terminal.settle()
        before = len(terminal.raw)
        terminal.wait_for("Fri 16:19")
        terminal.settle()
        return len(terminal.raw) - before


def main(language: str) -> None:
    """Measure and print."""
    columns: dict[str, dict[str, int]] = {}
    with tempfile.TemporaryDirectory() as place:
        station = str(Path(place) / "demo")
        words = ["demo", "--data", station, "--language", language]
        for driver in DRIVERS:
            for depth, colours in DEPTHS.items():
                environ = {**colours, "DUTYROOM_DRIVER": driver}
                found = measure(words, environ)
                found["clock tick"] = tick(Path(station), environ)
                columns[f"{driver} {depth}"] = found
    print(f"{'bytes':18}" + "".join(f"{name:>12}" for name in columns))
    for step in columns["lean true"]:
        print(f"{step:18}" + "".join(f"{found[step]:>12}" for found in columns.values()))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "en")
