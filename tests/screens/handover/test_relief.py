"""A relief who has come, before anybody has opened the handover."""

from __future__ import annotations

from pathlib import Path

from dutyroom.desk.handover.start import start_handover
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from tests.screens.seen import opened, seen
from tests.stations.property_centre import property_centre


async def test_now_and_handover_tell_the_same_of_a_relief_who_has_come(tmp_path: Path) -> None:
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-01 08:25:00")
    sign_in(desk, find_person(desk.state(), "李娜"))
    hands.at("2026-12-01 16:20:00")
    sign_in(desk, find_person(desk.state(), "赵敏"))
    async with opened(desk) as (room, pilot):
        assert "relief here" in seen(room)
        await pilot.press("f7")
        await pilot.pause()
        assert "The relief is here: 赵敏. Ctrl+B opens the handover." in seen(room)
        start_handover(desk, "管理处")
        await pilot.press("f2")
        await pilot.pause()
        room.screen.look(force=True)  # type: ignore[attr-defined]
        assert "handing over" in seen(room)
