"""Revisions: what one commit made of one record, parsed at once or when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dutyroom.store.layout import RawLine, read_line
from dutyroom.store.sealed import SealedLine, parsed, schema_of, sealed_head

Loader = Callable[[str, str, int, dict[str, object], int], object]


class Revision(NamedTuple):
    """A record as one commit left it; ``unverified`` when the clock may have been wrong.

    ``proof`` is how the name of ``by`` was proved, ``user`` whose Unix account
    wrote the line; both are empty where the line does not say.
    """

    seq: int
    id: str
    kind: str
    rev: int
    at: str
    by: str
    terminal: str
    action: str
    record: object
    unverified: bool = False
    user: str = ""
    proof: str = ""

    @property
    def type(self) -> type[object]:
        """The type of the record."""
        return type(self.record)

    @property
    def whole(self) -> Revision:
        """The revision itself; see `Resting`."""
        return self


class Resting:
    """A revision that is still the line it stands in, until somebody asks.

    One of a ``type`` rests: its record is finished, a busy week has a thousand
    of these, and the first screen needs none. Without one it waits only to see
    whether a later line follows.
    """

    __slots__ = ("_line", "_load", "_whole", "type")

    def __init__(self, line: SealedLine, type_: type[object] | None, load: Loader) -> None:
        """Keep the line, the type of a record that rests, and how a document becomes one."""
        self._line, self.type, self._load = line, type_, load
        self._whole: Revision | None = None

    @property
    def id(self) -> str:
        """The record's id."""
        return self._line.record

    @property
    def at(self) -> str:
        """The entry time, ISO 8601."""
        return self._line.at

    @property
    def unverified(self) -> bool:
        """Whether the clock may have been wrong."""
        return self._line.unverified

    @property
    def keep(self) -> str:
        """The last ISO date on which a month may open that still carries the record."""
        return self._line.keep

    @property
    def whole(self) -> Revision:
        """The revision, parsed once. Raises ValueError when its document makes no sense."""
        if self._whole is None:
            self._whole = revision_of(parsed(self._line), self._load)
        return self._whole


class Hit(NamedTuple):
    """A line that a search found; it is parsed, and its record made, when somebody asks.

    ``data`` is where the record's own document begins in it.
    """

    text: bytes
    id: str
    kind: str
    data: bytes
    load: Loader

    @property
    def schema(self) -> int:
        """The schema that the document is written in."""
        return schema_of(self.text)

    @property
    def saved(self) -> str:
        """The id of the draft that the line saved, or an empty text."""
        line = read_line(0, self.text)
        return str(line.document.get("draft", "")) if line else ""

    @property
    def document(self) -> dict[str, object]:
        """The record's own document; an empty one where the line makes no sense."""
        line = read_line(0, self.text)
        data = line.document.get("data") if line else None
        return data if isinstance(data, dict) else {}

    @property
    def whole(self) -> Revision:
        """The revision. Raises ValueError when the line makes no sense."""
        line = read_line(0, self.text)
        if line is None:
            raise ValueError(self.text[:40])
        return revision_of(line, self.load)


def hit_of(text: bytes, load: Loader) -> Hit | None:
    """Return a line of a page as a hit, or None where it is no revision."""
    head = sealed_head(text)
    if head is not None:
        return Hit(text, head.id, head.kind, text[head.end :], load)
    line = read_line(0, text)
    if line is None or "prev" not in line.document:
        return None
    id_, kind = str(line.document.get("id", "")), str(line.document.get("kind", ""))
    return Hit(text, id_, kind, b"", load)


def revision_of(raw: RawLine, load: Loader) -> Revision:
    """Return a line as a revision. Raises ValueError when its document makes no sense."""
    try:
        held = raw.document
        id_, kind, rev = str(held["id"]), str(held["kind"]), int(held["rev"])
        at, by = str(held["at"]), str(held["by"])
        terminal, action = str(held["terminal"]), str(held["action"])
        record = load(kind, id_, rev, held["data"], int(held.get("schema", 1)))
    except (LookupError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise ValueError(repr(error)) from error
    doubt = held.get("clock") == "unverified"
    user, proof = str(held.get("user", "")), str(held.get("proof", ""))
    return Revision(raw.seq, id_, kind, rev, at, by, terminal, action, record, doubt, user, proof)
