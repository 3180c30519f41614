"""The log: calls, visits, messages and work orders."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal

from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.items import Item
from dutyroom.values import dataclass

EntryKind = Literal["call", "visit", "message"]
EntryStatus = Literal["open", "following", "passed_on", "closed", "void"]
OrderStatus = Literal["new", "assigned", "working", "controlled", "finished", "closed", "void"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Item):
    """A call, visit or message in the log (F-01; R-005, R-033, R-163).

    ``room`` is the flat or room; for a message ``whom`` is the person it is
    for, for a visit the person to see.
    """

    kind: EntryKind
    status: EntryStatus = "open"
    caller: str = ""
    room: str = ""
    whom: str = ""
    category: str = "enquiry"
    rings: int | None = None
    left: datetime | None = None
    suspicious: bool = False
    marks: tuple[Mark, ...] = ()
    ALSO_SHOWN: ClassVar = ("steps", "order")

    @property
    def where(self) -> str:
        """The flat or room."""
        return self.room

    @property
    def who(self) -> str:
        """Who called or came."""
        return self.caller

    @property
    def order(self) -> str:
        """The number of the work order that does what was asked, or nothing."""
        return self.linked("order")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrder(Item):
    """A work order (服务派工单, F-02)."""

    kind: Literal["order"] = "order"
    status: OrderStatus = "new"
    place: str = ""
    assignee: str = ""
    marks: tuple[Mark, ...] = ()
    ALSO_SHOWN: ClassVar = ("steps", "source")

    @property
    def where(self) -> str:
        """The place."""
        return self.place

    @property
    def who(self) -> str:
        """Who does the work."""
        return self.assignee

    @property
    def source(self) -> str:
        """The number of the entry that it was made of, or nothing."""
        return self.linked("source")
