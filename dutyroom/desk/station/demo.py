"""The demo station: a believable month of a property centre, ready to be copied."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from dutyroom.desk.codec import RecordCodec
from dutyroom.desk.station.opening import BEAT
from dutyroom.desk.watch import SEEN
from dutyroom.resources import data_path, data_text
from dutyroom.store.durable import FILE_MODE, FOLDER_MODE, LARGEST_FILE, read_file, replace_file
from dutyroom.store.errors import NoDemo, StoreError, explained
from dutyroom.store.folder import DEMO, FOLDERS, StationFolder, has_marker
from dutyroom.store.ledger import Ledger
from dutyroom.store.leftover import sweep_beside

CLOCK = "derived/clock.txt"
"""The moment that the demo shows, and the wall's when it began."""
_OLD_PAGE = "ledger/2026-11/2026-11-25.json"
_OLD_FIRST = (
    '"1":{"id":"P:李娜","kind":"person","rev":1,"at":"2026-11-25T10:00:00+08:00","by":"李娜",'
    '"terminal":"管理处","action":"people.add"'
)
"""How the first page of every demo begins."""


def demo_path(environ: Mapping[str, str]) -> Path:
    """Return where the demo station goes when no folder is named."""
    import platformdirs

    given = environ.get("DUTYROOM_DEMO")
    return Path(given) if given else Path(platformdirs.user_data_dir("dutyroom-demo", False))


def is_demo(path: Path) -> bool:
    """Tell whether the folder holds a demo station, which may be thrown away at any time.

    Both must say it: the marker, and the station's own file or its first line. So
    one stray file called ``demo`` makes no station in service one.
    """
    if not has_marker(path):
        return False
    with suppress(StoreError):
        if StationFolder(path).read().demo:
            return True
    # Made before the station's file said so: a demo is always the same story.
    with suppress(OSError):
        return _OLD_FIRST.encode() in read_file(path / _OLD_PAGE)
    return False


def demo_time(path: Path) -> str:
    """Return the time that a demo station shows, or nothing where there is none.

    The clock of a demo that is open somewhere, else the time of its newest record.
    """
    if not is_demo(path):
        return ""
    return _running(path) or max(data_text("demo/at.txt").strip(), _newest(path))


def make_demo(path: Path, *, again: bool = False) -> str:
    """Copy the demo station into a folder, and return the time its clock shows.

    A demo that is there already is gone on with, at the time of its newest
    record, unless it shall be made ``again``. Only a demo is ever replaced: raises
    `NoDemo` for a folder that holds anything else, and the store's other errors.
    """
    try:
        if _holds_anything(path):
            if not is_demo(path):
                raise NoDemo(path=str(path))
            if not again:
                return _gone_on_with(path)
            shutil.rmtree(path.resolve())
        _copy(path.resolve())
    except OSError as error:
        raise explained(error, path) from error
    return _gone_on_with(path)


def _holds_anything(path: Path) -> bool:
    """Tell whether something stands in the demo's place. Raises OSError."""
    return path.exists() and (not path.is_dir() or any(path.iterdir()))


def _gone_on_with(path: Path) -> str:
    running = _running(path)
    if running:
        return running
    at = demo_time(path)
    _set_clock(path, at)
    return at


def _running(path: Path) -> str:
    """Return the time that the demo shows in another terminal that is open, or nothing."""
    try:
        told, wall = _small(path, CLOCK).split()
        seen = datetime.fromisoformat(_small(path, SEEN).strip())
        now = datetime.fromisoformat(told) + (_wall() - datetime.fromisoformat(wall))
    except (OSError, ValueError):
        return ""
    return now.isoformat(timespec="seconds") if abs(now - seen) <= 2 * BEAT else ""


def _small(path: Path, name: str) -> str:
    return read_file(path / name, path, LARGEST_FILE).decode("utf-8")


def _set_clock(path: Path, at: str) -> None:
    """Remember which moment the demo began at, and when."""
    text = f"{datetime.fromisoformat(at).isoformat()} {_wall().isoformat()}\n"
    try:
        replace_file(path / CLOCK, text.encode(), path)
    except OSError as error:
        raise explained(error, path) from error


def _wall() -> datetime:
    return datetime.now(UTC)


def _copy(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    sweep_beside(path)
    building = path.with_name(f".{path.name}.{os.getpid()}.new")
    shutil.rmtree(building, ignore_errors=True)
    shutil.copytree(data_path("demo/station"), building)
    for folder in FOLDERS:
        (building / folder).mkdir(exist_ok=True)
    (building / DEMO).touch()
    with (building / "station.toml").open("a", encoding="utf-8") as file:
        file.write("demo = true\n")
    for place in (building, *building.rglob("*")):
        place.chmod(FOLDER_MODE if place.is_dir() else FILE_MODE)
    if path.is_dir() and not any(path.iterdir()):
        path.rmdir()
    building.rename(path)


def _newest(path: Path) -> str:
    ledger = Ledger(path / "ledger", RecordCodec(), terminal="demo")
    return ledger.newest_at()
