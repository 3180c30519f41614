"""A restoring is killed at any system call: the short form of a run of `python -m tests.faults`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dutyroom.desk.station.backup import find_copy
from dutyroom.desk.station.restore import look_at_target, restore_as_of, target_of
from tests.faults import restoring
from tests.faults.kills import can_trace

pytestmark = pytest.mark.skipif(not can_trace(), reason="needs strace")


def test_a_restoring_that_is_killed_is_there_or_not(tmp_path: Path) -> None:
    outcome = restoring.kill_restoring(tmp_path, restoring.SHORT)
    assert outcome.killed > 8
    assert 0 < outcome.nothing < outcome.killed
    assert outcome.complaints == []


def in_two_commits(station: Path) -> None:
    """Put the records back first, and keep that it was done afterwards."""
    desk = restoring.opened(station)
    copy = find_copy(desk)
    first, *rest = look_at_target(desk, target_of(desk, copy)).back
    with desk.change("data.restore", "") as change:
        change.commit.put(first)
    assert rest
    restore_as_of(desk, copy, reason="误操作")


def test_in_two_commits_it_would_not_be(tmp_path: Path) -> None:
    outcome = restoring.kill_restoring(tmp_path, ("rename", "write"), in_two_commits)
    assert any("lines are there" in said for said in outcome.complaints)


def test_who_is_killed_while_putting_records_back_can_do_it_again(tmp_path: Path) -> None:
    outcome = restoring.kill_recovering(tmp_path, restoring.CHANGING)
    assert outcome.killed > 10
    assert 0 < outcome.nothing < outcome.killed
    assert outcome.complaints == []


def in_its_place(station: Path) -> None:
    """Copy the months where they belong one by one."""
    (source,) = station.glob("backup/20*/ledger")
    shutil.copytree(station / "backup" / "months", station / "ledger", dirs_exist_ok=True)
    shutil.copytree(source, station / "ledger", dirs_exist_ok=True)


def test_built_in_its_place_they_would_be_half_there(tmp_path: Path) -> None:
    outcome = restoring.kill_recovering(tmp_path, ("mkdir", "mkdirat"), in_its_place)
    assert outcome.complaints != []
