"""What is damaged, and which copy there is, as every screen and command is told it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.log import entries as log
from dutyroom.desk.station.backup import copies_of, make_copy
from dutyroom.desk.station.damage import damage_of
from dutyroom.store.manifest import Copy
from tests.stations.making import Hands
from tests.stations.property_centre import property_centre


@pytest.fixture
def night(tmp_path: Path) -> tuple[Desk, Path]:
    """Return the centre at 21:50: a copy of 21:40, then one more call, and their page."""
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-03 20:00:00")
    log.log_entry(desk, "call", log.Note(text="一"))
    hands.at("2026-12-03 21:40:00")
    make_copy(desk, "hour")
    log.log_entry(desk, "call", log.Note(text="二"))
    return desk, desk.folder.ledger / "2026-12" / "2026-12-03.json"


def again(desk: Desk) -> Desk:
    fresh = open_desk(desk.folder.path, terminal="值班室")
    Hands(fresh).at("2026-12-03 21:50:03")
    return fresh


def test_nothing_is_said_of_whole_records(night: tuple[Desk, Path]) -> None:
    desk, _page = night
    assert damage_of(desk) is None
    assert damage_of(again(desk)) is None


def test_a_cut_page_is_named_with_the_newest_copy_and_its_count(night: tuple[Desk, Path]) -> None:
    desk, page = night
    page.write_bytes(page.read_bytes()[:-60])
    found = damage_of(again(desk))
    assert found is not None and found.fault is None
    assert "2026-12/2026-12-03.json" in {each.file for each in found.found}
    assert found.copy is not None
    assert found.copy.at.startswith("2026-12-03T21:40:00")
    assert found.copy.records > 0


def test_records_that_end_too_early_are_damaged(night: tuple[Desk, Path]) -> None:
    desk, page = night
    page.unlink()
    found = damage_of(again(desk))
    assert found is not None and found.found


def test_without_any_copy_the_damage_is_named_all_the_same(night: tuple[Desk, Path]) -> None:
    desk, page = night
    (desk.folder.path / "backup").rename(desk.folder.path / "away")
    page.write_bytes(page.read_bytes()[:-60])
    found = damage_of(again(desk))
    assert found is not None and found.copy is None


def test_copies_are_looked_at_once_and_when_there_are_others(
    night: tuple[Desk, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, page = night
    looks: list[int] = []

    def counted(desk: Desk) -> tuple[Copy, ...]:
        looks.append(1)
        return copies_of(desk)

    monkeypatch.setattr("dutyroom.desk.station.damage.copies_of", counted)
    assert damage_of(desk) is None
    assert looks == []
    page.write_bytes(page.read_bytes()[:-60])
    broken = again(desk)
    assert damage_of(broken) is damage_of(broken)
    assert len(looks) == 1
    for copy in (desk.folder.path / "backup").glob("2026*"):
        copy.rename(desk.folder.path / copy.name)
    gone = damage_of(broken)
    assert gone is not None and gone.copy is None


def test_records_that_cannot_be_read_any_more_are_damage_too(night: tuple[Desk, Path]) -> None:
    desk, page = night
    desk.state()
    month = page.parent
    month.rename(month.with_name("away"))
    month.write_text("no folder")
    desk.state()
    found = damage_of(desk)
    assert found is not None and (found.fault is not None or found.found)
