"""The demo station: a believable month of a property centre, ready to be copied."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from dutyroom.desk.codec import RecordCodec
from dutyroom.desk.station.opening import BEAT
from dutyroom.desk.watch import SEEN
from dutyroom.resources import data_path, data_text
from dutyroom.store.durable import FILE_MODE, FOLDER_MODE, replace_file
from dutyroom.store.errors import explained
from dutyroom.store.folder import DEMO, FOLDERS
from dutyroom.store.ledger import Ledger

CLOCK = "derived/clock.txt"
"""The moment that the demo shows, and the wall's when it began."""


def demo_path(environ: Mapping[str, str]) -> Path:
    """Return where the demo station goes when no folder is named."""
    import platformdirs

    given = environ.get("DUTYROOM_DEMO")
    return Path(given) if given else Path(platformdirs.user_data_dir("dutyroom-demo", False))


def demo_time(path: Path) -> str:
    """Return the time that a demo station shows, or nothing where there is none.

    The clock of a demo that is open somewhere, else the time of its newest record.
    """
    if not (path / DEMO).is_file():
        return ""
    return _running(path) or max(data_text("demo/at.txt").strip(), _newest(path))


def make_demo(path: Path, *, again: bool = False) -> str:
    """Copy the demo station into a folder, and return the time its clock shows.

    A demo that is there already is gone on with, at the time of its newest
    record, unless it shall be made ``again``. Only a folder with a demo in it
    is ever replaced. Raises the store's errors.
    """
    running = "" if again else _running(path)
    if running:
        return running
    try:
        if again and (path / DEMO).is_file():
            shutil.rmtree(path)
        if not (path / "station.toml").is_file():
            _copy(path)
    except OSError as error:
        raise explained(error, path) from error
    at = demo_time(path)
    _set_clock(path, at)
    return at


def _running(path: Path) -> str:
    """Return the time that the demo shows in another terminal that is open, or nothing."""
    try:
        told, wall = (path / CLOCK).read_text("utf-8").split()
        seen = datetime.fromisoformat((path / SEEN).read_text("utf-8").strip())
        now = datetime.fromisoformat(told) + (_wall() - datetime.fromisoformat(wall))
    except (OSError, ValueError):
        return ""
    return now.isoformat(timespec="seconds") if abs(now - seen) <= 2 * BEAT else ""


def _set_clock(path: Path, at: str) -> None:
    """Remember which moment the demo began at, and when."""
    text = f"{datetime.fromisoformat(at).isoformat()} {_wall().isoformat()}\n"
    try:
        replace_file(path.resolve() / CLOCK, text.encode())
    except OSError as error:
        raise explained(error, path) from error


def _wall() -> datetime:
    return datetime.now(UTC)


def _copy(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    building = path.with_name(f".{path.name}.{os.getpid()}.new")
    shutil.rmtree(building, ignore_errors=True)
    shutil.copytree(data_path("demo/station"), building)
    for folder in FOLDERS:
        (building / folder).mkdir(exist_ok=True)
    (building / DEMO).touch()
    for place in (building, *building.rglob("*")):
        place.chmod(FOLDER_MODE if place.is_dir() else FILE_MODE)
    if path.is_dir() and not any(path.iterdir()):
        path.rmdir()
    building.rename(path)


def _newest(path: Path) -> str:
    ledger = Ledger(path / "ledger", RecordCodec(), terminal="demo")
    return ledger.newest_at()
