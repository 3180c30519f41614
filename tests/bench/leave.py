"""How soon the room is gone on SIGTERM and SIGHUP: `python -m tests.bench.leave [RUNS]`.

A call is being typed on a demo station when the signal comes. Prints the
medians until the process has ended; a run whose draft was not kept counts as
lost.
"""

from __future__ import annotations

import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.history import make
from tests.terminal.tty import Terminal

AT = "2026-12-18 08:30"
TYPED = "电梯停在七楼"


def leave_once(station: Path, number: signal.Signals) -> tuple[float, bool]:
    """Type, send the signal; return the seconds until the end, and whether the draft is there."""
    with Terminal("--data", str(station), "--at", AT, "--language", "en") as terminal:
        terminal.wait_for("F10 Actions")
        terminal.press("ctrl+n")
        terminal.type(TYPED)
        terminal.wait_for(TYPED)
        began = time.perf_counter()
        terminal.signal(number)
        terminal.wait_end()
        taken = time.perf_counter() - began
    kept = [path for path in (station / "drafts").glob("*.json") if TYPED in path.read_text()]
    for path in kept:
        path.unlink()
    return taken, bool(kept)


def main(runs: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as place:
        station = make(Path(place) / "station", 200)
        for number in (signal.SIGTERM, signal.SIGHUP):
            ends = [leave_once(station, number) for _ in range(runs)]
            median = statistics.median(taken for taken, _ in ends)
            lost = sum(not kept for _, kept in ends)
            print(f"{number.name}  gone after {median:.2f} s, drafts lost {lost} of {runs}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
