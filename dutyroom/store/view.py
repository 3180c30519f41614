"""What a process knows of the ledger: the newest month, with its opening balance."""

from __future__ import annotations

import hashlib
import re
from dataclasses import field
from pathlib import Path
from typing import NamedTuple

from dutyroom.store import pages
from dutyroom.store.accepted import Reserve, Seam, Seams
from dutyroom.store.layout import N_
from dutyroom.store.lines import SealedLines, Stamp, is_settled, stamp_of
from dutyroom.store.newest import Newest
from dutyroom.store.pages import Damage, Page
from dutyroom.store.revisions import Resting, Revision
from dutyroom.store.tip import Tip
from dutyroom.values import dataclass

GENESIS = "0" * 64
_NUMBER = re.compile(r"(.+-[0-9]{8})-([0-9]{1,9})", re.DOTALL)


class Outlook(NamedTuple):
    """The ledger seen from outside: which pages there are, and the stamp of the newest."""

    root: Stamp | None
    month: str
    pages: tuple[Page, ...]
    newest: Stamp | None


@dataclass(slots=True)
class View:
    """The state of the loaded month. ``spoiled`` pages are never written again.

    ``base`` is the line before the month, ``month_before`` the one that it stands in by
    the opening balance. In a ``broken`` one lines do not follow
    each other. What is damaged goes on ``after`` the last line that was ever given;
    a series that is not known may have given ``unseen`` numbers. ``schema`` is
    that of the newest page; ``newer`` tells a month that an older program may not
    write to. ``seams`` are what mendings of the month accepted, ``hidden`` the
    numbers that lines had which are shown by nothing that stands.
    """

    month: str = ""
    schema: int = 0
    pages: tuple[Page, ...] = ()
    lines: int = 0
    seq: int = 0
    tip: str = GENESIS
    verified_at: str = ""
    newest: Newest = field(default_factory=Newest)
    numbers: dict[str, int] = field(default_factory=dict)
    damage: list[Damage] = field(default_factory=list)
    spoiled: set[Page] = field(default_factory=set)
    storage: SealedLines | None = None
    newer: bool = False
    broken: bool = False
    base: Tip = field(default_factory=lambda: Tip(0, GENESIS))
    month_before: str = ""
    after: Tip | None = None
    unseen: int = 0
    seams: Seams | None = None
    hidden: Reserve = field(default_factory=Reserve)

    @property
    def damaged(self) -> bool:
        """Whether anything in the month is not as it was written."""
        return self.broken or bool(self.damage)

    @property
    def end(self) -> Tip:
        """The line that the next one comes after."""
        return self.after or Tip(self.seq, self.tip)

    @property
    def page(self) -> Page | None:
        """The newest page."""
        return self.pages[-1] if self.pages else None

    def take(self, revision: Revision | Resting) -> None:
        """Make a revision the newest of its record."""
        self.newest.put(revision)
        self.take_number(revision.id)
        if not revision.unverified:
            self.verified_at = revision.at

    def pass_over(self, id: str) -> None:
        """Leave a record to the archive: it is history, and its number is given."""
        self.newest.drop(id)
        self.take_number(id)

    def accepts(self, seam: Seam) -> bool:
        """Tell whether a mending of the month accepted that two lines do not fit."""
        return self.seams is not None and self.seams.accepts(seam) is not None

    def is_bridged(self, end: Tip) -> bool:
        """Tell whether a mending of the month accepted what stands before the line after this."""
        return self.seams is not None and self.seams.leads_to(end.seq + 1, end.hash)

    def reserve(self) -> None:
        """Never give numbers again that lines had which a mending accepted as lost."""
        if self.seams is not None and self.seams.is_read:
            self.hidden = self.seams.reserve
            for prefix, number in self.hidden.numbers.items():
                self.numbers[prefix] = max(self.numbers.get(prefix, 0), number)

    def go_on(self, end: Tip, numbers: dict[str, int], unseen: int) -> None:
        """Go on after the last line and the numbers that were ever given, as far as they show."""
        shown = self.numbers
        more = {prefix: n for prefix, n in numbers.items() if n > shown.get(prefix, 0)}
        self.hidden = Reserve({**self.hidden.numbers, **more}, unseen)
        self.broken, self.after, self.unseen = True, end, unseen
        self.numbers.update(numbers)

    def highest(self, prefix: str) -> int:
        """Return the highest number that a series may have given."""
        known = self.numbers.get(prefix)
        if known is not None:
            return known
        series, _, day = prefix.rpartition("-")
        hidden = self.hidden.unseen if day <= self.hidden.until else 0
        return max(self.unseen, hidden, self.numbers.get(series, 0))

    def take_number(self, id: str) -> None:
        """Remember that a number is given."""
        prefix, number = split_number(id)
        if prefix:
            self.numbers[prefix] = max(self.numbers.get(prefix, 0), number)


def split_number(id: str) -> tuple[str, int]:
    """Return the series with its day, and the number: ("LD-20261201", 4); or ("", 0)."""
    match = _NUMBER.fullmatch(id)
    return (match[1], int(match[2])) if match else ("", 0)


def line_hash(text: str) -> str:
    """Return the hash that the next line carries of this one."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def look(root: Path, known: Outlook | None = None) -> Outlook:
    """Look at the ledger from outside; no page is read.

    The months are listed again only when their folder changed since it was ``known``.
    """
    stamp = stamp_of(root)
    if known is not None and known.month and stamp == known.root and stamp and is_settled(stamp):
        month = known.month
    else:
        month = max(pages.months(root), default="")
    listed = tuple(pages.pages_of(root, month)) if month else ()
    newest = stamp_of(f"{root}/{month}/{listed[-1].name}") if listed else None
    return Outlook(stamp, month, listed, newest)


def stamps(root: Path, seen: Outlook) -> tuple[Stamp | None, ...]:
    """Return what changes with the ledger: three `stat` calls."""
    newest = seen.pages[-1] if seen.pages else None
    page = f"{root}/{newest.month}/{newest.name}" if newest else root
    return stamp_of(root), stamp_of(f"{root}/{seen.month}"), stamp_of(page)


def are_settled(found: tuple[Stamp | None, ...]) -> bool:
    """Tell whether equal stamps will mean that nothing has changed."""
    return all(stamp is not None and is_settled(stamp) for stamp in found)


def behind(month: str, seq: int, tip: Tip) -> Damage:
    """Return the damage of a ledger that ends before the last line that was acknowledged."""
    what = N_("ends with line {last}, but line {known} was acknowledged: an older copy?")
    return Damage(f"{month}/", 1, "", what, (("last", seq), ("known", tip.seq)))
