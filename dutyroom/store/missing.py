"""What makes a station beside its records, where it is missing or broken, out of good copies."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from dutyroom.store.belongings import belongings_of
from dutyroom.store.durable import make_folder, move, read_file, replace_file
from dutyroom.store.quarantine import place_in_quarantine

IsSound = Callable[[Path, str], bool]
"""Tells whether a file, by its path in a station or in a copy of it, can be used."""


def put_back_missing(
    station: Path, copies: Iterable[Path], is_sound: IsSound, at: datetime
) -> tuple[str, ...]:
    """Put back each file that is missing or cannot be used, from the newest copy that has it.

    What stood there goes to quarantine. Returns the names. Raises OSError.
    """
    folders = tuple(copies)
    names = dict.fromkeys(name for folder in folders for name in belongings_of(folder))
    back = []
    for name in names:
        if is_sound(station, name):
            continue
        source = next((copy for copy in folders if is_sound(copy, name)), None)
        if source is not None:
            _put_back(station, name, read_file(source / name), at)
            back.append(name)
    return tuple(back)


def _put_back(station: Path, name: str, content: bytes, at: datetime) -> None:
    place = station / name
    if os.path.lexists(place):
        aside = place_in_quarantine(station, f"{name.replace('/', '-')}.bad", at)
        make_folder(aside.parent, station)
        if place.is_dir() and not place.is_symlink():
            move(place, aside, station)
        else:
            _keep_aside(place, aside, station)
    make_folder(place.parent, station if place.parent != station else None)
    replace_file(place, content, station)


def _keep_aside(place: Path, aside: Path, station: Path) -> None:
    with suppress(OSError):  # a link, or a file that cannot be read: nothing of it is lost
        replace_file(aside, read_file(place), station)
