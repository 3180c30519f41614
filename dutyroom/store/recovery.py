"""Building a ledger again from good copies, beside its place, and putting it there in one step."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from dutyroom.store import pages
from dutyroom.store.durable import (
    make_folder,
    move,
    read_file,
    refuse_link,
    remove_tree,
    replace_file,
    sync_folder,
)
from dutyroom.store.errors import explained
from dutyroom.store.lock import StationLock
from dutyroom.store.manifest import MONTH, Copy
from dutyroom.store.quarantine import place_in_quarantine
from dutyroom.store.tip import keep_tip, read_tip

_BUILDING = re.compile(r"\.ledger\.[0-9]+\.new")
_WAIT = 2.0


@contextmanager
def alone(station: Path, terminal: str) -> Iterator[None]:
    """Keep others from putting a ledger back, and from making copies, meanwhile.

    Raises `Busy`, and the store's error for what the system refuses inside.
    """
    try:
        with StationLock(station / "backup" / ".lock", terminal, _WAIT).held():
            yield
    except OSError as error:
        raise explained(error, error.filename or station) from error


@contextmanager
def built_again(station: Path, copy: Copy, at: datetime) -> Iterator[Path]:
    """Give a ledger made of a copy and of the finished months that were copied before it.

    It takes its place when the block ends: what is there is then the old state
    or the whole new one. What stood in the place goes to quarantine. Raises OSError.
    """
    for name in filter(_BUILDING.fullmatch, os.listdir(station)):
        remove_tree(station / name, station)  # a killed program left it
    building = station / f".ledger.{os.getpid()}.new"
    make_folder(building, station)
    try:
        for month, source in sorted(_sources(station / "backup", copy).items()):
            _take_over(source, building / month, station)
        _go_on_after(station / "ledger", building)
        sync_folder(building)
        yield building
        _put_in_place(station, building, at)
    finally:
        remove_tree(building, station)


def _sources(backup: Path, copy: Copy) -> dict[str, Path]:
    """Return where each month is copied, up to that of the copy; no link is followed."""
    sources: dict[str, Path] = {}
    for folder in (*sorted(backup.glob("*/ledger")), backup / "months"):
        with suppress(OSError):
            refuse_link(folder)
            for month in filter(MONTH.fullmatch, os.listdir(folder)):
                if month < copy.month and not (folder / month).is_symlink():
                    sources[month] = folder / month
    sources[copy.month] = backup / copy.name / "ledger" / copy.month
    return sources


def _go_on_after(gone: Path, building: Path) -> None:
    """Keep what was the last line, where that still stands: its number was given."""
    with suppress(OSError):
        tip = read_tip(gone)
        if tip is not None:
            keep_tip(building, tip)


def _take_over(source: Path, target: Path, station: Path) -> None:
    make_folder(target, station)
    for path in sorted(source.glob("*.json")):
        if path.name == pages.OPENING or pages.page_named(path.name) is not None:
            replace_file(target / path.name, read_file(path), station)
    sync_folder(target)


def _put_in_place(station: Path, building: Path, at: datetime) -> None:
    ledger = station / "ledger"
    if os.path.lexists(ledger) and not _is_empty_folder(ledger):
        aside = place_in_quarantine(station, "ledger.bad", at)
        make_folder(aside.parent, station)
        move(ledger, aside, station)
    sync_folder(building)
    move(building, ledger, station)
    sync_folder(station)


def _is_empty_folder(path: Path) -> bool:
    with suppress(OSError):
        return not path.is_symlink() and not os.listdir(path)
    return False
