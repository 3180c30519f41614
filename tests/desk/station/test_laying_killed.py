"""Laying pages ahead that is killed at any moment is ended by the next doctor."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyroom.desk.station import laying as desk_laying
from dutyroom.store import astray
from tests.faults import laying
from tests.faults.kills import can_trace

pytestmark = pytest.mark.skipif(not can_trace(), reason="needs strace")
SOME = ("rename", "renameat", "renameat2")


def test_it_is_ended_wherever_it_was_killed(tmp_path: Path) -> None:
    outcome = laying.kill_laying(tmp_path, SOME)
    assert 0 < outcome.nothing < outcome.killed
    assert outcome.complaints == []


def test_also_where_no_two_folders_change_places_in_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(astray, "_EXCHANGE", 1 << 30)
    outcome = laying.kill_laying(tmp_path, SOME)
    assert 0 < outcome.nothing < outcome.killed
    assert outcome.complaints == []


def test_it_would_be_seen_if_nobody_looked_for_what_was_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_laying, "laid_before", lambda *_given: ())
    outcome = laying.kill_laying(tmp_path, SOME)
    assert any("in the records 0 times" in each for each in outcome.complaints)
