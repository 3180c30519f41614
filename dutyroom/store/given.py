"""What was ever given: a damaged ledger goes on after it, so that no number is given twice.

Asked only while the records are damaged or end too early. The tip, the lines
that good copies hold and whatever can still be made out in a damaged page are
looked through. A line written meanwhile carries the hash of the last line that
was acknowledged, even where this line cannot be read: once it is brought back
from a copy the chain fits again, and no line was changed for it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

from dutyroom.store import pages
from dutyroom.store.tip import Tip
from dutyroom.store.view import line_hash, split_number
from dutyroom.values import dataclass

_ID = re.compile(rb'"id":\s*"([^"\\]{1,80})"')
_MOST = 999_999
"""No duty room gives so many numbers on a day: a higher one is itself the damage."""


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

    def __init__(self, root: Path, copies: Path | None) -> None:
        """Name the ledger and the folder of its good copies; nothing is read."""
        self._root, self._copies = root, copies
        self._seq_of: dict[str, int] = {}
        self._next: dict[str, Tip] = {}
        self._own: list[tuple[Tip, str]] = []
        self._shown = 0
        self._numbers: dict[str, tuple[int, int]] = {}

    def read(self, month: str) -> None:
        """Look through the copies from this month on, then through its own pages.

        Where both have a line after the same one, the ledger's own counts.
        """
        for content in copied_pages(self._copies, month):
            self._take(content, own=False)
        for page in pages.pages_of(self._root, month) if month else ():
            self._take(page.read(self._root), own=True)

    def given(self, base: Tip, tip: Tip | None, numbers: dict[str, int]) -> Given:
        """Return what was given since ``base``, the line before the month.

        ``tip`` is the last line that is known to have been acknowledged; ``numbers``
        are those known without any page.
        """
        self._seq_of.setdefault(base.hash, base.seq)
        last = self._followed(self._start(base, tip))
        end = Tip(max(last.seq, self._shown), last.hash)
        settled = {seq for hash_, seq in self._seq_of.items() if hash_ in self._next}
        if last.hash in self._seq_of:
            settled.add(last.seq)
        unseen = [seq for seq in range(base.seq + 1, end.seq + 1) if seq not in settled]
        highest = {prefix: n + len(unseen) for prefix, n in numbers.items()}
        for prefix, (number, seq) in self._numbers.items():
            if number >= numbers.get(prefix, 0):
                # Numbers rise along the chain: only lines behind this one may have had more.
                highest[prefix] = number + len(unseen) - bisect_right(unseen, seq)
        return Given(end, highest, len(unseen))

    def _take(self, content: bytes, *, own: bool) -> None:
        sheet = pages.sheet_of(content, pages.REVISIONS)
        for raw in sheet.lines(pages.REVISIONS):
            line, prev = Tip(raw.seq, line_hash(raw.text)), str(raw.document.get("prev"))
            self._seq_of[line.hash] = line.seq
            self._next[prev] = line
            self._number(str(raw.document.get("id", "")), line.seq)
            if own:
                self._own.append((line, prev))
                self._shown = max(self._shown, line.seq)
        for flaw in sheet.flaws:
            self._number(flaw.record, flaw.seq)
            if own:
                self._shown = max(self._shown, flaw.seq)
        for id_ in _ID.findall(content) if sheet.flaws else ():
            self._number(id_.decode("utf-8", "replace"), 0)

    def _number(self, id: str, seq: int) -> None:
        prefix, number = split_number(id)
        if prefix and number <= _MOST:
            self._numbers[prefix] = max(self._numbers.get(prefix, (0, 0)), (number, seq))

    def _start(self, base: Tip, tip: Tip | None) -> Tip:
        """Return the last line that something vouches for: the tip, or a line that fits others."""
        start = tip or base
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


def copied_pages(copies: Path | None, since: str) -> Iterator[bytes]:
    """Give the content of every page in the good copies, from a month on.

    A page that copies share is given once; what cannot be read there is passed over.
    """
    seen: set[tuple[int, int]] = set()
    for path in sorted(copies.glob("*/**/*.json")) if copies is not None else ():
        if not pages.is_page(path.name) or path.parent.name < since:
            continue
        try:
            stamp = path.stat()
            if (stamp.st_dev, stamp.st_ino) not in seen and path.is_file():
                seen.add((stamp.st_dev, stamp.st_ino))
                yield path.read_bytes()
        except OSError:
            continue  # a copy that cannot be read shows nothing; the others may
