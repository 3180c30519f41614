"""A commit under way: the numbers it gives and the revisions it adds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol, TypeVar, cast

from tinydb.table import Document

from dutyroom.store.errors import Conflict
from dutyroom.store.layout import dump_line
from dutyroom.store.revisions import Revision
from dutyroom.store.tip import Tip
from dutyroom.store.view import line_hash, split_number

R = TypeVar("R")


class _Ledger(Protocol):
    def highest(self, prefix: str, day: date) -> int: ...

    def revision(self, id: str) -> Revision | None: ...

    def get(self, id: str) -> Any | None: ...

    def at_hand(self, type_: type[R]) -> tuple[R, ...]: ...

    def later(self, type_: type[R]) -> Callable[[], tuple[R, ...]]: ...


class _Codec(Protocol):
    schema: int

    def dump(self, record: object) -> tuple[str, dict[str, object]]: ...

    def keep_until(self, record: object) -> str: ...


class Added(NamedTuple):
    """What a commit adds: its revisions, the documents that say them, and the last line.

    ``texts`` are the lines as they will stand, by their key.
    """

    revisions: list[Revision]
    documents: list[Document]
    texts: dict[str, str]
    tip: Tip


class Commit:
    """A commit under way; see `Ledger.commit`."""

    def __init__(
        self,
        ledger: _Ledger,
        at: datetime,
        by: str,
        action: str,
        *,
        unverified: bool = False,
        user: str = "",
        proof: str = "",
        draft: str = "",
    ) -> None:
        """Begin with nothing put."""
        self.at, self.by, self.action, self.unverified = at, by, action, unverified
        self.user, self.proof, self.draft = user, proof, draft
        self.astray = False
        self.puts: dict[str, Any] = {}
        self._ledger = ledger
        self._numbers: dict[str, int] = {}
        self._given: set[str] = set()

    def number(self, series: str, day: date) -> str:
        """Return the next number of a series on a day: LD-20261201-004. Never twice."""
        prefix = f"{series}-{day:%Y%m%d}"
        if prefix not in self._numbers:
            put = [n for p, n in map(split_number, self.puts) if p == prefix]
            self._numbers[prefix] = max(put, default=0)
            self._numbers[prefix] = max(self._numbers[prefix], self._ledger.highest(prefix, day))
        self._numbers[prefix] += 1
        number = f"{prefix}-{self._numbers[prefix]:03d}"
        self._given.add(number)
        return number

    def put(self, record: R) -> R:
        """Add a revision and return the record with its new revision number.

        Raises `Conflict` with both versions when the record was made from an
        older revision than the newest.
        """
        yours = cast(Any, record)
        earlier = self.puts.get(yours.id)
        newest = None if yours.id in self._given else self._ledger.revision(yours.id)
        current = earlier if earlier is not None else newest and cast(Any, newest.record)
        if (current.rev if current is not None else 0) != yours.rev:
            by = newest.by if newest else self.by
            raise Conflict(yours.id, by, current, record)
        rev = earlier.rev if earlier is not None else yours.rev + 1
        self.puts[yours.id] = replace(yours, rev=rev)
        prefix, number = split_number(yours.id)
        if prefix in self._numbers:
            self._numbers[prefix] = max(self._numbers[prefix], number)
        return cast(R, self.puts[yours.id])

    def get(self, id: str) -> Any | None:
        """Return the newest revision of a record, with what this commit has put."""
        return self.puts[id] if id in self.puts else self._ledger.get(id)

    def records(self, type_: type[R]) -> list[R]:
        """Return the current records of a type, with what this commit has put."""
        return list(self.later(type_)())

    def at_hand(self, type_: type[R]) -> tuple[R, ...]:
        """Return the records of a type without those that rest, as `Ledger.at_hand` does."""
        return _put_over(self._ledger.at_hand(type_), self._put_of(type_))

    def later(self, type_: type[R]) -> Callable[[], tuple[R, ...]]:
        """Return what gives the records of a type as they are now, when it is called."""
        load, puts = self._ledger.later(type_), self._put_of(type_)
        return (lambda: _put_over(load(), puts)) if puts else load

    def _put_of(self, type_: type[R]) -> dict[str, R]:
        return {id_: record for id_, record in self.puts.items() if type(record) is type_}

    def lines(self, codec: _Codec, terminal: str, end: Tip) -> Added:
        """Return what was put as the lines behind the last one, each with the hash before it."""
        revisions, documents, texts = [], [], {}
        seq, tip = end
        for id_, record in self.puts.items():
            kind, data = codec.dump(record)
            seq += 1
            revision = Revision(
                seq,
                id_,
                kind,
                record.rev,
                self.at.isoformat(),
                self.by,
                terminal,
                self.action,
                record,
                self.unverified,
                self.user,
                self.proof,
            )
            document = _document(revision, codec, tip, data, self.draft)
            revisions.append(revision)
            documents.append(Document(document, doc_id=seq))
            texts[str(seq)] = dump_line(document)
            tip = line_hash(texts[str(seq)])
        return Added(revisions, documents, texts, Tip(seq, tip))


def _document(
    revision: Revision, codec: _Codec, tip: str, data: dict[str, object], draft: str
) -> dict[str, object]:
    document: dict[str, object] = {
        "id": revision.id,
        "kind": revision.kind,
        "rev": revision.rev,
        "at": revision.at,
        "by": revision.by,
        "terminal": revision.terminal,
        "action": revision.action,
        "keep": codec.keep_until(revision.record),
        "prev": tip,
        "data": data,
    }
    if draft:
        document["draft"] = draft
    if revision.user:
        document["user"] = revision.user
    if revision.proof:
        document["proof"] = revision.proof
    if revision.unverified:
        document["clock"] = "unverified"
    if codec.schema > 1:
        document["schema"] = codec.schema
    return document


def _put_over(known: tuple[R, ...], puts: dict[str, R]) -> tuple[R, ...]:
    """Return the records with those that were put in their place, or behind the others."""
    if not puts:
        return known
    fresh = dict(puts)
    shown = [fresh.pop(cast(Any, record).id, record) for record in known]
    return (*shown, *fresh.values())
