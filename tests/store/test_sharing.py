"""Several terminals share one ledger."""

from __future__ import annotations

import multiprocessing
import stat
import threading
from pathlib import Path

import pytest

from dutyroom.store import reader as reading
from dutyroom.store.ledger import Ledger
from dutyroom.store.view import Outlook, View
from tests.store.books import MORNING, Note, Notes, book, on, write

PROCESSES, COMMITS = 4, 25
spawn = multiprocessing.get_context("spawn")


def work(root: Path, terminal: str, page_lines: int) -> None:
    ledger = Ledger(root, Notes(), terminal=terminal, lock_timeout=20.0, page_lines=page_lines)
    for n in range(COMMITS):
        write(ledger, f"{terminal} {n}")


def run_together(root: Path, page_lines: int) -> None:
    root.mkdir()
    workers = [
        spawn.Process(target=work, args=(root, f"terminal {n}", page_lines))
        for n in range(PROCESSES)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert [worker.exitcode for worker in workers] == [0] * PROCESSES


@pytest.mark.parametrize("page_lines", [500, 3])
def test_four_terminals_give_numbers_without_gap_or_twin(tmp_path: Path, page_lines: int) -> None:
    root = tmp_path / "ledger"
    run_together(root, page_lines)
    ledger = book(root)
    total = PROCESSES * COMMITS
    given = sorted(note.id for note in ledger.records(Note))
    assert given == [f"LD-20261205-{n:03d}" for n in range(1, total + 1)]
    found = ledger.verify()
    assert (found.revisions, found.damage) == (total, ())


def test_a_commit_of_another_process_is_seen_at_the_next_look(tmp_path: Path) -> None:
    root = tmp_path / "ledger"
    ledger = book(root)
    assert ledger.records(Note) == []
    other = spawn.Process(target=work, args=(root, "other", 500))
    other.start()
    other.join(30)
    assert ledger.refresh()
    assert len(ledger.records(Note)) == COMMITS
    assert not ledger.refresh()


def test_what_comes_in_is_seen_on_old_pages_new_pages_and_in_new_months(tmp_path: Path) -> None:
    writer, reader = book(tmp_path, page_lines=2), book(tmp_path)
    assert not reader.records(Note)
    for n, at in enumerate((MORNING, MORNING, MORNING, on(12, 6), on(1, 2, 2027)), 1):
        write(writer, f"note {n}", at=at, open=True)
        assert reader.refresh()
        assert [note.text for note in reader.records(Note)][-1] == f"note {n}"
        assert (reader.seq, reader.tip) == (writer.seq, writer.tip)
        assert not reader.refresh()


def test_a_commit_that_falls_between_reading_and_looking_is_not_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, reader = book(tmp_path), book(tmp_path)
    write(writer, "one")
    real = reading.Reader.view

    def slow(self: reading.Reader, seen: Outlook) -> View:
        found = real(self, seen)
        monkeypatch.undo()
        write(writer, "two")
        return found

    monkeypatch.setattr(reading.Reader, "view", slow)
    assert len(reader.records(Note)) == 1
    assert write(reader, "three")[0].id == "LD-20261205-003"
    assert reader.verify().damage == ()


def test_a_reader_needs_no_lock(tmp_path: Path) -> None:
    writer = book(tmp_path)
    write(writer, "one")
    with writer.commit(at=MORNING, by="王芳", action="note.add") as commit:
        commit.put(Note(commit.number("LD", MORNING.date()), text="two"))
        assert [note.text for note in book(tmp_path).records(Note)] == ["one"]
    assert [note.text for note in book(tmp_path).records(Note)] == ["one", "two"]


def test_a_restored_copy_is_taken_as_it_is(tmp_path: Path) -> None:
    """Once what was acknowledged since is forgotten: until then it would be missed."""
    ledger = book(tmp_path)
    write(ledger, "kept")
    page = tmp_path / "2026-12" / "2026-12-05.json"
    copy = page.read_bytes()
    write(ledger, "after the copy")
    page.write_bytes(copy)
    (tmp_path / ".tip").unlink()
    assert ledger.refresh()
    write(ledger, "afterwards")
    assert [note.text for note in book(tmp_path).records(Note)] == ["kept", "afterwards"]
    assert ledger.verify().damage == ()


def test_threads_of_one_process_take_turns(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, Notes(), terminal="threads", lock_timeout=10.0)
    threads = [
        threading.Thread(target=lambda: [write(ledger, "note") for _ in range(10)])
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ledger.seq == 40
    assert ledger.verify().damage == ()


def test_the_lock_is_open_to_the_whole_group(tmp_path: Path) -> None:
    write(book(tmp_path), "one")
    assert stat.S_IMODE((tmp_path / ".lock").stat().st_mode) == 0o660
