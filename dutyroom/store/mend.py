"""Repairing damaged pages with the lines that good copies still hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from dutyroom.store import pages
from dutyroom.store.copies import Copies
from dutyroom.store.durable import replace_file
from dutyroom.store.folder import StationFolder
from dutyroom.store.layout import RawLine, Sheet, dump_line, page_bytes
from dutyroom.store.pages import Damage, Page
from dutyroom.store.sealed import ABOUT
from dutyroom.store.tip import read_tip
from dutyroom.store.view import GENESIS, line_hash
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class Remedy:
    """What can be done for a file: lines that can be read, lines that copies bring back.

    ``lost`` are the numbers of lines that nobody has any more. ``remade`` is an
    opening balance that the month before gives once more.
    """

    file: str
    damage: tuple[Damage, ...]
    readable: int
    regained: int
    lost: tuple[int, ...]
    remade: bool = False


class Doctor:
    """Looks at the damage of a ledger and repairs it. Raises OSError."""

    def __init__(
        self, folder: StationFolder, damage: Iterable[Damage], opening_of: Callable[[str], bytes]
    ) -> None:
        """Take the station, what a walk through it found, and what makes up an opening balance."""
        self._folder = folder
        self._copies = Copies(folder)
        self._damage = tuple(damage)
        self._opening_of = opening_of

    def remedies(self) -> tuple[Remedy, ...]:
        """Return what can be done for each page that is damaged or too short."""
        return tuple(plan[0] for plan in self._plans())

    def mend(self, at: datetime) -> tuple[Remedy, ...]:
        """Put every damaged page in order again; the page as it was goes to quarantine."""
        done = []
        for remedy, path, content in self._plans():
            if path.exists():
                self._quarantine(path, at)
            path.parent.mkdir(exist_ok=True)
            replace_file(path, content)
            done.append(remedy)
        return tuple(done)

    def _plans(self) -> Iterator[tuple[Remedy, Path, bytes]]:
        """Give what can be done in the order of the chain: what was repaired is built upon."""
        for month in pages.months(self._folder.ledger):
            opening = self._reopened(month)
            if opening is not None:
                yield opening
            for page in self._patients(month):
                remedy, lines = self._plan(page)
                schema = max((int(raw.document.get("schema", 1)) for raw in lines), default=1)
                content = page_bytes(
                    {
                        ABOUT: {"1": dump_line({"schema": schema})},
                        pages.REVISIONS: {str(raw.seq): raw.text for raw in lines},
                    }
                )
                yield remedy, page.path(self._folder.ledger), content

    def _reopened(self, month: str) -> tuple[Remedy, Path, bytes] | None:
        """Return an opening balance for one that is damaged: made up again, or from a copy."""
        file = f"{month}/{pages.OPENING}"
        damage = tuple(found for found in self._damage if found.file == file)
        if not damage:
            return None
        path = self._folder.ledger / month / pages.OPENING
        now = pages.read_page(path, pages.CARRIED) if path.exists() else Sheet()
        have = {raw.text for raw in now.lines(pages.CARRIED)}
        for remade, content in self._openings(month):
            sheet = pages.sheet_of(content, pages.CARRIED)
            if not sheet.flaws and self._leads_on(month, sheet):
                new = {raw.text for raw in sheet.lines(pages.CARRIED)} - have
                return Remedy(file, damage, len(have), len(new), (), remade), path, content
        return None

    def _openings(self, month: str) -> Iterator[tuple[bool, bytes]]:
        """Give the opening balances that a month may have, and whether each is made up again."""
        yield True, self._opening_of(month)
        for copy in self._copies.pages_like(month, pages.OPENING):
            yield False, copy

    def _leads_on(self, month: str, opening: Sheet) -> bool:
        """Tell whether the first page of a month follows an opening balance."""
        for page in pages.pages_of(self._folder.ledger, month)[:1]:
            first = pages.sheet_of(page.read(self._folder.ledger), pages.REVISIONS)
            for raw in first.lines(pages.REVISIONS)[:1]:
                balance = opening.first(pages.BALANCE)
                return bool(raw.document.get("prev") == balance.get("tip", GENESIS))
        return True

    def _quarantine(self, path: Path, at: datetime) -> None:
        name = f"{path.parent.name}-{path.name}.bad-{at:%Y%m%dT%H%M%S}"
        replace_file(self._folder.path / "quarantine" / name, path.read_bytes())

    def _patients(self, month: str) -> list[Page]:
        """Return the pages of a month to be looked after; the newest when it ends too early."""
        listed = pages.pages_of(self._folder.ledger, month)
        names = {damage.file for damage in self._damage}
        found = [page for page in listed if f"{month}/{page.name}" in names]
        if f"{month}/" in names and listed and listed[-1] not in found:
            found.append(listed[-1])
        return found

    def _plan(self, page: Page) -> tuple[Remedy, list[RawLine]]:
        path = page.path(self._folder.ledger)
        mine = pages.read_page(path, pages.REVISIONS) if path.exists() else Sheet()
        readable = {raw.seq: raw.text for raw in mine.lines(pages.REVISIONS)}
        tip, seq = self._before(page)
        lines = _chained(self._known(page, mine), tip, seq, self._sealed(page))
        have = {raw.seq for raw in lines}
        end = max([*have, *(flaw.seq for flaw in mine.flaws), *self._last_of(page)], default=seq)
        lost = tuple(number for number in range(seq + 1, end + 1) if number not in have)
        regained = sum(readable.get(raw.seq) != raw.text for raw in lines)
        file = f"{page.month}/{page.name}"
        damage = tuple(found for found in self._damage if found.file in (file, f"{page.month}/"))
        return Remedy(file, damage, len(readable), regained, lost), lines

    def _known(self, page: Page, mine: Sheet) -> dict[int, list[RawLine]]:
        """Return what a page and its copies have under each number, the page's own first."""
        known = {raw.seq: [raw] for raw in mine.lines(pages.REVISIONS)}
        for content in self._copies.pages_like(page.month, page.name):
            for raw in pages.sheet_of(content, pages.REVISIONS).lines(pages.REVISIONS):
                known.setdefault(raw.seq, []).append(raw)
        return known

    def _before(self, page: Page) -> tuple[str, int]:
        """Return the hash and the number of the line before a page."""
        for earlier in reversed(pages.pages_of(self._folder.ledger, page.month)):
            if earlier < page:
                path = earlier.path(self._folder.ledger)
                lines = pages.read_page(path, pages.REVISIONS).lines(pages.REVISIONS)
                if lines:
                    return line_hash(lines[-1].text), lines[-1].seq
        path = self._folder.ledger / page.month / pages.OPENING
        balance = pages.read_page(path, pages.CARRIED).first(pages.BALANCE) if path.exists() else {}
        return str(balance.get("tip", GENESIS)), int(balance.get("seq", 0))

    def _sealed(self, page: Page) -> set[str]:
        """Return the hashes of last lines that stand elsewhere: of the tip and the next page."""
        found = {tip.hash for tip in [read_tip(self._folder.ledger)] if tip is not None}
        for later in pages.pages_of(self._folder.ledger, page.month):
            if later > page:
                sheet = pages.read_page(later.path(self._folder.ledger), pages.REVISIONS)
                found |= {str(raw.document.get("prev")) for raw in sheet.lines(pages.REVISIONS)[:1]}
        return found

    def _last_of(self, page: Page) -> list[int]:
        """Return the last number that was acknowledged, for the newest page of all."""
        months = pages.months(self._folder.ledger)
        newest = pages.pages_of(self._folder.ledger, months[-1])[-1:] if months else []
        tip = read_tip(self._folder.ledger)
        return [tip.seq] if tip is not None and newest == [page] else []


def _chained(
    known: dict[int, list[RawLine]], tip: str, seq: int, sealed: set[str]
) -> list[RawLine]:
    """Return one line for each number: the one that the lines before and behind it vouch for.

    ``sealed`` are the hashes that other pages and the tip carry.
    """
    vouched = set(sealed)
    for versions in known.values():
        vouched.update(str(raw.document.get("prev")) for raw in versions)
    lines: list[RawLine] = []
    for number in sorted(number for number in known if number > seq):
        trust = partial(_trust, vouched, tip)
        lines.append(max(known[number], key=trust))
        tip = line_hash(lines[-1].text)
    return lines


def _trust(vouched: set[str], tip: str, raw: RawLine) -> tuple[bool, bool]:
    """Return what speaks for a line: that others carry its hash, and that it carries ``tip``."""
    return line_hash(raw.text) in vouched, raw.document.get("prev") == tip
