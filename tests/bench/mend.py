"""How long mending takes next to a verify: `python -m tests.bench.mend [LINES]`.

A month of 5,000 lines, all in a copy, loses the middle of one page. Each time it is
walked through once and mended once, in turn; the median of the ratios is printed.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.station.backup import make_copy
from dutyroom.desk.station.repair import mend_records
from tests.bench.history import make

TIMES = 5


def main(lines: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as place:
        whole = Path(place) / "whole"
        _fill(whole, lines)
        ratios = []
        for n in range(TIMES):
            station = Path(place) / f"case{n}"
            shutil.copytree(whole, station)
            verified, mended = _one(station)
            ratios.append(mended / verified)
            print(f"verify {verified:.3f} s, mending {mended:.3f} s")
        print(f"{lines} lines: mending takes {statistics.median(ratios):.1f} times a verify")


def _one(station: Path) -> tuple[float, float]:
    began = time.perf_counter()
    found = _desk(station).ledger.verify()
    verified = time.perf_counter() - began
    assert found.damage == ()
    page = sorted((station / "ledger" / "2026-12").glob("2026-12-*.json"))[2]
    content = page.read_bytes()
    page.write_bytes(content[: len(content) // 2])
    desk = _desk(station)
    began = time.perf_counter()
    done = mend_records(desk)
    mended = time.perf_counter() - began
    assert done.record is not None
    assert done.report.damage == ()
    return verified, mended


def _desk(station: Path) -> Desk:
    return open_desk(station, terminal="bench", at="2026-12-28 08:30")


def _fill(station: Path, lines: int) -> None:
    """Write a month of calls, the newest of all, and copy it."""
    make(station, lines, days=17)
    make_copy(_desk(station))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
