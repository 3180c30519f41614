"""The demo station: a believable month of a property centre, ready to be copied."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from dutyroom.desk.codec import RecordCodec
from dutyroom.resources import data_path, data_text
from dutyroom.store.durable import FILE_MODE, FOLDER_MODE
from dutyroom.store.errors import explained
from dutyroom.store.folder import DEMO, FOLDERS
from dutyroom.store.ledger import Ledger


def demo_path(environ: Mapping[str, str]) -> Path:
    """Return where the demo station goes when no folder is named."""
    import platformdirs

    given = environ.get("DUTYROOM_DEMO")
    return Path(given) if given else Path(platformdirs.user_data_dir("dutyroom-demo", False))


def make_demo(path: Path, *, again: bool = False) -> str:
    """Copy the demo station into a folder, and return the time its clock shows.

    A demo that is there already is gone on with, at the time of its newest
    record, unless it shall be made ``again``. Only a folder with a demo in it
    is ever replaced. Raises the store's errors.
    """
    begins = data_text("demo/at.txt").strip()
    try:
        if again and (path / DEMO).is_file():
            shutil.rmtree(path)
        if not (path / "station.toml").is_file():
            _copy(path)
    except OSError as error:
        raise explained(error, path) from error
    return max(begins, _newest(path))


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
