"""kill -9 at every system call of a mending: nothing is lost, and the next mending ends it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from dutyroom.store.accepted import MENDING
from tests.faults.damage import lines_of, make_station, open_book, repair
from tests.faults.kills import NAMING, Outcome, each_call
from tests.faults.witness import Act
from tests.store.books import on, write

CHANGING = (*NAMING, "write", "pwrite64", "fsync")
"""Calls that change the disk, or make a change durable: a shorter run is killed at these."""

Mend = Callable[[Path], object]


def spoilt_station(station: Path) -> Path:
    """Make a station in which much is wrong at once, and two entries are taken all the same.

    A page is gone, one is cut, one has lost a line and has another that no copy has,
    an opening balance is no JSON, and the lines of the newest page are gone for good.
    Nothing is written a second time.
    """
    ledger = make_station(station, after_copy=3) / "ledger" / "2026-12"
    (ledger / "2026-12-01.json").unlink()
    (ledger / "carried.json").write_bytes(b"{")
    middle, newest = ledger / "2026-12-04.json", ledger / "2026-12-05-2.json"
    middle.write_bytes(middle.read_bytes()[:300])
    page = ledger / "2026-12-05.json"
    lines = page.read_bytes().split(b"\n")
    page.write_bytes(b"\n".join([*lines[:4], *lines[5:]]))
    newest.write_bytes(bytes(len(newest.read_bytes())))
    for day in (on(12, 5), on(12, 6)):
        write(open_book(station), "meanwhile", at=day)
    shutil.rmtree(station / "backup" / "today")
    return station


def kill_mending(
    place: Path, calls: Collection[str] = (), do: Mend = repair, *, every: int = 1
) -> Outcome:
    """Kill a mending before each system call, or before those of these names. Needs strace.

    Of each name each ``every``-th call is taken.
    """
    whole, station = spoilt_station(place / "whole"), place / "station"
    shutil.copytree(whole, station)
    before = lines_of(station / "ledger")
    repair(station)
    wanted = _but_mendings(lines_of(station / "ledger"))
    outcome = Outcome()

    def fresh() -> None:
        shutil.rmtree(station)
        shutil.copytree(whole, station)

    def ready() -> Act:
        def act(tell: Callable[[str], None]) -> None:
            do(station)
            tell("done")

        return act

    for call, number, _heard in each_call(fresh, ready, station, calls, every=every):
        outcome.killed += 1
        outcome.nothing += lines_of(station / "ledger") == before
        said = _judge(station, wanted)
        outcome.complaints += [f"{call} {number}: {complaint}" for complaint in said]
    return outcome


def _judge(station: Path, wanted: dict[int, str]) -> Iterator[str]:
    """Mend once more, and look."""
    try:
        repair(station)
    except Exception as error:  # whatever stops it is a complaint
        yield f"it cannot be mended any more: {error!r}"
        return
    left = lines_of(station / "ledger")
    gone = [seq for seq, text in wanted.items() if left.get(seq) != text]
    if gone:
        yield f"lines {gone} are gone"
    if len(left) - len(_but_mendings(left)) != 1:
        yield "it does not stand in the records once"
    report = open_book(station).verify()
    if report.damage:
        yield f"still damaged: {report.damage[0]}"
    if repair(station):
        yield "it is mended a third time"


def _but_mendings(lines: dict[int, str]) -> dict[int, str]:
    return {seq: text for seq, text in lines.items() if f'"kind":"{MENDING}"' not in text}
