"""Writing a file so that it is there, whole, or not at all."""

from __future__ import annotations

import os
import stat
import threading
from contextlib import suppress
from pathlib import Path

FILE_MODE = 0o660
FOLDER_MODE = 0o2770


class Unconfirmed(OSError):
    """A file is in its place, but the disk would not say that it keeps it."""


def replace_file(path: Path, content: bytes) -> None:
    """Replace a file in one step: temporary file, fsync, rename, fsync of the folder.

    Readers see the old content or the new one. Raises OSError; the old file
    is then untouched, unless the error is `Unconfirmed`.
    """
    folder, name = os.path.split(path)
    folder = folder or "."
    temporary = f"{folder}/.{name}.{os.getpid()}.{threading.get_native_id()}.tmp"
    try:
        _write_durably(temporary, content)
        os.replace(temporary, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(temporary)
        raise
    try:
        sync_folder(folder)
    except OSError as error:
        raise Unconfirmed(error.errno, error.strerror, str(path)) from error


def _write_durably(path: str, content: bytes) -> None:
    handle = _create(path)
    try:
        open_to_group(handle)
        view = memoryview(content)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _create(path: str) -> int:
    """Create a file; one that an ended process of the same number left is put away first."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    try:
        return os.open(path, flags, FILE_MODE)
    except FileExistsError:
        os.unlink(path)
        return os.open(path, flags, FILE_MODE)


def open_to_group(handle: int) -> None:
    """Give a file of this user to its whole group, whatever the umask made of it."""
    found = os.fstat(handle)
    if found.st_uid == os.geteuid() and stat.S_IMODE(found.st_mode) != FILE_MODE:
        os.fchmod(handle, FILE_MODE)


def sync_folder(folder: str | Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder that its group shares, whatever the umask; its parents must exist."""
    folder.mkdir(exist_ok=True)
    folder.chmod(FOLDER_MODE)
