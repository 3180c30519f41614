"""Putting a station back whose records are gone: by the system user who owns its folder.

Whoever owns the files of a station can put them back by hand anyway, so that
user gives nothing away by being let in; a record in the ledger says what was done.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from dutyroom.desk.desk import Desk, open_desk, read_profile
from dutyroom.desk.errors import Wrong
from dutyroom.desk.station.contacts import write_copy
from dutyroom.desk.station.owner import refuse_others, system_user
from dutyroom.desk.station.repair import mend_records
from dutyroom.desk.station.year_files import read_calendar
from dutyroom.domain.base.sentence import say
from dutyroom.domain.records.station import Restoring
from dutyroom.store.copies import Copies
from dutyroom.store.durable import read_file
from dutyroom.store.errors import StoreError
from dutyroom.store.folder import StationFolder
from dutyroom.store.lost import NoLedgerNoCopy, has_months, is_lost, newest_copy
from dutyroom.store.manifest import Copy
from dutyroom.store.missing import put_back_missing
from dutyroom.store.recovery import alone, built_again
from dutyroom.store.restorable import check_copy
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was put back: the copy, files beside the records by name, and the record of it.

    ``records`` tells whether the records themselves were gone.
    """

    copy: Copy
    files: tuple[str, ...]
    records: bool
    restoring: Restoring | None


def file_at_hand(path: Path) -> tuple[str, Copy] | None:
    """Return a file without which no station opens, and the good copy that has it; or None.

    Asked where a station could not be opened. Raises nothing.
    """
    copy = newest_copy(path)
    for name in ("station.toml", "profile.json") if copy is not None else ():
        if not _is_sound(path, name) and copy is not None:
            return name, copy
    return None


def recover_station(path: Path, *, terminal: str, at: str = "", name: str = "") -> Recovered:
    """Put back what of a station is gone or cannot be used: the records, and what goes with them.

    The newest good copy is taken, or the newest whose name begins so; lines that
    only stand elsewhere among the copies come back with it. Killed at any moment it
    leaves the records gone, or whole, and can be done again. Raises `Refused` for a
    user who does not own the station's folder, `Wrong`, and the store's errors.
    """
    try:
        refuse_others(path)
    except OSError as error:
        raise Wrong(say("There is no folder {path}", path=path), "path") from error
    copy = newest_copy(path, name.strip())
    if copy is None and name.strip():
        raise Wrong(say("There is no copy {name}", name=name), "copy")
    if copy is None and has_months(path / "ledger"):
        raise Wrong(say("There is no copy yet."), "copy")
    if copy is None:
        raise NoLedgerNoCopy(path=str(path / "ledger"))
    made: Restoring | None = None
    with alone(path, terminal):
        lost = is_lost(path / "ledger", path / "backup")
        files = put_back_missing(path, _copies(path, copy), _is_sound, _now())
        if lost:
            check_copy(StationFolder(path), copy)
            with built_again(path, copy, _now()) as ledger:
                building = open_desk(path, terminal=terminal, at=at, ledger=ledger)
                mend_records(building)  # other copies may have lines that this one has not
                made = _keep(building, copy)
    desk = open_desk(path, terminal=terminal, at=at)
    if files and not lost:
        made = _keep(desk, copy, files)
    with suppress(StoreError):
        write_copy(desk)
    return Recovered(copy, files, lost, made)


def _copies(path: Path, chosen: Copy) -> list[Path]:
    """Return the folders of good copies: that which was chosen, then the newest first."""
    made = [copy for copy in Copies(StationFolder(path)).made() if copy != chosen]
    return [path / "backup" / copy.name for copy in (chosen, *made)]


def _is_sound(root: Path, name: str) -> bool:
    """Tell whether a file of a station, or of a copy of it, can be used."""
    try:
        text = read_file(root / name).decode("utf-8")
        if name == "station.toml":
            StationFolder(root).read()
        elif name == "profile.json":
            read_profile(text, name)
        elif name.startswith("calendars/"):
            return not read_calendar({name.rpartition("/")[2]: text})[1]
    except (OSError, ValueError, Wrong, StoreError):
        return False
    return True


def _keep(desk: Desk, copy: Copy, files: tuple[str, ...] = ()) -> Restoring:
    with desk.change("data.recover", "") as change:
        return change.put(
            Restoring(
                id=change.number(Restoring),
                day=change.day,
                at=change.now,
                seq=copy.seq,
                tip=copy.tip,
                copy=copy.name,
                records=0 if files else copy.records,
                back=files,
                recovered=True,
                user=system_user(),
            )
        )


def _now() -> datetime:
    return datetime.now(UTC).astimezone()
