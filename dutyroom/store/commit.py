"""A commit under way: the numbers it gives and the revisions it adds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Protocol, TypeVar, cast

from dutyroom.store.errors import Conflict
from dutyroom.store.revisions import Revision
from dutyroom.store.view import split_number

R = TypeVar("R")


class _Ledger(Protocol):
    def highest(self, prefix: str, day: date) -> int: ...

    def revision(self, id: str) -> Revision | None: ...

    def get(self, id: str) -> Any | None: ...

    def at_hand(self, type_: type[R]) -> list[R]: ...

    def later(self, type_: type[R]) -> Callable[[], list[R]]: ...


class Commit:
    """A commit under way; see `Ledger.commit`."""

    def __init__(
        self, ledger: _Ledger, at: datetime, by: str, action: str, *, unverified: bool = False
    ) -> None:
        """Begin with nothing put."""
        self.at, self.by, self.action, self.unverified = at, by, action, unverified
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
        return self.later(type_)()

    def at_hand(self, type_: type[R]) -> list[R]:
        """Return the records of a type without those that rest, as `Ledger.at_hand` does."""
        return _put_over(self._ledger.at_hand(type_), type_, self.puts)

    def later(self, type_: type[R]) -> Callable[[], list[R]]:
        """Return what gives the records of a type as they are now, when it is called."""
        load, puts = self._ledger.later(type_), dict(self.puts)
        return lambda: _put_over(load(), type_, puts)


def _put_over(kept: list[R], type_: type[R], puts: dict[str, Any]) -> list[R]:
    known = {cast(Any, record).id for record in kept}
    fresh = [put for id_, put in puts.items() if type(put) is type_ and id_ not in known]
    return [puts.get(cast(Any, record).id, record) for record in (*kept, *fresh)]
