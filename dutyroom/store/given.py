"""What was ever given: a damaged ledger goes on after it, so that no number is given twice.

Asked only while the records are damaged or end too early. The tip, the lines
that good copies hold and whatever can still be made out in a damaged page are
looked through. A line written meanwhile carries the hash of the last line that
was acknowledged, even where this line cannot be read: once it is brought back
from a copy the chain fits again, and no line was changed for it.
"""

from __future__ import annotations

import re
import stat
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from dutyroom.store import pages
from dutyroom.store.durable import read_file
from dutyroom.store.layout import Sheet
from dutyroom.store.sealed import sound_links
from dutyroom.store.second import second_lines
from dutyroom.store.tip import Tip
from dutyroom.store.view import line_hash, split_number
from dutyroom.values import dataclass

_ID = re.compile(rb'"id":\s*"([^"\\]{1,80})"')
_MOST = 999_999
"""No duty room gives so many numbers on a day: a higher one is itself the damage."""
_HASH = 64
_FAR = 100_000
"""No line can be so far behind the last one that fits the chain: its number is the damage."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the next line comes after.

    ``end`` has the last sequence number that was given and the hash that the
    next line carries. ``numbers`` are the highest that each series may have
    given; a series that nothing shows may have given as many as ``unseen``.
    """

    end: Tip
    numbers: dict[str, int]
    unseen: int


class Traces:
    """What pages and copies of the newest months show. Raises OSError where the ledger does."""

    def __init__(
        self, root: Path, copies: Path | None, tip: Tip | None, *, numbered: bool = True
    ) -> None:
        """Name the ledger, the folder of its good copies and the last line acknowledged.

        Nothing is read. Where only the last line is asked for, none is looked at for the
        number that it gave.
        """
        self._numbered = numbered
        self._root, self._copies, self._tip = root, copies, tip
        self._seq_of: dict[str, int] = {}
        self._next: dict[str, Tip] = {}
        self._own: list[tuple[Tip, str]] = []
        self._shown: list[int] = []
        self._numbers: dict[str, tuple[int, int]] = {}

    def read(self, since: str, months: Iterable[str]) -> None:
        """Look through the copies from a month on, then through the ledger's own months.

        Where both have a line after the same one, the ledger's own counts.
        """
        own: dict[str, bytes] = {}
        for month in months:
            for page in pages.pages_of(self._root, month):
                own[page.name] = page.read(self._root)
        for path in copied_files(self._copies, since):
            with suppress(OSError):  # a copy that cannot be read shows nothing
                content = read_file(path)
                if content != own.get(path.name):
                    self._look(content, own=False)
        for _page, sheet in second_lines(self._copies, since):
            self.take(sheet, _hashes_of(sheet), own=False)
        for content in own.values():
            self._look(content, own=True)

    def given(self, base: Tip, numbers: dict[str, int]) -> Given:
        """Return what was given since ``base``, the line before what was read.

        ``numbers`` are those known without any page.
        """
        self._seq_of.setdefault(base.hash, base.seq)
        last = self._followed(self._start(base))
        near = [seq for seq in self._shown if seq <= last.seq + _FAR]
        end = Tip(max([last.seq, *near]), last.hash)
        unseen = self._unseen(base, end)
        highest = {prefix: n + len(unseen) for prefix, n in numbers.items()}
        for prefix, (number, seq) in self._numbers.items():
            if number >= numbers.get(prefix, 0):
                # Numbers rise along the chain: only lines behind this one may have had more.
                highest[prefix] = number + len(unseen) - bisect_right(unseen, seq)
        return Given(end, highest, len(unseen))

    def _unseen(self, base: Tip, end: Tip) -> list[int]:
        """Return the numbers whose lines nothing vouches for: what they gave is not known."""
        settled = {
            seq for hash_, seq in self._seq_of.items() if hash_ in self._next or hash_ == end.hash
        }
        return [seq for seq in range(base.seq + 1, end.seq + 1) if seq not in settled]

    def _look(self, content: bytes, *, own: bool) -> None:
        links = sound_links(content)
        if links is not None:
            prevs, hexes = links.prevs.decode("ascii"), b"".join(links.hashes).hex()
            for n, (seq, record) in enumerate(zip(links.seqs, links.records, strict=True)):
                here = slice(n * _HASH, (n + 1) * _HASH)
                self._know(seq, hexes[here], prevs[here], record, own=own)
            return
        sheet = pages.sheet_of(content, pages.REVISIONS)
        self.take(sheet, _hashes_of(sheet), own=own)
        for id_ in _ID.findall(content) if sheet.flaws else ():
            self._number(id_.decode("utf-8", "replace"), 0)

    def take(self, sheet: Sheet, hashes: Iterable[str], *, own: bool) -> None:
        """Take in what a page of the ledger, or of a copy, shows; ``hashes`` are its lines'."""
        for raw, hash_ in zip(sheet.lines(pages.REVISIONS), hashes, strict=True):
            prev, record = str(raw.document.get("prev")), str(raw.document.get("id", ""))
            self._know(raw.seq, hash_, prev, record, own=own)
        for flaw in sheet.flaws:
            self._number(flaw.record, flaw.seq)
            if own:
                self._shown.append(flaw.seq)

    def _know(self, seq: int, hash_: str, prev: str, record: str, *, own: bool) -> None:
        line = self._line(seq, hash_)
        self._seq_of[line.hash] = line.seq
        self._next[prev] = line
        self._number(record, line.seq)
        if own:
            self._own.append((line, prev))
            self._shown.append(line.seq)

    def _line(self, seq: int, hash_: str) -> Tip:
        """Return a line; its hash does not cover its number, so others tell that first."""
        if self._tip is not None and hash_ == self._tip.hash:
            return self._tip
        return Tip(self._seq_of.get(hash_, seq), hash_)

    def _number(self, id: str, seq: int) -> None:
        prefix, number = split_number(id) if self._numbered else ("", 0)
        if prefix and number <= _MOST:
            found = (number, seq)
            known = self._numbers.get(prefix)
            if known is None or found > known:
                self._numbers[prefix] = found

    def _start(self, base: Tip) -> Tip:
        """Return the last line that something vouches for: the tip, or a line that fits others."""
        start = self._tip or base
        for line, prev in self._own:
            if line.seq > start.seq and line.hash != start.hash and self._fits(line, prev):
                start = line
        return start

    def _fits(self, line: Tip, prev: str) -> bool:
        """Tell whether a line stands right behind or right before another one."""
        follower = self._next.get(line.hash)
        behind = self._seq_of.get(prev) == line.seq - 1
        return behind or (follower is not None and follower.seq == line.seq + 1)

    def _followed(self, last: Tip) -> Tip:
        """Go along the chain from a line, as far as anything has the next one."""
        while (following := self._next.get(last.hash)) is not None and following.seq > last.seq:
            last = following
        return last


def _hashes_of(sheet: Sheet) -> list[str]:
    return [line_hash(raw.text) for raw in sheet.lines(pages.REVISIONS)]


def copied_files(copies: Path | None, since: str, *, openings: bool = False) -> Iterator[Path]:
    """Give the pages in the good copies from a month on; one that copies share is given once.

    With ``openings`` the opening balances of the months are given instead.
    """
    seen: set[tuple[int, int]] = set()
    for path in sorted(copies.glob("*/**/*.json")) if copies is not None else ():
        wanted = path.name == pages.OPENING if openings else pages.page_named(path.name) is not None
        if not wanted or path.parent.name < since:
            continue
        with suppress(OSError):
            found = path.lstat()  # no link is followed inside a station
            if stat.S_ISREG(found.st_mode) and (found.st_dev, found.st_ino) not in seen:
                seen.add((found.st_dev, found.st_ino))
                yield path
