"""An administrator restores the station as of a copy from the screen, and takes it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from dutyroom import i18n
from dutyroom.desk.desk import Desk
from dutyroom.desk.log import entries as log
from dutyroom.desk.people.find import find_person
from dutyroom.desk.people.people import set_roles
from dutyroom.desk.station import contacts
from dutyroom.desk.station.backup import newest_copy
from dutyroom.desk.station.restore import restore_as_of, restorings_of
from screens.room import Room
from tests.screens.seen import opened as opened_room
from tests.screens.seen import seen, write
from tests.stations.damaged import cut, night_centre, opened
from tests.stations.making import PIN

MEND = "ctrl+right_square_bracket"
BOSS = "刘建平"


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    i18n.use("zh")
    yield
    i18n.use("en")


def water_mistyped(path: Path) -> Desk:
    """Return the centre after the copy of 21:40, when a number was changed by mistake."""
    desk, _hands = night_centre(path)
    set_roles(desk, find_person(desk.state(), BOSS), ("supervisor", "admin"))
    contacts.set_contact(desk, "供水", "12345678", by=BOSS)
    return opened(path)


def water(desk: Desk) -> str:
    return next(c.number for c in desk.state().contacts if c.category == "供水")


async def settle(room: Room, pilot: Pilot[None]) -> None:
    await pilot.pause()
    await room.workers.wait_for_complete()
    await pilot.pause()


async def type_in(room: Room, pilot: Pilot[None], *lines: str) -> None:
    for line in lines:
        await write(room, pilot, line)
        await pilot.press("enter")
    await settle(room, pilot)


async def test_the_copies_stand_behind_the_key_and_one_is_restored_and_taken_back(
    tmp_path: Path,
) -> None:
    desk = water_mistyped(tmp_path)
    async with opened_room(desk) as (room, pilot):
        await pilot.press(MEND)
        await settle(room, pilot)
        assert "21:40 的备份有 17 条记录" in seen(room)
        await pilot.press("enter")
        await settle(room, pilot)
        assert "供水" in seen(room)
        assert water(desk) == "12345678"
        await type_in(room, pilot, PIN, "号码误改")
        (made,) = restorings_of(desk)
        assert f"已恢复：{made.id}" in seen(room)
        assert f"在 {made.id} 上按 Enter" in seen(room).replace("\n", "")
        assert (water(desk), made.reason, made.by) == ("96889", "号码误改", BOSS)
        await pilot.press("escape", MEND)
        await settle(room, pilot)
        await pilot.press("down", "down", "down", "down", "enter")
        await settle(room, pilot)
        assert f"恢复到 {made.id} 之前" in seen(room)
        await type_in(room, pilot, PIN, "原来没错")
        assert water(desk) == "12345678"


async def test_a_wrong_pin_restores_nothing_and_the_reason_stays(tmp_path: Path) -> None:
    desk = water_mistyped(tmp_path)
    async with opened_room(desk) as (room, pilot):
        await pilot.press(MEND)
        await settle(room, pilot)
        await pilot.press("enter")
        await settle(room, pilot)
        await type_in(room, pilot, "9999", "号码误改")
        assert "号码误改" in seen(room)
        assert "PIN" in seen(room)
    assert water(opened(tmp_path)) == "12345678"
    assert restorings_of(opened(tmp_path)) == ()


async def test_while_the_records_are_damaged_the_key_mends_and_says_that_restoring_waits(
    tmp_path: Path,
) -> None:
    water_mistyped(tmp_path)
    cut(tmp_path, today=True)
    async with opened_room(opened(tmp_path)) as (room, pilot):
        await pilot.press("escape", MEND)
        await settle(room, pilot)
        assert "修复后再办：办结" in seen(room)
        assert "按备份恢复" in seen(room)


async def test_another_administrator_is_told_when_signing_in(tmp_path: Path) -> None:
    """W12: once, over the room, until it is closed."""
    desk = water_mistyped(tmp_path)
    set_roles(desk, find_person(desk.state(), "赵敏"), ("duty", "admin"), BOSS, PIN)
    copy = newest_copy(desk)
    assert copy is not None
    restore_as_of(desk, copy, BOSS, PIN, "误操作")
    log.log_entry(desk, "call", log.Note(text="后来"), by="赵敏")
    async with opened_room(desk) as (room, pilot):
        await pilot.press("ctrl+g")
        await pilot.pause()
        await write(room, pilot, "赵敏")
        await pilot.press("enter", "right", "ctrl+g")
        await pilot.pause()
        await pilot.pause()
        assert "请知悉" in seen(room)
        assert copy.name in seen(room).replace("\n", "")
