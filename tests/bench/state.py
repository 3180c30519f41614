"""What the state of many records costs: `python -m tests.bench.state RECORDS [OTHER_TREE]`.

A drill station of so many records of one week, half of them calls, most of these
closed, half of them alarms that were answered. Prints in ms of processor time,
as medians: the records read, the state made of them, a call logged through the
desk, and the state made after it. With another checkout the two take
turns on copies of one station, which the other one made, and the ratios are
printed too.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent.parent
NOW = datetime.fromisoformat("2026-12-18T08:30:00+08:00")
TURNS, OPENINGS, CALLS, WARM = 5, 8, 40, 5
MATTERS = ("厨房下水道堵塞", "楼道灯不亮", "门禁失灵", "电梯异响", "询问物业费")


def _module(*names: str) -> Any:
    """Return the first module of these: older checkouts have other names for them."""
    for name in names:
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    raise ImportError(names[0])


def make(path: Path, records: int) -> None:
    """Make a station whose last week has so many records, one call in fifty of them open."""
    _module("dutyroom.desk.station.station", "dutyroom.desk.station").init_station(
        path, profile="property-centre", drill=True
    )
    days = 6
    for n in range(days):
        at = NOW - timedelta(days=days - n)
        with _desk(path, at).change("log.call", "李娜") as change:
            for place in range(records * n // days, records * (n + 1) // days):
                change.put(_alarm(change, at, place) if place % 2 else _call(change, at, place))


def _call(change: Any, at: datetime, place: int) -> Any:
    return _module("dutyroom.domain.records.log", "dutyroom.domain.records").Entry(
        id=change.commit.number("LD", at.date()),
        kind="call",
        day=at.date(),
        at=at,
        entered=at,
        by="李娜",
        owner="李娜",
        caller="何先生",
        phone=f"139{place:08d}",
        room=f"{place % 9}-{place % 1800}",
        text=MATTERS[place % len(MATTERS)],
        status="closed" if place % 50 else "open",
    )


def _alarm(change: Any, at: datetime, place: int) -> Any:
    return _module("dutyroom.domain.records.station", "dutyroom.domain.records").Alarm(
        id=change.commit.number("BJ", at.date()),
        key=f"round:{at.date()}/管理处/晚班/{place}",
        day=at.date(),
        at=at,
        code="round",
        acknowledged_by="李娜",
        reason="已巡视",
    )


def _desk(path: Path, at: datetime) -> Any:
    opened = _module("dutyroom.desk.desk").open_desk
    return opened(path, terminal="bench", at=f"{at:%Y-%m-%d %H:%M:%S}")


def probe(path: Path) -> dict[str, list[float]]:
    """Return what each thing took in this checkout, in ms."""
    snapshot = _module("dutyroom.desk.snapshot", "dutyroom.desk.desk").snapshot
    log = _module("dutyroom.desk.log.entries", "dutyroom.desk.log")
    taken: dict[str, list[float]] = {"reading": [], "state": [], "call": [], "state after it": []}
    for _ in range(OPENINGS):
        desk = _desk(path, NOW)
        taken["reading"].append(_cost(desk.ledger.refresh))
        taken["state"].append(_cost(partial(snapshot, desk.ledger)))
    desk = _desk(path, NOW)
    desk.state()
    for n in range(CALLS + WARM):
        note = log.Note(text=MATTERS[n % len(MATTERS)], phone=f"138{n:08d}", room=f"9-{n}")
        call = _cost(partial(log.log_entry, desk, "call", note, by="李娜"))
        after = _cost(desk.state)
        if n >= WARM:
            taken["call"].append(call)
            taken["state after it"].append(after)
    return taken


def _cost(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000


def _in(tree: Path, *words: str) -> str:
    """Run this file with the program of a checkout, and return what it printed."""
    ended = subprocess.run(
        [sys.executable, "-P", __file__, *words],
        env={**os.environ, "PYTHONPATH": str(tree)},
        cwd=tree,
        capture_output=True,
        text=True,
        check=True,
    )
    return ended.stdout


def _turns(folder: Path, trees: list[Path]) -> Iterator[tuple[Path, dict[str, list[float]]]]:
    """Give what each checkout took, in turns, each on a fresh copy of the station."""
    for turn in range(TURNS):
        for place, tree in enumerate(trees):
            copy = folder / f"{turn}-{place}"
            shutil.copytree(folder / "station", copy)
            yield tree, json.loads(_in(tree, "--probe", str(copy)))
            shutil.rmtree(copy)


def main(records: int, other: Path | None) -> None:
    """Measure and print."""
    trees = [HERE] if other is None else [other.resolve(), HERE]
    taken: dict[Path, dict[str, list[float]]] = {tree: {} for tree in trees}
    with tempfile.TemporaryDirectory() as place:
        _in(trees[0], "--make", f"{place}/station", str(records))
        for tree, costs in _turns(Path(place), trees):
            for name, figures in costs.items():
                taken[tree].setdefault(name, []).extend(figures)
    for name in taken[HERE]:
        medians = [statistics.median(taken[tree][name]) for tree in trees]
        ratio = f"  ratio {medians[-1] / medians[0]:.3f}" if other else ""
        print(f"{name:15} " + "  ".join(f"{each:7.3f} ms" for each in medians) + ratio)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--make", station, records]:
            make(Path(station), int(records))
        case ["--probe", station]:
            print(json.dumps(probe(Path(station))))
        case [records, *others]:
            main(int(records), Path(others[0]) if others else None)
