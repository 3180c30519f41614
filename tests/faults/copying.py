"""kill -9 at every system call of making a copy: no good one is lost, and the next is made."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from dutyroom.store.copies import Copies
from dutyroom.store.errors import StoreError
from dutyroom.store.folder import StationFolder
from tests.faults.damage import lines_of
from tests.faults.kills import wait_until_traced
from tests.faults.witness import fork
from tests.store.books import book, on, write

CALLS = (
    *("openat", "mkdir", "mkdirat", "rename", "renameat", "renameat2", "link", "linkat"),
    *("unlink", "unlinkat", "rmdir", "fsync", "fchmod", "write", "pwrite64", "flock"),
)
"""What changes something on the disk, or ends such a change."""
KEEP = 2


@dataclass(frozen=True)
class Killed:
    """A system call of a copying before which the program was killed, and what was wrong then."""

    call: str
    place: int
    complaints: tuple[str, ...]


def at_every_call(
    place: Path, *, every: int = 1, calls: tuple[str, ...] = CALLS
) -> Iterator[Killed]:
    """Kill a copying before each ``every``-th system call of each kind that changes anything.

    The copying renews one finished month, copies another for the first time,
    makes a copy and throws one away. Needs strace.
    """
    whole = make_station(place / "whole")
    known = _good(whole)
    log = place / "strace.log"
    _run_traced(_fresh(whole, place / "case"), ["-o", str(log)])
    counts = Counter(re.findall(r"^(\w+)\(", log.read_text(), re.MULTILINE))
    for call in filter(counts.get, calls):
        for n in range(1, counts[call] + 1, every):
            station = _fresh(whole, place / "case")
            inject = f"inject={call}:signal=SIGKILL:when={n}"
            _run_traced(station, ["-o", "/dev/null", "-e", inject])
            yield Killed(call, n, tuple(complaints(station, known)))


def make_station(path: Path) -> StationFolder:
    """Make a station of three months: copies of two, of which one was laid out anew since."""
    station = StationFolder(path)
    station.create(name="北门", profile_text="{}", language="zh", drill=False)
    for month, day in ((10, 1), (10, 2), (11, 1), (11, 2)):
        write(book(station.ledger), f"{month}-{day}", at=on(month, day), open=True)
        Copies(station).make(on(month, day), "hour")
    october = station.ledger / "2026-10"
    (october / "2026-10-02.json").rename(october / "2026-10-03.json")
    write(book(station.ledger), "12-1", at=on(12, 1))
    return station


def complaints(station: StationFolder, known: dict[str, int]) -> Iterator[str]:
    """Look at a station whose copying was killed, copy once more, and look again."""
    good = _good(station)
    newest = sorted(known.items(), key=lambda copy: copy[1])[-KEEP + 1 :]
    if missing := [name for name, _seq in newest if name not in good]:
        yield f"good copies are gone: {missing}"
    yield from map(str, Copies(station).passed_over())
    yield from _months(station, "killed")
    try:
        work(station)
    except StoreError as error:
        yield f"no copy can be made any more: {error}"
        return
    if max(_good(station).values()) != book(station.ledger).seq:
        yield "the newest copy does not hold all"
    left = [path.name for path in (station.path / "backup").rglob(".*.new")]
    left += [path.name for path in (station.path / "backup").rglob(".*.old")]
    if left:
        yield f"was left: {left}"
    yield from _months(station, "copied again")
    if set(_month_lines(station)) != {1, 2, 3, 4}:
        yield f"the finished months hold lines {sorted(_month_lines(station))}"


def work(station: StationFolder) -> None:
    """Copy and prune as the desk does it each hour."""
    copies = Copies(station)
    copies.make(on(12, 1), "hour")
    copies.prune(KEEP)


def _months(station: StationFolder, when: str) -> Iterator[str]:
    """Complain of a line of October that no copied month has, be it the older or the newer one."""
    if not {1, 2} <= _month_lines(station).keys():
        yield f"{when}: lines of a finished month are gone from the copies"


def _month_lines(station: StationFolder) -> dict[int, str]:
    """Return the lines in the copied months, with those that somebody was killed over."""
    months = station.path / "backup" / "months"
    found: dict[int, str] = {}
    for older in months.glob(".*.old"):
        for page in older.glob("2*.json"):
            found.update(dict.fromkeys(_seqs(page), ""))
    return {**found, **lines_of(months)}


def _seqs(page: Path) -> list[int]:
    return [int(seq) for seq in re.findall(rb'\n"(\d+)":\{"id"', page.read_bytes())]


def _good(station: StationFolder) -> dict[str, int]:
    return {copy.name: copy.seq for copy in Copies(station).made()}


def _fresh(whole: StationFolder, place: Path) -> StationFolder:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(whole.path, place)
    return StationFolder(place)


def _run_traced(station: StationFolder, words: list[str]) -> None:
    """Run one copying under strace."""
    hold, let_go = os.pipe()

    def act(_tell: Callable[[str], None]) -> None:
        os.read(hold, 1)
        with suppress(StoreError):
            work(station)

    child = fork(act)
    tracer = subprocess.Popen(
        ["strace", "-qq", "-p", str(child.pid), *words], stderr=subprocess.PIPE
    )
    wait_until_traced(child.pid)
    os.write(let_go, b".")
    child.lines()
    child.wait()
    tracer.communicate(timeout=60)
    os.close(hold)
    os.close(let_go)
