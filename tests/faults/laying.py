"""kill -9 at the system calls of laying pages ahead: the next doctor ends it, and once only."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from pathlib import Path

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.log import entries as log
from dutyroom.desk.station.laying import files_ahead, lay_pages
from tests.faults.kills import Outcome, each_call
from tests.faults.witness import Act
from tests.stations.property_centre import property_centre

NOW = "2026-12-02T10:00:00+08:00"
TEXTS = ["一", "远", "二"]


def spoilt_station(place: Path) -> Path:
    """Make a station with a month of 2099 that a clock opened which stood ahead."""
    desk, hands = property_centre(place)
    for day, text in (("2026-12-01", "一"), ("2099-06-01", "远"), ("2026-12-01", "二")):
        hands.at(f"{day} 10:00:00")
        log.log_entry(desk, "call", log.Note(text=text))
    return place


def opened(station: Path) -> Desk:
    """Open the station on 2 December 2026."""
    desk = open_desk(station, terminal="doctor")
    desk.clock = lambda: datetime.fromisoformat(NOW)
    return desk


def kill_laying(place: Path, calls: Collection[str]) -> Outcome:
    """Kill it before each system call of these names. Needs strace."""
    whole, station, outcome = spoilt_station(place / "whole"), place / "station", Outcome()

    def fresh() -> None:
        shutil.rmtree(station, ignore_errors=True)
        shutil.copytree(whole, station)

    def ready() -> Act:
        def act(tell: Callable[[str], None]) -> None:
            lay_pages(opened(station))
            tell("done")

        return act

    for call, number, _heard in each_call(fresh, ready, station, calls):
        outcome.killed += 1
        outcome.nothing += (station / "ledger" / "2099-06").is_dir()
        outcome.complaints += [f"{call} {number}: {complaint}" for complaint in _judge(station)]
    return outcome


def _judge(station: Path) -> Iterator[str]:
    """Lay once more, and look."""
    try:
        lay_pages(opened(station))
        desk = opened(station)
    except Exception as error:  # whatever stops it is a complaint
        yield f"it cannot be opened or laid any more: {error!r}"
        return
    if [entry.text for entry in desk.state().entries] != TEXTS:
        yield "entries are gone"
    if len(desk.state().mendings) != 1:
        yield f"it stands in the records {len(desk.state().mendings)} times"
    if desk.ledger.verify().damage:
        yield f"damaged: {desk.ledger.verify().damage[0]}"
    if files_ahead(desk) or list(station.glob(".ledger.*")):
        yield "it is not ended"
