"""Keys: one definition of each command, and the user's own keys everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from dutyroom import i18n
from dutyroom.desk.desk import Desk
from dutyroom.i18n import _
from dutyroom.settings.config import Config
from screens.board.board import BoardScreen
from screens.board.grid import Grid
from screens.commands.board import BOARD_FOOT
from screens.commands.commands import SCREENS
from screens.commands.everywhere import EVERYWHERE
from screens.handover.handover import HandoverScreen
from screens.log.log import LogScreen
from screens.now.now import NowScreen
from screens.patrol.patrol import PatrolScreen
from screens.room import Room
from tests.screens.seen import opened, seen, write
from tests.stations.property_centre import property_centre

OWN = {
    "log.new_call": ("f5", "c"),
    "now.contact": ("ctrl+a",),
    "leave": ("f8",),
    "now": ("f1",),
    "help": ("f2",),
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return property_centre(tmp_path / "station")[0]


@pytest.mark.parametrize(
    "screen", [NowScreen, BoardScreen, LogScreen, PatrolScreen, HandoverScreen]
)
def test_every_command_is_done_by_its_screen_or_the_room(screen: type[NowScreen]) -> None:
    for command in SCREENS[screen.MODE]:
        name = "action_" + command.action.partition("(")[0]
        assert hasattr(screen, name) or hasattr(Room, name), command.id


async def test_the_users_keys_work_and_are_shown(desk: Desk) -> None:
    async with opened(desk, Config(keys=OWN)) as (room, pilot):
        assert "F5 New call" in seen(room)
        assert "F1 Now" in seen(room)
        await pilot.press("f5")
        await pilot.pause()
        assert "What about" in seen(room)
        await write(room, pilot, "c")
        assert "What about" in seen(room)
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert "What about" not in seen(room)
        await pilot.press("c")
        await pilot.pause()
        assert "What about" in seen(room)


async def test_the_old_keys_do_nothing_any_more(desk: Desk) -> None:
    async with opened(desk, Config(keys=OWN)) as (room, pilot):
        for key in ("ctrl+n", "n", "ctrl+u", "f12", "ctrl+x"):
            await pilot.press(key)
            await pilot.pause()
            assert room.screen is room.screen_stack[0]
        assert room.is_running


async def test_help_and_menu_name_the_users_keys(desk: Desk) -> None:
    async with opened(desk, Config(keys=OWN)) as (room, pilot):
        for key in ("f2", "f10"):
            await pilot.press(key)
            await pilot.pause()
            assert "^A " in seen(room)
            await pilot.press("end")
            await pilot.pause()
            assert "F8 " in seen(room)
            await pilot.press("escape")
            await pilot.pause()


async def test_the_menu_names_every_command_once(desk: Desk) -> None:
    async with opened(desk, size=(80, 50)) as (room, pilot):
        await pilot.press("f4", "f10")
        await pilot.pause()
        assert seen(room).count("Log a call") == 1


async def test_what_is_wrong_in_the_settings_is_said_on_the_screen(desk: Desk) -> None:
    words = "config.toml: line 2: leave: Ctrl+S is never a command's key"
    async with opened(desk, notices=[words]) as (room, _pilot):
        assert words in seen(room)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_help_and_no_word_is_cut_at_80_columns(language: str) -> None:
    i18n.use(language)
    for command in (*EVERYWHERE, *(c for own in SCREENS.values() for c in own)):
        assert cell_len(command.all_keys()) <= 9, command.id
        assert cell_len(_(command.label)) <= 14, command.id
        assert cell_len(_(command.help)) <= 46, command.id


@pytest.mark.parametrize("width", [60, 80, 200])
async def test_every_mode_and_the_emergency_have_their_key_in_the_foot(
    desk: Desk, width: int
) -> None:
    async with opened(desk, size=(width, 24)) as (room, _pilot):
        own, *more = seen(room).splitlines()[-3 if width == 60 else -2 :]
        modes = "".join(f"{line} " for line in more)
        assert "New call" in own
        assert all(f" F{number} " in modes for number in (1, 2, 3, 4, 6, 7, 9, 10))
        assert "F9 Emergency" in modes


async def test_the_foot_of_the_board_names_what_the_roster_asks_for(tmp_path: Path) -> None:
    """Of its many commands those come first that fit a roster in force, or a month without one."""
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-01 10:00:00")
    async with opened(desk) as (room, pilot):
        await pilot.press("f3")
        await pilot.pause()
        foot = seen(room).splitlines()[-2]
        assert "Swap" in foot and "Requests" in foot and "Steps" in foot and "New call" in foot
        await pilot.press("pagedown")
        await pilot.pause()
        foot = seen(room).splitlines()[-2]
        assert "Import" in foot and "Plan" in foot and "Publish" not in foot
        await pilot.press("f1")
        await pilot.pause()
        assert all(label in seen(room) for label in ("Lock", "Excuse", "Steps", "Holidays"))


def test_what_goes_first_at_the_foot_of_the_board_is_a_command_of_it() -> None:
    known = {command.id for command in SCREENS["board"]}
    assert all(known.issuperset(ids) for ids in BOARD_FOOT.values())


async def test_today_stands_on_today_from_any_day(tmp_path: Path) -> None:
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-08 10:00:00")
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "right", "right", "ctrl+t")
        assert room.screen.query_one(Grid).day == desk.now().date()
        await pilot.press("pageup", "right", "ctrl+t")
        assert room.screen.query_one(Grid).day == desk.now().date()
