"""What writers left that were killed: put away by whoever comes next and may.

A temporary file names its process. It is there for a moment; one that is older than
a minute and whose process is gone, or older than an hour, is nobody's any more. The
ages cover what process numbers cannot tell: another one may have the number by
now, and one in a container of its own is not seen from outside. A writer that stood
still for so long finds its file gone and says that nothing was written.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import time
from contextlib import suppress
from pathlib import Path

from dutyroom.store import pages
from dutyroom.store.durable import opened

_TEMPORARY = re.compile(r"\..+\.([0-9]{1,10})(?:\.[0-9]{1,10})?\.tmp")
_BUILDING = re.compile(r"\..+\.([0-9]{1,10})\.new")
_GONE_S, _OLD_S = 60, 3600
_PLACES = ("", "ledger", "drafts", "backup", "quarantine", "derived", "calendars", "evidence")


def sweep(station: Path) -> None:
    """Put away the temporary files in a station that nobody writes any more.

    Nothing is raised: what this user may not remove, another will.
    """
    with suppress(OSError):
        station = station.resolve()
        months = [f"ledger/{month}" for month in pages.months(station / "ledger")]
        for place in (*_PLACES, *months):
            with suppress(OSError), opened(station / place, station) as folder:
                _sweep(folder)


def _sweep(folder: int) -> None:
    for name in os.listdir(folder):
        found = _TEMPORARY.fullmatch(name)
        with suppress(OSError):
            if found is not None and _is_left(name, folder, int(found[1])):
                os.unlink(name, dir_fd=folder)


def sweep_beside(station: Path) -> None:
    """Put away what killed programs left where they made a station of this name."""
    with suppress(OSError), opened(station.parent) as folder:
        for name in os.listdir(folder):
            found = _BUILDING.fullmatch(name)
            is_its = name.startswith(f".{station.name}.") and found is not None
            if is_its and found is not None and _is_left(name, folder, int(found[1])):
                shutil.rmtree(name, ignore_errors=True, dir_fd=folder)


def _is_left(name: str, folder: int, process: int) -> bool:
    """Tell whether something is this user's or a shared file, and its writer is gone."""
    found = os.stat(name, dir_fd=folder, follow_symlinks=False)
    age = time.time() - found.st_mtime
    if stat.S_ISLNK(found.st_mode):
        return False
    return age > _OLD_S or (age > _GONE_S and not _is_running(process))


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
