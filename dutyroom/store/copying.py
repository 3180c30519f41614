"""Files and folders of copies: shared by the group whoever makes them, linked where they are alike.

A folder is built beside its place under a name with a full stop and takes its
place when everything is in it: nobody meets half a one, nor one that another
user cannot add to. What a killed program left of it is put away by the next.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from dutyroom.store.durable import (
    FILE_MODE,
    INSIDE,
    make_folder,
    move,
    opened,
    read_file,
    sync_folder,
    write_out,
)

_LEFT = re.compile(r"\..+\.(?:new|old)")


def build_folder(place: Path, fill: Callable[[Path], None], station: Path) -> None:
    """Fill a folder beside its place, then put it there. Raises OSError; nothing is left then."""
    building = place.with_name(f".{place.name}.new")
    clear_away(building, station)
    try:
        make_folder(building, station)
        fill(building)
        sync_folder(building)
        move(building, place, station)
    finally:
        clear_away(building, station)
    sync_folder(place.parent)


def shared_folder(place: Path, station: Path) -> None:
    """Make a folder that its whole group adds to, if there is none; its own user puts it right."""
    if os.path.lexists(place) and not os.path.isdir(place):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(place))
    if not os.path.lexists(place):
        build_folder(place, lambda _building: None, station)
    make_folder(place, station)


def put_aside(place: Path, station: Path) -> None:
    """Take a folder of copies away, all of it or nothing of it. Raises OSError."""
    aside = place.with_name(f".{place.name}.old")
    clear_away(aside, station)
    with suppress(FileNotFoundError):  # somebody else has just done it
        move(place, aside, station)
        with opened(aside.parent, station) as folder:
            shutil.rmtree(aside.name, dir_fd=folder)


def clear_away(place: Path, station: Path) -> None:
    """Put away what stands in a place, as far as this user can; a link stays where it is."""
    with suppress(OSError), opened(place.parent, station) as folder:
        with suppress(OSError):
            shutil.rmtree(place.name, dir_fd=folder)
            return
        os.rmdir(place.name, dir_fd=folder)  # an empty one that this user cannot look into


def clear_left(folder: Path, station: Path) -> None:
    """Put away what killed programs left in a folder while they built something.

    For who holds the lock of the copies: nobody builds anything meanwhile.
    """
    with suppress(OSError):
        for name in filter(_LEFT.fullmatch, os.listdir(folder)):
            clear_away(folder / name, station)


def json_files(folder: Path) -> list[str]:
    """Return the names of the files of a month; others in its folder are no part of it."""
    return sorted(name for name in os.listdir(folder) if name.endswith(".json") and name[0] != ".")


def copy_files(
    source: Path, names: Iterable[str], target: Path, like: Path | None, station: Path
) -> None:
    """Copy files durably; one that stands alike in an earlier copy is linked. Raises OSError."""
    make_folder(target, station)
    for name in names:
        twin = like / name if like else None
        keep_file(target / name, read_file(source / name, station), twin, station)
    sync_folder(target)


def keep_file(place: Path, content: bytes, twin: Path | None, station: Path) -> None:
    """Write a file of a copy, or link its twin in another copy if that holds just this."""
    if twin is not None and holds(twin, content):
        with suppress(OSError):  # a user may not link everything that he may read
            _link(twin, place, station)
            return
    write_new(place, content, station)


def write_new(place: Path, content: bytes, station: Path) -> None:
    """Write a file in a folder that nobody sees yet; its name is synced with the folder's."""
    with opened(place.parent, station) as folder:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | INSIDE
        write_out(os.open(place.name, flags, FILE_MODE, dir_fd=folder), content)


def _link(twin: Path, place: Path, station: Path) -> None:
    with opened(twin.parent, station) as source, opened(place.parent, station) as target:
        os.link(twin.name, place.name, src_dir_fd=source, dst_dir_fd=target, follow_symlinks=False)


def holds(path: Path, content: bytes) -> bool:
    """Tell whether a file is there, is no link, and holds just this."""
    with suppress(OSError):
        found = path.lstat()
        alike = stat.S_ISREG(found.st_mode) and found.st_size == len(content)
        return alike and read_file(path) == content
    return False
