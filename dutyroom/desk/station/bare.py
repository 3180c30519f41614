"""A station that is looked after though its own file or its profile cannot be used.

What cannot be read is taken from the good copy that has it, for as long as this
lasts: nothing is written for it. So the records can be examined and mended first.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from dutyroom.desk.clock import read_time, stopped_clock, wall_clock
from dutyroom.desk.codec import RecordCodec
from dutyroom.desk.desk import Desk, open_desk, read_profile
from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.shape import ShapeError
from dutyroom.store.copies import Copies
from dutyroom.store.errors import StoreError
from dutyroom.store.folder import StationFolder
from dutyroom.store.ledger import Ledger
from dutyroom.store.lost import refuse_lost

T = TypeVar("T")
FAULTS = (Wrong, ShapeError, StoreError)
"""What keeps a station from opening."""


def open_bare(path: Path, *, terminal: str, at: str = "") -> tuple[Desk, Exception | None]:
    """Open a station, with what stands in a good copy where its own files cannot be used.

    Returns why it does not open as it is, None where it does. Raises as
    `open_desk` where no copy helps.
    """
    try:
        return open_desk(path, terminal=terminal, at=at), None
    except FAULTS as error:
        desk = _with_copies(path, terminal, at)
        if desk is None:
            raise
        return desk, error


def _with_copies(path: Path, terminal: str, at: str) -> Desk | None:
    """Return a desk whose name and rules are those of the first place that has them.

    Raises `NoLedger` and `NoLedgerNoCopy` where the records are gone: they are first.
    """
    refuse_lost(path / "ledger", path / "backup")
    places = [path]
    with suppress(StoreError):
        places += [path / "backup" / copy.name for copy in Copies(StationFolder(path)).made()]
    info = _first(places, lambda place: StationFolder(place).read())
    profile = _first(places, lambda place: read_profile(StationFolder(place).profile_text()))
    if info is None or profile is None or not (path / "ledger").is_dir():
        return None
    folder = StationFolder(path)
    ledger = Ledger(folder.ledger, RecordCodec(), terminal=terminal, copies=path / "backup")
    zone = ZoneInfo(profile.tz)
    told = at and info.drill
    clock = stopped_clock(read_time(at, zone)) if told else wall_clock(zone)
    return Desk(folder, info, profile, ledger, clock)


def _first(places: list[Path], read: Callable[[Path], T]) -> T | None:
    for place in places:
        with suppress(*FAULTS):
            return read(place)
    return None
