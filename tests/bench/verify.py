"""How long a walk through every page takes: `python -m tests.bench.verify STATION`."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from dutyroom.desk.desk import open_desk


def main(station: str) -> None:
    """Measure three walks and print the median."""
    desk = open_desk(Path(station), terminal="bench", at="2026-12-18 08:30")
    taken = []
    for _ in range(3):
        began = time.perf_counter()
        found = desk.ledger.verify()
        taken.append(time.perf_counter() - began)
    print(f"{found.revisions} revisions: {statistics.median(taken):.2f} s")
    print(f"damage: {len(found.damage)}")


if __name__ == "__main__":
    main(sys.argv[1])
