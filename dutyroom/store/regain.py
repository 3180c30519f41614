"""Which lines a ledger should have: those of its pages and of good copies, chosen by the chain.

Going back from the last line that was acknowledged, each line says by its hash
which one stood before it. Where that line is nowhere, the ledger's own line
under the number stays as it is, and the walk goes on naming it.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from dutyroom.store import pages
from dutyroom.store.astray import NO_DAY_LAST, home_of
from dutyroom.store.durable import read_file
from dutyroom.store.given import Traces, copied_files
from dutyroom.store.layout import RawLine, Sheet
from dutyroom.store.pages import Page
from dutyroom.store.sealed import linked_sheet
from dutyroom.store.second import TODAY, second_lines
from dutyroom.store.tip import Tip, read_tip
from dutyroom.store.view import line_hash


class Line(NamedTuple):
    """A line with its hash, the page that it belongs on, and the copy that it was first seen in."""

    raw: RawLine
    hash: str
    page: Page
    own: bool
    copy: str
    prev: str
    """The hash of the line before."""

    @classmethod
    def of(cls, raw: RawLine, hash_: str, page: Page, copy: str, *, own: bool = False) -> Line:
        """Return a line that was read."""
        return cls(raw, hash_, page, own, copy, str(raw.document.get("prev")))


class Regained:
    """The lines of some months as they should stand. Raises OSError."""

    def __init__(
        self,
        root: Path,
        copies: Path,
        months: list[str],
        base: Tip,
        following: Tip | None,
        *,
        until: str = NO_DAY_LAST,
    ) -> None:
        """Read the pages of these months, behind the line ``base``, and what copies hold of them.

        ``following`` is the last line that the month after them says; without
        one the ledger ends here. Pages of copies later than the day ``until`` are of a
        clock that stood ahead: their lines belong elsewhere.
        """
        self._until = until
        self._root, self.base = root, base
        self._traces = Traces(root, copies, read_tip(root), numbered=False)
        self._lines: dict[str, Line] = {}
        self._alike: dict[Page, str] = {}
        self.sheets: dict[Page, Sheet] = {}
        self._read(copies, months)
        self.end = following or self._traces.given(base, {}).end
        self.changed: set[int] = set()
        self.chosen = self._choose()
        self.by_text = {line.raw.text: line.raw for line in self.chosen.values()}
        self.copy_of = {line.raw.seq: line.copy for line in self.chosen.values()}
        self._first = Page(f"{months[0]}-01", 1)
        self.targets = self._laid_out()

    def _read(self, copies: Path, months: list[str]) -> None:
        """Read copies first, then the ledger; a page that both have alike is parsed once."""
        contents = self._read_own(months)
        for path in copied_files(copies, months[0]):
            copied = pages.page_named(path.name)
            if copied is not None and copied.day > self._until:
                self._take_astray(path, copies)
            elif copied is not None and copied.month in months:
                self._take_copied(copied, path, copies, contents)
        self._read_again(copies, months)
        for page, sheet in self.sheets.items():
            self._take(page, sheet, self._alike.get(page, ""), own=True)
        self._read_openings(copies, months)

    def _read_own(self, months: list[str]) -> dict[Page, bytes]:
        contents: dict[Page, bytes] = {}
        for month in months:
            for page in pages.pages_of(self._root, month) if (self._root / month).is_dir() else ():
                contents[page] = content = page.read(self._root)
                self.sheets[page] = linked_sheet(content) or pages.sheet_of(
                    content, pages.REVISIONS
                )
        return contents

    def _take_copied(
        self, copied: Page, path: Path, copies: Path, contents: dict[Page, bytes]
    ) -> None:
        with suppress(OSError):  # a copy that cannot be read brings nothing back
            content = read_file(path)
            copy = path.relative_to(copies).parts[0]
            if content == contents.get(copied):
                self._alike.setdefault(copied, copy)
            else:
                self._take(copied, pages.sheet_of(content, pages.REVISIONS), copy)

    def _take_astray(self, path: Path, copies: Path) -> None:
        """Know the lines of a page ahead, each with the page that it should be on."""
        copy = path.relative_to(copies).parts[0]
        with suppress(OSError):
            for raw in pages.sheet_of(read_file(path), pages.REVISIONS).lines(pages.REVISIONS):
                if raw.seq > self.base.seq:
                    hash_, page = line_hash(raw.text), home_of(raw, self._until)
                    self._lines.setdefault(hash_, Line.of(raw, hash_, page, copy))

    def _read_again(self, copies: Path, months: list[str]) -> None:
        """Read what was written a second time of these months."""
        for page, sheet in second_lines(copies, months[0]):
            if page.month in months:
                self._take(page, sheet, TODAY)

    def _read_openings(self, copies: Path, months: list[str]) -> None:
        """Read what later months carry over of these: the newest lines of their records."""
        later = [month for month in pages.months(self._root) if month > months[0]]
        own = [self._root / month / pages.OPENING for month in later]
        for path in (*own, *copied_files(copies, months[0], openings=True)):
            with suppress(OSError):  # one that cannot be read brings nothing back
                sheet = pages.sheet_of(read_file(path), pages.CARRIED)
                for raw in () if sheet.flaws else sheet.lines(pages.CARRIED):
                    self._take_carried(raw, months)

    def _take_carried(self, raw: RawLine, months: list[str]) -> None:
        day, hash_ = str(raw.document.get("at", ""))[:10], line_hash(raw.text)
        page = pages.page_named(f"{day}.json")
        if raw.seq > self.base.seq and page is not None and page.month in months:
            self._lines.setdefault(hash_, Line.of(raw, hash_, page, pages.OPENING))

    def _take(self, page: Page, sheet: Sheet, copy: str, *, own: bool = False) -> None:
        """Know lines; one that a ``copy`` has as well has its number and its page from there."""
        lines = sheet.lines(pages.REVISIONS)
        hashes = [line_hash(raw.text) for raw in lines]
        self._traces.take(sheet, hashes, own=own)
        for raw, hash_ in zip(lines, hashes, strict=True):
            known = self._lines.get(hash_)
            if known is None:
                self._lines[hash_] = Line.of(raw, hash_, page, copy, own=own)
            elif own:
                self._lines[hash_] = known._replace(own=True)

    def _numbered(self) -> dict[int, list[Line]]:
        """Return the lines by number; the neighbours tell where a key does not fit them."""
        followers = {line.prev: line.raw.seq for line in self._lines.values()}
        by_seq: dict[int, list[Line]] = defaultdict(list)
        for line in self._lines.values():
            before = self._lines.get(line.prev)
            due = self.base.seq if line.prev == self.base.hash else before and before.raw.seq
            behind = followers.get(line.hash)
            behind = self.end.seq + 1 if line.hash == self.end.hash else behind
            if due is not None and behind == due + 2:
                line = line._replace(raw=line.raw._replace(seq=due + 1))
            by_seq[line.raw.seq].append(line)
        return by_seq

    def _choose(self) -> dict[int, Line]:
        """Go back from the end; what a line says of the one before it counts if it is itself sure.

        Whatever a balance or the tip says, no line that stands in the ledger is
        left out. ``changed`` are those that stand otherwise than they were written.
        """
        by_seq, followed = self._numbered(), self._followed()
        chosen: dict[int, Line] = {}
        expected, sure, before = self.end.hash, True, self.end.seq
        for seq in sorted(by_seq, reverse=True):
            sure = sure and seq == before
            before = seq - 1
            line = _best(by_seq[seq], expected, followed, sure=sure)
            if line is None:
                sure = False
                continue
            chosen[seq] = line
            if sure and line.hash != expected:
                self.changed.add(seq)
            expected, sure = line.prev, line.hash == expected or line.hash in followed
        return chosen

    def _followed(self) -> set[str]:
        """Return the hashes that the ledger's own lines carry of those before them."""
        return {line.prev for line in self._lines.values() if line.own}

    def _laid_out(self) -> dict[Page, list[RawLine]]:
        """Return what each page should hold; a line stands on no page before the last one's."""
        targets: dict[Page, list[RawLine]] = {page: [] for page in self.sheets}
        page, schema = Page("", 0), None
        for _seq, line in sorted(self.chosen.items()):
            wanted = max(page, line.page, self._first)
            own_schema = line.raw.document.get("schema", 1)
            if wanted == page and own_schema != schema:
                wanted = page.following()
            page, schema = wanted, own_schema
            targets.setdefault(page, []).append(line.raw)
        return targets


def _best(versions: list[Line], expected: str, followed: set[str], *, sure: bool) -> Line | None:
    """Return the line that the one behind it names, else one that stands in the ledger.

    Other lines of copies count only where none can tell, ``sure``, what stood there:
    they may be of a chain that ended when an older copy was put back.
    """
    fits = [line for line in versions if line.hash == expected]
    fits = fits or [line for line in versions if line.own or line.hash in followed or not sure]
    return max(fits, key=lambda line: (line.hash in followed, line.own), default=None)
