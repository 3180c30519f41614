"""The ledger: pages of revisions that are only ever added to.

A commit appends new revisions of the records that it touches, each with the
hash of the line before; the newest revision of a record is its state. Only the
newest month is read at the start, with what its opening balance carried over.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

from tinydb import TinyDB
from tinydb.table import Document

from dutyroom.store import pages
from dutyroom.store.durable import make_folder, sync_folder
from dutyroom.store.errors import Conflict, Newer, explained
from dutyroom.store.lines import LineStorage, SealedLines, dump_line, stamp_of
from dutyroom.store.lock import StationLock
from dutyroom.store.pages import Damage, Page

R = TypeVar("R")
GENESIS = "0" * 64


class Codec(Protocol):
    """Turns records into documents and back; see `Ledger`."""

    def dump(self, record: object) -> tuple[str, dict[str, object]]:
        """Return the kind of a record and its document, without id and revision."""

    def load(self, kind: str, id: str, rev: int, document: dict[str, object]) -> object:
        """Return the record of a document."""

    def keep_until(self, record: object) -> str:
        """Return the last ISO date on which a month may open that still carries it."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A record as one commit left it."""

    seq: int
    id: str
    kind: str
    rev: int
    at: str
    by: str
    terminal: str
    action: str
    record: object


@dataclass(frozen=True, slots=True)
class Verification:
    """What a walk through every page found."""

    pages: int
    revisions: int
    tip: str
    damage: tuple[Damage, ...]


@dataclass(slots=True)
class _View:
    """What is known of the loaded months."""

    month: str = ""
    page: Page | None = None
    lines: int = 0
    seq: int = 0
    tip: str = GENESIS
    newest: dict[str, Revision] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    damaged: dict[str, list[Damage]] = field(default_factory=dict)
    newer: bool = False


class Ledger:
    """The records of a station, shared by every process that opens them."""

    def __init__(
        self,
        root: Path,
        codec: Codec,
        *,
        terminal: str,
        lock_timeout: float = 2.0,
        page_lines: int = 500,
    ) -> None:
        """Name the folder; it is read at the first use."""
        self.root = root
        self.terminal = terminal
        self._codec = codec
        self._page_lines = page_lines
        self._lock = StationLock(root / ".lock", terminal, lock_timeout)
        self._view: _View | None = None
        self._stamps: tuple[object, ...] = ()
        self._storages: dict[Page, SealedLines] = {}

    # -- reading

    @property
    def seq(self) -> int:
        """The sequence number of the newest revision."""
        return self._loaded().seq

    @property
    def tip(self) -> str:
        """The hash of the last line: it changes whenever history does."""
        return self._loaded().tip

    def newest_at(self) -> str:
        """Return the entry time of the newest revision, ISO 8601, or an empty text."""
        return max((revision.at for revision in self._loaded().newest.values()), default="")

    @property
    def damage(self) -> tuple[Damage, ...]:
        """What could not be read in the loaded pages."""
        return tuple(d for found in self._loaded().damaged.values() for d in found)

    def refresh(self) -> bool:
        """Take in what other processes wrote; True if there was anything.

        Two `stat` calls when nothing has changed. Raises the store's errors.
        """
        if self._view is None:
            self._load()
            return True
        if self._stamp() == self._stamps:
            return False
        before = self._view.seq, self._view.tip
        self._load()
        return (self._view.seq, self._view.tip) != before

    def get(self, id: str) -> Any | None:
        """Return the newest revision of a record, of whatever month, or None."""
        revision = self.revision(id)
        return revision.record if revision else None

    def revision(self, id: str) -> Revision | None:
        """Return a record's newest revision with its author and time, or None."""
        found = self._loaded().newest.get(id)
        if found is not None:
            return found
        older = self.history(id)
        return older[-1] if older else None

    def records(self, type_: type[R]) -> list[R]:
        """Return the current records of a type in the loaded months, in order of first writing."""
        return [
            revision.record
            for revision in self._loaded().newest.values()
            if type(revision.record) is type_
        ]

    def history(self, id: str) -> list[Revision]:
        """Return every revision of a record through all months, oldest first."""
        wanted = f'"id":{dump_line(id)}'.encode()
        found: dict[int, Revision] = {}
        for month in pages.months(self.root):
            for page in pages.pages_of(self.root, month):
                path = page.path(self.root)
                if wanted in path.read_bytes():
                    for raw in pages.read_lines(path)[0]:
                        if raw.document.get("id") == id:
                            found[raw.seq] = self._revision(raw)
        return [found[seq] for seq in sorted(found)]

    def verify(self) -> Verification:
        """Walk through every page: numbers, revisions and the chain of hashes."""
        return _Walk(self.root).verification()

    # -- writing

    @contextmanager
    def commit(self, *, at: datetime, by: str, action: str) -> Iterator[Commit]:
        """Open a commit: under the lock, on the newest state.

        What is put becomes durable when the block ends, all or nothing, before
        anybody sees it; an exception in the block writes nothing. Raises the
        store's errors.
        """
        with self._lock.held():
            self.refresh()
            commit = Commit(self, at, by, action)
            yield commit
            if commit.puts:
                self._append(commit)

    def _append(self, commit: Commit) -> None:
        view = self._loaded()
        if view.newer:
            raise Newer(path=str(self.root))
        page = self._page_of(commit.at.date(), view)
        documents, revisions, tip = self._lines(commit, view)
        try:
            self._open_month(page, view)
            storage = self._storages.setdefault(page, SealedLines(page.path(self.root)))
            _insert(storage, documents)
        except OSError as error:
            self._view = None
            self._storages.pop(page, None)
            raise explained(error, page.path(self.root)) from error
        if page.month != view.month:
            self._storages = {page: storage}
            self._load()
            return
        fresh = page != view.page
        view.page, view.tip, view.seq = page, tip, revisions[-1].seq
        view.lines = len(revisions) + (0 if fresh else view.lines)
        for revision in revisions:
            _take(view, revision)
        self._stamps = self._stamp()

    def _page_of(self, day: date, view: _View) -> Page:
        page = pages.page_for(day, view.page)
        if page == view.page and (view.lines >= self._page_lines or page.name in view.damaged):
            return page.following()
        return page

    def _lines(self, commit: Commit, view: _View) -> tuple[list[Document], list[Revision], str]:
        documents, revisions, tip, seq = [], [], view.tip, view.seq
        for record in commit.puts.values():
            seq += 1
            kind, data = self._codec.dump(record)
            document: dict[str, object] = {
                "id": record.id,
                "kind": kind,
                "rev": record.rev,
                "at": commit.at.isoformat(),
                "by": commit.by,
                "terminal": self.terminal,
                "action": commit.action,
                "keep": self._codec.keep_until(record),
                "prev": tip,
                "data": data,
            }
            documents.append(Document(document, doc_id=seq))
            revisions.append(
                Revision(
                    seq,
                    record.id,
                    kind,
                    record.rev,
                    commit.at.isoformat(),
                    commit.by,
                    self.terminal,
                    commit.action,
                    record,
                )
            )
            tip = line_hash(dump_line(document))
        return documents, revisions, tip

    def _open_month(self, page: Page, view: _View) -> None:
        folder = self.root / page.month
        if folder.is_dir():
            return
        building = self.root / f".{page.month}.new"
        shutil.rmtree(building, ignore_errors=True)
        make_folder(building)
        carried = self._carried(f"{page.month}-01")
        LineStorage(building / pages.OPENING).write(
            {
                pages.ABOUT: {"1": {"schema": pages.SCHEMA}},
                pages.BALANCE: {
                    "1": {
                        "month": view.month,
                        "seq": view.seq,
                        "tip": view.tip,
                        "numbers": _ahead(view.numbers, page.month.replace("-", "")),
                    }
                },
                pages.CARRIED: carried,
            }
        )
        building.rename(folder)
        sync_folder(self.root)

    def _carried(self, opening: str) -> dict[str, dict[str, Any]]:
        """Return the documents of records that the month opening on this date still needs."""
        newest = self._loaded().newest
        wanted = {
            revision.seq
            for revision in newest.values()
            if self._codec.keep_until(revision.record) >= opening
        }
        return {
            str(raw.seq): raw.document
            for raw in self._month_lines(self._loaded().month)
            if raw.seq in wanted
        }

    def _month_lines(self, month: str) -> list[pages.RawLine]:
        if not month:
            return []
        lines = pages.read_lines(self.root / month / pages.OPENING, pages.CARRIED)[0]
        for page in pages.pages_of(self.root, month):
            lines += pages.read_lines(page.path(self.root))[0]
        return lines

    # -- loading

    def _loaded(self) -> _View:
        if self._view is None:
            self._load()
        assert self._view is not None
        return self._view

    def _stamp(self) -> tuple[object, ...]:
        """Return what tells one state of the ledger from another, cheaply."""
        view = self._view
        month = view.month if view else ""
        page = view.page.path(self.root) if view and view.page else self.root
        return (stamp_of(self.root), stamp_of(self.root / month), stamp_of(page))

    def _load(self) -> None:
        try:
            found = pages.months(self.root)
            view = _View(month=found[-1] if found else "")
            if view.month:
                self._load_month(view)
        except OSError as error:
            raise explained(error, self.root) from error
        self._view = view
        self._stamps = self._stamp()

    def _load_month(self, view: _View) -> None:
        opening = self.root / view.month / pages.OPENING
        balance = pages.read_table(opening, pages.BALANCE).get("1", {})
        view.newer = _is_newer(opening)
        view.seq, view.tip = int(balance.get("seq", 0)), str(balance.get("tip", GENESIS))
        view.numbers.update(balance.get("numbers", {}))
        lines, damage = pages.read_lines(opening, pages.CARRIED)
        if damage:
            view.damaged[opening.name] = damage
        for raw in lines:
            _take(view, self._revision(raw))
        for page in pages.pages_of(self.root, view.month):
            self._load_page(view, page)

    def _load_page(self, view: _View, page: Page) -> None:
        path = page.path(self.root)
        view.newer = view.newer or _is_newer(path)
        lines, damage = pages.read_lines(path)
        if damage:
            view.damaged[page.name] = damage
        for raw in lines:
            _take(view, self._revision(raw))
            view.seq, view.tip = raw.seq, line_hash(raw.text)
        view.page, view.lines = page, len(lines)

    def _revision(self, raw: pages.RawLine) -> Revision:
        held = raw.document
        id_, kind, rev = str(held["id"]), str(held["kind"]), int(held["rev"])
        record = self._codec.load(kind, id_, rev, held["data"])
        return Revision(
            raw.seq,
            id_,
            kind,
            rev,
            str(held["at"]),
            str(held["by"]),
            str(held["terminal"]),
            str(held["action"]),
            record,
        )

    def highest(self, prefix: str, day: date) -> int:
        """Return the highest number given so far in a series on a day."""
        view = self._loaded()
        known = view.numbers.get(prefix, 0)
        if not view.month or f"{day:%Y-%m}" > view.month:
            return known
        return max(known, self._highest_in_pages(prefix, f"{day:%Y-%m}"))

    def _highest_in_pages(self, prefix: str, since: str) -> int:
        """Search the months before the loaded one that may hold numbers of that day."""
        highest, mark = 0, f'"id":"{prefix}-'.encode()
        for month in pages.months(self.root):
            if not since <= month < self._loaded().month:
                continue
            for page in pages.pages_of(self.root, month):
                content = page.path(self.root).read_bytes()
                for piece in content.split(mark)[1:]:
                    digits = piece[: piece.index(b'"')]
                    highest = max(highest, int(digits) if digits.isdigit() else 0)
        return highest


class Commit:
    """A commit under way; see `Ledger.commit`."""

    def __init__(self, ledger: Ledger, at: datetime, by: str, action: str) -> None:
        """Begin with nothing put."""
        self.at, self.by, self.action = at, by, action
        self.puts: dict[str, Any] = {}
        self._ledger = ledger
        self._numbers: dict[str, int] = {}

    def number(self, series: str, day: date) -> str:
        """Return the next number of a series on a day: LD-20261201-004. Never twice."""
        prefix = f"{series}-{day:%Y%m%d}"
        last = self._numbers.get(prefix) or self._ledger.highest(prefix, day)
        self._numbers[prefix] = last + 1
        return f"{prefix}-{last + 1:03d}"

    def put(self, record: R) -> R:
        """Add a revision and return the record with its new revision number.

        Raises `Conflict` with both versions when the record was made from an
        older revision than the newest.
        """
        yours = cast(Any, record)
        earlier = self.puts.get(yours.id)
        newest = self._ledger.revision(yours.id)
        current = cast(Any, earlier or (newest.record if newest else None))
        if (current.rev if current is not None else 0) != yours.rev:
            by = newest.by if newest else self.by
            raise Conflict(yours.id, by, current, record)
        rev = earlier.rev if earlier is not None else yours.rev + 1
        self.puts[yours.id] = replace(yours, rev=rev)
        return cast(R, self.puts[yours.id])

    def get(self, id: str) -> Any | None:
        """Return the newest revision of a record, with what this commit has put."""
        return self.puts.get(id) or self._ledger.get(id)

    def records(self, type_: type[R]) -> list[R]:
        """Return the current records of a type, with what this commit has put."""
        kept: list[Any] = list(self._ledger.records(type_))
        known = {record.id for record in kept}
        fresh = [p for id_, p in self.puts.items() if type(p) is type_ and id_ not in known]
        return [self.puts.get(record.id, record) for record in (*kept, *fresh)]


def line_hash(text: str) -> str:
    """Return the hash that the next line carries of this one."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _take(view: _View, revision: Revision) -> None:
    view.newest[revision.id] = revision
    prefix, _dash, digits = revision.id.rpartition("-")
    if digits.isdigit() and len(digits) < 10:
        view.numbers[prefix] = max(view.numbers.get(prefix, 0), int(digits))


def _ahead(numbers: dict[str, int], month: str) -> dict[str, int]:
    """Return the numbers already given for days of this month and later."""
    return {prefix: n for prefix, n in numbers.items() if prefix.rpartition("-")[2] >= month}


def _is_newer(path: Path) -> bool:
    about = pages.read_table(path, pages.ABOUT).get("1", {})
    return int(about.get("schema", pages.SCHEMA)) > pages.SCHEMA


def _insert(storage: SealedLines, documents: list[Document]) -> None:
    """Add lines to a page through TinyDB, on our storage."""
    if storage.read() is None:
        tables = {pages.ABOUT: {"1": {"schema": pages.SCHEMA}}, pages.REVISIONS: {}}
        storage.prepare(tables)
    with TinyDB(storage=lambda: storage) as page:
        page.table(pages.REVISIONS, cache_size=0).insert_multiple(documents)


class _Walk:
    """A walk through every page in the order of the chain."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._tip, self._seq = GENESIS, 0
        self._revs: dict[str, int] = {}
        self._damage: list[Damage] = []
        self._pages = self._lines = 0

    def verification(self) -> Verification:
        for month in pages.months(self._root):
            self._opening(month)
            for page in pages.pages_of(self._root, month):
                self._page(page)
        return Verification(self._pages, self._lines, self._tip, tuple(self._damage))

    def _opening(self, month: str) -> None:
        path = self._root / month / pages.OPENING
        balance = pages.read_table(path, pages.BALANCE).get("1", {})
        if balance.get("tip", GENESIS) != self._tip:
            what = "the opening balance does not follow from the month before"
            self._damage.append(Damage(f"{month}/{path.name}", 1, "", what))

    def _page(self, page: Page) -> None:
        name = f"{page.month}/{page.name}"
        lines, damage = pages.read_lines(page.path(self._root))
        self._damage += [replace(d, file=name) for d in damage]
        self._pages += 1
        for raw in lines:
            self._line(name, raw)

    def _line(self, name: str, raw: pages.RawLine) -> None:
        self._lines += 1
        record, rev = str(raw.document.get("id", "")), int(raw.document.get("rev", 0))
        for wrong, what in (
            (raw.document.get("prev") != self._tip, "does not follow from the line before"),
            (raw.seq != self._seq + 1, f"number {raw.seq} after {self._seq}"),
            (
                rev != self._revs.get(record, 0) + 1,
                f"revision {rev} after {self._revs.get(record, 0)}",
            ),
        ):
            if wrong:
                self._damage.append(Damage(name, raw.line, record, what))
        self._tip, self._seq, self._revs[record] = line_hash(raw.text), raw.seq, rev
