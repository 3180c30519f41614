"""How long a commit takes until it is acknowledged: `python -m tests.bench.acknowledge HISTORY`.

The same record goes in turn to a new ledger, to a ledger with a long history
(see `tests.bench.history`; a copy of it that shares its finished pages), both of
which write today's lines a second time, and to SQLite in WAL mode with
synchronous=FULL, all in one folder. Prints medians in ms and their ratios, and what
a new file costs there beside one commit.

Each ledger is looked at once behind each of its calls, as a room does that shows what
was saved. The page that was replaced is let go of then, and its room freed: nobody
waits for that, so it stands in a line of its own.

ext4 without a journal looks at every inode that was deleted in the last minutes
before it gives one to a new file: after a great deletion on such a disk a new file
takes longer than all the rest, and the ratio means nothing until six minutes later.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from dutyroom.desk.codec import RecordCodec
from dutyroom.domain.records.log import Entry
from dutyroom.store.layout import dump_line
from dutyroom.store.ledger import Ledger

MORNING = datetime.fromisoformat("2026-12-18T08:30:00+08:00")
ROUNDS, WARM = 400, 20


def entry(number: str, at: datetime) -> Entry:
    """Return a call such as a clerk types it."""
    return Entry(
        id=number,
        kind="call",
        day=at.date(),
        at=at,
        entered=at,
        by="李娜",
        owner="李娜",
        caller="何先生",
        phone="13900002222",
        room="7-302",
        text="厨房下水道堵塞，请维修上门查看",
    )


def opened(root: Path) -> Ledger:
    """Return a ledger that writes today's lines a second time."""
    ledger = Ledger(root, RecordCodec(), terminal="bench", copies=root.with_name("backup"))
    ledger.refresh()
    return ledger


def into_ledger(ledger: Ledger) -> Callable[[int], None]:
    """Return what acknowledges one call on a ledger."""

    def act(n: int) -> None:
        at = MORNING + timedelta(seconds=n)
        with ledger.commit(at=at, by="李娜", action="log.call") as commit:
            commit.put(entry(commit.number("LD", at.date()), at))

    return act


def into_sqlite(file: Path) -> Callable[[int], None]:
    """Return what acknowledges one call in SQLite, as JSON under its number."""
    base = sqlite3.connect(file, isolation_level=None)
    base.execute("PRAGMA journal_mode=WAL")
    base.execute("PRAGMA synchronous=FULL")
    base.execute("CREATE TABLE entries (id TEXT PRIMARY KEY, rev INT, document TEXT)")

    def act(n: int) -> None:
        at = MORNING + timedelta(seconds=n)
        base.execute("BEGIN IMMEDIATE")
        base.execute("SELECT max(id) FROM entries").fetchone()
        number = f"LD-20261218-{n + 1:03d}"
        document = RecordCodec().dump(entry(number, at))[1]
        base.execute("INSERT INTO entries VALUES (?, 1, ?)", (number, dump_line(document)))
        base.execute("COMMIT")

    return act


def _shared(source: str, target: str) -> None:
    """Share a page, which is only ever replaced; copy what is written in its place."""
    if Path(source).name.startswith("."):
        shutil.copy2(source, target)
    else:
        os.link(source, target)


def new_file(folder: Path) -> float:
    """Return how long an empty new file takes, in ms: a commit makes one."""
    began = time.perf_counter()
    (folder / "empty").open("x").close()
    taken = (time.perf_counter() - began) * 1000
    (folder / "empty").unlink()
    return taken


def main(history: str) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(dir=Path(history).parent) as place:
        folder = Path(place)
        for name in ("new", "backup"):
            (folder / name).mkdir()
        shutil.copytree(Path(history) / "ledger", folder / "old", copy_function=_shared)
        new, old = opened(folder / "new"), opened(folder / "old")
        acts: dict[str, Callable[[int], object]] = {
            "empty history": into_ledger(new),
            "looked at": lambda _n: new.refresh(),
            "long history": into_ledger(old),
            "and looked at": lambda _n: old.refresh(),
            "sqlite": into_sqlite(folder / "calls.sqlite"),
        }
        taken: dict[str, list[float]] = {name: [] for name in acts}
        for n in range(ROUNDS + WARM):
            for name, act in acts.items():
                began = time.perf_counter()
                act(n)
                taken[name].append((time.perf_counter() - began) * 1000)
        files = statistics.median(new_file(folder / "new") for _ in range(50))
        p50 = {name: statistics.median(times[WARM:]) for name, times in taken.items()}
        for name, times in taken.items():
            p95 = statistics.quantiles(times[WARM:], n=20)[-1]
            print(f"{name:14} p50 {p50[name]:.2f} ms  p95 {p95:.2f} ms")
        print(f"new file       p50 {files:.2f} ms")
        print(f"ledger / sqlite        {p50['empty history'] / p50['sqlite']:.2f}")
        print(f"long / empty history   {p50['long history'] / p50['empty history']:.2f}")


if __name__ == "__main__":
    main(sys.argv[1])
