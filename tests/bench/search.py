"""How long a search takes: `python -m tests.bench.search STATION` (see `tests.bench.history`)."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from dutyroom.desk.desk import open_desk
from dutyroom.desk.search import Query, find

QUERIES = {
    "a common word": Query(text="电梯异响", person="欧阳先生", kind="call"),
    "a rare number": Query(text="13912345"),
    "nothing": Query(text="不存在的字"),
    "one day, years ago": Query(number="LD-20190305-007"),
}


def main(station: str) -> None:
    """Measure first and last hit, five times each."""
    desk = open_desk(Path(station), terminal="bench", at="2026-12-18 08:30")
    for name, query in QUERIES.items():
        firsts, lasts, many = [], [], 0
        for _ in range(5):
            began, first, many = time.perf_counter(), 0.0, 0
            for _found in find(desk, query):
                first = first or time.perf_counter() - began
                many += 1
            lasts.append(time.perf_counter() - began)
            firsts.append(first or lasts[-1])
        print(
            f"{name:20} {many:6} found  first {statistics.median(firsts):.3f} s"
            f"  all {statistics.median(lasts):.3f} s"
        )


if __name__ == "__main__":
    main(sys.argv[1])
