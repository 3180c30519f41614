"""Searching the closed months: by bytes first, so that ten years take a moment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dutyroom.store import pages
from dutyroom.store.durable import read_file
from dutyroom.store.errors import explained
from dutyroom.store.layout import RawLine, dump_line, read_sheet
from dutyroom.store.pages import Page
from dutyroom.store.revisions import Hit, Loader, Revision, hit_of, revision_of
from dutyroom.store.view import line_hash


class _Needles:
    """What every line sought must hold, as bytes."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Take the texts as they stand in a page; empty ones are held by every line."""
        wanted = {dump_line(text)[1:-1].encode() for text in texts if text}
        self._wanted = sorted(wanted, key=lambda text: (-len(text), text)) or [b'"prev"']

    def all_in(self, content: bytes) -> bool:
        """Tell whether a page or a line holds every one."""
        return all(needle in content for needle in self._wanted)

    def lines_of(self, content: bytes) -> list[bytes]:
        """Return the lines of a page that hold every one, in order, as this program writes them."""
        if not self.all_in(content):
            return []
        if content.startswith(_OURS):
            return list(self._raw_lines(content))
        lines = read_sheet(content).lines(pages.REVISIONS)
        texts = (f'"{raw.seq}":{dump_line(raw.document)}'.encode() for raw in lines)
        return [text for text in texts if self.all_in(text)]

    def _raw_lines(self, content: bytes) -> Iterator[bytes]:
        """Look for the first needle; where another is only farther on, go on from there."""
        first, *others = self._wanted
        place = content.find(first)
        while place >= 0:
            start, end = content.rfind(b"\n", 0, place) + 1, content.find(b"\n", place)
            end = end if end >= 0 else len(content)
            for needle in others:
                found = content.find(needle, start)
                if found < 0:
                    return
                if found > end:
                    place = content.find(first, content.rfind(b"\n", end, found))
                    break
            else:
                yield content[start:end]
                place = content.find(first, end)


def _are_gapless(contents: list[bytes], last: int) -> bool:
    """Tell whether pages go on line by line from the sequence number ``last``."""
    for content in contents:
        seqs = [int(seq) for seq in _SEQ.findall(content)]
        if seqs != list(range(last + 1, last + 1 + len(seqs))):
            return False
        last += len(seqs)
    return True


_SEQ = re.compile(rb'^\s*"([0-9]{1,15})":\s*\{\s*"id"', re.MULTILINE)
"""How the line of a revision begins, whoever laid the page out."""


_OURS = b'{"about":{\n'


class Archive:
    """All months of a ledger, read when they are asked for. Raises the store's errors."""

    def __init__(self, root: Path, load: Loader, copies: Path | None = None) -> None:
        """Name the folder, how a document becomes a record, and where good copies lie."""
        self._root, self._load, self._copies = root, load, copies

    def newest(self, id: str) -> Revision | None:
        """Return the newest revision of a record, looking from the newest page back."""
        with self._explained():
            for page in reversed(list(self._pages())):
                found = self._revisions(page, id)
                if found:
                    return found[-1]
        return None

    def newest_at(self) -> str:
        """Return the newest entry time of the last page that has one, or an empty text."""
        with self._explained():
            lines = next(filter(None, self._backwards()), [])
        return max((str(raw.document.get("at", "")) for raw in lines), default="")

    def history(self, id: str) -> list[Revision]:
        """Return every revision of a record, oldest first."""
        with self._explained():
            return [found for page in self._pages() for found in self._revisions(page, id)]

    def highest(self, prefix: str, month: str) -> int:
        """Return the highest number of a series and day of this month, whenever it was given.

        Numbers are given on the day, later, or earlier: those stand in the
        opening balance of the month, or of the last one before it. Lines that
        cannot be read count as well, and copies where pages are missing.
        """
        with self._explained():
            found = pages.months(self._root)
            since = max((m for m in found if m <= month), default=month)
            balance = self._opened_with(since)
            contents = [page.read(self._root) for page in self._pages(since)]
            if not _are_gapless(contents, balance.get("seq", 0)):
                from dutyroom.store.given import copied_files

                contents += [read_file(path) for path in copied_files(self._copies, since)]
            highest = int(balance.get("numbers", {}).get(prefix, 0))
            name = re.escape(dump_line(prefix)[1:-1].encode())
            series = re.compile(rb'"id":\s*"%b-([0-9]{1,9})"' % name)
            for content in contents:
                highest = max([highest, *map(int, series.findall(content))])
        return highest

    def month_lines(self, month: str) -> list[RawLine]:
        """Return the lines of a month: what was carried into it, then its pages."""
        opening = self._root / month / pages.OPENING
        lines: list[RawLine] = []
        if opening.is_file():
            lines += pages.read_page(opening, pages.CARRIED).lines(pages.CARRIED)
        for page in pages.pages_of(self._root, month):
            lines += pages.read_page(page.path(self._root), pages.REVISIONS).lines(pages.REVISIONS)
        return lines

    def search(self, needles: Sequence[str], since: str = "") -> Iterator[Revision]:
        """Give the revisions that `hits` finds; a damaged one is passed over."""
        for hit in self.hits(needles, since):
            try:
                yield hit.whole
            except ValueError:
                continue  # `Ledger.damage` and the walk name it

    def hits(self, needles: Sequence[str], since: str = "") -> Iterator[Hit]:
        """Give the lines of revisions that hold every needle, the newest first.

        Bytes are looked through before anything is parsed. ``since`` is the ISO
        date of the oldest page to look at. Needs nothing but the files: it may
        run at the same time as anything else, and stops where it is no longer asked.
        """
        wanted = _Needles(needles)
        with self._explained():
            for month in reversed(pages.months(self._root)):
                if month < since[:7]:
                    return
                for page in reversed(pages.pages_of(self._root, month)):
                    if page.day >= since:
                        lines = reversed(wanted.lines_of(page.read(self._root)))
                        yield from filter(None, (hit_of(text, self._load) for text in lines))

    def hash_of(self, seq: int) -> str:
        """Return the hash of the line of a number, looking from the newest page back."""
        with self._explained():
            for lines in self._backwards():
                for raw in lines:
                    if raw.seq == seq:
                        return line_hash(raw.text)
        return ""

    def _opened_with(self, month: str) -> dict[str, Any]:
        path = self._root / month / pages.OPENING
        if not path.is_file():
            return {}
        return pages.read_page(path, pages.BALANCE).first(pages.BALANCE)

    def _pages(self, since: str = "") -> Iterator[Page]:
        for month in pages.months(self._root):
            if month >= since:
                yield from pages.pages_of(self._root, month)

    def _backwards(self) -> Iterator[list[RawLine]]:
        """Give the lines of each page, from the newest page back."""
        for page in reversed(list(self._pages())):
            yield read_sheet(page.read(self._root)).lines(pages.REVISIONS)

    def _revisions(self, page: Page, id: str) -> list[Revision]:
        found = []
        for raw in self._lines(page, id, whole=True):
            if raw.document.get("id") == id:
                try:
                    found.append(revision_of(raw, self._load))
                except ValueError:
                    continue  # `Ledger.damage` and the walk name it
        return found

    def _lines(self, page: Page, id: str, *, whole: bool) -> list[RawLine]:
        """Return the lines of a page that may hold this id, or one that begins with it."""
        content = page.read(self._root)
        wanted = f'"id":{dump_line(id)}'.encode()
        wanted = wanted if whole else wanted[:-1]
        if content.startswith(_OURS) and wanted not in content:
            return []
        return read_sheet(content).lines(pages.REVISIONS)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise explained(error, error.filename or self._root) from error
