"""A-17: the published roster had a hole that its publisher did not see."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.roster.check import check_roster
from dutyroom.desk.roster.imports import import_roster
from dutyroom.desk.roster.publish import publish_roster
from dutyroom.desk.station.station import init_station
from dutyroom.domain.base.verdict import Refused
from dutyroom.i18n import render
from tests.stations.making import Hands

SHEET = Path(__file__).parents[2] / "input" / "national-day-2020.csv"
PLACES = {"公司办公室", "烟花爆竹仓库"}


@pytest.fixture
def office(tmp_path: Path) -> Desk:
    """Return a company's station before the National Day of 2020."""
    init_station(tmp_path / "station", profile="company-two-tier", drill=True)
    desk = open_desk(tmp_path / "station", terminal="办公室")
    Hands(desk).at("2020-09-28 09:00:00")
    return desk


def mended(tmp_path: Path) -> Path:
    """Return the sheet with the line that was forgotten."""
    text = SHEET.read_bytes().decode("gb18030")
    seventh = next(line for line in text.splitlines() if "10月7日" in line)
    file = tmp_path / "mended.csv"
    file.write_bytes(
        text.replace(seventh, seventh + "\r\n" + seventh.replace("7日", "8日")).encode("gb18030")
    )
    return file


def test_publishing_is_refused_with_the_hole_named(office: Desk) -> None:
    """R-202, R-203: 8 October from 08:00 to 08:00, at both places, 24 hours."""
    roster = import_roster(office, SHEET).roster
    assert {(line.start.hour, len(line.people)) for line in roster.lines} == {(8, 2)}
    assert f"{roster.starts:%m-%d %H}–{roster.ends:%m-%d %H}" == "10-01 08–10-09 08"
    with pytest.raises(Refused) as refused:
        publish_roster(office, roster)
    said = [render(v.sentence) for v in refused.value.verdicts if v.code == "gap"]
    assert {v.clause for v in refused.value.verdicts} == {"R-203"}
    assert len(said) == 2
    for place in PLACES:
        words = next(text for text in said if place in text)
        assert "2020-10-08 (Thu) 08:00" in words
        assert "2020-10-09" in words and "24 h" in words
    assert not office.state().published()


def test_people_without_name_and_number_are_named_as_incomplete(office: Desk) -> None:
    """R-202: the publisher blanked them."""
    roster = import_roster(office, SHEET).roster
    found = [f for f in check_roster(office, roster) if f.code == "phone_missing"]
    assert any("某某某 is incomplete" in render(f.sentence) for f in found)


def test_with_the_line_of_the_eighth_it_passes(office: Desk, tmp_path: Path) -> None:
    """R-203: 192 hours at both places."""
    roster = import_roster(office, mended(tmp_path)).roster
    assert not [f for f in check_roster(office, roster) if f.code == "gap"]
    assert publish_roster(office, roster).state == "published"
    assert {line.post for line in roster.lines} == PLACES
    assert len({line.day for line in roster.lines}) == 8
