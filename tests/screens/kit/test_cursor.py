"""The terminal's own cursor stands on what is selected, for screen readers."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk
from dutyroom.desk.log import entries as log
from screens.room import Room
from tests.screens.seen import opened, seen
from tests.stations.property_centre import property_centre


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    found, _hands = property_centre(tmp_path / "station")
    for number in range(30):
        log.log_entry(found, "call", log.Note(text=f"call {number}"), by="李娜")
    return found


def line(room: Room) -> str:
    """Return the line of the screen in which the terminal's cursor stands."""
    return seen(room).splitlines()[room.cursor_position.y]


async def test_it_goes_with_the_selected_row(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        await pilot.press("f4")
        await pilot.pause()
        assert "call 29" in line(room)
        await pilot.press("down", "down")
        await pilot.pause()
        assert "call 27" in line(room)
        assert room.cursor_position.x == 0
        await pilot.press("end")
        await pilot.pause()
        assert "call 0" in line(room)


async def test_it_comes_back_when_a_list_over_the_screen_is_closed(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        await pilot.press("f4", "down", "f10", "down")
        await pilot.pause()
        assert "^T v" in line(room)
        await pilot.press("escape")
        await pilot.pause()
        assert "call 28" in line(room)
        await pilot.press("f2", "f4")
        await pilot.pause()
        assert "call 28" in line(room)


async def test_it_stands_on_the_day_of_the_board(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "pagedown", "pageup", "right", "down")
        await pilot.pause()
        assert room.focused is not None
        at = room.cursor_position
        assert room.focused.region.contains_point(at)
        await pilot.press("left")
        await pilot.pause()
        assert room.cursor_position.x == at.x - 2


async def test_it_stands_in_the_field_of_a_form(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert "What about" in line(room)
        await pilot.press("down", "down", "down", "down")
        await pilot.pause()
        assert "Category" in line(room)
