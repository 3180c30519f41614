"""Good copies of a station: made while it works, checked before they count.

``backup/2026-12-18T163005-handover/`` holds the newest month and the small
files; months that are over are copied once, into ``backup/months/``. A page
that has not changed is the same file as in the copy before.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from dutyroom.store import pages
from dutyroom.store.durable import make_folder, read_file, refuse_link, replace_file, sync_folder
from dutyroom.store.errors import StoreError, explained
from dutyroom.store.folder import StationFolder
from dutyroom.store.layout import N_
from dutyroom.store.manifest import MANIFEST, MONTH, Copy, manifest_bytes, read_copy
from dutyroom.store.walk import Verification, Walk

MONTHS = "months"
_SMALL = ("station.toml", "profile.json", "contacts.txt")
_NAME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{6}-[a-z]+")


class NotGood(StoreError):
    """The records are damaged: no copy is made of them, so that good ones stay."""

    text = N_("No copy was made, for the records are damaged: {file}, line {line}")


class Copies:
    """The good copies of a station. Raises the store's errors."""

    def __init__(self, folder: StationFolder) -> None:
        """Name the station; nothing is read."""
        self._folder = folder
        self._root = folder.path / "backup"

    def made(self) -> tuple[Copy, ...]:
        """Return the copies, the newest first."""
        return tuple(copy for copy in self._looked_at() if isinstance(copy, Copy))

    def passed_over(self) -> tuple[StoreError, ...]:
        """Return a sentence for each folder among the copies that is not believed to be one."""
        return tuple(found for found in self._looked_at() if isinstance(found, StoreError))

    def _looked_at(self) -> list[Copy | StoreError]:
        with self._explained():
            names = sorted(filter(_NAME.fullmatch, os.listdir(self._root)), reverse=True)
        looked_at: list[Copy | StoreError] = []
        for name in names:
            try:
                looked_at.append(read_copy(self._root / name))
            except StoreError as error:
                looked_at.append(error)
        return looked_at

    def make(self, at: datetime, why: str) -> Copy:
        """Copy the station as it is; raises `NotGood` when it is damaged.

        Pages are replaced whole and only the newest grows: what is copied is
        the ledger as it was at some moment, without any lock.
        """
        with self._explained():
            months = pages.months(self._folder.ledger)
            for month in months[:-1]:
                self._copy_month_once(month)
            name = f"{at:%Y-%m-%dT%H%M%S}-{why}"
            while (self._root / name).exists():
                name += "x"  # another one of this very second
            building = self._root / f".{name}.{os.getpid()}.new"
            shutil.rmtree(building, ignore_errors=True)
            try:
                return self._build(building, name, months[-1] if months else "", at, why)
            finally:
                shutil.rmtree(building, ignore_errors=True)

    def prune(self, keep: int) -> None:
        """Throw the oldest copies away that nobody asked for, all but ``keep``.

        What is passed over stays: its file may have named anything.
        """
        with self._explained():
            spare = [copy for copy in self.made() if copy.why != "demand"][keep:]
            for copy in spare:
                shutil.rmtree(self._root / copy.name)

    def pages_like(self, month: str, name: str) -> Iterator[bytes]:
        """Give the content of every copy of a page that can be read, the newest first.

        What cannot, `passed_over` names: one copy that is out of reach keeps
        nobody from the lines in another.
        """
        if not MONTH.fullmatch(month):
            return
        copies: tuple[Copy, ...] = ()
        with suppress(StoreError):
            copies = self.made()
        folders = [self._root / copy.name / "ledger" for copy in copies]
        for folder in (*folders, self._root / MONTHS):
            with suppress(OSError):
                yield read_file(folder / month / name)

    def _build(self, building: Path, name: str, month: str, at: datetime, why: str) -> Copy:
        before = self.made()
        make_folder(building)
        make_folder(building / "ledger")
        if month:
            like = self._root / before[0].name / "ledger" / month if before else None
            _copy_folder(self._folder.ledger / month, building / "ledger" / month, like)
        for small in _SMALL:
            text = self._folder.read_text(small)
            if text is not None:
                replace_file(building / small, text.encode())
        walk = Walk(building / "ledger", partial=True)
        found = walk.verification()
        _refuse_damage(found)
        copy = Copy(
            name, at.isoformat(), why, month, found.revisions, walk.records, walk.seq, found.tip
        )
        replace_file(building / MANIFEST, manifest_bytes(copy))
        building.rename(self._root / name)
        sync_folder(self._root)
        return copy

    def _copy_month_once(self, month: str) -> None:
        there = self._root / MONTHS / month
        refuse_link(there)
        if there.is_dir():
            return
        make_folder(self._root / MONTHS)
        building = there.with_name(f".{month}.{os.getpid()}.new")
        shutil.rmtree(building, ignore_errors=True)
        _copy_folder(self._folder.ledger / month, building)
        building.rename(there)
        sync_folder(there.parent)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            refuse_link(self._root)
            yield
        except OSError as error:
            raise explained(error, error.filename or self._root) from error


def _refuse_damage(found: Verification) -> None:
    if found.damage:
        first = found.damage[0]
        raise NotGood(file=first.file, line=first.line)


def _copy_folder(source: Path, target: Path, like: Path | None = None) -> None:
    """Copy the files of a folder durably; what stands alike in another copy is linked."""
    make_folder(target)
    for path in sorted(source.glob("*.json")):
        content = read_file(path)
        twin = like / path.name if like is not None else None
        if twin is not None and _holds(twin, content):
            os.link(twin, target / path.name)
        else:
            replace_file(target / path.name, content)
    sync_folder(target)


def _holds(path: Path, content: bytes) -> bool:
    """Tell whether a file is there, is no link, and holds just this."""
    return path.is_file() and not path.is_symlink() and read_file(path) == content
