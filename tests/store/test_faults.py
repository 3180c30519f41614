"""Nothing acknowledged is lost: the short form of `python -m tests.faults`.

Each safety is also taken away once: the test that proves it must then fail.
"""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dutyroom.store import durable
from dutyroom.store.lock import StationLock
from tests.faults import errors, kills, power, together
from tests.store.books import book, on, write

TURN = (on(11, 29), on(11, 30), on(11, 30), on(12, 1), on(12, 2))
"""Days on which a first page, a grown page, a second page and a new month are written."""


def grown(root: Path) -> None:
    write(book(root), "a", "b", at=on(12, 6))


def month_before(root: Path) -> None:
    write(book(root), "a", "b", at=on(11, 30), open=True)


def test_writers_that_are_killed_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    root = tmp_path / "ledger"
    root.mkdir()
    witness, killed = kills.kill_loop(root, 400, seed=20261218)
    assert killed > 5
    assert witness.complaints(root) == []


@pytest.mark.skipif(not kills.can_trace(), reason="needs strace")
@pytest.mark.parametrize("prepare", [grown, month_before])
def test_a_writer_killed_at_any_system_call_loses_nothing(tmp_path: Path, prepare: object) -> None:
    assert callable(prepare)
    tried = list(kills.boundaries(tmp_path / "ledger", prepare))
    assert len(tried) > 30
    assert [b for b in tried if b.complaints] == []


def test_a_power_cut_at_any_moment_loses_nothing(tmp_path: Path) -> None:
    outcome = power.cut_at_every_moment(tmp_path, TURN, page_lines=2)
    assert outcome.states > 60
    assert outcome.complaints == []


def write_without_sync(handle: int, content: bytes) -> None:
    os.write(handle, content)
    os.close(handle)


def without_fsync(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "write_out", write_without_sync)


def without_folder_fsync(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "_sync_names", lambda folder: None)


@pytest.mark.parametrize("take_away", [without_fsync, without_folder_fsync])
def test_without_a_sync_the_same_power_cut_loses_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, take_away: object
) -> None:
    assert callable(take_away)
    take_away(monkeypatch)
    outcome = power.cut_at_every_moment(tmp_path, TURN, page_lines=2, one_is_enough=True)
    assert outcome.complaints != []


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC])
def test_a_disk_that_refuses_any_call_loses_nothing(tmp_path: Path, number: int) -> None:
    failed, complaints = errors.fail_at_every_call(tmp_path / "ledger", TURN, number)
    assert failed > 20
    assert complaints == []


def test_a_full_disk_loses_nothing_and_is_written_on_when_there_is_room(tmp_path: Path) -> None:
    try:
        with errors.small_disk(tmp_path / "disk", 160) as disk:
            witness, complaints = errors.fill_up(disk)
    except OSError:
        pytest.skip("no small disk can be mounted here")
    assert len(witness.heard) > 50
    assert complaints == []


def test_eight_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    done = together.write_together(tmp_path / "ledger", 8, 15)
    assert done.complaints == []
    assert done.counted == 8 * 15


@contextmanager
def no_lock(_self: StationLock) -> Iterator[None]:
    yield


def test_without_the_lock_they_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StationLock, "held", no_lock)
    done = together.write_together(tmp_path / "ledger", 8, 15)
    assert done.complaints != [] or done.counted != 8 * 15


def test_a_writer_that_stands_still_is_named_and_holds_nobody_for_ever(tmp_path: Path) -> None:
    root = tmp_path / "ledger"
    root.mkdir()
    child = together.hold_still(root)
    busy = together.waits_in_vain(root)
    assert "stopped" in busy.holder and str(child.pid) in busy.holder
    os.kill(child.pid, signal.SIGCONT)
    assert child.wait() == 0
    assert [note.text for note in write(book(root), "after")] == ["after"]
    assert book(root).seq == 2


def test_a_writer_that_dies_with_the_lock_frees_it(tmp_path: Path) -> None:
    root = tmp_path / "ledger"
    root.mkdir()
    child = together.hold_still(root)
    child.kill()
    assert write(book(root), "after")[0].id.endswith("-001")
