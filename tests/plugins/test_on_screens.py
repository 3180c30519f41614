"""What plug-ins say, and what is said of them, on the screens of the room."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk, open_desk
from screens.kit.form import Form
from tests.plugins.offering import Offer, name_plugins
from tests.screens.seen import opened, seen

AT = "2026-12-01 08:20"


@pytest.fixture
def desk(station: Path) -> Desk:
    """Return the desk of a station that names the plug-in odd."""
    name_plugins(station, "odd")
    return open_desk(station, terminal="test", at=AT)


async def test_words_of_a_plugin_are_no_markup_and_enter_acknowledges(
    desk: Desk, offer: Offer
) -> None:
    first = "at=moment.now.replace(month=1)"
    offer("odd", f"OWED = (lambda moment: [owed(moment, text='巡 [/] 楼 [b]', {first})],)")
    async with opened(desk) as (room, pilot):
        assert "巡 [/] 楼 [b]" in seen(room)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(room.screen, Form)
        assert "巡 [/] 楼 [b]" in seen(room)


async def test_a_check_that_fails_is_a_note_where_the_findings_are_read(
    desk: Desk, offer: Offer
) -> None:
    offer("odd", "CHECKS = (lambda view: 1 / 0,)")
    async with opened(desk, size=(140, 40)) as (room, pilot):
        await pilot.press("f3", "k", "end")
        await pilot.pause()
        assert "Plug-in odd is set aside" in seen(room), seen(room)


async def test_a_rule_that_fails_leaves_the_room_open(desk: Desk, offer: Offer) -> None:
    offer("odd", "OWED = (lambda moment: 1 / 0,)")
    async with opened(desk, size=(140, 40)) as (room, pilot):
        assert "江南春天管理处" in seen(room)
        await pilot.press("f3", "k", "end")
        await pilot.pause()
        assert "Plug-in odd is set aside" in seen(room)
