"""How long an hourly copy takes: `python -m tests.bench.backup STATION [COPIES]`.

A call is logged before each copy; the first two, which may copy or look through
ten years of months, are told apart. Writes into the station.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from dutyroom.desk.desk import open_desk
from dutyroom.desk.log import entries as log
from dutyroom.desk.station.backup import make_copy


def main(station: str, copies: int) -> None:
    """Measure, and print the first copies and the median of the others."""
    taken: list[float] = []
    worked: list[float] = []
    for n in range(copies + 2):
        at = f"2026-12-18 {9 + n // 60:02}:{n % 60:02}"
        desk = open_desk(Path(station), terminal="bench", at=at)
        log.log_entry(desk, "call", log.Note(text="一"))
        began, busy = time.perf_counter(), time.process_time()
        make_copy(desk, "hour")
        taken.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (time.process_time() - busy))
    first, second, *others = taken
    print(f"first {first:.0f} ms, second {second:.0f} ms, then {statistics.median(others):.1f} ms")
    print(f"of the processor: {statistics.median(worked[2:]):.1f} ms")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20)
