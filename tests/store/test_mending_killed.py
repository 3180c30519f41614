"""A mending that is killed at any moment has lost nothing, and the next one ends it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dutyroom.store import mend
from tests.faults import mending
from tests.faults.damage import repair
from tests.faults.kills import can_trace

pytestmark = pytest.mark.skipif(not can_trace(), reason="needs strace")
SOME = ("rename", "renameat", "renameat2", "unlink", "unlinkat", "mkdir")


def test_a_mending_killed_at_any_change_of_the_disk_loses_nothing(tmp_path: Path) -> None:
    outcome = mending.kill_mending(tmp_path, SOME)
    assert outcome.killed > 5
    assert 0 < outcome.nothing < outcome.killed
    assert outcome.complaints == []


def in_place(path: Path, content: bytes, station: Path | None = None) -> None:
    """Write a file where it stands, as nothing here does."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.write(handle, content)
    os.close(handle)


def test_without_a_page_that_is_replaced_whole_lines_would_be_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(station: Path) -> None:
        monkeypatch.setattr(mend, "replace_file", in_place)
        repair(station)

    outcome = mending.kill_mending(tmp_path, ("write",), careless)
    assert any("are gone" in complaint for complaint in outcome.complaints)
