"""Reading the months of a ledger into views: by their hashes where these fit, else whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dutyroom.store import pages
from dutyroom.store.accepted import Seam, Seams
from dutyroom.store.layout import N_, Flaw, RawLine, Sheet
from dutyroom.store.lines import SealedLines
from dutyroom.store.pages import Damage, Page
from dutyroom.store.revisions import Loader, Resting, Revision, revision_of
from dutyroom.store.sealed import SealedLine, parsed, sealed_balance, sealed_page
from dutyroom.store.tip import Tip, read_tip
from dutyroom.store.view import GENESIS, Outlook, View, behind, line_hash

Skip = Callable[[str, str, str], bool]
Rests = Callable[[str, str], type[object] | None]


class Reader:
    """Reads the months of a ledger into views."""

    def __init__(
        self,
        root: Path,
        load: Loader,
        keep: Callable[[object], str],
        skip: Skip,
        rests: Rests,
        schema: int,
        copies: Path | None,
    ) -> None:
        """Name the folder, how a document becomes a record, how long one is carried, the schema.

        ``copies`` is the folder of good copies, for a damaged ledger; ``skip`` tells which lines
        are history on the newest page's day, ``rests`` the type of those parsed later.
        """
        self._root, self._load, self._keep, self._schema = root, load, keep, schema
        self._skip, self._rests, self._copies = skip, rests, copies
        self._today = ""
        self.patient = True

    def view(self, seen: Outlook) -> View:
        """Return the newest month as it was seen, or newer. Raises OSError."""
        try:
            return self._built(seen)
        except ValueError:
            self.patient = False
            return self._built(seen)

    def _built(self, seen: Outlook) -> View:
        tip = read_tip(self._root)
        self._today = seen.pages[-1].day if seen.pages else ""
        view = self._month(seen.month, seen.pages) if seen.month else View()
        view.newest.wake()
        if view.damaged or tip is None or not _ends_with(view, tip):
            self._go_on(view, tip)
        if view.broken and not view.damage:
            view.damage += self._breaks_of(view)
        return view

    def _breaks_of(self, view: View) -> list[Damage]:
        """Name the lines of a month that do not follow each other as a walk through it does.

        Every line of it can be parsed, so that only the chain tells: a line that was changed.
        Where not even a walk finds which, the newest page is named.
        """
        from dutyroom.store.walk import Walk  # of no use to any month that is whole

        found = Walk(self._root, since=view.month, copies=self._copies).verification().damage
        if found:
            return list(found)
        name = f"{view.month}/{view.page.name if view.page else pages.OPENING}"
        return [Damage(name, 1, "", N_("does not follow from the line before"))]

    def _go_on(self, view: View, tip: Tip | None) -> None:
        """Find what was ever given: the next line comes after that."""
        from dutyroom.store.given import Traces, copied_files

        if tip is None and not view.damaged and not any(copied_files(self._copies, view.month)):
            return  # nothing but the pages that were read can tell of more lines
        traces = Traces(self._root, self._copies, tip)
        traces.read(view.month, [view.month] if view.month else [])
        given = traces.given(view.base, view.numbers)
        if given.end.seq > view.seq:
            view.spoiled.update(view.pages[-1:])
            view.damage.append(behind(view.month, view.seq, given.end))
        if view.damaged or given.end != view.end:
            view.go_on(given.end, given.numbers, given.unseen)

    def catch_up(self, view: View, seen: Outlook) -> bool:
        """Add what was written since; False when only a new view can tell."""
        known = len(view.pages)
        has_grown = seen.month == view.month and seen.pages[:known] == view.pages
        if view.damaged or not has_grown or not self._take_in_newest(view):
            return False
        for page in seen.pages[known:]:
            self._page(view, page)
        return not view.damaged

    def _take_in_newest(self, view: View) -> bool:
        """Add the new lines of the newest page; False where they do not follow what was read."""
        if view.page is None or view.storage is None:
            return True
        try:
            added = view.storage.take_in(view.page.read(self._root))
        except ValueError:
            return False
        if added is None or (added and added[0].document.get("prev") != view.tip):
            return False
        self._lines(view, view.page, added)
        view.lines += len(added)
        return True

    def _month(self, month: str, listed: tuple[Page, ...]) -> View:
        view = View(month=month, seams=Seams(self._root, month))
        self._opening(view, self._root / month / pages.OPENING)
        view.base = Tip(view.seq, view.tip)
        self._look_behind(view)
        for page in listed:
            self._sealed(view, page)
        view.reserve()
        return view

    def _opening(self, view: View, path: Path) -> None:
        content = pages.content_of(path) if path.is_file() else None
        found = sealed_balance(content) if content is not None else None
        if found is not None:
            self._open(view, found[0])
            if self._take_sealed(view, found[1]):
                return
            view.newest.clear()
        sheet = Sheet(flaws=[_MISSING])
        if content is not None:
            sheet = pages.sheet_of(content, pages.CARRIED)
        if sheet.flaws:
            self._reopen(view)
            view.damage += pages.damage_in(path, sheet.flaws)
            return
        self._open(view, sheet)
        for raw in sheet.lines(pages.CARRIED):
            self._take(view, path, raw)

    def _open(self, view: View, sheet: Sheet) -> None:
        balance = sheet.first(pages.BALANCE)
        view.newer = pages.schema_of(sheet) > self._schema
        view.seq, view.tip = int(balance.get("seq", 0)), str(balance.get("tip", GENESIS))
        view.numbers.update(balance.get("numbers", {}))
        view.month_before = str(balance.get("month", ""))

    def _look_behind(self, view: View) -> None:
        """Look whether there are records before the month where its opening says that some are.

        A month that was begun when all before it was gone looks whole otherwise.
        """
        before = view.month_before
        is_there = before and (self._root / before).is_dir()
        if view.base.seq == 0 or is_there or view.is_bridged(view.base):
            return
        name, values = f"{view.month}/{pages.OPENING}", (("number", view.base.seq),)
        view.damage.append(Damage(name, 1, "", _NOTHING_BEFORE, values))

    def _sealed(self, view: View, page: Page) -> None:
        """Take in a page by its hashes; read it whole if they do not fit.

        Lines that are history are not even parsed: the chain vouches for them.
        """
        content = page.read(self._root)
        found = sealed_page(content)
        whole = found is not None and _is_chain(found[1], view)
        if found is None or not whole or not self._take_sealed(view, found[1]):
            self._page(view, page)
            return
        view.storage = SealedLines(page.path(self._root))
        view.storage.expect(content)
        view.schema, lines = found
        view.newer = view.newer or view.schema > self._schema
        view.pages, view.lines = (*view.pages, page), len(lines)
        view.seq, view.tip = lines[-1].seq, lines[-1].hash

    def _take_sealed(self, view: View, lines: list[SealedLine]) -> bool:
        """Take lines in; False, and only what came before is taken, when one makes no sense."""
        for line in lines:
            if self._skip(line.kind, line.keep, self._today):
                view.pass_over(line.record)
                continue
            try:
                view.take(self._revision(line))
            except ValueError:
                return False
        return True

    def _revision(self, line: SealedLine) -> Revision | Resting:
        """Return a line unparsed: most are followed by another revision of their record."""
        if self.patient:
            return Resting(line, self._rests(line.kind, line.keep), self._load)
        return revision_of(parsed(line), self._load)

    def before(self, month: str) -> View:
        """Return the month before this one as it ended; an empty one if there is none."""
        earlier = [found for found in pages.months(self._root) if found < month]
        if not earlier:
            return View()
        return self._month(earlier[-1], tuple(pages.pages_of(self._root, earlier[-1])))

    def _reopen(self, view: View) -> None:
        """Make up a damaged opening balance from the month before."""
        before = self.before(view.month)
        view.seq, view.tip, view.newer = before.seq, before.tip, before.newer
        view.numbers.update(before.numbers)
        for _id, revision in before.newest.items():
            if self.keep_of(revision) >= f"{view.month}-01":
                view.take(revision)

    def keep_of(self, revision: Revision | Resting) -> str:
        """Return the last ISO date on which a month may open that still carries a record."""
        if isinstance(revision, Resting):
            return revision.keep
        return self._keep(revision.record)

    def _page(self, view: View, page: Page) -> None:
        path, content = page.path(self._root), page.read(self._root)
        sheet = pages.sheet_of(content, pages.REVISIONS)
        view.schema = pages.schema_of(sheet)
        view.newer = view.newer or view.schema > self._schema
        view.storage = SealedLines(path)
        if sheet.flaws:
            view.spoiled.add(page)
            view.damage += pages.damage_in(path, sheet.flaws)
        else:
            view.storage.begin(content, sheet)
        lines = sheet.lines(pages.REVISIONS)
        if not _follow(lines, view):
            view.broken = True
            behind_first = View(seq=lines[0].seq, tip=line_hash(lines[0].text), seams=view.seams)
            if not _follow(lines[1:], behind_first):
                view.spoiled.add(page)
        self._lines(view, page, lines)
        _mind(view, sheet.flaws)
        view.pages, view.lines = (*view.pages, page), len(lines)

    def _lines(self, view: View, page: Page, lines: list[RawLine]) -> None:
        path = page.path(self._root)
        for raw in lines:
            self._take(view, path, raw)
        if lines:
            view.seq, view.tip = lines[-1].seq, line_hash(lines[-1].text)

    def _take(self, view: View, path: Path, raw: RawLine) -> None:
        held = raw.document
        if self._skip(str(held.get("kind")), str(held.get("keep")), self._today):
            view.pass_over(str(held.get("id")))
            return
        try:
            view.take(revision_of(raw, self._load))
        except ValueError as error:
            record = str(raw.document.get("id", ""))
            view.take_number(record)
            name = f"{path.parent.name}/{path.name}"
            what = N_("makes no sense: {why}")
            view.damage.append(Damage(name, raw.line, record, what, (("why", str(error)),)))


def _is_chain(lines: list[SealedLine], view: View) -> bool:
    """Tell whether each line carries the hash and the number after the one before.

    No line vouches for the last one, which must at least be JSON.
    """
    tip, seq = view.tip, view.seq
    for line in lines:
        if (line.prev != tip or line.seq != seq + 1) and not view.accepts(
            Seam(seq, tip, line.seq, line.prev)
        ):
            return False
        tip, seq = line.hash, line.seq
    try:
        return bool(lines) and bool(parsed(lines[-1]).document)
    except ValueError:
        return False


def _follow(lines: list[RawLine], view: View) -> bool:
    """Tell whether lines that were parsed follow each other from where the view ends."""
    tip, seq = view.tip, view.seq
    for raw in lines:
        prev = str(raw.document.get("prev"))
        if (prev != tip or raw.seq != seq + 1) and not view.accepts(Seam(seq, tip, raw.seq, prev)):
            return False
        tip, seq = line_hash(raw.text), raw.seq
    return True


def _ends_with(view: View, tip: Tip) -> bool:
    """Tell whether the last line that was acknowledged is there; the tip may lag behind."""
    return tip.seq < view.seq or (tip.seq, tip.hash) == (view.seq, view.tip)


_NOTHING_BEFORE = N_("opens after line {number}, but the records before it are missing")
_MISSING = Flaw(1, 0, "", N_("the opening balance is missing"))


def _mind(view: View, flaws: list[Flaw]) -> None:
    """Never give the number of a line again that cannot be read."""
    for flaw in flaws:
        view.seq = max(view.seq, flaw.seq)
        view.take_number(flaw.record)
