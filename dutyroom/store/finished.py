"""Months that are over: copied once they are proved, and again when they changed for the better.

A month is proved by a walk from its opening to the line after which the next
month opens. One that is damaged never takes the place of a copy; where there is
no copy at all it is copied as it is, for its lines, and counts for nothing more.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from dutyroom.store import pages
from dutyroom.store.checked import Checked, mark_of
from dutyroom.store.copying import build_folder, clear_away, copy_files, json_files, shared_folder
from dutyroom.store.durable import make_folder, move, read_file, refuse_link, sync_folder
from dutyroom.store.layout import N_
from dutyroom.store.lines import stamp_of
from dutyroom.store.manifest import MONTH
from dutyroom.store.pages import Damage
from dutyroom.store.standing import balance_of
from dutyroom.store.walk import Walk

MONTHS = "months"


class Finished:
    """The copies of a station's finished months. Raises OSError."""

    def __init__(self, station: Path, checked: Checked) -> None:
        """Name the station; nothing is read."""
        self._station = station
        self._ledger, self._copied = station / "ledger", station / "backup" / MONTHS
        self._checked = checked

    def copy(self, month: str, following: str, *, closely: bool = False) -> None:
        """Copy a month that is over, unless that was done; ``following`` is the one after it.

        What was done is seen by names, sizes and times. Looked at ``closely`` the
        contents are compared as well: a disk that fails changes no time.
        """
        ledger, there = self._ledger / month, self._copied / month
        refuse_link(there)
        known = self._checked.finding(month, self._mark(month, following))
        is_done = known is not None and known.get("copied")
        if is_done and not (closely and not _are_alike(ledger, there)):
            return
        shared_folder(self._copied, self._station)
        damage = self._walk(month, following)
        if not there.is_dir():
            self._build(there, ledger)
        elif not damage and not _are_alike(ledger, there):
            self._renew(month, following)
        self._keep(month, following, damage, copied=True)

    def damage(self) -> tuple[Damage, ...]:
        """Return what the last look at each month found, where it still stands like that.

        Nothing is walked: `copy` keeps what it finds.
        """
        found: list[Damage] = []
        for month, told in self._checked.told("damage"):
            if told and isinstance(told, list) and self._is_as_it_was(month):
                found += filter(None, map(_damage, told))
        return tuple(found)

    def know(self, damage: Iterable[Damage]) -> None:
        """Know what a walk through everything found in months that are over, and what it did not.

        So what was mended is not told until the next copying, and what was found is told at once.
        """
        found: dict[str, list[Damage]] = {}
        for each in damage:
            found.setdefault(each.file[:7], []).append(each)
        told = {month for month, known in self._checked.told("damage") if known}
        for month, following in pairwise(pages.months(self._ledger)):
            if month in found or month in told:
                known = self._checked.finding(month, self._mark(month, following)) or {}
                copied = bool(known.get("copied"))
                self._keep(month, following, found.get(month, ()), copied=copied)

    def _keep(self, month: str, following: str, damage: Iterable[Damage], *, copied: bool) -> None:
        told = list(map(_told, damage))
        self._checked.keep(month, self._mark(month, following), damage=told, copied=copied)

    def take_up(self) -> None:
        """Put older copies back whose place is empty: somebody was killed while renewing them."""
        for month in _months(self._copied, r"\.%s\.old"):
            there, older = self._copied / month, self._older(month)
            if not there.is_dir():
                move(older, there, self._station)

    def _is_as_it_was(self, month: str) -> bool:
        later = (known for known in pages.months(self._ledger) if known > month)
        mark = self._mark(month, min(later, default=""))
        return self._checked.finding(month, mark) is not None

    def _mark(self, month: str, following: str) -> str:
        """Return what changes with a month, with its copy and with the opening of the next.

        Of the newest months each file tells it. Of the others, in ten years three
        thousand files, their folder does; what it misses is found by the close look.
        """
        opening = stamp_of(f"{self._ledger}/{following}/{pages.OPENING}")
        folders = [stamp_of(f"{root}/{month}") for root in (self._ledger, self._copied)]
        files = mark_of(self._ledger / month) if month >= self._recent else ""
        return f"{folders} {opening} {files}"

    @cached_property
    def _recent(self) -> str:
        """The oldest month of which each file is looked at."""
        return min(pages.months(self._ledger)[-4:], default="")

    def _walk(self, month: str, following: str) -> tuple[Damage, ...]:
        """Walk through a month to the line after which the next one opens.

        Always in the ledger: what is accepted as lost stands in a later month.
        """
        walk = Walk(self._ledger, since=month, until=month)
        found = walk.verification()
        behind = balance_of(self._ledger / following)
        if found.damage or behind is None or walk.leads_to(following, behind):
            return found.damage
        what = N_("the month does not end with the line after which the next one opens")
        return (Damage(f"{month}/", 1, "", what),)

    def _build(self, there: Path, ledger: Path) -> None:
        names = json_files(ledger)

        def fill(building: Path) -> None:
            copy_files(ledger, names, building, None, self._station)

        build_folder(there, fill, self._station)

    def _renew(self, month: str, following: str) -> None:
        """Copy a month beside its copy; this gives way once the newer one is proved as well.

        The newer one is what the ledger has, and the ledger is walked behind the copying.
        """
        ledger, there = self._ledger / month, self._copied / month
        newer, older = self._copied / f".{month}.new", self._older(month)
        clear_away(newer, self._station)
        make_folder(newer, self._station)
        copy_files(ledger, json_files(ledger), newer / month, there, self._station)
        if _are_alike(ledger, newer / month) and not self._walk(month, following):
            move(there, older, self._station)
            move(newer / month, there, self._station)
            sync_folder(self._copied)
            clear_away(older, self._station)
        clear_away(newer, self._station)

    def _older(self, month: str) -> Path:
        return self._copied / f".{month}.old"


def _months(folder: Path, form: str) -> list[str]:
    """Return the months that a folder's names speak of in this form."""
    pattern = re.compile(form % f"({MONTH.pattern})")
    with suppress(OSError):
        return [found[1] for found in map(pattern.fullmatch, os.listdir(folder)) if found]
    return []


def _are_alike(one: Path, other: Path) -> bool:
    names = json_files(one)
    return names == json_files(other) and all(
        read_file(one / name) == read_file(other / name) for name in names
    )


def _told(damage: Damage) -> list[object]:
    values = [list(value) for value in damage.values]
    return [damage.file, damage.line, damage.record, damage.what, values]


def _damage(told: object) -> Damage | None:
    """Return a damage as it was kept; None for what cannot be one."""
    try:
        file, line, record, what, values = cast("list[Any]", told)
        values = tuple((str(name), value) for name, value in values)
        found = Damage(str(file), int(line), str(record), str(what), values)
        _ = found.words  # a sentence with its values is what makes one
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        return None
    return found
