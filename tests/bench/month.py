"""How long a month takes: `python -m tests.bench.month [RUNS]`.

The office's December file is taken in, checked and laid out as the Board's
grid, each time on a new drill station. Prints medians in seconds.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from datetime import date
from itertools import pairwise
from pathlib import Path

from dutyroom.desk.desk import open_desk
from dutyroom.desk.roster.check import check_roster
from dutyroom.desk.roster.imports import import_roster
from dutyroom.desk.roster.month import month_grid
from dutyroom.desk.station.station import init_station

FILE = Path(__file__).parent.parent / "input" / "december-2026.xlsx"
STEPS = ("import", "check", "grid")


def once(place: Path) -> tuple[float, ...]:
    """Return the seconds that each step took."""
    init_station(place, profile="property-centre", drill=True)
    desk = open_desk(place, terminal="bench", at="2026-11-25 10:00")
    marks = [time.perf_counter()]
    done = import_roster(desk, FILE)
    marks.append(time.perf_counter())
    check_roster(desk, done.roster)
    marks.append(time.perf_counter())
    month_grid(desk, date(2026, 12, 1))
    marks.append(time.perf_counter())
    return tuple(later - earlier for earlier, later in pairwise(marks))


def main(runs: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as place:
        once(Path(place) / "warm")
        found = [once(Path(place) / str(n)) for n in range(runs)]
    medians = [statistics.median(each) for each in zip(*found, strict=True)]
    for name, seconds in zip(STEPS, medians, strict=True):
        print(f"{name:7} {seconds:.3f} s")
    print(f"all     {sum(medians):.3f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
