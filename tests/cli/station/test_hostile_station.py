"""Hostile files in a station: the short form of `tests.faults.hostile`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import hostile

EVERY = 29
"""One of so many is tried here: another place and another shape each time."""
PARTS = 4


def test_there_is_a_hostile_file_for_every_place() -> None:
    cases = hostile.cases()
    assert len(cases) > 400
    assert {case.place for case in cases[::EVERY]} > set(hostile.FILES)


@pytest.mark.parametrize("part", range(PARTS))
def test_a_hostile_file_is_a_sentence_or_does_no_harm(tmp_path: Path, part: int) -> None:
    """In parts, so that several cores share them."""
    tried = hostile.try_all(tmp_path, hostile.cases()[::EVERY][part::PARTS])
    assert tried.files > 0
    assert tried.acts >= tried.files * (len(hostile.ACTS) - 1)
    assert tried.complaints == []


def test_a_traceback_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: an error that nobody explains is a complaint for every act."""

    def fail(*_given: object, **_named: object) -> int:
        raise ValueError("Exceeds the limit")

    monkeypatch.setattr(hostile, "run", fail)
    chosen = [case for case in hostile.cases() if case.what == "digits"][:1]
    tried = hostile.try_all(tmp_path, chosen)
    assert len(tried.complaints) == len(hostile.ACTS) - 1
