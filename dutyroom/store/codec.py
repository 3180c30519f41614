"""What the ledger asks of whoever knows what its records are."""

from __future__ import annotations

from typing import Protocol


class Codec(Protocol):
    """Turns records into documents and back; see `Ledger`.

    ``schema`` numbers the form of the documents that `dump` gives. `load` is
    told the schema of a document and takes an older one up, step by step.
    """

    schema: int

    def dump(self, record: object) -> tuple[str, dict[str, object]]:
        """Return the kind of a record and its document, without id and revision."""

    def load(
        self, kind: str, id: str, rev: int, document: dict[str, object], schema: int
    ) -> object:
        """Return the record of a document that was written in this schema."""

    def keep_until(self, record: object) -> str:
        """Return the last ISO date on which a month may open that still carries it."""

    def is_history(self, kind: str, keep: str, today: str) -> bool:
        """Tell whether a record of this kind, kept until then, need not be loaded any more."""

    def rests(self, kind: str, keep: str) -> type[object] | None:
        """Return the type of a record that is only loaded when asked for; None for all others."""
