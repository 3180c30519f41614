"""A commit is acknowledged whole, or it never was."""

from __future__ import annotations

import errno
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NoReturn

import pytest

from dutyroom.store.errors import Busy, Conflict, Disturbed, Newer, NoPermission, NoSpace
from dutyroom.store.ledger import Ledger
from tests.store.books import (
    DAY,
    MORNING,
    Badge,
    LaterNotes,
    Note,
    book,
    on,
    page_texts,
    stock_documents,
    write,
)


def test_a_note_is_there_for_whoever_opens_the_ledger_next(tmp_path: Path) -> None:
    (note,) = write(book(tmp_path), "三楼水管漏水 [/] [b]")
    again = book(tmp_path)
    assert note == Note("LD-20261205-001", 1, "三楼水管漏水 [/] [b]")
    assert again.get(note.id) == note
    found = again.revision(note.id)
    assert found is not None
    assert (found.seq, found.kind, found.by) == (1, "note", "王芳")
    assert (found.terminal, found.action) == ("duty room", "note.add")
    assert found.at == "2026-12-05T08:30:00+08:00"


def test_what_was_put_and_what_was_read_back_are_the_same(tmp_path: Path) -> None:
    ledger = book(tmp_path)
    (note,) = write(ledger, "one")
    assert ledger.revision(note.id) == book(tmp_path).revision(note.id)
    assert ledger.tip == book(tmp_path).tip


@pytest.mark.parametrize(
    "text",
    [
        "\u3000全角\u2028行\u0085",
        "=1+1",
        "\x1b[31m",
        "line\nbreak\r\n",
        '"}},\n"9":{',
        "\ud800半个",
        "\0",
    ],
)
def test_no_text_breaks_a_page(tmp_path: Path, text: str) -> None:
    ledger = book(tmp_path)
    write(ledger, "before", text, "after")
    again = book(tmp_path)
    assert [note.text for note in again.records(Note)] == ["before", text, "after"]
    assert write(again, "more")[0].id == "LD-20261205-004"
    assert again.verify().damage == ()
    (page,) = tmp_path.glob("*/2026-12-05.json")
    assert stock_documents(page)[1]["data"] == {"text": text, "open": False}


def test_stock_tinydb_opens_every_page_after_every_commit(tmp_path: Path) -> None:
    ledger = book(tmp_path, page_lines=3)
    for n in range(10):
        write(ledger, f"note {n}")
        pages = sorted(tmp_path.glob("*/2026-12-05*.json"))
        texts = {str(d["id"]) for page in pages for d in stock_documents(page)}
        assert len(texts) == n + 1


def test_every_document_stands_on_a_line_of_its_own(tmp_path: Path) -> None:
    write(book(tmp_path), "来电", "来访")
    text = page_texts(tmp_path)["2026-12-05.json"]
    assert [line[:4] for line in text.splitlines()] == [
        '{"ab', '"1":', "},", '"rev', '"1":', '"2":', "}}",
    ]  # fmt: skip
    assert "来访" in text


def test_a_commit_that_fails_midway_writes_nothing(tmp_path: Path) -> None:
    ledger = book(tmp_path)
    write(ledger, "kept")
    before = page_texts(tmp_path)
    with (
        pytest.raises(ZeroDivisionError),
        ledger.commit(at=MORNING, by="王芳", action="note.add") as commit,
    ):
        commit.put(Note(commit.number("LD", DAY), text="lost"))
        raise ZeroDivisionError
    assert page_texts(tmp_path) == before
    assert [note.text for note in ledger.records(Note)] == ["kept"]
    assert write(ledger, "next")[0].id == "LD-20261205-002"


def test_an_empty_commit_writes_nothing(tmp_path: Path) -> None:
    with book(tmp_path).commit(at=MORNING, by="王芳", action="look"):
        pass
    assert page_texts(tmp_path) == {}


def test_a_commit_sees_its_own_puts(tmp_path: Path) -> None:
    ledger = book(tmp_path)
    (first,) = write(ledger, "one")
    with ledger.commit(at=MORNING, by="王芳", action="note.amend") as commit:
        commit.put(Note(first.id, first.rev, "one, amended"))
        commit.put(Badge("B:1", holder="王芳"))
        commit.put(Note("LD-20261205-007", text="taken over from paper"))
        assert commit.number("LD", DAY) == "LD-20261205-008"
        assert [note.text for note in commit.records(Note)] == [
            "one, amended",
            "taken over from paper",
        ]
        assert commit.get("B:1") == Badge("B:1", 1, "王芳")
        assert ledger.get(first.id) == first
    assert ledger.get(first.id) == Note(first.id, 2, "one, amended")


def test_the_same_record_put_twice_is_one_revision(tmp_path: Path) -> None:
    ledger = book(tmp_path)
    with ledger.commit(at=MORNING, by="王芳", action="note.add") as commit:
        once = commit.put(Note("N:1", text="first thought"))
        commit.put(Note("N:1", once.rev, "second thought"))
    assert [r.record for r in ledger.history("N:1")] == [Note("N:1", 1, "second thought")]


def test_an_older_revision_is_a_conflict_that_shows_both(tmp_path: Path) -> None:
    mine, theirs = book(tmp_path), book(tmp_path, "leader's terminal")
    (note,) = write(mine, "as it was")
    theirs.refresh()
    with theirs.commit(at=MORNING, by="李娜", action="note.amend") as commit:
        commit.put(Note(note.id, note.rev, "theirs"))
    before = page_texts(tmp_path)
    with (
        pytest.raises(Conflict) as caught,
        mine.commit(at=MORNING, by="王芳", action="note.amend") as commit,
    ):
        commit.put(Note(note.id, note.rev, "mine"))
    assert caught.value.current == Note(note.id, 2, "theirs")
    assert caught.value.yours == Note(note.id, 1, "mine")
    assert "李娜" in str(caught.value)
    assert page_texts(tmp_path) == before


def test_a_new_record_with_a_number_that_is_taken_is_a_conflict(tmp_path: Path) -> None:
    ledger = book(tmp_path)
    (note,) = write(ledger, "one")
    with (
        pytest.raises(Conflict),
        ledger.commit(at=MORNING, by="王芳", action="note.add") as commit,
    ):
        commit.put(Note(note.id, text="another"))


def test_a_held_lock_names_its_holder(tmp_path: Path) -> None:
    with book(tmp_path, "岗亭").commit(at=MORNING, by="王芳", action="slow"):
        with pytest.raises(Busy) as caught:
            write(book(tmp_path), "meanwhile")
        assert "岗亭" in caught.value.holder
        assert caught.value.holder in str(caught.value)
    assert write(book(tmp_path), "afterwards")


@pytest.mark.parametrize(
    ("number", "expected"),
    [(errno.ENOSPC, NoSpace), (errno.EACCES, NoPermission), (errno.EROFS, NoPermission)],
)
def test_what_the_disk_refuses_was_never_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, expected: type[Exception]
) -> None:
    ledger = book(tmp_path)
    write(ledger, "kept")
    before = page_texts(tmp_path)

    def refuse(path: Path, *_given: object) -> NoReturn:
        raise OSError(number, "refused", str(path))

    with monkeypatch.context() as patch:
        patch.setattr("dutyroom.store.lines.replace_file", refuse)
        with pytest.raises(expected, match=r"2026-12-05\.json"):
            write(ledger, "never written")
    assert page_texts(tmp_path) == before
    assert [note.text for note in ledger.records(Note)] == ["kept"]
    assert write(ledger, "in its place")[0].id == "LD-20261205-002"
    assert [note.text for note in book(tmp_path).records(Note)] == ["kept", "in its place"]


def test_a_page_spoilt_under_the_lock_is_a_sentence_and_nothing_is_written(tmp_path: Path) -> None:
    ledger = book(tmp_path)
    write(ledger, "kept")
    (page,) = tmp_path.glob("*/2026-12-05.json")
    whole = page.read_bytes()
    with (
        pytest.raises(Disturbed, match=r"2026-12-05\.json was damaged from outside"),
        ledger.commit(at=MORNING, by="王芳", action="note.add") as commit,
    ):
        commit.put(Note(commit.number("LD", MORNING.date()), text="never written"))
        page.write_bytes(b"spoilt")
    assert page.read_bytes() == b"spoilt"
    page.write_bytes(whole)
    assert [note.text for note in ledger.records(Note)] == ["kept"]


def test_an_interrupted_write_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = book(tmp_path)
    write(ledger, "kept")

    def interrupt(handle: int) -> NoReturn:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("dutyroom.store.durable.os.fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            write(ledger, "interrupted")
    assert not list(tmp_path.glob("*/.*"))
    write(ledger, "in its place")
    assert [note.text for note in book(tmp_path).records(Note)] == ["kept", "in its place"]
    assert ledger.verify().damage == ()


def test_records_of_a_newer_program_are_only_read(tmp_path: Path) -> None:
    write(book(tmp_path), "from tomorrow")
    (page,) = tmp_path.glob("*/2026-12-05.json")
    page.write_text(page.read_text("utf-8").replace('"schema":1', '"schema":2'), "utf-8")
    ledger = book(tmp_path)
    assert [note.text for note in ledger.records(Note)] == ["from tomorrow"]
    with pytest.raises(Newer, match="newer program"):
        write(ledger, "never")


def test_a_later_program_reads_what_an_earlier_one_wrote(tmp_path: Path) -> None:
    """Old documents are taken up as they are read; what is written is new, on a page of its own."""
    write(book(tmp_path), "old")
    later = Ledger(tmp_path, LaterNotes(), terminal="later")
    (old,) = later.records(Note)
    assert old.text == "old"
    with later.commit(at=MORNING, by="王芳", action="note.change") as commit:
        commit.put(replace(old, text="changed"))
    with later.commit(at=MORNING, by="王芳", action="note.change") as commit:
        commit.put(Note(commit.number("LD", DAY), text="new"))
    assert [note.text for note in later.records(Note)] == ["changed", "new"]
    first, second = sorted(tmp_path.glob("*/2026-12-05*.json"), key=lambda page: len(page.name))
    assert '"words"' not in first.read_text("utf-8")
    assert second.read_text("utf-8").count('"schema":2') == 3
    assert not later.verify().damage
    again = Ledger(tmp_path, LaterNotes(), terminal="again")
    assert [note.text for note in again.records(Note)] == ["changed", "new"]
    with pytest.raises(Newer, match="newer program"):
        write(book(tmp_path), "never")


def test_what_is_carried_over_keeps_the_form_it_was_written_in(tmp_path: Path) -> None:
    write(book(tmp_path), "old", open=True)
    later = Ledger(tmp_path, LaterNotes(), terminal="later")
    with later.commit(at=on(1, 2, 2027), by="王芳", action="note.add") as commit:
        commit.put(Note(commit.number("LD", on(1, 2, 2027).date()), text="new"))
    again = Ledger(tmp_path, LaterNotes(), terminal="again")
    assert [note.text for note in again.records(Note)] == ["old", "new"]


def test_numbers_of_each_series_and_day_run_on_their_own(tmp_path: Path) -> None:
    with book(tmp_path).commit(at=MORNING, by="王芳", action="try") as commit:
        given = [
            commit.number("LD", DAY),
            commit.number("LD", DAY),
            commit.number("PG", DAY),
            commit.number("LD", date(2026, 12, 6)),
        ]
    assert given == ["LD-20261205-001", "LD-20261205-002", "PG-20261205-001", "LD-20261206-001"]
