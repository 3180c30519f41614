"""How a month begins: its folder, and the balance of what the month before leaves to it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from dutyroom.store import pages
from dutyroom.store.archive import Archive
from dutyroom.store.durable import (
    Unconfirmed,
    make_folder,
    move,
    remove_tree,
    replace_file,
    sync_folder,
)
from dutyroom.store.reader import Reader
from dutyroom.store.tip import Tip
from dutyroom.store.view import View


class Opening:
    """Opens the months of a ledger. Raises OSError."""

    def __init__(self, root: Path, archive: Archive, reader: Reader, schema: int) -> None:
        """Name the folder and what reads it; ``schema`` is that of this program's documents."""
        self._root, self._archive, self._reader, self._schema = root, archive, reader, schema
        self._sure_months: set[str] = set()

    def forget(self) -> None:
        """Be sure of no month's folder any more: others may stand in their place."""
        self._sure_months.clear()

    def open(self, month: str, view: View) -> None:
        """Make a month's folder if need be; its name is durable before anything is in it."""
        if month in self._sure_months and os.path.isdir(f"{self._root}/{month}"):
            return
        folder = self._root / month
        if not folder.is_dir():
            building = self._root / f".{month}.new"
            station = self._root.parent
            remove_tree(building, station)
            make_folder(building, station)
            try:
                replace_file(building / pages.OPENING, self.page(month, view), station)
            except Unconfirmed as error:
                raise OSError(error.errno, error.strerror, str(building)) from error
            move(building, folder, station)
        sync_folder(self._root)
        self._sure_months.add(month)

    def page(self, month: str, view: View) -> bytes:
        """Return the page that a month opens with, after the month in view."""
        balance = {
            "month": view.month,
            "seq": view.end.seq,
            "tip": view.end.hash,
            "numbers": _ahead(view.numbers, month.replace("-", "")),
        }
        return pages.opening_page(self._schema, balance, self._carried(view, f"{month}-01"))

    def page_again(self, month: str, end: Tip | None = None) -> bytes:
        """Return the page that a month would open with, made up from the month before it.

        ``end`` is the line that this one ended with, where it is lost.
        """
        before = self._reader.before(month)
        before.after = end
        return self.page(month, before)

    def _carried(self, view: View, opening: str) -> dict[str, dict[str, Any]]:
        """Return the documents of records that the month opening on this date still needs.

        In order of first appearance. A line of a kind that is not understood
        stays for as long as it said itself.
        """
        if not view.month:
            return {}
        newest = {}
        for raw in self._archive.month_lines(view.month):
            newest[str(raw.document.get("id", ""))] = raw
        keep = {id_: str(raw.document.get("keep", "")) for id_, raw in newest.items()}
        for id_, revision in view.newest.items():
            keep[id_] = self._reader.keep_of(revision)
        return {
            str(newest[id_].seq): newest[id_].document
            for id_, until in keep.items()
            if until >= opening and id_ in newest
        }


def _ahead(numbers: dict[str, int], month: str) -> dict[str, int]:
    """Return the numbers already given for days of this month and later."""
    return {prefix: n for prefix, n in numbers.items() if prefix.rpartition("-")[2] >= month}
