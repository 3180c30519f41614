"""The handover from one shift to the next."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from dutyroom.domain.records.base import Mark, Record, Signature
from dutyroom.domain.records.roster import ShiftRef
from dutyroom.values import dataclass

HandoverStatus = Literal["checking", "one_signature", "complete", "stopped"]


@dataclass(frozen=True, slots=True)
class Count:
    """An article counted at takeover (R-127, R-128)."""

    article: str
    expected: int
    counted: int | None = None
    condition: str = ""
    explanation: str = ""
    accepted: bool | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """A checklist answer: ``yes``, ``no`` with a note, or unanswered."""

    code: str
    side: Literal["outgoing", "incoming"]
    answer: Literal["", "yes", "no"] = ""
    note: str = ""
    explanation: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Passed:
    """An open item at the handover: why it is open and who has it next (R-106, R-130)."""

    item: str
    owner: str = ""
    reason: str = ""
    follow_up: datetime | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the relief and the answer (R-174)."""

    asked_by: str
    question: str
    at: datetime
    answer: str = ""
    answered_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover(Record):
    """A handover from one shift to the next at one post (F-09; R-133, R-171).

    ``tip`` is the last line of the ledger when it was completed, by number and
    hash: printed on the sheet, it shows a history that was rewritten later.
    """

    day: date
    post: str
    from_shift: str
    to_shift: str
    to_day: date
    due: datetime
    opened: datetime
    outgoing: tuple[str, ...]
    incoming: tuple[str, ...] = ()
    ticks: tuple[Tick, ...] = ()
    counts: tuple[Count, ...] = ()
    passed: tuple[Passed, ...] = ()
    questions: tuple[Question, ...] = ()
    summary: tuple[str, ...] = ()
    outgoing_signed: Signature | None = None
    incoming_signed: Signature | None = None
    voided: tuple[Signature, ...] = ()
    status: HandoverStatus = "checking"
    marks: tuple[Mark, ...] = ()
    override: str = ""
    overridden_by: str = ""
    overridden: tuple[str, ...] = ()
    seal: str = ""
    tip: str = ""

    @property
    def ref(self) -> ShiftRef:
        """The shift that is handed over."""
        return ShiftRef(self.day, self.post, self.from_shift)

    @property
    def under_way(self) -> bool:
        """Whether it has begun and is not over."""
        return self.status in ("checking", "one_signature")

    @property
    def has_signature(self) -> bool:
        """Whether somebody has signed it, even if that counts no more."""
        return bool(self.outgoing_signed or self.incoming_signed or self.voided)

    @property
    def closes_post(self) -> bool:
        """Whether the post goes unmanned after this shift."""
        return not self.to_shift
