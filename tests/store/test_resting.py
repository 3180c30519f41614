"""Finished records: their lines are kept as they stand until somebody asks."""

from __future__ import annotations

import json
from pathlib import Path

from dutyroom.store.ledger import Ledger
from dutyroom.store.pages import opening_page
from tests.store.books import Note, Notes, book, on, page_texts, write


class Counting(Notes):
    """The notes' codec, which remembers what it has loaded."""

    def __init__(self) -> None:
        """Begin with nothing loaded."""
        self.loaded: list[str] = []

    def load(
        self, kind: str, id: str, rev: int, document: dict[str, object], schema: int
    ) -> object:
        self.loaded.append(id)
        return super().load(kind, id, rev, document, schema)


class Lasting(Notes):
    """The notes' codec, for which finished notes are carried along for years."""

    def keep_until(self, record: object) -> str:
        return super().keep_until(record) or "2028-01-01"


def month(root: Path, codec: Notes | None = None) -> None:
    """Write an open note and two finished ones, on pages that are full."""
    root.mkdir(exist_ok=True)
    ledger = Ledger(root, codec or Notes(), terminal="duty room", page_lines=2)
    write(ledger, "水管漏水", "门灯不亮", at=on(12, 5), open=True)
    with ledger.commit(at=on(12, 5), by="王芳", action="note.close") as commit:
        for note in ledger.records(Note)[1:]:
            commit.put(Note(note.id, note.rev, note.text))
    write(ledger, "来访一人", at=on(12, 6))
    write(ledger, "电话一个", at=on(12, 7), open=True)


def test_only_what_is_open_is_loaded_before_somebody_asks_for_more(tmp_path: Path) -> None:
    month(tmp_path)
    codec = Counting()
    ledger = Ledger(tmp_path, codec, terminal="home")

    assert [note.text for note in ledger.at_hand(Note)] == ["水管漏水", "电话一个"]
    assert "LD-20261206-001" not in codec.loaded

    texts = [note.text for note in ledger.records(Note)]
    assert texts == ["水管漏水", "门灯不亮", "来访一人", "电话一个"]


def test_what_was_to_be_read_later_is_what_it_was_then(tmp_path: Path) -> None:
    month(tmp_path)
    ledger = book(tmp_path)
    later = ledger.later(Note)
    note = ledger.get("LD-20261206-001")
    assert note is not None

    with ledger.commit(at=on(12, 8), by="李娜", action="note.change") as commit:
        commit.put(Note(note.id, note.rev, "来访两人"))

    assert "来访一人" in [note.text for note in later()]
    assert "来访两人" in [note.text for note in ledger.records(Note)]


def test_a_finished_record_can_be_amended_without_having_been_asked_for(tmp_path: Path) -> None:
    month(tmp_path)
    with book(tmp_path).commit(at=on(12, 8), by="李娜", action="note.change") as commit:
        changed = commit.put(Note("LD-20261206-001", 1, "来访两人"))

    assert changed.rev == 2
    assert book(tmp_path).verify().damage == ()


def test_a_line_that_makes_no_sense_is_named_when_it_is_asked_for(tmp_path: Path) -> None:
    month(tmp_path, Lasting())
    write(Ledger(tmp_path, Lasting(), terminal="home"), "新年", at=on(1, 1, 2027))
    opening = tmp_path / "2027-01" / "carried.json"
    held = json.loads(opening.read_text("utf-8").replace('"text":"门灯不亮"', '"test":"门灯不亮"'))
    opening.write_bytes(opening_page(1, held["balance"]["1"], held["carried"]))

    ledger = Ledger(tmp_path, Lasting(), terminal="home")
    texts = [note.text for note in ledger.records(Note)]

    assert texts == ["水管漏水", "来访一人", "电话一个", "新年"]
    assert [damage.record for damage in ledger.damage] == ["LD-20261205-002"]


def test_pages_are_written_the_same_whether_or_not_anything_was_asked_for(tmp_path: Path) -> None:
    month(tmp_path / "asked")
    month(tmp_path / "not")
    asked, quiet = book(tmp_path / "asked"), book(tmp_path / "not")
    asked.records(Note)
    for ledger in (asked, quiet):
        write(ledger, "新年", at=on(1, 1, 2027))

    assert page_texts(tmp_path / "asked") == page_texts(tmp_path / "not")
