"""Who else vouches for a line: good copies by their last line, handovers by the line they name.

Whoever writes a page anew and reckons every hash behind it again makes a chain
that fits. What was copied or signed before still has the lines as they were.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from dutyroom.store import pages
from dutyroom.store.durable import read_file
from dutyroom.store.errors import StoreError
from dutyroom.store.folder import StationFolder
from dutyroom.store.given import copied_files
from dutyroom.store.joints import Place
from dutyroom.store.manifest import read_copy
from dutyroom.store.pages import Page
from dutyroom.store.sealed import page_links
from dutyroom.store.second import second_lines
from dutyroom.store.tip import Tip
from dutyroom.store.view import line_hash

_SIGNED = re.compile(rb'"tip":"([0-9]{1,7}) ([0-9a-f]{64})"')
_RECENT = 4
"""Pages whose hashes are kept: a handover names a line that was written just before it."""


class Witness(NamedTuple):
    """Who says what hash a line has: a copy by its ``name`` and month, or a handover.

    The month is that of the page which names the line.
    """

    seq: int
    hash: str
    name: str
    month: str


class Recent:
    """The hashes of the last pages that were walked."""

    def __init__(self) -> None:
        """Begin with no page."""
        self._pages: deque[tuple[list[int], list[bytes]]] = deque(maxlen=_RECENT)

    def add(self, seqs: list[int], hashes: list[bytes]) -> None:
        """Remember a page."""
        self._pages.append((seqs, hashes))

    def hash_of(self, seq: int) -> str:
        """Return the hash of a line, or nothing where it is not there any more."""
        for seqs, hashes in self._pages:
            if seqs and seqs[0] <= seq <= seqs[-1] and seq in seqs:
                return hashes[seqs.index(seq)].hex()
        return ""


class Witnesses:
    """What copies and signed handovers say of the lines of a ledger. Raises OSError where it does.

    Only what they name is kept; pages are read once, as they are walked.
    """

    def __init__(self, root: Path, copies: Path) -> None:
        """Name the ledger and the folder of its good copies, and read what each ends with."""
        self._root, self._copies = root, copies
        self._named = sorted(_ends(root, copies))
        self._seqs = [witness.seq for witness in self._named]
        self._recent = Recent()
        self._later: dict[Tip, str] = {}
        self.against: list[Witness] = []
        self.vouched = 0

    def see(self, page: Page, content: bytes, seqs: list[int], hashes: list[bytes]) -> None:
        """Look at the lines of a page that was walked, and at those that it names."""
        if not seqs:
            return
        self._recent.add(seqs, hashes)
        place = bisect_left(self._seqs, seqs[0])
        while place < len(self._seqs) and self._seqs[place] <= seqs[-1]:
            self._hear(self._named[place], self._recent.hash_of(self._seqs[place]))
            place += 1
        # Few pages have a blank at all, and that is found ten times faster.
        if b" " in content and b'"tip":"' in content:
            for seq, named in _SIGNED.findall(content):
                self._ask(Witness(int(seq), named.decode(), "", page.month))

    def _ask(self, witness: Witness) -> None:
        """Compare a line that a handover names, now or once all pages are walked."""
        found = self._recent.hash_of(witness.seq)
        if found:
            self._hear(witness, found)
        else:
            self._later[Tip(witness.seq, witness.hash)] = witness.month

    def _hear(self, witness: Witness, found: str) -> None:
        if found == witness.hash:
            self.vouched = max(self.vouched, witness.seq)
        elif found and witness not in self.against:
            self.against.append(witness)

    def finish(self) -> None:
        """Compare the lines that handovers name from far away."""
        found = self.places({tip.seq for tip in self._later})
        for tip, month in self._later.items():
            place = found.get(tip.seq)
            self._hear(Witness(tip.seq, tip.hash, "", month), place.hash if place else "")

    def places(self, wanted: set[int]) -> dict[int, Place]:
        """Return where lines stand, looking from the newest page back till all are found."""
        found: dict[int, Place] = {}
        for month in reversed(pages.months(self._root)):
            for page in reversed(pages.pages_of(self._root, month)):
                if len(found) == len(wanted):
                    return found
                content = page.read(self._root)
                if any(b'\n"%d":{' % seq in content for seq in wanted):
                    found.update(_places(page, content, wanted))
        return found

    def first_other(self, witness: Witness) -> int:
        """Return the number of the first line that the copy of a witness has otherwise.

        0 where the copy itself does not end with the line that it says, or holds lines
        that were set aside when an older copy was put back: it is no witness then.
        """
        if not witness.name:
            return witness.seq
        theirs = _hashes(self._copies / witness.name / "ledger" / witness.month)
        if theirs.get(witness.seq) != witness.hash or witness.hash in self._set_aside:
            return 0
        ours = _hashes(self._root / witness.month)
        others = (seq for seq, hash_ in theirs.items() if ours.get(seq, hash_) != hash_)
        return min(others, default=witness.seq)

    @cached_property
    def _set_aside(self) -> set[str]:
        """The hashes of the lines that older programs set aside when they put a copy back."""
        found: set[str] = set()
        for folder in (self._root.parent / "quarantine").glob("ledger.bad-*/*"):
            found.update(_hashes(folder).values())
        return found

    @cached_property
    def copied(self) -> frozenset[str]:
        """The hashes of all lines that copies hold, and of today's second writing."""
        found: set[str] = set()
        for path in copied_files(self._copies, ""):
            with suppress(OSError):
                found.update(_hashes_of(read_file(path)).values())
        for _page, sheet in second_lines(self._copies, ""):
            found.update(line_hash(raw.text) for raw in sheet.lines(pages.REVISIONS))
        return frozenset(found)


def _places(page: Page, content: bytes, wanted: set[int]) -> Iterator[tuple[int, Place]]:
    for raw in pages.sheet_of(content, pages.REVISIONS).lines(pages.REVISIONS):
        if raw.seq in wanted:
            file, record = f"{page.month}/{page.name}", str(raw.document.get("id", ""))
            yield raw.seq, Place(file, raw.line, record, raw.seq, line_hash(raw.text))


def _ends(root: Path, copies: Path) -> Iterator[Witness]:
    """Give the last line of each copy of this station, as its own file tells."""
    own = ""
    with suppress(StoreError, OSError):
        own = StationFolder(root.parent).read().id
    names: list[str] = []
    with suppress(OSError):
        names = os.listdir(copies)
    for name in names:
        with suppress(StoreError, OSError):
            copy = read_copy(copies / name)
            if copy.whole and copy.seq and (not own or copy.station in ("", own)):
                yield Witness(copy.seq, copy.tip, name, copy.month)


def _hashes(month: Path) -> dict[int, str]:
    """Return the hashes of the lines of a month by number; what cannot be read is left out."""
    found: dict[int, str] = {}
    with suppress(OSError):
        for path in sorted(month.iterdir()):
            if pages.page_named(path.name) is not None:
                found.update(_hashes_of(read_file(path)))
    return found


def _hashes_of(content: bytes) -> dict[int, str]:
    links = page_links(content)
    if links is not None:
        return dict(zip(links[1].seqs, (each.hex() for each in links[1].hashes), strict=True))
    lines = pages.sheet_of(content, pages.REVISIONS).lines(pages.REVISIONS)
    return {raw.seq: line_hash(raw.text) for raw in lines}
