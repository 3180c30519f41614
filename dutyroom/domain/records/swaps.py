"""Requests for leave and swaps of shifts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from dutyroom.domain.records.base import Mark, Record, Signature
from dutyroom.domain.records.roster import ShiftRef
from dutyroom.values import dataclass

SwapKind = Literal["substitute", "exchange", "recall", "unapproved"]


SwapStatus = Literal[
    "requested", "waiting", "effective", "rejected", "withdrawn", "unapproved", "excused"
]


@dataclass(frozen=True, slots=True)
class Notice:
    """Somebody who was told of a swap: an office or a leader, when, and by whom (R-069)."""

    receiver: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap(Record):
    """A request for leave or a swap of shifts (F-15; states 5.2).

    The shift is that of ``applicant``; ``other`` is the substitute's in an
    exchange, ``days`` those of a recall. ``urgent`` came later than the
    profile's lead; an ``unapproved`` one was found at a sign-in (R-026).
    ``version`` is that of the roster which the swap made. A written delegation
    has its number as ``document``, the day it is ``dated`` and the first and last
    day of what is ``delegated`` (R-376). ``matters`` is what the applicant hands
    over to the substitute, who ticks it: ``note_read`` (R-190).
    """

    day: date
    post: str
    shift: str
    kind: SwapKind
    applicant: str
    submitted: datetime
    by: str
    reason: str = ""
    cause: str = ""
    substitute: str = ""
    other: ShiftRef | None = None
    days: tuple[date, ...] = ()
    status: SwapStatus = "requested"
    urgent: bool = False
    consents: tuple[Signature, ...] = ()
    notices: tuple[Notice, ...] = ()
    document: str = ""
    qualification: str = ""
    dated: date | None = None
    delegated: tuple[date, ...] = ()
    decided: Signature | None = None
    decision: str = ""
    effective: datetime | None = None
    version: int = 0
    marks: tuple[Mark, ...] = ()
    matters: str = ""
    note_read: Signature | None = None

    @property
    def ref(self) -> ShiftRef:
        """The shift that it is about, the applicant's."""
        return ShiftRef(self.day, self.post, self.shift)
