"""How long the room takes to open: `python -m tests.bench.start HISTORY [RUNS]`.

A station with a long history (see `tests.bench.history`) and one with none, in
turn, in a pseudo-terminal of 80x24. Prints medians until the screen is whole,
the memory held then, and their ratio.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.history import make
from tests.terminal.tty import Terminal

AT = "2026-12-18 08:30"


def open_once(station: Path) -> tuple[float, float]:
    """Open the room; return seconds until it is painted, and its megabytes."""
    began = time.perf_counter()
    with Terminal("--data", str(station), "--at", AT, "--language", "en") as terminal:
        terminal.wait_for("F10 Actions")
        taken = time.perf_counter() - began
        status = Path(f"/proc/{terminal.pid}/status").read_text()
        kilobytes = next(line.split()[1] for line in status.splitlines() if "VmRSS" in line)
    return taken, int(kilobytes) / 1024


def main(history: str, runs: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as place:
        stations = {"long": Path(history), "empty": make(Path(place) / "empty", 0)}
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in stations}
        for run in range(runs + 1):
            for name, station in stations.items():
                measured = open_once(station)
                if run:
                    found[name].append(measured)
    seconds = {name: statistics.median(t for t, _ in many) for name, many in found.items()}
    memory = {name: statistics.median(m for _, m in many) for name, many in found.items()}
    for name in stations:
        print(f"{name:6} {seconds[name] * 1000:.0f} ms  {memory[name]:.1f} MB")
    print(f"long / empty  {seconds['long'] / seconds['empty']:.2f}")
    print(f"more memory   {memory['long'] - memory['empty']:.1f} MB")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7)
