"""What makes a station beside its records: its own file, its rules, its contacts, its holidays.

Drafts, what is derived, quarantine and evidence are not among it.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from dutyroom.store.copying import holds, keep_file
from dutyroom.store.durable import make_folder, open_folder, read_file, sync_folder

FILES = ("station.toml", "profile.json", "contacts.txt", "demo")
FOLDERS = ("calendars", "profiles")
_MOST_BYTES = 4_000_000
"""More than any of these files has: a larger one is no such file and is not copied."""


def belongings_of(root: Path) -> tuple[str, ...]:
    """Return what makes the station in a folder, or in a copy of it, by path under it.

    What is no plain file is left out: a link, a pipe, a folder. Raises nothing.
    """
    found = [name for name in FILES if _is_plain(root / name)]
    for folder in FOLDERS:
        found += [f"{folder}/{name}" for name in _listed(root / folder)]
    return tuple(found)


def copy_belongings(station: Path, target: Path, like: Path | None) -> None:
    """Copy what makes a station; a file that cannot be read is taken over from the copy before.

    Raises OSError where it cannot be written.
    """
    made: set[str] = set()
    for name in sorted({*belongings_of(station), *_unread(station, like)}):
        content = _content(station / name)
        if content is None and like is not None:
            content = _content(like / name)
        if content is None:
            continue
        folder = os.path.dirname(name)
        if folder and folder not in made:
            make_folder(target / folder, station)
            made.add(folder)
        keep_file(target / name, content, like / name if like else None, station)
    for folder in made:
        sync_folder(target / folder)


def are_alike(source: Path, copy: Path) -> bool:
    """Tell whether a copy has everything as it stands now; nothing is raised."""
    names = belongings_of(source)
    if names != belongings_of(copy):
        return False
    contents = {name: _content(source / name) for name in names}
    return all(content is None or holds(copy / name, content) for name, content in contents.items())


def _unread(source: Path, like: Path | None) -> list[str]:
    """Return the files of an earlier copy that stand in the station, but cannot be read there."""
    known = belongings_of(like) if like is not None else ()
    return [name for name in known if os.path.lexists(source / name)]


def _content(path: Path) -> bytes | None:
    try:
        return read_file(path)
    except OSError:
        return None


def _listed(folder: Path) -> list[str]:
    with suppress(OSError):
        os.close(open_folder(folder))  # no link is followed inside a station
        names = sorted(name for name in os.listdir(folder) if not name.startswith("."))
        return [name for name in names if _is_plain(folder / name)]
    return []


def _is_plain(path: Path) -> bool:
    with suppress(OSError):
        found = path.lstat()
        return stat.S_ISREG(found.st_mode) and found.st_size <= _MOST_BYTES
    return False
