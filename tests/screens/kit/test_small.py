"""A window that is too small is told so; what was open comes back as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from dutyroom.desk.desk import Desk
from tests.screens.seen import opened, seen, write
from tests.stations.property_centre import property_centre


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return property_centre(tmp_path / "station")[0]


async def test_a_form_comes_back_with_its_words(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+n")
        await pilot.pause()
        await write(room, pilot, "漏水")
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        assert "60x16" in seen(room)
        assert "records and drafts" in " ".join(seen(room).split())
        await pilot.press("x", "ctrl+g", "f3", "f10", "enter", "escape")
        await pilot.pause()
        assert "60x16" in seen(room)
        await pilot.resize_terminal(90, 26)
        await pilot.pause()
        assert room.screen.query_one("#text", Input).value == "漏水"
    assert not desk.state().entries


async def test_the_emergency_numbers_open_in_any_window(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        await pilot.resize_terminal(44, 12)
        await pilot.pause()
        await pilot.press("f9")
        await pilot.pause()
        assert "110" in seen(room)
        await pilot.resize_terminal(80, 24)
        await pilot.press("escape")
        await pilot.pause()
        assert "Due" in seen(room)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("key", ["f2", "f3", "f4", "f6", "f7", "f9", "f1", "f10", "ctrl+n"])
async def test_every_screen_opens_in_the_smallest_window(
    desk: Desk, key: str, language: str
) -> None:
    async with opened(desk, size=(60, 16)) as (room, pilot):
        await pilot.press(key)
        await pilot.pause()
        assert "make it larger" not in seen(room)
        assert len(seen(room).splitlines()) == 16
