"""Folders of a station that are not its group's alone: they are named, whoever made them."""

from __future__ import annotations

import grp
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from dutyroom.store.errors import StoreError
from dutyroom.store.layout import N_


class NotTheGroups(StoreError):
    """A folder that is of another group than the station."""

    text = N_(
        "{path} is not of the station's group {group}: others on duty may be kept from it, and "
        "through a stranger's folder nothing is written. Type chgrp {group} {path}"
    )


class OpenToAll(StoreError):
    """A folder that everybody on the computer may enter or change."""

    text = N_("{path} is open to everybody on this computer (mode {mode}). Type chmod o= {path}")


def doubtful_folders(station: Path) -> tuple[StoreError, ...]:
    """Return a sentence for each folder that is of another group, or open to everybody.

    No link is followed, and what this user cannot look into is passed over. Of the
    folders in an open one only those are named that everybody may write into.
    """
    return tuple(_doubts(station))


def _doubts(station: Path) -> Iterator[StoreError]:
    own: os.stat_result | None = None
    for path, _folders, _files, handle in os.fwalk(station):
        found = os.fstat(handle)
        others = stat.S_IRWXO if own is None else stat.S_IWOTH
        own = own or found
        if found.st_gid != own.st_gid:
            yield NotTheGroups(path=path, group=_name(own.st_gid))
        if found.st_mode & others:
            yield OpenToAll(path=path, mode=f"{stat.S_IMODE(found.st_mode):o}")


def _name(group: int) -> str:
    with suppress(KeyError):
        return grp.getgrgid(group).gr_name
    return str(group)
