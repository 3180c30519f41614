"""Patrol rounds and inspections."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from dutyroom.domain.records.base import Mark, Record
from dutyroom.domain.records.roster import ShiftRef
from dutyroom.values import dataclass

RoundStatus = Literal["walking", "complete", "stopped", "late_entry"]


@dataclass(frozen=True, slots=True)
class PointResult:
    """What was found at a checkpoint: normal, abnormal (with text) or unseen (with reason)."""

    point: str
    result: Literal["normal", "abnormal", "unseen"]
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(Record):
    """A patrol round (巡视, F-08; R-010, R-385)."""

    day: date
    post: str
    shift: str
    route: str
    person: str
    started: datetime
    entered: datetime
    status: RoundStatus = "walking"
    ended: datetime | None = None
    points: tuple[PointResult, ...] = ()
    reason: str = ""
    marks: tuple[Mark, ...] = ()

    @property
    def ref(self) -> ShiftRef:
        """The shift in which it was walked."""
        return ShiftRef(self.day, self.post, self.shift)


@dataclass(frozen=True, slots=True)
class ItemResult:
    """An inspected item: normal, or a fault with its text."""

    group: str
    item: str
    result: Literal["normal", "fault"]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection(Record):
    """A closing inspection (R-016, R-017)."""

    day: date
    post: str
    shift: str
    person: str
    started: datetime
    items: tuple[ItemResult, ...]
    ended: datetime | None = None
    marks: tuple[Mark, ...] = ()

    @property
    def ref(self) -> ShiftRef:
        """The shift that it closes."""
        return ShiftRef(self.day, self.post, self.shift)
