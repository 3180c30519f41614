"""R-023: the ticks of the uniform in the form of sign-in, and what a check says of them."""

from __future__ import annotations

from pathlib import Path

from dutyroom.desk.desk import Desk
from screens.kit.form import Form
from tests.screens.seen import opened, seen, write
from tests.stations.hotel import hotel
from tests.stations.making import PIN
from tests.stations.property_centre import property_centre


def marks(desk: Desk) -> list[tuple[str, str]]:
    (there,) = desk.state().attendances
    return [(mark.note, mark.excused) for mark in there.marks if mark.code == "dress"]


async def test_the_badge_is_not_worn_and_the_supervisor_sees_otherwise(tmp_path: Path) -> None:
    """R-023: by keys; without the reason the form stays open and keeps what was typed."""
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-01 08:24:00")
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert all(part in seen(room) for part in ("工装", "工牌", "制服整洁"))
        await write(room, pilot, "李娜")
        await pilot.press("enter", "enter", "enter", "enter", "space", "ctrl+g")
        await pilot.pause()
        assert "✗ not worn" in seen(room)
        assert "Say why it is not worn: 工牌" in seen(room)
        await write(room, pilot, "遗失")
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert marks(desk) == [("工牌: 遗失", "")]
        await pilot.press("ctrl+v")
        await pilot.pause()
        form = room.screen
        assert isinstance(form, Form)
        found = {"name": "李娜", "result": "spot:found", "dress": "worn", "note": "已佩戴"}
        form.fill({**found, "by": "刘建平", "pin": PIN})
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert marks(desk) == [("工牌: 遗失", "刘建平: 已佩戴")]


async def test_a_station_without_a_list_writes_what_is_missing(tmp_path: Path) -> None:
    """R-023."""
    desk, hands = hotel(tmp_path / "station")
    hands.at("2026-12-11 19:50:00")
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "worn" not in seen(room)
        await write(room, pilot, "何强")
        await pilot.press("enter", "enter", "enter")
        await write(room, pilot, "工牌")
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert marks(desk) == [("工牌", "")]
