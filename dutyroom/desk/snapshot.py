"""The state of a station's records, made in one pass over their kinds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from dutyroom.domain.facts.state import DutyState, LazyRecords
from dutyroom.domain.records.base import Record
from dutyroom.domain.records.kinds import KINDS, Kind

R = TypeVar("R", bound=Record)


class Source(Protocol):
    """What shows records by their type: a ledger, or a commit with what it has put."""

    def at_hand(self, type_: type[R], /) -> tuple[R, ...]:
        """Return the records of a type without those that are read only when asked for."""

    def later(self, type_: type[R], /) -> Callable[[], tuple[R, ...]]:
        """Return what gives all of them as they are now, when it is called.

        In order of first writing, and the same tuple until one of them changes.
        """


def snapshot(source: Source) -> DutyState:
    """Return the state of the records that a ledger or a commit shows."""
    return DutyState(**{kind.field: _held(kind, source) for kind in KINDS})


def _held(kind: Kind[Any], source: Source) -> Any:
    """Return the records of a kind as the state holds them."""
    match kind.held:
        case "by_key":
            return {record.key: record for record in source.later(kind.cls)()}
        case "lazily":
            return LazyRecords(source.at_hand(kind.cls), source.later(kind.cls))
        case "in_order":
            return source.later(kind.cls)()
