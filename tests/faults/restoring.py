"""Killed at every system call of a restoring: all of it is there, or nothing, and it can be done.

`kill_restoring` is for the station as of a copy, `kill_recovering` for records
that were gone. Both need strace.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.log import entries as log
from dutyroom.desk.station import contacts
from dutyroom.desk.station.backup import find_copy, make_copy
from dutyroom.desk.station.recovery import recover_station
from dutyroom.desk.station.restore import restore_as_of, restorings_of
from dutyroom.store import pages
from dutyroom.store.pages import REVISIONS
from tests.faults.kills import NAMING, Outcome, Ready, each_call
from tests.faults.witness import Act
from tests.stations.making import Hands
from tests.stations.property_centre import property_centre

AT = "2026-12-01 21:00:00"
CHANGING = NAMING
"""A shorter run is killed at these, and where data is written."""
SHORT = (*CHANGING, "write", "pwrite64", "fsync", "link", "linkat")

Restore = Callable[[Path], None]


def make_station(station: Path) -> Path:
    """Make a station over the turn of a month: a copy, then changes to undo, and a new call."""
    desk, hands = property_centre(station)
    for clock in ("2026-11-30 18:00:00", "2026-12-01 19:00:00"):
        hands.at(clock)
        for text in ("一", "二"):
            log.log_entry(desk, "call", log.Note(text=text))
    hands.at("2026-12-01 20:00:00")
    make_copy(desk)
    hands.at("2026-12-01 20:30:00")
    for entry in desk.state().entries[:3]:
        log.close(desk, entry, "误关")
    contacts.set_contact(desk, "供水", "12345678")
    log.log_entry(desk, "call", log.Note(text="三"))
    return station


def lines_of(ledger: Path) -> dict[int, str]:
    """Return every line of a ledger by number."""
    found: dict[int, str] = {}
    for month in pages.months(ledger):
        for page in pages.pages_of(ledger, month):
            sheet = pages.sheet_of(page.read(ledger), REVISIONS)
            found.update({raw.seq: raw.text for raw in sheet.lines(REVISIONS)})
    return found


def opened(station: Path) -> Desk:
    """Open a station at the moment of the restoring."""
    desk = open_desk(station, terminal="值班室")
    Hands(desk).at(AT)
    return desk


def restore(station: Path) -> None:
    """Restore the station as of its copy."""
    desk = opened(station)
    restore_as_of(desk, find_copy(desk), reason="误操作")


def recover(station: Path) -> None:
    """Put the records back that are gone."""
    recover_station(station, terminal="值班室", at=AT)


def kill_restoring(
    place: Path, calls: Collection[str] = (), do: Restore = restore, *, every: int = 1
) -> Outcome:
    """Kill a restoring before each system call, or before each ``every``-th of a name."""
    whole = make_station(place / "whole")
    former = lines_of(whole / "ledger")
    done = _done_once(place, whole, do) - len(former)

    def judge(station: Path, heard: bool) -> Iterator[str]:
        yield from _kept(station, former)
        more = len(lines_of(station / "ledger")) - len(former)
        if more not in (0, done) or (heard and more != done):
            yield f"{more} of {done} lines are there"
        restore(station)
        yield from _kept(station, former)
        if len(lines_of(station / "ledger")) - len(former) != done:
            yield "done once more, it is not what it was"
        if len(restorings_of(opened(station))) != 1:
            yield "it does not stand in the records once"

    return _kill(place, whole, partial(_act, do), judge, calls, every)


def kill_recovering(
    place: Path, calls: Collection[str] = (), do: Restore = recover, *, every: int = 1
) -> Outcome:
    """Kill who puts back records that are gone before each ``every``-th system call of a name."""
    whole = make_station(place / "whole")
    former = lines_of(whole / "ledger")
    shutil.rmtree(whole / "ledger")

    def judge(station: Path, heard: bool) -> Iterator[str]:
        ledger = station / "ledger"
        if heard or (ledger.is_dir() and pages.months(ledger)):
            yield from _kept(station, former)
            if not restorings_of(opened(station)):
                yield "no record tells of it"
        recover(station)
        yield from _kept(station, former)
        if not restorings_of(opened(station)):
            yield "done once more, no record tells of it"
        if list(station.glob(".ledger.*")):
            yield "something half built is left"

    return _kill(place, whole, partial(_act, do), judge, calls, every)


def _act(do: Restore, station: Path) -> Ready:
    def ready() -> Act:
        def act(tell: Callable[[str], None]) -> None:
            do(station)
            tell("done")

        return act

    return ready


def _done_once(place: Path, whole: Path, do: Restore) -> int:
    """Return how many lines there are once it is done."""
    station = place / "once"
    shutil.copytree(whole, station)
    do(station)
    return len(lines_of(station / "ledger"))


def _kept(station: Path, former: dict[int, str]) -> Iterator[str]:
    left = lines_of(station / "ledger")
    lost = [seq for seq, text in former.items() if left.get(seq) != text]
    if lost:
        yield f"lines {lost} are gone"
    desk = opened(station)
    for damage in desk.ledger.verify().damage[:1]:
        yield f"damaged: {damage}"
    revisions = Counter(_revision(text) for text in left.values())
    twins = [each for each, many in revisions.items() if many > 1]
    if twins or sorted(left) != list(range(1, len(left) + 1)):
        yield f"numbers with gaps or twins: {twins}"


def _revision(text: str) -> str:
    return text.partition(',"at":')[0]


def _kill(
    place: Path,
    whole: Path,
    act: Callable[[Path], Ready],
    judge: Callable[[Path, bool], Iterator[str]],
    calls: Collection[str],
    every: int,
) -> Outcome:
    outcome, station = Outcome(), place / "station"
    before = len(lines_of(whole / "ledger")) if (whole / "ledger").is_dir() else 0

    def fresh() -> None:
        shutil.rmtree(station, ignore_errors=True)
        shutil.copytree(whole, station)

    for call, number, heard in each_call(fresh, act(station), station, calls, every=every):
        outcome.killed += 1
        ledger = station / "ledger"
        outcome.nothing += not ledger.is_dir() or len(lines_of(ledger)) == before
        outcome.complaints += [f"{call} {number}: {said}" for said in judge(station, bool(heard))]
    return outcome
