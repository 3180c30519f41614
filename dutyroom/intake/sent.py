"""Opening a file that somebody sent: what is no file, or too large for one, is told at once."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from dutyroom.domain.base.sentence import say
from dutyroom.intake.limits import MAX_BYTES, MEGABYTE
from dutyroom.intake.sheets import Unreadable


def open_sent(path: Path) -> BinaryIO:
    """Open a file for reading; a pipe or a device is none, and nothing waits for one.

    Raises `Unreadable` for a file that is not there, empty, shut to the user, or
    too large.
    """
    try:
        if path.is_dir():
            raise Unreadable(say("{file} is a folder, not a file", file=path.name))
        file = os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb")
    except FileNotFoundError as error:
        raise Unreadable(say("There is no file {file}", file=path)) from error
    except PermissionError as error:
        raise Unreadable(say("You have no permission to read {file}", file=path)) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Unreadable(
            say("{file} cannot be read: {reason}", file=path, reason=reason)
        ) from error
    try:
        _check(file, path.name)
    except BaseException:
        file.close()
        raise
    return file


def _check(file: BinaryIO, name: str) -> None:
    status = os.fstat(file.fileno())
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable(say("{file} is no file that can be read", file=name))
    if status.st_size == 0:
        raise Unreadable(say("{file} is empty", file=name))
    if status.st_size > MAX_BYTES:
        raise Unreadable(
            say(
                "{file} is larger than {limit} MB: save only the roster sheet in a new file",
                file=name,
                limit=MAX_BYTES // MEGABYTE,
            )
        )
