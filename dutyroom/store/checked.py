"""What was looked at already, kept under ``derived/``: nothing unchanged is walked a second time.

A finding counts for as long as the files that it is about have the names, sizes
and times of change that they had. The file may be deleted or spoilt at any
time; then everything is looked at again.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from dutyroom.documents import Unread, read_json
from dutyroom.store.durable import FILE_MODE, INSIDE, open_to_group, opened, read_file

NAME = "derived/copies.json"
_MOST_BYTES = 4_000_000


class Checked:
    """The findings about copies and about months that are over; nothing here is ever raised."""

    def __init__(self, station: Path) -> None:
        """Name the station; nothing is read yet."""
        self._path = station / NAME
        self._known: dict[str, Any] | None = None
        self._changed = False

    def last(self, key: str) -> dict[str, Any]:
        """Return what was found about something, whether it has changed since or not."""
        return _table(self._read().get(key))

    def finding(self, key: str, mark: str) -> dict[str, Any] | None:
        """Return what was found about something that has this mark, None if that is not known."""
        known = self.last(key)
        return known if known.get("mark") == mark else None

    def told(self, field: str) -> tuple[tuple[str, Any], ...]:
        """Return what was found in this field, by what it is about; marks are not looked at."""
        found = self._read().items()
        return tuple((key, known[field]) for key, known in found if field in _table(known))

    def keep(self, key: str, mark: str, **found: object) -> None:
        """Remember what was found about something that has this mark."""
        known = {"mark": mark, **found}
        if self._read().get(key) != known:
            self._read()[key] = known
            self._changed = True

    def save(self, standing: Iterable[str]) -> None:
        """Write it down, but for what is not ``standing`` any more; a full disk hinders nobody."""
        there = set(standing)
        known = {key: found for key, found in self._read().items() if key in there}
        if not self._changed and known == self._known:
            return
        self._known, self._changed = known, False
        with suppress(OSError):
            _write(self._path, json.dumps(known).encode())

    def _read(self) -> dict[str, Any]:
        if self._known is None:
            self._known = _document(self._path)
        return self._known


def _table(known: object) -> dict[str, Any]:
    return known if isinstance(known, dict) else {}


def _document(path: Path) -> dict[str, Any]:
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > _MOST_BYTES:
            return {}
        document = read_json(read_file(path), path)
    except (OSError, Unread):
        return {}
    return document if isinstance(document, dict) else {}


def _write(path: Path, content: bytes) -> None:
    """Replace the file without waiting for the disk: what is torn is looked at again."""
    temporary = f".{path.name}.{os.getpid()}.tmp"
    with opened(path.parent, path.parents[1]) as below:
        with suppress(FileNotFoundError):
            os.unlink(temporary, dir_fd=below)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | INSIDE
        handle = os.open(temporary, flags, FILE_MODE, dir_fd=below)
        try:
            _fill(handle, content)
            os.replace(temporary, path.name, src_dir_fd=below, dst_dir_fd=below)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(temporary, dir_fd=below)
            raise


def _fill(handle: int, content: bytes) -> None:
    try:
        open_to_group(handle)
        with open(handle, "wb", closefd=False) as file:
            file.write(content)
    finally:
        os.close(handle)


def mark_of(*folders: Path) -> str:
    """Return what changes when a file in these folders does: names, sizes, times of change.

    A folder that is not there has a mark as well. Raises OSError.
    """
    told = hashlib.sha256()
    for folder in folders:
        told.update(b"/")
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
            for line in sorted(map(_told, entries)):
                told.update(line)
    return told.hexdigest()[:32]


def _told(entry: os.DirEntry[str]) -> bytes:
    found = entry.stat(follow_symlinks=False)
    return b"%s %d %d\n" % (os.fsencode(entry.name), found.st_size, found.st_mtime_ns)
