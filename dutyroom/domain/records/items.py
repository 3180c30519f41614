"""What can be open: the base of calls, visits, messages and work orders, and its thread.

Incidents, findings and tasks will stand on the same base. A field that later
issues need is here already where a line of the ledger would else have to be
read in two ways.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Literal

from dutyroom.domain.records.base import Record
from dutyroom.values import dataclass

ItemKind = Literal["call", "visit", "message", "order"]
OwnerKind = Literal["person", "post", "unit", "outside"]
LinkKind = Literal["order", "source"]
StepKind = Literal[
    "noted",
    "notified",
    "asked",
    "reported",
    "decided",
    "promised",
    "referred",
    "told",
    "moved",
    "called_back",
    "corrected",
    "reopened",
]

_ENDED = ("closed", "void")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something done about an item: one line of its thread.

    ``kind`` is what it was: noted, notified, help asked for, reported up,
    decided, promised, referred, told and confirmed, moved from one owner to
    another, called back, corrected, reopened. ``text`` are the words.

    The other fields are for the kinds that need them, and empty today: ``whom``
    is who was notified, asked, reported to, promised, told or called back, or
    where the caller was referred to; ``way`` how (by telephone, in person);
    ``answer`` what came back, as an instruction from above or how satisfied the
    caller was; ``field`` what was corrected; ``old`` and ``new`` the owners of
    a move, or the values of a correction.
    """

    at: datetime
    by: str
    kind: StepKind
    text: str = ""
    whom: str = ""
    way: str = ""
    field: str = ""
    old: str = ""
    new: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Another record that an item belongs with: the order of a call, the source of an order."""

    kind: LinkKind
    to: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """An item given to somebody on duty: by whom, to whom, when, and when it was seen (R-044)."""

    by: str
    to: str
    at: datetime
    seen: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Record):
    """Something that can be open, from its first line until it is closed (R-004, R-137).

    ``day`` is the duty date, ``at`` the event time, ``entered`` the entry time,
    ``by`` who wrote it down. ``unit`` is the unit that it is a matter of, where
    it was given to one (R-045). ``follow_up`` is the deadline that somebody
    set, ``handovers`` how often it was handed over while it was open.

    ``owner`` answers for it now: a person's key, or the name of a post, a unit
    or an outside body, as ``owner_kind`` says. Only `dutyroom.domain.log.items`
    changes the two, and always both.
    """

    kind: ItemKind
    day: date
    at: datetime
    entered: datetime
    by: str
    owner: str
    owner_kind: OwnerKind = "person"
    text: str = ""
    phone: str = ""
    urgency: str = "normal"
    status: str
    unit: str = ""
    follow_up: datetime | None = None
    handovers: int = 0
    thread: tuple[Step, ...] = ()
    links: tuple[Link, ...] = ()
    assigned: tuple[Assignment, ...] = ()
    first_asked: str = ""
    """Who was asked first (首问人), for life; empty where ``by`` was. Nothing reads it yet."""
    post: str = ""
    """The post that it belongs to, and passes on with. Nothing reads it yet."""
    confidential: bool = False
    """Whether its text is only for whom it concerns (保密). Nothing reads it yet."""

    ALSO_SHOWN: ClassVar[tuple[str, ...]] = ("steps",)
    """What scripts are shown next to the fields: names that they have always read."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """The thread, by the name that scripts know."""
        return self.thread

    @property
    def is_open(self) -> bool:
        """Whether it still waits for something: neither closed nor void."""
        return self.status not in _ENDED

    @property
    def where(self) -> str:
        """The room or place that it is about."""
        return ""

    @property
    def who(self) -> str:
        """Who called or came, or does the work, as it was typed."""
        return ""

    def linked(self, kind: LinkKind) -> str:
        """Return the number of the record that it was last linked to in this way, or nothing."""
        for link in reversed(self.links):
            if link.kind == kind:
                return link.to
        return ""
