"""Writing a file so that it is there, whole, or not at all.

Who may write into a station could put a link in any place of it, at any moment,
and the next writer would overwrite what it points to. So no link is followed
here: with ``station`` each folder is opened from the station's own down, by
descriptor and without following, and what is done in it is done by that
descriptor. Only the station's own folder may be reached through a link.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

FILE_MODE = 0o660
FOLDER_MODE = 0o2770


INSIDE = os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
"""How a file of a station is opened: never through a link, never waiting for a pipe."""
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC


LARGEST_PAGE, LARGEST_FILE = 256 * 1024**2, 16 * 1024**2
"""Bytes up to which a page, and a small file, is read: no honest one comes near."""


class Foreign(OSError):
    """A folder of somebody from outside stands in the station."""


class TooLarge(OSError):
    """A file is larger than any of its kind can be; it was not read."""


class Unconfirmed(OSError):
    """A file is in its place, but the disk would not say that it keeps it."""


class Replaced:
    """The file that was last replaced, kept open without a name until it is let go.

    The disk frees the room of a file when nobody has it open any more. So who waits for
    the new one need not wait for that too. One file at most is kept, and none for
    longer than its keeper.
    """

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._handle: int | None = None

    def keep(self, name: str, below: int) -> None:
        """Keep a file that is about to be replaced, if there is one and it can be opened."""
        self.let_go()
        with suppress(OSError):
            self._handle = os.open(name, os.O_RDONLY | INSIDE, dir_fd=below)

    def let_go(self) -> None:
        """Close what is kept. Nothing is raised: nobody reads or writes it."""
        handle, self._handle = self._handle, None
        if handle is not None:
            with suppress(OSError):
                os.close(handle)

    def __del__(self) -> None:
        """Let go of it with the keeper."""
        self.let_go()


def replace_file(
    path: Path, content: bytes, station: Path | None = None, replaced: Replaced | None = None
) -> None:
    """Replace a file in one step: temporary file, fsync, rename, fsync of the folder.

    Readers see the old content or the new one. Raises OSError; the old file
    is then untouched, unless the error is `Unconfirmed`. ``replaced`` keeps the old
    one open where it is done, so that its room is freed later.
    """
    folder, name = os.path.split(path)
    temporary = f".{name}.{os.getpid()}.{threading.get_native_id()}.tmp"
    with opened(folder or ".", station) as below:
        try:
            write_out(_create(temporary, below), content)
            if replaced is not None:
                replaced.keep(name, below)
            os.replace(temporary, name, src_dir_fd=below, dst_dir_fd=below)
        except BaseException as error:
            if replaced is not None:
                replaced.let_go()
            with suppress(FileNotFoundError):
                os.unlink(temporary, dir_fd=below)
            if isinstance(error, OSError):
                error.filename, error.filename2 = str(path), None
            raise
        try:
            _sync_names(below)
        except OSError as error:
            raise Unconfirmed(error.errno, error.strerror, str(path)) from error


def read_file(path: str | Path, station: Path | None = None, most: int = LARGEST_PAGE) -> bytes:
    """Return what a file of a station holds; a pipe or a device holds nothing.

    It is looked at before it is read: raises `TooLarge` for one above ``most``
    bytes, OSError for what the system refuses, and for a link as well.
    """
    if station is None:
        handle = os.open(path, os.O_RDONLY | INSIDE)
    else:
        handle = open_inside(path, station, os.O_RDONLY)
    try:
        found = os.fstat(handle)
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(found.st_mode):
            return b""
        if found.st_size > most:
            raise TooLarge(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
        return os.read(handle, found.st_size)
    finally:
        os.close(handle)


def open_inside(path: str | Path, station: Path, flags: int) -> int:
    """Open a file of a station by the folders on the way to it. Raises OSError."""
    folder, name = os.path.split(path)
    with opened(folder, station) as place:
        try:
            return os.open(name, flags | INSIDE, FILE_MODE, dir_fd=place)
        except OSError as error:
            error.filename = str(path)
            raise


def names_in(folder: Path, station: Path) -> list[str]:
    """Return the names in a folder of a station in order. Raises OSError, for a link as well."""
    with opened(folder, station) as place:
        return sorted(os.listdir(place))


@contextmanager
def opened(folder: str | Path, station: Path | None = None) -> Iterator[int]:
    """Give the descriptor of a folder of a station (see `open_folder`)."""
    handle = open_folder(folder, station)
    try:
        yield handle
    finally:
        os.close(handle)


def open_folder(folder: str | Path, station: Path | None = None) -> int:
    """Open a folder, with ``station`` each one on the way down from there.

    Raises OSError, with ELOOP for a link, and `Foreign` for a folder of somebody
    from outside. Without ``station`` only the folder itself is looked at.
    """
    if station is None:
        return _open_at(folder)
    parts = _parts_below(str(folder), str(station))
    way = [os.open(station, _FOLDER)]
    try:
        for part in parts:
            way.append(_open_at(part, way[-1]))
            _refuse_stranger(way[-1], way[0])
        return way.pop()
    except OSError as error:
        error.filename = str(Path(station, *parts[: len(way)]))
        raise
    finally:
        for handle in way:
            os.close(handle)


def _parts_below(folder: str, station: str) -> list[str]:
    """Return the names on the way from a station to a folder in it; each commit asks thrice."""
    if folder.startswith(f"{station}/"):
        return [part for part in folder[len(station) :].split("/") if part]
    return list(Path(folder).relative_to(station).parts)


def _open_at(name: str | Path, folder: int | None = None) -> int:
    """Open a folder by its name, in another one where that is given. Raises OSError."""
    try:
        return os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=folder)
    except NotADirectoryError as error:
        found = os.stat(name, dir_fd=folder, follow_symlinks=False)
        if stat.S_ISLNK(found.st_mode):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(name)) from error
        raise


def _refuse_stranger(handle: int, station: int) -> None:
    """Raise `Foreign` where a folder is of no user and no group that the station is of.

    What root made is let pass, and what the station's owner or its group has:
    whoever forgot a ``chgrp`` after ``sudo`` locks nobody out.
    """
    found = os.fstat(handle)
    if found.st_uid in (os.geteuid(), 0):
        return
    own = os.fstat(station)
    if found.st_uid != own.st_uid and found.st_gid != own.st_gid:
        raise Foreign(errno.EPERM, os.strerror(errno.EPERM))


def refuse_link(path: str | Path) -> None:
    """Raise OSError with ELOOP where a link stands."""
    if os.path.islink(path):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))


def write_out(handle: int, content: bytes) -> None:
    """Write all of a new file, give it to the group, make it durable, and close it."""
    try:
        open_to_group(handle)
        view = memoryview(content)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _create(name: str, below: int) -> int:
    """Create a file; one that an ended process of the same number left is put away first."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | INSIDE
    try:
        return os.open(name, flags, FILE_MODE, dir_fd=below)
    except FileExistsError:
        os.unlink(name, dir_fd=below)
        return os.open(name, flags, FILE_MODE, dir_fd=below)


def open_to_group(handle: int) -> None:
    """Give a file of this user to its whole group, whatever the umask made of it."""
    found = os.fstat(handle)
    if found.st_uid == os.geteuid() and stat.S_IMODE(found.st_mode) != FILE_MODE:
        os.fchmod(handle, FILE_MODE)


def sync_folder(folder: str | Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, _FOLDER)
    try:
        _sync_names(handle)
    finally:
        os.close(handle)


def _sync_names(folder: int) -> None:
    os.fsync(folder)


def make_folder(folder: Path, station: Path | None = None) -> None:
    """Make a folder that its group shares, whatever the umask; its parents must exist.

    Another user's stays as it is. Raises OSError, for a link as well.
    """
    if station is None:
        _make_at(folder)
        return
    with opened(folder.parent, station) as place:
        _make_at(folder.name, place)


def _make_at(name: str | Path, place: int | None = None) -> None:
    with suppress(FileExistsError):
        os.mkdir(name, dir_fd=place)
    handle = _open_at(name, place)
    try:
        found = os.fstat(handle)
        if found.st_uid == os.geteuid() and stat.S_IMODE(found.st_mode) != FOLDER_MODE:
            os.fchmod(handle, FOLDER_MODE)
    finally:
        os.close(handle)


def move(path: Path, to: Path, station: Path) -> None:
    """Give a file or a folder of a station another place in it. Raises OSError."""
    with opened(path.parent, station) as source, opened(to.parent, station) as target:
        os.rename(path.name, to.name, src_dir_fd=source, dst_dir_fd=target)


def remove_file(path: Path, station: Path) -> None:
    """Take a file of a station away; one that is gone already is no error. Raises OSError."""
    with opened(path.parent, station) as place, suppress(FileNotFoundError):
        os.unlink(path.name, dir_fd=place)


def remove_tree(folder: Path, station: Path) -> None:
    """Take a folder of a station away with all that is in it, if it is there. Raises OSError."""
    with opened(folder.parent, station) as place, suppress(FileNotFoundError):
        shutil.rmtree(folder.name, dir_fd=place)
