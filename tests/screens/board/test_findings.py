"""What the checker finds on the Board: counted, and each with its dates once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.roster.imports import import_roster
from dutyroom.desk.station import contacts
from dutyroom.desk.station.station import init_station
from dutyroom.domain.base.verdict import Level
from dutyroom.i18n import speaking
from tests.screens.seen import opened, seen
from tests.stations.making import Hands

INPUT = Path(__file__).parents[2] / "input"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a centre whose draft of December lacks the evening shift of the 2nd, and nothing else.

    Who has which rank and does no nights is only noted there.
    """
    init_station(tmp_path / "station", profile="property-centre", drill=True)
    made = open_desk(tmp_path / "station", terminal="值班室")
    Hands(made).at("2026-11-25 10:00:00")
    noted: dict[str, Level] = {"ineligible_rank": "note", "night_exempt": "note"}
    made.profile = replace(made.profile, levels={**made.profile.levels, **noted})
    book = openpyxl.load_workbook(INPUT / "december-2026.xlsx")
    book.worksheets[0]["F4"] = None
    book.save(tmp_path / "hole.xlsx")
    import_roster(made, tmp_path / "hole.xlsx")
    contacts.set_contact(made, "值班电话转接人", "13800000107", name="王强")
    Hands(made).at("2026-12-01 10:00:00")
    return made


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        ("en", "v1  1 finding", "管理处 晚班: nobody on 2026-12-02 (Wed)"),
        ("zh", "v1  1处问题", "管理处 晚班：2026-12-02（周三）无人值班"),
    ],
)
async def test_one_finding_is_one_and_names_its_date_once(
    desk: Desk, language: str, count: str, words: str
) -> None:
    with speaking(language):
        async with opened(desk) as (room, pilot):
            await pilot.press("f3")
            await pilot.pause()
            assert seen(room).splitlines()[1].endswith(count)
            await pilot.press("ctrl+g")
            await pilot.pause()
            told = seen(room)
            assert count.removeprefix("v1  ") in told and "findings" not in told
            await pilot.press("escape", "ctrl+k")
            await pilot.pause()
            assert words in seen(room)
            (line,) = [each for each in seen(room).splitlines() if words in each]
            assert line.count("12-02") == 1
