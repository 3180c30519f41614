"""Between the records of the domain and the documents of the ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import cast

from dutyroom.domain.base.shape import read_kept, to_document
from dutyroom.domain.facts.state import OPEN_ENTRY, OPEN_ORDER
from dutyroom.domain.records.base import Record
from dutyroom.domain.records.handover import Handover
from dutyroom.domain.records.log import Entry, WorkOrder
from dutyroom.domain.records.patrol import Inspection, Round
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import (
    Attendance,
    Away,
    LeaderPresence,
    Leave,
    Meeting,
    PhoneHandover,
    PlaceChange,
    PostCheck,
)
from dutyroom.domain.records.roster import Roster, WorkDay
from dutyroom.domain.records.station import Alarm, ClockCheck, Closure, Contact, Recovery, Refusal
from dutyroom.domain.records.swaps import Swap

KINDS: dict[str, type[Record]] = {
    "person": Person,
    "roster": Roster,
    "attendance": Attendance,
    "away": Away,
    "phone_out": PhoneHandover,
    "place": PlaceChange,
    "check": PostCheck,
    "leader": LeaderPresence,
    "meeting": Meeting,
    "entry": Entry,
    "order": WorkOrder,
    "round": Round,
    "inspection": Inspection,
    "handover": Handover,
    "contact": Contact,
    "closure": Closure,
    "clock": ClockCheck,
    "alarm": Alarm,
    "swap": Swap,
    "leave": Leave,
    "refusal": Refusal,
    "recovery": Recovery,
    "work": WorkDay,
}
_PLENTY = frozenset({"entry", "order", "round", "inspection"})
_LONG = frozenset({"entry", "order"})
_CODES = {cls: code for code, cls in KINDS.items()}

STANDING = "9999-12-31"
REMEMBERED = timedelta(days=62)
"""How long an answer to an alarm is kept, so that what it is about does not ring again."""
BALANCE = timedelta(days=400)
"""How long leave is kept past its last day, for two years' balance, and a refusal for audits."""
NEARBY = timedelta(days=7)
"""How far past its day a finished record stays in the opening balance of a month."""


Upcast = Callable[[str, dict[str, object]], dict[str, object]]
UPCASTS: dict[int, Upcast] = {}
"""For each older schema, the pure function that takes a kind's document to the next."""


class RecordCodec:
    """Turns records into documents and back; says which live on at the turn of a month."""

    schema = 1 + len(UPCASTS)

    def dump(self, record: object) -> tuple[str, dict[str, object]]:
        """Return the kind and the document, without id and revision."""
        document = cast("dict[str, object]", to_document(record))
        for known in ("id", "rev"):
            document.pop(known, None)
        return _CODES[cast("type[Record]", type(record))], document

    def load(
        self, kind: str, id: str, rev: int, document: dict[str, object], schema: int = 1
    ) -> object:
        """Return the record; keys of a newer program are passed over."""
        document = self.brought_up(kind, document, schema)
        return read_kept(KINDS[kind], {**document, "id": id, "rev": rev})

    def brought_up(self, kind: str, document: dict[str, object], schema: int) -> dict[str, object]:
        """Return a document of an older schema as this program would have written it."""
        for step in range(schema, self.schema):
            document = UPCASTS[step](kind, document)
        return document

    def is_history(self, kind: str, keep: str, today: str) -> bool:
        """Tell whether a finished item is old enough to be left to the search."""
        return kind in _PLENTY and keep < today

    def rests(self, kind: str, keep: str) -> type[object] | None:
        """Return the type of a closed entry or order: the first screen shows what is open."""
        return KINDS[kind] if kind in _LONG and keep < STANDING else None

    def keep_until(self, record: object) -> str:
        """Return the last month opening (as a date) that still carries the record."""
        if _stands(record):
            return STANDING
        last = (
            record.last if isinstance(record, Roster | Leave) else getattr(record, "day", date.min)
        )
        near = _KEPT.get(type(record), NEARBY)
        return cast(str, (last + near).isoformat())


_KEPT = {Alarm: REMEMBERED, Swap: REMEMBERED, Leave: BALANCE, Refusal: BALANCE, Recovery: BALANCE}


def _stands(record: object) -> bool:
    match record:
        case Person() | Contact():
            return True
        case Attendance():
            return record.left is None
        case Away() | PhoneHandover():
            return record.back is None
        case Entry():
            return record.status in OPEN_ENTRY
        case WorkOrder():
            return record.status in OPEN_ORDER
        case Handover():
            return record.status in ("checking", "one_signature")
        case Swap():
            return record.status in ("requested", "waiting", "unapproved")
        case _:
            return False
