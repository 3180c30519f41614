"""Copies of a station: made while it works, checked before they count as good.

``backup/2026-12-18T163005-handover/`` holds the newest month and what else
makes the station; months that are over are copied into ``backup/months/``. A
file that has not changed is the same file as in the copy before. Copies are
ordered by how much of the ledger they hold, never by a clock alone. Of damaged
records a copy is made as well: it says up to which line it is whole, and takes
no good one's place.
"""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from dutyroom.store import pages
from dutyroom.store.belongings import are_alike, copy_belongings
from dutyroom.store.checked import Checked
from dutyroom.store.copying import (
    build_folder,
    clear_left,
    copy_files,
    json_files,
    put_aside,
    write_new,
)
from dutyroom.store.durable import make_folder, read_file, refuse_link
from dutyroom.store.errors import Busy, StoreError, explained
from dutyroom.store.finished import MONTHS, Finished
from dutyroom.store.folder import StationFolder, StationInfo
from dutyroom.store.layout import N_
from dutyroom.store.lock import StationLock
from dutyroom.store.manifest import MANIFEST, MONTH, Copy, manifest_bytes, read_copy, stamp_of_copy
from dutyroom.store.pages import Damage
from dutyroom.store.proving import Proof, broken_at, refuse_stranger
from dutyroom.store.standing import Chain
from dutyroom.store.walk import Walk

_NAME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{6}-[a-z]+")
_WAIT = 2.0
"""Seconds to wait for somebody else who makes a copy at this moment."""
_DAY = "%Y-%m-%dT%H%M%S"


class NotWhole(StoreError):
    """A copy was made, of damaged records."""

    text = N_("The records are damaged: copy {name} is whole up to the line before {line}")


class Copying(StoreError):
    """Somebody else makes a copy at this moment."""

    text = N_("No copy was made, for {holder} is making one at this moment")


class Copies:
    """The copies of a station. Raises the store's errors."""

    def __init__(self, folder: StationFolder) -> None:
        """Name the station; nothing is read."""
        self._folder = folder
        self._root = folder.path / "backup"
        self._checked = Checked(folder.path)
        self._finished = Finished(folder.path, self._checked)
        self._seen: dict[str, tuple[object, Copy | StoreError]] = {}
        self.fault: StoreError | None = None

    def listed(self) -> tuple[Copy, ...]:
        """Return the copies as their own files tell, good or not, who has most of the ledger first.

        What is in them is not looked at.
        """
        found = (copy for copy in self._looked_at() if isinstance(copy, Copy))
        return tuple(sorted(found, key=lambda copy: copy.order, reverse=True))

    def made(self) -> tuple[Copy, ...]:
        """Return the good copies, who has most of the ledger first: each walked, each in the chain.

        What was walked once and has not changed since is not walked again.
        """
        good = tuple(
            copy for copy in self.listed() if copy.whole and self._proof.fault(copy) is None
        )
        self._remember()
        return good

    def newest(self) -> Copy | None:
        """Return the good copy that has most of the ledger, or None.

        No more are walked than need be.
        """
        return next(filter(self._is_good, self.listed()), None)

    def incomplete(self) -> tuple[Copy, ...]:
        """Return the copies that were made of damaged records, who has most of the ledger first."""
        return tuple(copy for copy in self.listed() if not copy.whole)

    def passed_over(self, *, known: bool = False) -> tuple[StoreError, ...]:
        """Return a sentence for each folder among the copies that does not count as a good one.

        With ``known`` nothing is walked that was not walked before.
        """
        told = [found for found in self._looked_at() if isinstance(found, StoreError)]
        for copy in self.listed():
            fault = self._proof.fault(copy, known=known) if copy.whole else None
            told += [fault] if fault is not None else []
        if not known:
            self._remember()
        return tuple(told)

    def look_at(self, name: str) -> None:
        """Raise the fault of a copy that is passed over, if one is called so."""
        with self._explained():
            named = name in os.listdir(self._root)
        if named:
            copy = read_copy(self._root / name)
            refuse_stranger(copy, self._root / name, self._station)
            fault = self._proof.fault(copy) if copy.whole else None
            if fault is not None:
                raise fault

    def damage(self) -> tuple[Damage, ...]:
        """Return what the last copying found damaged in months that are over, if it still is."""
        with self._explained():
            return self._finished.damage()

    def know(self, damage: tuple[Damage, ...]) -> None:
        """Know what a walk through everything found: `damage` tells it from now on."""
        with self._explained():
            self._finished.know(damage)
            self._remember()

    def is_up_to_date(self, copy: Copy) -> bool:
        """Tell whether everything beside the records stands in a copy as it stands now."""
        return are_alike(self._folder.path, self._root / copy.name)

    def _is_good(self, copy: Copy) -> bool:
        return copy.whole and self._proof.fault(copy) is None

    def _looked_at(self) -> list[Copy | StoreError]:
        with self._explained():
            names = sorted(filter(_NAME.fullmatch, os.listdir(self._root)))
        looked_at: list[Copy | StoreError] = []
        for name in names:
            stamp = stamp_of_copy(self._root / name)
            if stamp is None or self._seen.get(name, (None,))[0] != stamp:
                self._seen[name] = (stamp, self._read(name))
            looked_at.append(self._seen[name][1])
        return looked_at

    def _read(self, name: str) -> Copy | StoreError:
        try:
            copy = read_copy(self._root / name)
            refuse_stranger(copy, self._root / name, self._station)
        except StoreError as error:
            return error
        return copy

    # -- making

    def make(self, at: datetime, why: str) -> Copy:
        """Copy the station as it is; what is damaged is copied as far as it goes, and says so.

        Pages are replaced whole and only the newest grows: what is copied is
        the ledger as it was at some moment, without its lock. Where a month that
        is over cannot be copied the copy is made all the same; ``fault`` says it then.
        """
        self.fault = None
        with self._explained(), self._alone():
            self._clear()
            months = pages.months(self._folder.ledger)
            copy = self._build(months[-1] if months else "", at, why)
            try:
                self._copy_finished(months, at)
            except OSError as error:
                self.fault = explained(error, error.filename or self._root / MONTHS)
            self._remember()
            return copy

    def _copy_finished(self, months: list[str], at: datetime) -> None:
        """Copy the months that are over; another one of them is looked at closely each hour."""
        over = list(pairwise(months))
        hours = at.toordinal() * 24 + at.hour
        for n, (month, following) in enumerate(over):
            self._finished.copy(month, following, closely=n == hours % len(over))

    def prune(self, keep: int, spared: Container[str] = ()) -> None:
        """Throw those away that have least of the ledger, all but ``keep``, and none asked for.

        Good ones and those of damaged records are counted apart. Good ones of the months
        that are ``spared`` stay, for these are to be mended from them; and what is passed
        over, for its file may have named anything.
        """
        with self._explained(), self._alone():
            for copy in self._prunable(keep):
                if not (copy.whole and copy.month in spared):
                    put_aside(self._root / copy.name, self._folder.path)

    def _prunable(self, keep: int) -> tuple[Copy, ...]:
        made = [copy for copy in self.listed() if copy.why != "demand"]
        good = [copy for copy in made if copy.whole and self._proof.was_good(copy)]
        others = [copy for copy in made if not copy.whole]
        return (*good[keep:], *others[keep:])

    def _clear(self) -> None:
        """Put away what killed programs left, but for an older copy whose place is empty."""
        self._finished.take_up()
        for folder in (self._root, self._root / MONTHS):
            clear_left(folder, self._folder.path)

    def _build(self, month: str, at: datetime, why: str) -> Copy:
        before = next(iter(self.listed()), None)
        like = self._root / before.name if before else None
        made: list[Copy] = []

        def fill(building: Path) -> None:
            copy = self._fill(building, like, month, at, why)
            write_new(building / MANIFEST, manifest_bytes(copy), self._folder.path)
            made.append(copy)

        name = f"{at:{_DAY}}-{why}"
        while (self._root / name).exists():
            name += "x"  # another one of this very second
        build_folder(self._root / name, fill, self._folder.path)
        copy = replace(made[-1], name=name)
        if copy.whole:
            self._proof.keep(copy)
        return copy

    def _fill(self, building: Path, like: Path | None, month: str, at: datetime, why: str) -> Copy:
        ledger = building / "ledger"
        make_folder(ledger, self._folder.path)
        if month:
            source = self._folder.ledger / month
            twins = like / "ledger" / month if like else None
            names = json_files(source)
            copy_files(source, names, ledger / month, twins, self._folder.path)
        copy_belongings(self._folder.path, building, like)
        walk = Walk(ledger, partial=True)
        found = walk.verification()
        return Copy(
            building.name,
            at.isoformat(),
            why,
            month,
            found.revisions,
            walk.records,
            walk.seq,
            found.tip,
            broken_at(ledger, found.damage),
            self._station.id,
            self._station.name[:200],
        )

    # -- looking

    @cached_property
    def _proof(self) -> Proof:
        chain = Chain(self._folder.ledger, self._root / MONTHS)
        return Proof(self._root, self._checked, chain)

    @cached_property
    def _station(self) -> StationInfo:
        try:
            return self._folder.read()
        except (StoreError, OSError):  # its file may be what is to be brought back
            return StationInfo("", "", False)

    def _remember(self) -> None:
        standing: list[str] = []
        with suppress(OSError):
            standing += os.listdir(self._root)
            standing += pages.months(self._folder.ledger)
        self._checked.save(standing)

    def pages_like(self, month: str, name: str) -> Iterator[bytes]:
        """Give the content of every copy of a page that can be read, who has most lines first.

        What cannot, `passed_over` names: one copy that is out of reach keeps
        nobody from the lines in another.
        """
        if not MONTH.fullmatch(month):
            return
        copies: tuple[Copy, ...] = ()
        with suppress(StoreError):
            copies = self.listed()
        folders = [self._root / copy.name / "ledger" for copy in copies]
        for folder in (*folders, self._root / MONTHS):
            with suppress(OSError):
                yield read_file(folder / month / name)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Copy alone: what another one left unfinished was left for good. Raises `Copying`."""
        lock = StationLock(self._root / ".lock", "", _WAIT)
        try:
            with lock.held():
                yield
        except Busy as error:
            raise Copying(holder=error.holder) from error

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            refuse_link(self._root)
            yield
        except OSError as error:
            raise explained(error, error.filename or self._root) from error
