"""Writing a file so that it is there, whole, or not at all.

Who may write into a station could put a link in any place of it, and the next
writer would overwrite what it points to. So no link is followed here: files and
folders are opened without, and modes are set by descriptor.
"""

from __future__ import annotations

import errno
import os
import stat
import threading
from contextlib import suppress
from pathlib import Path

FILE_MODE = 0o660
FOLDER_MODE = 0o2770


INSIDE = os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
"""How a file of a station is opened: never through a link, never waiting for a pipe."""


class Unconfirmed(OSError):
    """A file is in its place, but the disk would not say that it keeps it."""


def replace_file(path: Path, content: bytes) -> None:
    """Replace a file in one step: temporary file, fsync, rename, fsync of the folder.

    Readers see the old content or the new one. All is done below the folder as it
    was opened: nobody can put a link in its place meanwhile. Raises OSError; the
    old file is then untouched, unless the error is `Unconfirmed`.
    """
    folder, name = os.path.split(path)
    below = open_folder(folder or ".")
    try:
        temporary = f".{name}.{os.getpid()}.{threading.get_native_id()}.tmp"
        try:
            _write_durably(temporary, content, below)
            os.replace(temporary, name, src_dir_fd=below, dst_dir_fd=below)
        except BaseException as error:
            with suppress(FileNotFoundError):
                os.unlink(temporary, dir_fd=below)
            if isinstance(error, OSError):
                error.filename, error.filename2 = str(path), None
            raise
        try:
            _sync_names(below)
        except OSError as error:
            raise Unconfirmed(error.errno, error.strerror, str(path)) from error
    finally:
        os.close(below)


def read_file(path: str | Path) -> bytes:
    """Return what a file of a station holds. Raises OSError, for a link as well."""
    with open(path, "rb", opener=_open_inside) as file:
        return file.read()


def _open_inside(path: str, flags: int) -> int:
    return os.open(path, flags | INSIDE)


def open_folder(folder: str | Path) -> int:
    """Open a folder of a station. Raises OSError, with ELOOP for a link."""
    try:
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except NotADirectoryError:
        refuse_link(folder)
        raise


def refuse_link(path: str | Path) -> None:
    """Raise OSError with ELOOP where a link stands."""
    if os.path.islink(path):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))


def _write_durably(name: str, content: bytes, below: int) -> None:
    handle = _create(name, below)
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
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        _sync_names(handle)
    finally:
        os.close(handle)


def _sync_names(folder: int) -> None:
    os.fsync(folder)


def make_folder(folder: Path) -> None:
    """Make a folder that its group shares, whatever the umask; its parents must exist.

    Another user's stays as it is. Raises OSError, for a link as well.
    """
    with suppress(FileExistsError):
        os.mkdir(folder)
    handle = open_folder(folder)
    try:
        found = os.fstat(handle)
        if found.st_uid == os.geteuid() and stat.S_IMODE(found.st_mode) != FOLDER_MODE:
            os.fchmod(handle, FOLDER_MODE)
    finally:
        os.close(handle)
