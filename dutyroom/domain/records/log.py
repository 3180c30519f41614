"""The log: calls, visits, messages and work orders."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from dutyroom.domain.records.base import Mark, Record
from dutyroom.values import dataclass

EntryKind = Literal["call", "visit", "message"]


EntryStatus = Literal["open", "following", "passed_on", "closed", "void"]


OrderStatus = Literal["new", "assigned", "working", "controlled", "finished", "closed", "void"]


OPEN_ENTRY = ("open", "following", "passed_on")
OPEN_ORDER = ("new", "assigned", "working", "controlled", "finished")


@dataclass(frozen=True, slots=True)
class Step:
    """Something done about an item: who, when, what."""

    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """An item given to somebody on duty: by whom, to whom, when, and when it was seen (R-044)."""

    by: str
    to: str
    at: datetime
    seen: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Record):
    """A call, visit or message in the log (F-01; R-005, R-033, R-163).

    ``at`` is the event time, ``entered`` the entry time. ``room`` is the unit
    or room; for a message ``whom`` is the person it is for, for a visit the
    person to see.
    """

    kind: EntryKind
    day: date
    at: datetime
    entered: datetime
    by: str
    owner: str
    caller: str = ""
    phone: str = ""
    room: str = ""
    whom: str = ""
    category: str = "enquiry"
    text: str = ""
    urgency: str = "normal"
    rings: int | None = None
    status: EntryStatus = "open"
    left: datetime | None = None
    suspicious: bool = False
    handovers: int = 0
    steps: tuple[Step, ...] = ()
    marks: tuple[Mark, ...] = ()
    order: str = ""
    follow_up: datetime | None = None
    assigned: tuple[Assignment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrder(Record):
    """A work order (服务派工单, F-02).

    ``unit`` is the unit that it is a matter of, where it was given to one (R-045).
    """

    day: date
    at: datetime
    entered: datetime
    by: str
    owner: str
    text: str
    place: str = ""
    phone: str = ""
    urgency: str = "normal"
    status: OrderStatus = "new"
    assignee: str = ""
    source: str = ""
    handovers: int = 0
    steps: tuple[Step, ...] = ()
    follow_up: datetime | None = None
    unit: str = ""
    assigned: tuple[Assignment, ...] = ()
