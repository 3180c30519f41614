"""What is damaged, and which copy there is, as every screen and command is told it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk
from dutyroom.desk.station.backup import copies_of, newest_copy
from dutyroom.desk.station.damage import damage_of
from dutyroom.store.manifest import Copy
from tests.stations.damaged import cut, cut_centre, newest_page, night_centre, opened


def test_nothing_is_said_of_whole_records(tmp_path: Path) -> None:
    desk, _hands = night_centre(tmp_path)
    assert damage_of(desk) is None
    assert damage_of(opened(tmp_path)) is None


def test_a_cut_page_is_named_with_the_newest_copy_and_its_count(tmp_path: Path) -> None:
    desk = cut_centre(tmp_path)
    found = damage_of(desk)
    assert found is not None and found.fault is None
    assert found.file == "2026-12/2026-12-03.json"
    assert found.copy is not None
    assert found.copy.at.startswith("2026-12-03T21:40:00")
    assert found.copy == copies_of(desk)[0]


def test_records_that_end_too_early_are_damaged(tmp_path: Path) -> None:
    night_centre(tmp_path)
    newest_page(tmp_path).unlink()
    found = damage_of(opened(tmp_path))
    assert found is not None and found.found


def test_without_any_copy_the_damage_is_named_all_the_same(tmp_path: Path) -> None:
    desk = cut_centre(tmp_path)
    (tmp_path / "backup").rename(tmp_path / "away")
    found = damage_of(desk)
    assert found is not None and found.copy is None


def test_copies_are_looked_at_once_and_when_there_are_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, _hands = night_centre(tmp_path)
    looks: list[int] = []

    def counted(desk: Desk) -> Copy | None:
        looks.append(1)
        return newest_copy(desk)

    monkeypatch.setattr("dutyroom.desk.station.backup.newest_copy", counted)
    assert damage_of(whole) is None
    assert looks == []
    cut(tmp_path)
    broken = opened(tmp_path)
    assert damage_of(broken) is damage_of(broken)
    assert len(looks) == 1
    for copy in (tmp_path / "backup").glob("2026*"):
        copy.rename(tmp_path / copy.name)
    gone = damage_of(broken)
    assert gone is not None and gone.copy is None


def test_records_that_cannot_be_read_any_more_are_damage_too(tmp_path: Path) -> None:
    desk, _hands = night_centre(tmp_path)
    desk.state()
    month = newest_page(tmp_path).parent
    month.rename(tmp_path / "away")
    month.write_text("no folder")
    desk.state()
    found = damage_of(desk)
    assert found is not None and (found.fault is not None or found.found)
