"""Repairing damaged pages with the lines that good copies still hold.

Only what differs from the lines that should stand there is written: every line
that a copy or a page still has comes back to its place, with its text as it
was, and what was written meanwhile stays behind it. A page that is put in order
goes to quarantine as it was; repairing again finds nothing left to do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from dutyroom.store import pages
from dutyroom.store.copies import Copies
from dutyroom.store.durable import make_folder, read_file, replace_file, sync_folder
from dutyroom.store.folder import StationFolder
from dutyroom.store.given import copied_files
from dutyroom.store.layout import RawLine, Sheet, dump_line, page_bytes
from dutyroom.store.pages import Damage, Page
from dutyroom.store.regain import Regained
from dutyroom.store.sealed import ABOUT
from dutyroom.store.second import second_lines
from dutyroom.store.tip import Tip
from dutyroom.store.view import GENESIS
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class Remedy:
    """What can be done for a file: lines that can be read, lines that copies bring back.

    ``lost`` are the numbers of lines that nobody has any more, or not as they were
    written. ``remade`` is an opening balance that the month before gives once more.
    """

    file: str
    damage: tuple[Damage, ...]
    readable: int
    regained: int
    lost: tuple[int, ...]
    remade: bool = False


class Plan(NamedTuple):
    """What a page should hold, whether it ``differs``, and what it holds while lines move."""

    remedy: Remedy
    page: Page
    lines: list[RawLine]
    passing: list[RawLine]
    differs: bool


class Doctor:
    """Looks at the damage of a ledger and repairs it. Raises OSError."""

    def __init__(
        self, folder: StationFolder, damage: Iterable[Damage], opening_of: Callable[[str], bytes]
    ) -> None:
        """Take the station, what a walk through it found, and what makes up an opening balance."""
        self._folder = folder
        self._copies, self._copied = Copies(folder), folder.path / "backup"
        self._damage = tuple(damage)
        self._opening_of = opening_of

    def remedies(self) -> tuple[Remedy, ...]:
        """Return what can be done for each page that is damaged, and which lines are lost."""
        if not self._damage:
            return ()
        plans = self._plans()
        openings = filter(None, map(self._reopened, self._scope()))
        found = [plan.remedy for plan in plans if plan.differs or plan.remedy.lost]
        return (*(remedy for remedy, _path, _content in openings), *found)

    def mend(self, at: datetime) -> tuple[Remedy, ...]:
        """Put every damaged page in order again; return what was done, and nothing else.

        The page as it was goes to quarantine.
        """
        if not self._damage:
            return ()
        plans = [plan for plan in self._plans() if plan.differs]
        self._put_in_order(plans, at)
        changed = {plan.page.month for plan in plans}
        openings = [self._open_again(month, at, changed) for month in self._scope()]
        return (*(plan.remedy for plan in plans), *filter(None, openings))

    # -- the pages

    def _scope(self) -> list[str]:
        """Return the months to look at: the damaged ones and their neighbours.

        It begins with a month whose opening balance can be believed.
        """
        copied = {path.parent.name for path in copied_files(self._copied, "")}
        copied.update(page.month for page, _sheet in second_lines(self._copied, ""))
        months = sorted({*pages.months(self._folder.ledger), *copied})
        damaged = {damage.file[:7] for damage in self._damage}
        places = [n for n, month in enumerate(months) if month in damaged] or range(len(months))
        first, last = max(places[0] - 1, 0), places[-1] + 1
        while first > 0 and self._balance(months[first]) is None:
            first -= 1
        return months[first : last + 1]

    def _damage_of(self, *files: str) -> tuple[Damage, ...]:
        return tuple(damage for damage in self._damage if damage.file in files)

    def _balance(self, month: str) -> Tip | None:
        """Return the line that a month says it opens after; None if that cannot be believed."""
        sheet = self._opening_sheet(month)
        if sheet.flaws:
            return None
        balance = sheet.first(pages.BALANCE)
        return Tip(int(balance.get("seq", 0)), str(balance.get("tip", GENESIS)))

    def _opening_sheet(self, month: str) -> Sheet:
        path = self._folder.ledger / month / pages.OPENING
        return pages.sheet_of(read_file(path) if path.is_file() else b"", pages.CARRIED)

    def _plans(self) -> list[Plan]:
        """Return what each page in question holds and should hold."""
        scope = self._scope()
        if not scope:
            return []
        later = [month for month in pages.months(self._folder.ledger) if month > scope[-1]]
        following = self._balance(later[0]) if later else None
        base = self._balance(scope[0]) or Tip(0, GENESIS)
        regained = Regained(self._folder.ledger, self._copied, scope, base, following)
        lost = _homes(regained)
        pages_there = sorted(regained.targets)
        return [self._plan(page, regained, tuple(lost.get(page, ()))) for page in pages_there]

    def _plan(self, page: Page, regained: Regained, lost: tuple[int, ...]) -> Plan:
        sheet, lines = regained.sheets.get(page, Sheet()), regained.targets[page]
        now = sheet.lines(pages.REVISIONS)
        texts = {(raw.seq, raw.text) for raw in now}
        back = sum((raw.seq, raw.text) not in texts for raw in lines)
        file = f"{page.month}/{page.name}"
        damage = self._damage_of(file, f"{page.month}/")
        same = [(raw.seq, raw.text) for raw in now] == [(raw.seq, raw.text) for raw in lines]
        remedy = Remedy(file, damage, len(now), back, lost)
        passing = _joined(now, lines, regained)
        return Plan(remedy, page, lines, passing, bool(sheet.flaws) or not same)

    def _put_in_order(self, plans: list[Plan], at: datetime) -> None:
        """Write the pages; a line that moves to another page is on both until each has its own."""
        for plan in plans:
            self._quarantine(plan.page.path(self._folder.ledger), at)
            self._write(plan.page, plan.passing)
        for plan in plans:
            if plan.passing != plan.lines:
                self._write(plan.page, plan.lines)

    def _write(self, page: Page, lines: list[RawLine]) -> None:
        schema = max((int(raw.document.get("schema", 1)) for raw in lines), default=1)
        content = page_bytes(
            {
                ABOUT: {"1": dump_line({"schema": schema})},
                pages.REVISIONS: {str(raw.seq): raw.text for raw in lines},
            }
        )
        path = page.path(self._folder.ledger)
        if not path.parent.is_dir():
            make_folder(path.parent)
            sync_folder(path.parent.parent)
        replace_file(path, content)

    def _quarantine(self, path: Path, at: datetime) -> None:
        """Keep a file as it is; a folder in its place is set aside."""
        aside = self._folder.path / "quarantine"
        name = f"{path.parent.name}-{path.name}.bad-{at:%Y%m%dT%H%M%S}"
        while (aside / name).exists():
            name += "x"
        if path.is_dir():
            path.rename(aside / name)
        elif path.exists():
            replace_file(aside / name, read_file(path))

    # -- the opening balances

    def _open_again(self, month: str, at: datetime, changed: set[str]) -> Remedy | None:
        """Put an opening balance in order once the month before it is, if it is not.

        ``changed`` are the months that were repaired; this one joins them.
        """
        earlier = [known for known in pages.months(self._folder.ledger) if known < month]
        found = self._reopened(month, after_repair=bool(changed.intersection(earlier[-1:])))
        if found is None:
            return None
        remedy, path, content = found
        self._quarantine(path, at)
        replace_file(path, content)
        changed.add(month)
        return remedy

    def _reopened(
        self, month: str, *, after_repair: bool = False
    ) -> tuple[Remedy, Path, bytes] | None:
        """Return an opening balance for one that is not right: made up again, or from a copy."""
        file = f"{month}/{pages.OPENING}"
        damage = self._damage_of(file)
        path, now = self._folder.ledger / month / pages.OPENING, self._opening_sheet(month)
        sound = self._opens(month, now)
        if not path.parent.is_dir() or (sound and not damage and not after_repair):
            return None
        have = {raw.text for raw in now.lines(pages.CARRIED)}
        for remade, content in self._openings(month):
            carried = pages.sheet_of(content, pages.CARRIED).lines(pages.CARRIED)
            texts = {raw.text for raw in carried}
            if sound and texts == have:
                return None
            return Remedy(file, damage, len(have), len(texts - have), (), remade), path, content
        return None

    def _openings(self, month: str) -> Iterator[tuple[bool, bytes]]:
        """Give the opening balances that a month may have, and whether each is made up again."""
        for n, content in enumerate(
            chain([self._opening_of(month)], self._copies.pages_like(month, pages.OPENING))
        ):
            if self._opens(month, pages.sheet_of(content, pages.CARRIED)):
                yield n == 0, content

    def _opens(self, month: str, opening: Sheet) -> bool:
        """Tell whether an opening balance is whole and the first page of the month follows it."""
        return not opening.flaws and self._leads_on(month, opening)

    def _leads_on(self, month: str, opening: Sheet) -> bool:
        """Tell whether the first page of a month follows an opening balance."""
        for page in pages.pages_of(self._folder.ledger, month)[:1]:
            first = pages.sheet_of(page.read(self._folder.ledger), pages.REVISIONS)
            for raw in first.lines(pages.REVISIONS)[:1]:
                balance = opening.first(pages.BALANCE)
                return bool(raw.document.get("prev") == balance.get("tip", GENESIS))
        return True


def _joined(now: list[RawLine], lines: list[RawLine], regained: Regained) -> list[RawLine]:
    """Return the lines of a page with those that stand on it now and belong on another."""
    joined = {raw.seq: raw for raw in lines}
    for raw in now:
        chosen = regained.by_text.get(raw.text)
        if chosen is not None:
            joined[chosen.seq] = chosen
    return [raw for _seq, raw in sorted(joined.items())]


def _homes(regained: Regained) -> dict[Page, list[int]]:
    """Return the lines that stand nowhere by the page that names them, or holds the one before."""
    page_of: dict[int, Page] = {}
    for page, sheet in regained.sheets.items():
        page_of.update({flaw.seq: page for flaw in sheet.flaws})
    for page, lines in regained.targets.items():
        page_of.update({raw.seq: page for raw in lines})
    homes: dict[Page, list[int]] = defaultdict(list)
    home = min(regained.targets, default=None)
    for seq in range(regained.base.seq + 1, regained.end.seq + 1):
        home = page_of.get(seq, home)
        if home is not None and (seq not in regained.chosen or seq in regained.changed):
            homes[home].append(seq)
    return homes
