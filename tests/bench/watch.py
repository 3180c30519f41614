"""How soon another terminal's commit is on the screen, and what watching costs when idle.

`python -m tests.bench.watch [COMMITS] [IDLE_SECONDS]`. The room is open in a
pseudo-terminal while this process commits; the idle share of a core is that of
the room without its first seconds.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from dutyroom.desk.desk import open_desk
from dutyroom.desk.log import entries as log
from tests.bench.history import make
from tests.terminal.tty import Terminal

AT = "2026-12-18 08:30"


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main(commits: int, idle: float) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as place:
        station = make(Path(place) / "station", 200)
        desk = open_desk(station, terminal="other", at=AT, screen=True)
        with Terminal("--data", str(station), "--at", AT, "--language", "en") as terminal:
            terminal.wait_for("F10 Actions")
            terminal.press("f4")
            terminal.settle()
            waits = []
            for n in range(commits):
                time.sleep(0.05 + n % 7 * 0.037)
                began = time.perf_counter()
                log.log_entry(desk, "call", log.Note(text=f"seen{n:04d}"), by="李娜")
                terminal.wait_for(f"seen{n:04d}")
                waits.append(time.perf_counter() - began)
            p95 = statistics.quantiles(waits, n=20)[-1]
            print(f"seen after  p50 {statistics.median(waits):.3f} s  p95 {p95:.3f} s")
            terminal.settle()
            before = _cpu(terminal.pid)
            deadline = time.monotonic() + idle
            while time.monotonic() < deadline:
                terminal.settle()
            share = (_cpu(terminal.pid) - before) / idle * 100
            print(f"idle        {share:.2f} % of a core over {idle:.0f} s")
        ledger = desk.ledger
        time.sleep(0.2)
        ledger.refresh()
        used = time.process_time()
        for _ in range(2000):
            ledger.refresh()
        per_look = (time.process_time() - used) / 2000
        print(
            f"one look    {per_look * 1e6:.0f} µs, at 4 a second {per_look * 400:.3f} % of a core"
        )


if __name__ == "__main__":
    words = sys.argv[1:]
    main(int(words[0]) if words else 40, float(words[1]) if len(words) > 1 else 20.0)
