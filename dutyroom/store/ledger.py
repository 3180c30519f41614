"""The ledger: pages of revisions that are only ever added to.

A commit appends new revisions of the records that it touches, each with the
hash of the line before; the newest revision of a record is its state. Only the
newest month is read at the start, with what its opening balance carried over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from tinydb import TinyDB

from dutyroom.store import pages
from dutyroom.store.accepted import Reserve
from dutyroom.store.archive import Archive
from dutyroom.store.codec import Codec
from dutyroom.store.commit import Added, Commit
from dutyroom.store.durable import Replaced
from dutyroom.store.errors import Disturbed, Newer, explained
from dutyroom.store.lines import SealedLines, stamp_of
from dutyroom.store.lock import StationLock
from dutyroom.store.lost import look_closely
from dutyroom.store.opening import Opening
from dutyroom.store.pages import Damage, Page
from dutyroom.store.reader import Reader
from dutyroom.store.revisions import Hit, Revision
from dutyroom.store.sealed import ABOUT
from dutyroom.store.second import write_again
from dutyroom.store.tip import Tip, keep_tip
from dutyroom.store.view import Outlook, View, are_settled, stamps

if TYPE_CHECKING:
    from dutyroom.store.losses import Losses
    from dutyroom.store.walk import Verification

__all__ = ["Codec", "Commit", "Damage", "Ledger", "Revision"]

R = TypeVar("R")


class Ledger:
    """The records of a station, shared by every process that opens them."""

    def __init__(
        self,
        root: Path,
        codec: Codec,
        *,
        terminal: str,
        lock_timeout: float = 2.0,
        page_lines: int = pages.FULL,
        copies: Path | None = None,
    ) -> None:
        """Name the folder; it is read at the first use.

        ``copies`` is where its good copies lie: a damaged ledger goes on after
        what they show, and every line is written there a second time.
        """
        self.root = root
        self.terminal = terminal
        self._codec = codec
        self._page_lines = page_lines
        self._copies = copies
        self._lock = StationLock(root / ".lock", terminal, lock_timeout)
        self._reader = Reader(
            root, codec.load, codec.keep_until, codec.is_history, codec.rests, codec.schema, copies
        )
        self._archive = Archive(root, codec.load, copies)
        self._opening = Opening(root, self._archive, self._reader, codec.schema)
        self._view: View | None = None
        self._replaced = Replaced()
        self._finished: dict[tuple[str, str], int] = {}
        """The highest numbers before the loaded month, which no commit changes any more."""

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
        """Return the newest entry time of the newest page, ISO 8601, or an empty text.

        Nothing else is read. Raises the store's errors.
        """
        return self._archive.newest_at()

    @property
    def verified_at(self) -> str:
        """The entry time of the last revision whose clock was not in doubt, or an empty text."""
        return self._loaded().verified_at

    @property
    def damage(self) -> tuple[Damage, ...]:
        """What could not be read in the loaded pages."""
        return tuple(self._loaded().damage)

    def refresh(self) -> bool:
        """Take in what other processes wrote; True if there was anything.

        Three `stat` calls when nothing has changed. Lets go of the page that the last
        commit replaced. Raises the store's errors.
        """
        self._replaced.let_go()
        if self._view is None:
            self._load()
            return True
        try:
            if self._settled and stamps(self.root, self._seen) == self._stamps:
                return False
            return self._catch_up(self._view)
        except BaseException as error:
            self._view = None
            if isinstance(error, OSError):
                raise explained(error, error.filename or self.root) from error
            raise

    def _catch_up(self, view: View) -> bool:
        before, known = (view.seq, view.tip), self._seen
        self._watch()
        if self._seen == known:
            return False
        if _moved(known, self._seen) or not self._reader.catch_up(view, self._seen):
            view = self._view = self._reader.view(self._seen)
        return (view.seq, view.tip) != before

    def get(self, id: str) -> Any | None:
        """Return the newest revision of a record, of whatever month, or None."""
        revision = self.revision(id)
        return revision.record if revision else None

    def revision(self, id: str) -> Revision | None:
        """Return a record's newest revision with its author and time, or None."""
        view = self._loaded()
        newest = view.newest.get(id)
        if newest is None:
            return self._archive.newest(id)
        try:
            return newest.whole
        except ValueError:
            self._look_closer()
            return self.revision(id)

    def records(self, type_: type[R]) -> list[R]:
        """Return the current records of a type, in order of first writing.

        Those of the loaded month, and what was carried into it; what the codec
        calls history only `get`, `history` and `search` find.
        """
        return list(self.later(type_)())

    def at_hand(self, type_: type[R]) -> tuple[R, ...]:
        """Return the records of a type without those that rest (see `Codec.rests`)."""
        return cast("tuple[R, ...]", self._loaded().newest.of(type_).at_hand)

    def later(self, type_: type[R]) -> Callable[[], tuple[R, ...]]:
        """Return what gives the records of a type as they are now, when it is called.

        The same tuple for as long as none of them changes.
        """
        as_now = self._loaded().newest.of(type_)

        def load() -> tuple[R, ...]:
            try:
                return cast("tuple[R, ...]", as_now.records)
            except ValueError:
                self._look_closer()
                return cast("tuple[R, ...]", self._loaded().newest.of(type_).records)

        return load

    def _look_closer(self) -> None:
        """Read everything again and parse each line at once, so that `damage` names the bad one."""
        self._reader.patient = False
        self._load()

    def history(self, id: str) -> list[Revision]:
        """Return every revision of a record through all months, oldest first."""
        return self._archive.history(id)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the ledger's lock while files are put in its place, and read it again."""
        with self._lock.held():
            try:
                yield
            finally:
                self.reread()

    def reread(self) -> None:
        """Know nothing of the ledger any more: its files were put in order."""
        self._view = None
        self._finished.clear()
        self._opening.forget()

    @property
    def hidden(self) -> Reserve:
        """The numbers that lines may have given which nothing shows."""
        return self._loaded().hidden

    def losses(self) -> Losses:
        """Return what stands nowhere, for a mending to accept. Raises the store's errors."""
        from dutyroom.store.losses import losses_of

        view = self._loaded()
        try:
            return losses_of(self.root, self._copies, view.end, view.hidden)
        except OSError as error:
            raise explained(error, error.filename or self.root) from error

    def hash_of(self, seq: int) -> str:
        """Return the hash of a line of any month, or an empty text. Raises the store's errors."""
        return self._archive.hash_of(seq)

    def search(self, needles: Sequence[str], since: str = "") -> Iterator[Revision]:
        """Give the revisions of all months that hold every needle, the newest first."""
        return self._archive.search(needles, since)

    def hits(self, needles: Sequence[str], since: str = "") -> Iterator[Hit]:
        """Give what `search` does, each without its record until somebody asks for it."""
        return self._archive.hits(needles, since)

    def verify(self) -> Verification:
        """Walk through every page: numbers, revisions and the chain of hashes."""
        from dutyroom.store.walk import Walk  # a room opens without

        try:
            return Walk(self.root, copies=self._copies).verification()
        except OSError as error:
            raise explained(error, error.filename or self.root) from error

    def highest(self, prefix: str, day: date) -> int:
        """Return the highest number given so far in a series on a day."""
        view = self._loaded()
        known = view.highest(prefix)
        month = f"{day:%Y-%m}"
        if month >= view.month:
            return known
        finished = (prefix, view.month)
        if finished not in self._finished:
            self._finished[finished] = self._archive.highest(prefix, month)
        return max(known, self._finished[finished])

    # -- writing

    def held_by(self, wait: float = 0.0) -> str:
        """Return who writes and will not be done in so many seconds, or an empty text."""
        return self._lock.holder(wait)

    @contextmanager
    def commit(
        self,
        *,
        at: datetime,
        by: str,
        action: str,
        unverified: bool = False,
        astray: bool = False,
        user: str = "",
        proof: str = "",
        draft: str = "",
    ) -> Iterator[Commit]:
        """Open a commit: under the lock, on the newest state.

        ``unverified`` marks its lines: the clock may have been wrong. Those of one that
        is ``astray`` turn neither day nor month: they stand on the newest page. ``user``, the
        Unix account, ``proof``, how the name was proved, and ``draft``, what was typed
        before, stand in them where known.
        What is put becomes durable when the block ends, all or nothing, before
        anybody sees it; an exception in the block writes nothing. Raises the
        store's errors.
        """
        with self._lock.held():
            self.refresh()
            if self._loaded().newer:
                raise Newer(path=str(self.root))
            commit = Commit(
                self, at, by, action, unverified=unverified, user=user, proof=proof, draft=draft
            )
            commit.astray = astray
            yield commit
            if commit.puts:
                self._append(commit, self._loaded())

    def _append(self, commit: Commit, view: View) -> None:
        page = self._page_of(pages.day_of(commit.at, view.month, astray=commit.astray), view)
        added = commit.lines(self._codec, self.terminal, view.end)
        try:
            self._opening.open(page.month, view)
            storage = self._storage_of(page, view)
            storage.ready, storage.replaced = added.texts, self._replaced
            with TinyDB(storage=lambda: storage) as written:
                written.table(pages.REVISIONS, cache_size=0).insert_multiple(added.documents)
            self._wrote(page, storage, added)
        except BaseException as error:
            self._view = None
            if isinstance(error, OSError):
                raise explained(error, page.path(self.root)) from error
            if isinstance(error, ValueError):  # it was sound when it was last looked at
                raise Disturbed(path=str(page.path(self.root))) from error
            raise

    def _wrote(self, page: Page, storage: SealedLines, added: Added) -> None:
        """Know what was written without reading it again."""
        view, tip = self._loaded(), added.tip
        with suppress(OSError):
            keep_tip(self.root, tip)
        if self._copies is not None:
            write_again(self._copies, page, added.texts)
        if page.month != view.month:
            self._load()
            return
        if page != view.page:
            view.pages, view.lines, view.schema = (*view.pages, page), 0, self._codec.schema
        view.storage, view.tip, view.seq, view.after = storage, tip.hash, tip.seq, None
        view.lines += len(added.revisions)
        for revision in added.revisions:
            view.take(revision)
        self._see(Outlook(stamp_of(self.root), view.month, view.pages, storage.stamp))

    def _page_of(self, day: date, view: View) -> Page:
        page = pages.page_for(day, view.month, view.page)
        full = view.lines >= self._page_lines or view.schema != self._codec.schema
        return page.following() if page == view.page and (full or page in view.spoiled) else page

    def _storage_of(self, page: Page, view: View) -> SealedLines:
        if page == view.page and view.storage is not None:
            return view.storage
        heading = {ABOUT: {"1": {"schema": self._codec.schema}}, pages.REVISIONS: {}}
        return SealedLines(page.path(self.root), heading)

    def opening_of(self, month: str, end: Tip | None = None) -> bytes:
        """Return the page that a month would open with, made up from the month before it.

        ``end`` is the line that this one ended with, where it is lost. Raises the
        store's errors.
        """
        try:
            return self._opening.page_again(month, end)
        except OSError as error:
            raise explained(error, error.filename or self.root) from error

    # -- loading

    def _loaded(self) -> View:
        if self._view is None:
            self._load()
        assert self._view is not None
        return self._view

    def _watch(self) -> None:
        """Remember how the ledger looks, before it is read: later changes then show."""
        known = self._seen if self._view is not None else None
        self._see(look_closely(self.root, known, self._copies))

    def _see(self, seen: Outlook) -> None:
        self._seen = seen
        self._stamps = (seen.root, stamp_of(f"{self.root}/{seen.month}"), seen.newest)
        self._settled = are_settled(self._stamps)

    def _load(self) -> None:
        try:
            self._watch()
            self._view = self._reader.view(self._seen)
        except OSError as error:
            raise explained(error, error.filename or self.root) from error


def _moved(before: Outlook, after: Outlook) -> bool:
    """Tell whether another folder stands in the ledger's place."""
    inodes = {seen.root[1] if seen.root else 0 for seen in (before, after)}
    return len(inodes) > 1
