"""A tiny trade for the ledger's tests: notes and badges, and a codec for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from tinydb import TinyDB

from dutyroom.store.accepted import MENDING, Reserve, Seam
from dutyroom.store.copies import Copies
from dutyroom.store.folder import StationFolder
from dutyroom.store.ledger import Ledger

ZONE = timezone(timedelta(hours=8))
MORNING = datetime(2026, 12, 5, 8, 30, tzinfo=ZONE)
DAY = MORNING.date()


@dataclass(frozen=True, slots=True)
class Note:
    """Something written down; an open one is carried into the next month."""

    id: str
    rev: int = 0
    text: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class Badge:
    """A record of another type."""

    id: str
    rev: int = 0
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Mend:
    """A mending, as the desk keeps it: what it accepts, and numbers that may have been given."""

    id: str
    rev: int = 0
    lost: tuple[Seam, ...] = ()
    hidden: Reserve = field(default_factory=Reserve)
    until: str = ""


class Notes:
    """The codec of all three."""

    schema = 1

    def dump(self, record: object) -> tuple[str, dict[str, object]]:
        match record:
            case Note():
                return "note", {"text": record.text, "open": record.open}
            case Badge():
                return "badge", {"holder": record.holder}
            case Mend():
                numbers = record.hidden.numbers.items()
                return MENDING, {
                    "lost": [seam._asdict() for seam in record.lost],
                    "numbers": [{"series": series, "number": n} for series, n in numbers],
                    "unseen": record.hidden.unseen,
                    "until": record.until,
                }
        raise TypeError(record)

    def load(
        self, kind: str, id: str, rev: int, document: dict[str, object], schema: int
    ) -> object:
        if kind == "badge":
            return Badge(id, rev, str(document["holder"]))
        if kind == "note":
            return Note(id, rev, str(document["text"]), bool(document["open"]))
        if kind == MENDING:
            return Mend(id, rev)
        raise KeyError(kind)

    def is_history(self, kind: str, keep: str, today: str) -> bool:
        return False

    def rests(self, kind: str, keep: str) -> type[object] | None:
        return Note if kind == "note" and keep < "9999-12-31" else None

    def keep_until(self, record: object) -> str:
        if isinstance(record, Badge):
            return "9999-12-31"
        return "9999-12-31" if isinstance(record, Note) and record.open else ""


class LaterNotes(Notes):
    """The codec of a later program, whose notes call their text ``words``."""

    schema = 2

    def dump(self, record: object) -> tuple[str, dict[str, object]]:
        kind, document = super().dump(record)
        if kind == "note":
            document["words"] = document.pop("text")
        return kind, document

    def load(
        self, kind: str, id: str, rev: int, document: dict[str, object], schema: int
    ) -> object:
        if kind == "note" and schema > 1:
            document = {**document, "text": document["words"]}
        return super().load(kind, id, rev, document, schema)


def book(root: Path, terminal: str = "duty room", page_lines: int = 500) -> Ledger:
    """Open the ledger under a folder as another process would."""
    root.mkdir(parents=True, exist_ok=True)
    return Ledger(root, Notes(), terminal=terminal, lock_timeout=0.05, page_lines=page_lines)


def write(ledger: Ledger, *texts: str, at: datetime = MORNING, open: bool = False) -> list[Note]:
    """Write notes in one commit, each with the next number of the day."""
    with ledger.commit(at=at, by="王芳", action="note.add") as commit:
        return [
            commit.put(Note(commit.number("LD", at.date()), text=text, open=open)) for text in texts
        ]


def on(month: int, day: int, year: int = 2026) -> datetime:
    """Return half past eight on a day."""
    return datetime(year, month, day, 8, 30, tzinfo=ZONE)


def page_texts(root: Path) -> dict[str, str]:
    """Return every page of a ledger by name, in the order of the chain."""
    return {p.name: p.read_text("utf-8") for p in sorted(root.glob("*/*.json"))}


def stock_documents(path: Path) -> list[dict[str, object]]:
    """Return the revisions of a page as stock TinyDB reads them."""
    with TinyDB(path, access_mode="r") as db:
        return [dict(document) for document in db.table("revisions").all()]


def copied_station(place: Path) -> StationFolder:
    """Return a station of one record with a copy of it."""
    folder = StationFolder(place)
    folder.create(name="北门", profile_text="{}", language="zh", drill=False)
    write(book(folder.ledger), "一")
    Copies(folder).make(MORNING, "hour")
    return folder
