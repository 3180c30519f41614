"""A copying that is killed at any system call loses no good copy: the short form.

The long one tries every call (`tests/faults/copying.py`).
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dutyroom.store import copies, finished
from tests.faults import copying, kills

pytestmark = pytest.mark.skipif(not kills.can_trace(), reason="needs strace")


def complaints(tmp_path: Path, calls: tuple[str, ...], every: int) -> list[str]:
    tried = list(copying.at_every_call(tmp_path, calls=calls, every=every))
    assert tried
    return [
        f"{killed.call} {killed.place}: {said}" for killed in tried for said in killed.complaints
    ]


def test_no_call_at_which_a_copying_is_killed_costs_a_good_copy(tmp_path: Path) -> None:
    assert complaints(tmp_path, ("rename", "linkat", "fsync", "unlinkat"), 17) == []


def test_without_its_step_aside_a_copy_that_is_thrown_away_would_stay_as_half_a_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A control for the one above."""
    monkeypatch.setattr(copies, "put_aside", lambda place, _station: shutil.rmtree(place))
    assert any("passed over" in said for said in complaints(tmp_path, ("unlinkat",), 2))


def test_without_the_older_copy_a_month_would_be_gone_while_it_is_renewed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another control."""

    def renew(self: finished.Finished, month: str, following: str) -> None:
        there = self._copied / month
        shutil.rmtree(there)
        self._build(there, self._ledger / month)

    monkeypatch.setattr(finished.Finished, "_renew", renew)
    assert any("are gone from the copies" in said for said in complaints(tmp_path, ("fsync",), 2))
