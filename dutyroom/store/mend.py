"""Repairing damaged pages with the lines that good copies still hold.

Only what differs from the lines that should stand there is written: every line
that a copy or a page still has comes back to its place, with its text as it
was, and what was written meanwhile stays behind it. A page that is put in order
goes to quarantine as it was; repairing again finds nothing left to do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterator
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from dutyroom.store import pages
from dutyroom.store.accepted import Reserve, Seams
from dutyroom.store.copies import Copies
from dutyroom.store.durable import (
    LARGEST_PAGE,
    make_folder,
    move,
    read_file,
    replace_file,
    sync_folder,
)
from dutyroom.store.folder import StationFolder
from dutyroom.store.given import copied_files
from dutyroom.store.layout import RawLine, Sheet
from dutyroom.store.pages import Damage, Page
from dutyroom.store.pending import Mended, Pending, forget_pending, keep_pending, read_pending
from dutyroom.store.quarantine import place_in_quarantine
from dutyroom.store.regain import Regained
from dutyroom.store.second import second_lines
from dutyroom.store.tip import Tip
from dutyroom.store.view import GENESIS
from dutyroom.store.walk import Verification
from dutyroom.values import dataclass

OpeningOf = Callable[[str, Tip | None], bytes]


@dataclass(frozen=True, slots=True)
class Remedy:
    """What can be done for a file: lines that can be read, lines that copies bring back.

    ``lost`` are the numbers of lines that nobody has any more, or not as they were
    written. ``remade`` is an opening balance that the month before gives once more.
    ``copies`` are those that lines come from.
    """

    file: str
    damage: tuple[Damage, ...]
    readable: int
    regained: int
    lost: tuple[int, ...]
    remade: bool = False
    copies: tuple[str, ...] = ()


class Plan(NamedTuple):
    """What a page should hold, whether it ``differs``, and what it holds while lines move."""

    remedy: Remedy
    page: Page
    lines: list[RawLine]
    passing: list[RawLine]
    differs: bool


def cut_off(ledger: Path) -> Pending | None:
    """Return what a mending that was cut off did, unless its record stands. Raises OSError."""
    pending = read_pending(ledger)
    if pending is not None and Seams(ledger, "").read().recorded > pending.seq:
        return None
    return pending


class Doctor:
    """Looks at the damage of a ledger and repairs it. Raises OSError."""

    def __init__(
        self,
        folder: StationFolder,
        report: Verification,
        opening_of: OpeningOf,
        today: date | None = None,
    ) -> None:
        """Take the station, what a walk through it found, and what makes up an opening balance.

        Pages of copies later than ``today`` are of a clock that stood ahead.
        """
        self._until = f"{today or date.max}"
        self._folder = folder
        self._copies, self._copied = Copies(folder), folder.path / "backup"
        self._damage = report.damage
        self._accepted = {seq for accepted in report.accepted for seq in accepted.lines}
        months = {month for accepted in report.accepted for month in accepted.months}
        self._months = {*months, *(damage.file[:7] for damage in report.damage)}
        self._opening_of = opening_of
        self._pending = Pending(0)
        self.lost: frozenset[int] = frozenset()

    def remedies(self) -> tuple[Remedy, ...]:
        """Return what can be done for each page that is damaged, and which lines are lost."""
        plans = self._plans()
        openings = filter(None, map(self._reopened, self._scope()))
        found = [plan.remedy for plan in plans if plan.differs or plan.remedy.lost]
        return (*(remedy for remedy, _path, _content in openings), *found)

    def mend(self, at: datetime, hidden: Reserve | None = None, seq: int = 0) -> tuple[Remedy, ...]:
        """Put every damaged page in order again; return what was done, and nothing else.

        The page as it was goes to quarantine. ``hidden`` are numbers that lines may
        have had which nothing shows, ``seq`` is the last line: both are kept with what
        is done until `done` is told that a record of it stands.
        """
        self._pending = self._left_over() or Pending(seq)
        changed = {mended.file[:7] for mended in self._pending.files}
        self._months |= changed
        plans = [plan for plan in self._plans() if plan.differs]
        self._intend([plan.remedy for plan in plans], hidden or Reserve())
        self._put_in_order(plans, at)
        changed.update(plan.page.month for plan in plans)
        openings = [self._open_again(month, at, changed) for month in self._scope()]
        return (*(plan.remedy for plan in plans), *filter(None, openings))

    @property
    def pending(self) -> Pending:
        """What was mended and does not stand in a record yet, by this mending or one cut off."""
        return self._pending

    def done(self) -> None:
        """Know that a record of the mending stands.

        What is kept may be another mending's by now, begun since the lock was let go.
        """
        kept = read_pending(self._folder.ledger)
        if kept is not None and kept.told == self._pending.told:
            forget_pending(self._folder.ledger)

    def _left_over(self) -> Pending | None:
        """Return what a mending that was cut off did; it is forgotten where its record stands."""
        ledger = self._folder.ledger
        pending = cut_off(ledger)
        if pending is None and read_pending(ledger) is not None:
            forget_pending(ledger)
        return pending

    def _intend(self, remedies: list[Remedy], hidden: Reserve) -> None:
        if not remedies:
            return
        files = tuple(Mended(each.file, each.regained, each.remade) for each in remedies)
        copies = {copy for remedy in remedies for copy in remedy.copies}
        mine = Pending(0, files, tuple(copies), hidden)
        self._pending = self._pending.joined(mine)
        keep_pending(self._folder.ledger, self._pending)

    # -- the pages

    def _scope(self) -> list[str]:
        """Return the months to look at: the damaged ones and their neighbours.

        It begins with a month whose opening balance can be believed.
        """
        if not self._months:
            return []
        months = sorted({*pages.months(self._folder.ledger), *self._copied_months()})
        places = [n for n, month in enumerate(months) if month in self._months]
        places = places or list(range(len(months)))
        first, last = max(places[0] - 1, 0), places[-1] + 1
        while first > 0 and self._balance(months[first]) is None:
            first -= 1
        return months[first : last + 1]

    def _copied_months(self) -> set[str]:
        """Return the months of which copies hold lines."""
        copied = {path.parent.name for path in copied_files(self._copied, "")}
        copied.update(page.month for page, _sheet in second_lines(self._copied, ""))
        return copied

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
        return pages.sheet_of(pages.content_of(path) if path.is_file() else b"", pages.CARRIED)

    def _plans(self) -> list[Plan]:
        """Return what each page in question holds and should hold."""
        scope = self._scope()
        if not scope:
            return []
        later = [month for month in pages.months(self._folder.ledger) if month > scope[-1]]
        following = self._balance(later[0]) if later else None
        base = self._balance(scope[0]) or Tip(0, GENESIS)
        regained = Regained(
            self._folder.ledger, self._copied, scope, base, following, until=self._until
        )
        lost = _homes(regained, self._accepted)
        self.lost = frozenset(seq for seqs in lost.values() for seq in seqs)
        pages_there = sorted(regained.targets)
        return [self._plan(page, regained, tuple(lost.get(page, ()))) for page in pages_there]

    def _plan(self, page: Page, regained: Regained, lost: tuple[int, ...]) -> Plan:
        sheet, lines = regained.sheets.get(page, Sheet()), regained.targets[page]
        now = sheet.lines(pages.REVISIONS)
        texts = {(raw.seq, raw.text) for raw in now}
        back = [raw.seq for raw in lines if (raw.seq, raw.text) not in texts]
        file = f"{page.month}/{page.name}"
        damage = self._damage_of(file, f"{page.month}/")
        same = [(raw.seq, raw.text) for raw in now] == [(raw.seq, raw.text) for raw in lines]
        copies = {regained.copy_of[seq] for seq in back} - {""}
        remedy = Remedy(file, damage, len(now), len(back), lost, copies=tuple(sorted(copies)))
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
        path = page.path(self._folder.ledger)
        if not path.parent.is_dir():
            make_folder(path.parent, self._folder.path)
            sync_folder(path.parent.parent)
        replace_file(path, pages.revisions_page(lines), self._folder.path)

    def _quarantine(self, path: Path, at: datetime) -> None:
        """Keep a file as it is; a folder in its place is set aside."""
        name = f"{path.parent.name}-{path.name}.bad"
        aside = place_in_quarantine(self._folder.path, name, at)
        if path.is_dir() or (path.exists() and path.stat().st_size > LARGEST_PAGE):
            move(path, aside, self._folder.path)
        elif path.exists():
            content = read_file(path, self._folder.path)
            replace_file(aside, content, self._folder.path)

    # -- the opening balances

    def _open_again(self, month: str, at: datetime, changed: set[str]) -> Remedy | None:
        """Put an opening balance in order once the month before it is, if it is not.

        ``changed`` are the months that were repaired; this one joins them.
        """
        found = self._reopened(month, changed)
        if found is None:
            return None
        remedy, path, content = found
        self._intend([remedy], Reserve())
        self._quarantine(path, at)
        replace_file(path, content, self._folder.path)
        changed.add(month)
        return remedy

    def _reopened(
        self, month: str, changed: set[str] | None = None
    ) -> tuple[Remedy, Path, bytes] | None:
        """Return an opening balance for one that is not right: made up again, or from a copy.

        ``changed`` are the months that were repaired; None while none is yet.
        """
        file = f"{month}/{pages.OPENING}"
        damage = self._damage_of(file)
        path, now = self._folder.ledger / month / pages.OPENING, self._opening_sheet(month)
        sound = self._opens(month, now)
        due = damage or not sound or self._month_before(month) in (changed or ())
        if not due or not path.parent.is_dir():
            return None
        have = _carried(now)
        found = self._openings(month, end_lost=not sound and changed is not None)
        remade, content = next(found, (False, b""))
        texts = _carried(pages.sheet_of(content, pages.CARRIED))
        if not content or (sound and texts == have):
            return None
        return Remedy(file, damage, len(have), len(texts - have), (), remade), path, content

    def _month_before(self, month: str) -> str:
        earlier = (known for known in pages.months(self._folder.ledger) if known < month)
        return max(earlier, default="")

    def _openings(self, month: str, *, end_lost: bool) -> Iterator[tuple[bool, bytes]]:
        """Give the opening balances that a month may have, and whether each is made up again.

        Where the month before lost its end, it ended with the line that the first one names.
        """
        copied = self._copies.pages_like(month, pages.OPENING)
        for n, content in enumerate(chain([self._opening_of(month, None)], copied)):
            if self._opens(month, pages.sheet_of(content, pages.CARRIED)):
                yield n == 0, content
        first = self._first_line(month)
        if end_lost and first is not None:
            end = Tip(first.seq - 1, str(first.document.get("prev")))
            yield True, self._opening_of(month, end)

    def _opens(self, month: str, opening: Sheet) -> bool:
        """Tell whether an opening balance is whole and the first page of the month follows it."""
        return not opening.flaws and self._leads_on(month, opening)

    def _leads_on(self, month: str, opening: Sheet) -> bool:
        """Tell whether the first page of a month follows an opening balance."""
        first, balance = self._first_line(month), opening.first(pages.BALANCE)
        return first is None or bool(first.document.get("prev") == balance.get("tip", GENESIS))

    def _first_line(self, month: str) -> RawLine | None:
        """Return the first line of a month's first page; None where this holds none."""
        for page in pages.pages_of(self._folder.ledger, month)[:1]:
            sheet = pages.sheet_of(page.read(self._folder.ledger), pages.REVISIONS)
            return next(iter(sheet.lines(pages.REVISIONS)), None)
        return None


def _carried(opening: Sheet) -> set[str]:
    return {raw.text for raw in opening.lines(pages.CARRIED)}


def _joined(now: list[RawLine], lines: list[RawLine], regained: Regained) -> list[RawLine]:
    """Return the lines of a page with those that stand on it now and belong on another."""
    joined = {raw.seq: raw for raw in lines}
    for raw in now:
        chosen = regained.by_text.get(raw.text)
        if chosen is not None:
            joined[chosen.seq] = chosen
    return [raw for _seq, raw in sorted(joined.items())]


def _homes(regained: Regained, accepted: Container[int]) -> dict[Page, list[int]]:
    """Return the lines that stand nowhere by the page that names them, or holds the one before.

    Those that a mending ``accepted`` are known.
    """
    page_of: dict[int, Page] = {}
    for page, sheet in regained.sheets.items():
        page_of.update({flaw.seq: page for flaw in sheet.flaws})
    for page, lines in regained.targets.items():
        page_of.update({raw.seq: page for raw in lines})
    homes: dict[Page, list[int]] = defaultdict(list)
    home = min(regained.targets, default=None)
    for seq in range(regained.base.seq + 1, regained.end.seq + 1):
        home = page_of.get(seq, home)
        lost = seq not in regained.chosen or seq in regained.changed
        if home is not None and lost and seq not in accepted:
            homes[home].append(seq)
    return homes
