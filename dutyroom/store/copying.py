"""Files and folders of copies: shared by the group whoever makes them, linked where they are alike.

A folder is built beside its place under a name with a full stop and takes its
place when everything is in it: nobody meets half a one, nor one that another
user cannot add to. What a killed program left of it is put away by the next.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from dutyroom.store.durable import make_folder, read_file, refuse_link, replace_file, sync_folder

_LEFT = re.compile(r"\..+\.(?:new|old)")


def build_folder(place: Path, fill: Callable[[Path], None]) -> None:
    """Fill a folder beside its place, then put it there. Raises OSError; nothing is left then."""
    building = place.with_name(f".{place.name}.new")
    clear_away(building)
    try:
        make_folder(building)
        fill(building)
        sync_folder(building)
        building.rename(place)
    finally:
        clear_away(building)
    sync_folder(place.parent)


def shared_folder(place: Path) -> None:
    """Make a folder that its whole group adds to, if there is none; its own user puts it right."""
    refuse_link(place)
    if not place.is_dir():
        build_folder(place, lambda _building: None)
    make_folder(place)


def put_aside(place: Path) -> None:
    """Take a folder of copies away, all of it or nothing of it. Raises OSError."""
    aside = place.with_name(f".{place.name}.old")
    clear_away(aside)
    with suppress(FileNotFoundError):  # somebody else has just done it
        place.rename(aside)
        shutil.rmtree(aside)


def clear_away(place: Path) -> None:
    """Put away what stands in a place, as far as this user can."""
    if place.is_symlink():
        return
    shutil.rmtree(place, ignore_errors=True)
    with suppress(OSError):  # an empty folder of another user that cannot be looked into
        place.rmdir()


def clear_left(folder: Path) -> None:
    """Put away what killed programs left in a folder while they built something.

    For who holds the lock of the copies: nobody builds anything meanwhile.
    """
    with suppress(OSError):
        for name in filter(_LEFT.fullmatch, os.listdir(folder)):
            clear_away(folder / name)


def json_files(folder: Path) -> list[str]:
    """Return the names of the files of a month; others in its folder are no part of it."""
    return sorted(name for name in os.listdir(folder) if name.endswith(".json") and name[0] != ".")


def copy_files(source: Path, names: Iterable[str], target: Path, like: Path | None) -> None:
    """Copy files durably; one that stands alike in an earlier copy is linked. Raises OSError."""
    make_folder(target)
    for name in names:
        keep_file(target / name, read_file(source / name), like / name if like else None)
    sync_folder(target)


def keep_file(place: Path, content: bytes, twin: Path | None) -> None:
    """Write a file of a copy, or link its twin in another copy if that holds just this."""
    if twin is not None and holds(twin, content):
        with suppress(OSError):  # a user may not link everything that he may read
            os.link(twin, place)
            return
    replace_file(place, content)


def holds(path: Path, content: bytes) -> bool:
    """Tell whether a file is there, is no link, and holds just this."""
    with suppress(OSError):
        found = path.lstat()
        alike = stat.S_ISREG(found.st_mode) and found.st_size == len(content)
        return alike and read_file(path) == content
    return False
