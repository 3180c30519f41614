"""The short form of `tests.faults.clocks`: clocks of 1969, 2000, 2099 and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyroom.desk.watch import ClockWatch
from dutyroom.store import pages
from tests.faults.clocks import go_wrong


def test_whatever_the_clock_does_records_months_numbers_and_copies_stay_whole(
    tmp_path: Path,
) -> None:
    tried = go_wrong(tmp_path, 3, 30, 20261201)
    assert (tried.steps, tried.complaints) == (90, ())


def test_it_would_be_seen_if_a_clock_in_doubt_turned_months(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "day_of", lambda at, _month, *, astray: at.date())
    complaints = go_wrong(tmp_path, 3, 30, 20261201).complaints
    assert any("months of the future" in each for each in complaints)


def test_a_leap_right_after_a_start_is_told_alike_by_two_terminals(tmp_path: Path) -> None:
    """Case 20261218: nobody had written since the machine started."""
    assert go_wrong(tmp_path, 1, 28, 20261218).complaints == ()


def test_it_would_be_seen_if_a_look_were_not_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ClockWatch, "_keep", lambda *_given: None)
    complaints = go_wrong(tmp_path, 1, 28, 20261218).complaints
    assert any("two terminals tell different times" in each for each in complaints)
