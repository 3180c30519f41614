"""Taking in a roster on the Board: what it would change is shown before it does."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from dutyroom.desk.desk import open_desk
from dutyroom.desk.roster.imports import import_roster
from dutyroom.desk.roster.publish import publish_roster
from dutyroom.desk.station.station import init_station
from tests.screens.seen import opened, seen, write
from tests.stations.making import Hands

INPUT = Path(__file__).parents[2] / "input"


async def test_a_preview_lists_the_changes_and_keeps_nothing(tmp_path: Path) -> None:
    init_station(tmp_path / "station", profile="property-centre", drill=True)
    desk = open_desk(tmp_path / "station", terminal="值班室")
    Hands(desk).at("2026-12-01 10:00:00")
    first = import_roster(desk, INPUT / "december-2026.xlsx").roster
    publish_roster(desk, first)
    book = openpyxl.load_workbook(INPUT / "december-2026.xlsx")
    book.worksheets[0]["F3"] = "王强"
    file = tmp_path / "other.xlsx"
    book.save(file)
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "ctrl+r")
        await pilot.pause()
        await write(room, pilot, str(file))
        await pilot.press("down", "right", "ctrl+g")
        await pilot.pause()
        told = " ".join(seen(room).split())
        assert "(published), changes: 1" in told
        assert "2026-12-01 管理处 晚班: 陈静 → 王强" in told
        await pilot.press("escape")
        await pilot.pause()
        below = seen(room)
        assert "changes: 1" in below and "Nothing is kept yet." in below
    assert len(desk.state().rosters) == 1


async def test_an_empty_file_name_is_asked_for(tmp_path: Path) -> None:
    init_station(tmp_path / "station", profile="property-centre", drill=True)
    desk = open_desk(tmp_path / "station", terminal="值班室")
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "ctrl+r")
        await pilot.pause()
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "Say which file" in seen(room)
