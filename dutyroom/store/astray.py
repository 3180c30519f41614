"""Pages that lie ahead of today, and laying their lines where they belong (R8).

An older program opened a month for every line of a clock that stood ahead, and
wrote on there when it was right again. The lines and their chain stay as they
are: only the page changes that a line stands on, and opening balances are made
up again. All of it at once: a ledger that is right is built next to the old one,
and the two change places in one step. The old one stays next to it until a record
of it stands; whoever finds it there ends what was cut off.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from dutyroom.store import pages
from dutyroom.store.durable import make_folder, move, replace_file, sync_folder
from dutyroom.store.folder import StationFolder
from dutyroom.store.layout import RawLine
from dutyroom.store.lost import OLD, take_back
from dutyroom.store.pages import Page
from dutyroom.store.quarantine import place_in_quarantine

OpeningOf = Callable[[Path, str], bytes]
"""Makes up the page that a month of the ledger in a folder opens with."""
NO_DAY_LAST = "9999-12-31"
"""The last day of which there can be a page, where nobody knows what day it is."""
NEW = ".ledger.new"
"""Where the ledger is built; after the exchange this or `OLD` holds the one that was."""
_EXCHANGE = 2
_HERE = -100


def pages_ahead(ledger: Path, today: date) -> list[Page]:
    """Return the first page that is of a later day than today, and all behind it.

    Raises OSError.
    """
    last = today.isoformat()
    months = [month for month in pages.months(ledger) if f"{month}-99" > last]
    found = [page for month in months for page in pages.pages_of(ledger, month)]
    return [page for page in found if page.day > last]


def home_of(raw: RawLine, today: str) -> Page:
    """Return the page of the day on which a line was written.

    One before all others where its clock was wrong: it stands with the line before it.
    """
    day = str(raw.document.get("at", ""))[:10]
    sure = raw.document.get("clock") != "unverified" and day <= today
    return Page(day if sure else "", 1)


class Astray:
    """Lays the lines of pages ahead on the right ones. Raises OSError.

    The ledger must be whole, and its lock held.
    """

    def __init__(self, folder: StationFolder, opening_of: OpeningOf, today: date) -> None:
        """Take the station, what makes up an opening balance, and the last day that may be."""
        self._folder, self._ledger, self._opening_of = folder, folder.ledger, opening_of
        self._today = today.isoformat()
        self._ahead = pages_ahead(self._ledger, today)

    def put_right(self) -> tuple[Page, ...]:
        """Lay the lines of every page ahead anew; return those pages.

        The ledger as it was stays next to it until `set_aside`.
        """
        if not self._ahead:
            return ()
        building = self._folder.path / NEW
        shutil.rmtree(building, ignore_errors=True)
        try:
            self._build(building)
            exchange(building, self._ledger)
        except OSError:
            take_back(self._folder.path)
            if not pages_ahead(building, date.fromisoformat(self._today)):
                shutil.rmtree(building, ignore_errors=True)  # it is not the one that was
            raise
        return tuple(self._ahead)

    def _build(self, root: Path) -> None:
        """Make the ledger as it should be: the same files, but for the pages ahead.

        A month behind the last page that stays is opened anew: lines that are laid before
        it are in its opening balance, too.
        """
        make_folder(root)
        last = self._last_page().month
        gone = {f"{page.month}/{page.name}" for page in self._ahead}
        for entry in sorted(self._ledger.iterdir()):
            if entry.is_file():
                _same(entry, root / entry.name, linked=entry.name == ".lock")
            elif not entry.name.startswith(".") and entry.name[:7] <= last:
                make_folder(root / entry.name)
                for file in sorted(entry.iterdir()):
                    if f"{entry.name}/{file.name}" not in gone:
                        _same(file, root / entry.name / file.name, linked=True)
        for page, lines in self._laid_out():
            self._write(root, page, lines)
        for month in pages.months(root):
            sync_folder(root / month)
        sync_folder(root)

    def _laid_out(self) -> Iterator[tuple[Page, list[RawLine]]]:
        """Give the pages that the lines belong on, in order, each with its lines."""
        page, lines, schema = self._last_page(), list[RawLine](), 0
        for raw in self._lines():
            day = max(page.day, self._day_of(raw))
            own_schema = int(raw.document.get("schema", 1))
            if day > page.day or own_schema != schema or len(lines) >= pages.FULL:
                if lines:
                    yield page, lines
                page = Page(day, 1) if day > page.day else page.following()
                lines, schema = [], own_schema
            lines.append(raw)
        if lines:
            yield page, lines

    def _last_page(self) -> Page:
        """Return the last page that is not ahead; where all are, one before the first sure day."""
        first = self._ahead[0]
        before = [month for month in pages.months(self._ledger) if month <= first.month]
        listed = [page for month in before[-2:] for page in pages.pages_of(self._ledger, month)]
        kept = [page for page in listed if page < first]
        if kept:
            return kept[-1]
        days = (self._day_of(raw) for raw in self._lines())
        return Page(min(filter(None, days), default=self._today), 0)

    def _lines(self) -> Iterator[RawLine]:
        for page in self._ahead:
            sheet = pages.read_page(page.path(self._ledger), pages.REVISIONS)
            if sheet.flaws:
                raise OSError(errno.EIO, "damaged", str(page.path(self._ledger)))
            yield from sheet.lines(pages.REVISIONS)

    def _day_of(self, raw: RawLine) -> str:
        return home_of(raw, self._today).day

    def _write(self, root: Path, page: Page, lines: list[RawLine]) -> None:
        month = root / page.month
        if not month.is_dir():
            opening = self._opening_of(root, page.month)
            make_folder(month)
            replace_file(month / pages.OPENING, opening)
        replace_file(page.path(root), pages.revisions_page(lines))


def laid_before(station: Path, today: date) -> tuple[Page, ...]:
    """Return the pages that were laid by what was cut off before it was set aside.

    Raises OSError.
    """
    ledger = station / "ledger"
    if not ledger.is_dir() or pages_ahead(ledger, today):
        return ()
    olds = (station / name for name in (NEW, OLD) if (station / name).is_dir())
    return next((tuple(found) for old in olds if (found := pages_ahead(old, today))), ())


def set_aside(station: Path, at: datetime) -> None:
    """Move the ledger as it was to quarantine, once a record of it stands. Raises OSError."""
    for old in (station / NEW, station / OLD):
        if not old.is_dir():
            continue
        (old / ".lock").unlink(missing_ok=True)
        aside = place_in_quarantine(station, "ledger.ahead", at)
        move(old, aside, station)
        sync_folder(aside.parent)
        sync_folder(station)


def _same(file: Path, to: Path, *, linked: bool) -> None:
    """Put a file into the new ledger: a page is never written in place, so that a link will do."""
    if linked:
        with suppress(OSError):
            os.link(file, to, follow_symlinks=False)
            return
    replace_file(to, file.read_bytes())


def exchange(one: Path, other: Path) -> None:
    """Let two folders change places in one step. Raises OSError.

    Where the system cannot, in two steps; after the first the ledger is missing, and
    lies next to its place until `take_back`.
    """
    import ctypes  # needed once in a station's life, and no small thing to load

    libc = ctypes.CDLL(None, use_errno=True)
    call = getattr(libc, "renameat2", None)
    if call is not None and call(_HERE, bytes(one), _HERE, bytes(other), _EXCHANGE) == 0:
        sync_folder(other.parent)
        return
    other.rename(other.with_name(OLD))
    one.rename(other)
    sync_folder(other.parent)
