"""The newest revisions are sorted by type once, and only what changes is sorted again."""

from __future__ import annotations

from pathlib import Path

from dutyroom.store.ledger import Ledger
from tests.store.books import MORNING, Badge, Note, book, on, write


def badge(ledger: Ledger, holder: str) -> None:
    known = ledger.get("B:1")
    with ledger.commit(at=MORNING, by="王芳", action="badge.give") as commit:
        commit.put(Badge("B:1", known.rev if known else 0, holder))


def texts(ledger: Ledger) -> list[str]:
    return [note.text for note in ledger.records(Note)]


def test_a_type_of_which_nothing_changed_is_the_same_tuple(tmp_path: Path) -> None:
    ledger = book(tmp_path)
    write(ledger, "one", "two")
    badge(ledger, "王芳")
    notes, badges = ledger.later(Note)(), ledger.later(Badge)()

    badge(ledger, "李娜")

    assert ledger.later(Note)() is notes
    assert ledger.later(Badge)() == (Badge("B:1", 2, "李娜"),)
    assert badges == (Badge("B:1", 1, "王芳"),)


def test_what_changes_stays_where_it_stood(tmp_path: Path) -> None:
    ledger, other = book(tmp_path), book(tmp_path, "home")
    first, _second = write(ledger, "one", "two")
    assert texts(ledger) == texts(other) == ["one", "two"]

    with ledger.commit(at=MORNING, by="王芳", action="note.change") as commit:
        commit.put(Note(first.id, 1, "changed"))
        commit.put(Note(commit.number("LD", MORNING.date()), text="three"))
        assert [note.text for note in commit.records(Note)] == ["changed", "two", "three"]
    other.refresh()

    assert texts(ledger) == texts(other) == ["changed", "two", "three"]


def test_a_record_of_another_type_under_a_known_id_leaves_its_old_place(tmp_path: Path) -> None:
    ledger = book(tmp_path)
    first, _second = write(ledger, "one", "two")
    assert texts(ledger) == ["one", "two"]

    with ledger.commit(at=MORNING, by="王芳", action="note.change") as commit:
        commit.put(Badge(first.id, 1, "王芳"))

    assert texts(ledger) == texts(book(tmp_path)) == ["two"]
    assert [held.holder for held in ledger.records(Badge)] == ["王芳"]


def test_a_commit_hands_on_what_it_did_not_touch(tmp_path: Path) -> None:
    ledger = book(tmp_path)
    write(ledger, "one")
    with ledger.commit(at=on(12, 6), by="王芳", action="badge.give") as commit:
        before = commit.later(Note)
        commit.put(Badge("B:1", 0, "王芳"))
        assert commit.later(Note)() is ledger.later(Note)()
        commit.put(Note(commit.number("LD", on(12, 6).date()), text="two"))
        assert [note.text for note in before()] == ["one"]
        assert [note.text for note in commit.later(Note)()] == ["one", "two"]
