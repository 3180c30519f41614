"""Pages and months: what was closed stays closed, and can still be found."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dutyroom.store.ledger import Ledger
from tests.store.books import Badge, Note, book, on, page_texts, stock_documents, write


def names(root: Path) -> list[str]:
    return [f"{p.parent.name}/{p.name}" for p in sorted(root.glob("*/*.json"))]


def amend(ledger: Ledger, note: Note, text: str, month: int) -> Note:
    with ledger.commit(at=on(month, 2), by="王芳", action="note.amend") as commit:
        return commit.put(Note(note.id, note.rev, text))


def test_a_full_page_is_followed_by_another(tmp_path: Path) -> None:
    ledger = book(tmp_path, page_lines=3)
    for n in range(7):
        write(ledger, f"note {n}")
    assert names(tmp_path) == [
        "2026-12/2026-12-05-2.json",
        "2026-12/2026-12-05-3.json",
        "2026-12/2026-12-05.json",
        "2026-12/carried.json",
    ]
    assert [note.text for note in book(tmp_path).records(Note)] == [f"note {n}" for n in range(7)]
    assert ledger.verify().damage == ()


def test_a_commit_is_never_split_over_pages(tmp_path: Path) -> None:
    ledger = book(tmp_path, page_lines=3)
    write(ledger, "a", "b")
    write(ledger, "c", "d", "e", "f")
    assert len(stock_documents(tmp_path / "2026-12/2026-12-05.json")) == 6


def test_a_finished_page_is_never_written_again(tmp_path: Path) -> None:
    ledger = book(tmp_path)
    (note,) = write(ledger, "one")
    closed = page_texts(tmp_path)["2026-12-05.json"]
    with ledger.commit(at=on(12, 6), by="王芳", action="note.amend") as commit:
        commit.put(Note(note.id, note.rev, "amended"))
    assert page_texts(tmp_path)["2026-12-05.json"] == closed


def test_a_clock_set_back_writes_on_the_newest_page(tmp_path: Path) -> None:
    ledger = book(tmp_path)
    write(ledger, "today")
    write(ledger, "yesterday, says the clock", at=on(12, 4))
    write(ledger, "last month, says the clock", at=on(11, 4))
    assert names(tmp_path) == ["2026-12/2026-12-05.json", "2026-12/carried.json"]
    assert ledger.verify().damage == ()


def test_live_records_are_carried_into_the_new_month(tmp_path: Path) -> None:
    ledger = book(tmp_path)
    write(ledger, "done")
    (live,) = write(ledger, "still open", open=True)
    with ledger.commit(at=on(12, 6), by="王芳", action="badge") as commit:
        commit.put(Badge("B:1", holder="王芳"))
    write(ledger, "new year", at=on(1, 3, 2027))
    for found in (ledger, book(tmp_path)):
        assert [note.text for note in found.records(Note)] == ["still open", "new year"]
        assert found.records(Badge) == [Badge("B:1", 1, "王芳")]
        assert found.seq == 4
        revision = found.revision(live.id)
        assert revision is not None
        assert (revision.seq, revision.at[:10]) == (2, "2026-12-05")
    assert ledger.verify().damage == ()


def test_the_opening_balance_is_carried_on_from_month_to_month(tmp_path: Path) -> None:
    ledger = book(tmp_path)
    write(ledger, "first", open=True)
    write(ledger, "second", open=True)
    write(ledger, "january", at=on(1, 1, 2027))
    with ledger.commit(at=on(1, 2, 2027), by="王芳", action="note.amend") as commit:
        commit.put(Note("LD-20261205-001", 1, "first, amended", open=True))
    write(ledger, "march", at=on(3, 1, 2027))
    expected = ["first, amended", "second", "march"]
    assert [note.text for note in ledger.records(Note)] == expected
    assert [note.text for note in book(tmp_path).records(Note)] == expected
    assert ledger.verify().damage == ()


def test_numbers_run_on_through_the_turn_of_the_month(tmp_path: Path) -> None:
    ledger = book(tmp_path)
    december, january = date(2026, 12, 31), date(2027, 1, 1)
    with ledger.commit(at=on(12, 31), by="王芳", action="add") as commit:
        commit.put(Note(commit.number("LD", december)))
        commit.put(Note(commit.number("LD", january), text="the shift of tomorrow"))
    for found in (ledger, book(tmp_path)):
        with found.commit(at=on(1, 1, 2027), by="王芳", action="add") as commit:
            late, new = commit.number("LD", december), commit.number("LD", january)
            commit.put(Note(late))
            commit.put(Note(new))
    assert (late, new) == ("LD-20261231-003", "LD-20270101-003")


def test_a_number_given_ahead_is_minded_months_later(tmp_path: Path) -> None:
    ledger = book(tmp_path)
    ahead = date(2026, 12, 24)
    with ledger.commit(at=on(10, 1), by="王芳", action="add") as commit:
        commit.put(Note(commit.number("ZB", ahead)))
    write(ledger, "november", at=on(11, 1))
    write(ledger, "next year", at=on(2, 1, 2027))
    with ledger.commit(at=on(2, 2, 2027), by="王芳", action="add") as commit:
        assert commit.number("ZB", ahead) == "ZB-20261224-002"


def test_a_record_of_a_closed_month_is_found_and_amended(tmp_path: Path) -> None:
    ledger = book(tmp_path)
    (note,) = write(ledger, "as it was")
    write(ledger, "new year", at=on(1, 3, 2027))
    later = book(tmp_path)
    assert note.id not in [n.id for n in later.records(Note)]
    assert later.get(note.id) == note
    with later.commit(at=on(1, 4, 2027), by="李娜", action="note.amend") as commit:
        commit.put(Note(note.id, note.rev, "as it is"))
    assert book(tmp_path).get(note.id) == Note(note.id, 2, "as it is")
    story = [
        (r.rev, r.by, r.record.text) for r in later.history(note.id) if isinstance(r.record, Note)
    ]
    assert story == [(1, "王芳", "as it was"), (2, "李娜", "as it is")]
    assert later.verify().damage == ()


def test_nobody_finds_what_was_never_there(tmp_path: Path) -> None:
    ledger = book(tmp_path)
    write(ledger, "one")
    assert ledger.get("LD-20261205-00") is None
    assert ledger.history("LD-20261205-0011") == []
    assert book(tmp_path / "empty").get("x") is None


def test_starting_reads_the_newest_month_only(tmp_path: Path) -> None:
    ledger = book(tmp_path)
    write(ledger, "old")
    write(ledger, "new", at=on(1, 3, 2027))
    (tmp_path / "2026-12" / "2026-12-05.json").write_text("gone", "utf-8")
    again = book(tmp_path)
    assert [note.text for note in again.records(Note)] == ["new"]
    assert again.damage == ()
    assert again.verify().damage


def test_a_month_that_was_opened_but_not_begun_is_no_reason_to_go_back(tmp_path: Path) -> None:
    ledger = book(tmp_path)
    write(ledger, "december", open=True)
    write(ledger, "january", at=on(1, 3, 2027))
    (tmp_path / "2027-01" / "2027-01-03.json").unlink()
    (tmp_path / ".tip").unlink()
    again = book(tmp_path)
    assert again.seq == 1
    write(again, "after the power cut", at=on(12, 31))
    assert (tmp_path / "2027-01" / "2027-01-01.json").is_file()
    assert again.verify().damage == ()
