"""An action under way: one commit, with the state that it sees and the numbers that it gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Literal, TypeVar

from dutyroom.desk.snapshot import snapshot
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.base import UNVERIFIED, Mark, Record
from dutyroom.domain.records.kinds import kind_of
from dutyroom.store.ledger import Commit
from dutyroom.values import dataclass

R = TypeVar("R", bound=Record)
Proof = Literal["", "pin", "session", "none"]
"""How a name was proved: by PIN, by the PIN of the terminal's session, not at all; or not said."""


@dataclass(frozen=True, slots=True)
class Change:
    """An action under way: what the records say under the lock, and what it adds.

    Either everything put here becomes durable when the action ends, or
    nothing does.
    """

    commit: Commit
    now: datetime
    day: date
    doubt: bool = False

    @property
    def state(self) -> DutyState:
        """Return the records as they are now, with what this action has put."""
        return snapshot(self.commit)

    def put(self, record: R) -> R:
        """Add a revision; raises the store's Conflict on an older one.

        A record that carries marks has one while the clock is in doubt.
        """
        if self.doubt and kind_of(type(record)).marks:
            marks: tuple[Mark, ...] = record.marks  # type: ignore[attr-defined]
            if UNVERIFIED not in marks:
                record = replace(record, marks=(*marks, UNVERIFIED))  # type: ignore[call-arg]
        return self.commit.put(record)

    def number(self, cls: type[Record], day: date | None = None, *, sort: str = "") -> str:
        """Return the next number of a kind of record on a duty date, such as LD-20261201-004.

        ``sort`` is the record's own kind, where these have numbers of their own.
        """
        return self.commit.number(kind_of(cls).series_of(sort), day or self.day)
