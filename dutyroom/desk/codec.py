"""Between the records of the domain and the documents of the ledger."""

from __future__ import annotations

from typing import cast

from dutyroom.desk.upcasts import UPCASTS
from dutyroom.domain.base.shape import read_kept, to_document
from dutyroom.domain.facts.retiming import is_unverified
from dutyroom.domain.records.base import Record
from dutyroom.domain.records.kinds import BY_CODE, KINDS, kind_of

_PLENTY = frozenset(kind.code for kind in KINDS if kind.plenty)
_RESTING: dict[str, type[Record]] = {kind.code: kind.cls for kind in KINDS if kind.held == "lazily"}

STANDING = "9999-12-31"


class RecordCodec:
    """Turns records into documents and back; says which live on at the turn of a month."""

    schema = 1 + len(UPCASTS)

    def dump(self, record: object) -> tuple[str, dict[str, object]]:
        """Return the kind and the document, without id and revision."""
        document = cast("dict[str, object]", to_document(record))
        for known in ("id", "rev"):
            document.pop(known, None)
        return kind_of(cast("type[Record]", type(record))).code, document

    def load(
        self, kind: str, id: str, rev: int, document: dict[str, object], schema: int = 1
    ) -> object:
        """Return the record; keys of a newer program are passed over.

        Raises LookupError for a kind that only a newer program knows.
        """
        document = self.brought_up(kind, document, schema)
        return read_kept(BY_CODE[kind].cls, {**document, "id": id, "rev": rev})

    def brought_up(self, kind: str, document: dict[str, object], schema: int) -> dict[str, object]:
        """Return a document of an older schema as this program would have written it."""
        for step in range(schema, self.schema):
            document = UPCASTS[step](kind, document)
        return document

    def is_history(self, kind: str, keep: str, today: str) -> bool:
        """Tell whether a finished item is old enough to be left to the search."""
        return kind in _PLENTY and keep < today

    def rests(self, kind: str, keep: str) -> type[object] | None:
        """Return the type of a finished record that is read when somebody asks for all."""
        return _RESTING.get(kind) if keep < STANDING else None

    def keep_until(self, record: object) -> str:
        """Return the last month opening (as a date) that still carries the record.

        By a clock in doubt nobody knows its day: it stands until somebody has looked.
        """
        known = cast(Record, record)
        kind = kind_of(type(known))
        if kind.stands(known) or is_unverified(known):
            return STANDING
        return (kind.last_day(known) + kind.kept).isoformat()
