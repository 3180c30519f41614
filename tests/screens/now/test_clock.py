"""X-12 on screen: one key from the line of the clock to the right time and to marked records."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk
from dutyroom.desk.log import entries as log
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.station import doubtful
from tests.screens.seen import opened, seen, write
from tests.stations.clocks import Walls
from tests.stations.making import PIN
from tests.stations.property_centre import property_centre


@pytest.fixture
def doubted(tmp_path: Path) -> Desk:
    """Return the centre on a machine that started in the year 2000, with a call taken since."""
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-01 08:24:00")
    sign_in(desk, find_person(desk.state(), "李娜"))
    walls = Walls(desk)
    log.log_entry(desk, "call", log.Note(text="停电"))
    again = walls.restart("2000-01-01 00:00:20")
    log.log_entry(again, "call", log.Note(text="电梯困人"))
    return again


async def test_the_right_time_is_typed_from_the_line_of_the_clock(doubted: Desk) -> None:
    async with opened(doubted) as (app, pilot):
        assert "time unverified" in seen(app)
        await pilot.press("f4")
        await pilot.pause()
        assert "time unverified" in seen(app), "every screen says so"
        await pilot.press("f2", "ctrl+k")
        await pilot.pause()
        await write(app, pilot, "2026-12-01 09:50")
        await pilot.press("enter")
        await pilot.pause()
        assert "李娜" in seen(app)
        await pilot.press("enter", *PIN, "enter")
        await pilot.pause()
        assert f"{doubted.now():%Y-%m-%d %H:%M}" == "2026-12-01 09:50"
        shown = seen(app)
        assert "time unverified" not in shown.splitlines()[0]
        assert "by what 李娜 typed" in shown
        assert "wait for a supervisor: 1" in shown


async def test_an_empty_field_makes_no_clock_right_by_mistake(doubted: Desk) -> None:
    """That a clock before the last record is right is asked once more; then it is believed."""
    async with opened(doubted) as (app, pilot):
        await pilot.press("ctrl+k", "enter", "enter", *PIN, "enter")
        await pilot.pause()
        assert "save once more" in seen(app)
        assert doubted.clock_doubt() == "behind"
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert doubted.clock_doubt() == ""
        assert f"{doubted.now():%Y-%m-%d}" == "2000-01-01"


async def test_a_supervisor_looks_at_all_of_them_or_at_one(doubted: Desk) -> None:
    """The list is one key away, with each proposed time next to the old one."""
    async with opened(doubted) as (app, pilot):
        await pilot.press("ctrl+k")
        await write(app, pilot, "2026-12-01 09:50")
        await pilot.press("enter", "enter", *PIN, "enter")
        await pilot.pause()
        await pilot.press("ctrl+k")
        await pilot.pause()
        assert "2000-01-01 00:00 → 2026-12-01 09:50" in seen(app)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "LD-20000101-001" in seen(app)
        await pilot.press("escape", "ctrl+k")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*PIN, "enter")
        await pilot.pause()
        assert doubtful.doubtful(doubted) == ()
        assert "wait for a supervisor" not in seen(app)
