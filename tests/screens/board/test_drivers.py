"""Drivers and cars by hand: from the Board's day and from the steps (R-066, R-067)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input

from dutyroom.desk.desk import Desk
from dutyroom.desk.people import people
from dutyroom.desk.roster import drivers
from dutyroom.desk.roster.publish import publish_roster
from dutyroom.domain.records.roster import RosterLine
from dutyroom.domain.roster.drivers import driver_of
from screens.board.drivers import driver_key
from screens.kit.form import Form
from screens.kit.rows import Rows
from tests.screens.seen import opened, seen
from tests.stations.company import company, draft, someone

FIRST, LAST = date(2026, 12, 5), date(2026, 12, 6)
PLATE = "苏A·12345"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a company that asks for drivers, on the first day of its weekend."""
    desk, hands = company(tmp_path / "station", "2026-12-02 09:00:00")
    people.add_person(desk, "马骏", rank="司机", phone="13900000001")
    publish_roster(desk, draft(desk, FIRST, LAST), by="许梅")
    hands.at("2026-12-05 09:00:00")
    return desk


def driver(desk: Desk, day: date) -> RosterLine | None:
    return driver_of(desk.state().published()[-1], day)


async def test_a_day_without_a_driver_gets_one_from_the_day(desk: Desk) -> None:
    """R-067: driver, plate and another number; without a plate the form says so and keeps all."""
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "enter")
        await pilot.pause()
        assert "no driver and car yet: Enter sets them" in seen(room)
        await pilot.press("end", "enter")
        await pilot.pause()
        assert isinstance(room.screen, Form)
        room.screen.query_one("#name", Input).value = "马骏"
        room.screen.query_one("#by", Input).value = "许梅"
        room.screen.query_one("#phone", Input).value = "13900000099"
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "Write the plate of the car" in seen(room)
        assert room.screen.query_one("#phone", Input).value == "13900000099"
        room.screen.query_one("#plate", Input).value = PLATE
        await pilot.press("ctrl+g")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert PLATE in seen(room) and "13900000099" in seen(room)
        assert "no driver and car yet" not in seen(room)
    line = driver(desk, FIRST)
    assert line and line.names("马骏") and desk.state().published()[-1].version == 1


async def test_what_stands_is_confirmed_from_the_steps(desk: Desk) -> None:
    """R-066: a date that a version changed waits; saved as it stands, it waits no more."""
    for day in (FIRST, LAST):
        drivers.set_driver(
            desk, desk.state().published()[-1], day, someone(desk, "马骏"), PLATE, by="马骏"
        )
    changed = draft(desk, FIRST, LAST, without={"孙悦": [LAST]}, version=2)
    assert publish_roster(desk, changed, by="许梅").rearrange == (LAST,)
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "ctrl+b")
        await pilot.pause()
        room.screen.query_one(Rows).go(driver_key(LAST, desk.state().published()[-1]))
        await pilot.pause()
        assert "to be arranged anew" in seen(room)
        await pilot.press("enter")
        await pilot.pause()
        assert "To be arranged anew: saved as it stands" in seen(room)
        room.screen.query_one("#by", Input).value = "马骏"
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert not desk.state().published()[-1].rearrange
        await pilot.press("ctrl+b")
        await pilot.pause()
        assert "to be arranged anew" not in seen(room)
    line = driver(desk, LAST)
    assert line and line.plate == PLATE


async def test_where_nobody_asks_for_drivers_no_line_asks_for_one(tmp_path: Path) -> None:
    from tests.stations.swaps import station

    desk, _hands = station(tmp_path)
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "enter")
        await pilot.pause()
        assert "driver" not in seen(room)
