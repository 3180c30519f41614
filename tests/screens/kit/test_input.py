"""What people type: with an input method on, in pinyin, pasted, and without any letter."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.events import Key, Paste
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Input

from dutyroom.desk.desk import Desk
from dutyroom.desk.handover.start import start_handover
from dutyroom.desk.log import entries as log
from dutyroom.desk.people import people
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from screens.board.board import BoardScreen
from screens.commands.command import Command
from screens.commands.commands import SCREENS as BY_MODE
from screens.commands.everywhere import EVERYWHERE
from screens.emergency.emergency import EmergencyScreen
from screens.handover.handover import HandoverScreen
from screens.kit.dialogs import ListDialog
from screens.kit.form import Choice, Form
from screens.kit.frame import DutyScreen
from screens.kit.help import Help, Menu
from screens.kit.rows import Rows
from screens.log.log import LogScreen
from screens.log.search import SearchScreen
from screens.now.now import NowScreen
from screens.patrol.patrol import PatrolScreen
from screens.room import Room
from tests.screens.seen import opened, seen, write
from tests.stations.property_centre import property_centre


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made, hands = property_centre(tmp_path / "station")
    people.add_person(made, "张三")
    hands.at("2026-12-01 08:26:00")
    sign_in(made, find_person(made.state(), "李娜"))
    hands.at("2026-12-01 10:00:00")
    return made


async def key(room: Room, pilot: Pilot[None], letter: str) -> None:
    """Press a key as the terminal's reader would name it."""
    room.post_message(Key(_character_to_key(letter), letter))
    await pilot.pause()
    await pilot.pause()  # what the key opens is drawn after the key was taken


def value(room: Room, field: str) -> str:
    return room.screen.query_one(f"#{field}", Input).value


async def test_initials_offer_the_name_and_enter_takes_the_only_one(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+g")
        await write(room, pilot, "zs")
        assert "张三" in seen(room)
        await pilot.press("enter")
        await pilot.pause()
        assert value(room, "name") == "张三"
        assert room.focused is not None and room.focused.id == "post"


async def test_initials_that_fit_two_choose_nobody_until_the_arrow_does(desk: Desk) -> None:
    people.add_person(desk, "张三丰")
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+g")
        await write(room, pilot, "ｚｓ")
        assert "张三" in seen(room) and "张三丰" in seen(room)
        await pilot.press("enter")
        await pilot.pause()
        assert value(room, "name") == "ｚｓ"
        assert "Several people fit" in seen(room)
        await pilot.press("right", "right", "enter")
        await pilot.pause()
        assert value(room, "name") == "张三丰"
        assert room.focused is not None and room.focused.id == "post"


async def test_saved_at_once_the_letters_are_the_person(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+b")
        await write(room, pilot, "lin")
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert value(room, "name") == "李娜"
        assert "The relief has not come" in seen(room)


async def test_a_hanzi_is_completed_as_ever(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+g")
        await write(room, pilot, "彭")
        await pilot.press("right")
        await pilot.pause()
        assert value(room, "name") == "彭大勇"


async def test_where_anybody_may_stand_letters_stay_letters(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        await pilot.press("f4", "ctrl+r")
        await write(room, pilot, "修门")
        room.set_focus(room.screen.query_one("#assignee"))
        await write(room, pilot, "zs")
        await pilot.press("ctrl+g")
        await pilot.pause()
    assert desk.state().orders[-1].assignee == "zs"


async def test_the_search_form_takes_a_person_by_initials(desk: Desk) -> None:
    log.log_entry(desk, "call", log.Note(text="漏水"), by="李娜")
    async with opened(desk) as (room, pilot):
        await pilot.press("f4", "ctrl+f", "down")
        await write(room, pilot, "ln")
        await pilot.press("ctrl+g")
        await room.workers.wait_for_complete()
        await pilot.pause()
        assert "2 found" in seen(room) and "漏水" in seen(room)


async def test_pasted_lines_are_matters_of_the_duty_record(desk: Desk) -> None:
    start_handover(desk, "管理处")
    async with opened(desk) as (room, pilot):
        await pilot.press("f7", "ctrl+r", "end", "ctrl+u")
        assert room.focused is not None
        room.focused.post_message(Paste("一、电梯停\r\n\n二、水管漏\n"))
        await pilot.pause()
        await pilot.press("ctrl+g")
        await pilot.pause()
    assert desk.state().handovers[-1].summary == ("一、电梯停", "二、水管漏")


async def test_what_drives_a_terminal_stays_in_the_text_and_off_the_screen(desk: Desk) -> None:
    nasty = "a\x1b]0;t\x07\x08\x9b31m\u202eb"
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+n")
        assert room.focused is not None
        room.focused.post_message(Paste(nasty))
        await pilot.pause()
        assert "a␛]0;t␇␈�31m�b" in seen(room)
        await pilot.press("ctrl+g")
        await pilot.pause()
    assert desk.state().entries[-1].text == nasty


@pytest.mark.parametrize(
    ("typed", "words"),
    [("？", "Esc closes"), ("３", "2026-12"), ("９", "Emergency numbers"), ("ｎ", "New call"),
     ("ｉ", "Stands in for")],
)  # fmt: skip
async def test_a_full_width_key_does_what_its_half_width_fellow_does(
    desk: Desk, typed: str, words: str
) -> None:
    async with opened(desk) as (room, pilot):
        await key(room, pilot, typed)
        assert words in seen(room)


@pytest.mark.parametrize("typed", ["／", "、", "/"])
async def test_the_slash_of_an_input_method_searches(desk: Desk, typed: str) -> None:
    async with opened(desk) as (room, pilot):
        await pilot.press("f4")
        await key(room, pilot, typed)
        assert "Search all the years" in seen(room)


async def test_the_brackets_of_an_input_method_turn_the_month(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        await pilot.press("f3")
        await key(room, pilot, "】")
        assert "2027-01" in seen(room)
        await key(room, pilot, "［")
        assert "2026-12" in seen(room)


@pytest.mark.parametrize("first", ["f9", "f1", "f10"])
async def test_keys_typed_ahead_close_a_dialog_once(desk: Desk, first: str) -> None:
    async with opened(desk) as (room, pilot):
        await pilot.press(first)
        for letter in ("escape", "enter", "escape", "enter", "escape"):
            room.post_message(Key(letter, None))
        await pilot.pause()
        await pilot.press("escape", "escape")
        assert isinstance(room.screen, DutyScreen | Form)


async def test_a_form_saved_twice_at_once_is_saved_once(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+n")
        await write(room, pilot, "漏水")
        for _press in range(3):
            room.post_message(Key("ctrl+g", None))
        await pilot.pause()
    assert [entry.text for entry in desk.state().entries] == ["漏水"]


async def test_a_dialog_closes_only_itself(desk: Desk) -> None:
    """What another opened above it stays, and it goes when that has gone."""
    async with opened(desk) as (room, pilot):
        below, above = ListDialog("下", ()), ListDialog("上", ())
        room.push_screen(below)
        room.push_screen(above)
        await pilot.pause()
        below.dismiss()
        below.dismiss()
        await pilot.pause()
        assert room.screen is above
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(room.screen, DutyScreen)


SCREENS = (NowScreen, BoardScreen, LogScreen, PatrolScreen, HandoverScreen)
DIALOGS: tuple[type[DOMNode], ...] = (
    Form, Choice, ListDialog, SearchScreen, EmergencyScreen, Help, Menu,
)  # fmt: skip


def needs_no_letter(key: str) -> bool:
    """Tell whether a key is one that an input method leaves alone, on any terminal."""
    sign = key.endswith(("_mark", "_bracket", "solidus", "slash"))
    return len(key) > 1 and (not sign or key.startswith("ctrl+"))


@pytest.mark.parametrize("screen", SCREENS)
def test_every_command_has_a_key_that_is_no_letter(screen: type[DutyScreen]) -> None:
    lost = [c.id for c in commands_of(screen) if not any(map(needs_no_letter, keys_of(c)))]
    assert not lost


@pytest.mark.parametrize("screen", SCREENS)
def test_no_two_commands_of_a_screen_share_a_key(screen: type[DutyScreen]) -> None:
    """What a screen's own key hides is no command that works everywhere."""
    own = [key for command in own_of(screen) for key in keys_of(command)]
    everywhere = {key for command in EVERYWHERE for key in keys_of(command)}
    hidden = {key for key in own if key in everywhere} - {"ctrl+n", "n"}
    assert len(own) == len(set(own))
    assert not hidden
    assert not {"ctrl+s", "ctrl+q"} & {*own, *everywhere}


@pytest.mark.parametrize("node", DIALOGS)
def test_every_key_of_a_dialog_has_a_fellow_that_is_no_letter(node: type[DOMNode]) -> None:
    by_action: dict[str, list[str]] = {}
    for binding in node.BINDINGS:
        assert isinstance(binding, Binding)
        by_action.setdefault(binding.action, []).extend(binding.key.split(","))
    assert all(any(map(needs_no_letter, keys)) for keys in by_action.values())
    if issubclass(node, ModalScreen):
        assert any("escape" in keys for keys in by_action.values())


MODE_KEYS = {"now": "f2", "board": "f3", "log": "f4", "patrol": "f6", "handover": "f7"}


@pytest.mark.parametrize("screen", SCREENS)
async def test_every_command_can_be_done_from_the_menu(
    desk: Desk, screen: type[DutyScreen]
) -> None:
    """F10, the arrows and Enter reach everything; none of it ends the room with a fault."""
    start_handover(desk, "管理处")
    async with opened(desk) as (room, pilot):
        for command in commands_of(screen) if screen is NowScreen else own_of(screen):
            if command.id in ("leave", "menu"):
                continue
            await pilot.press(MODE_KEYS[screen.MODE], "f10")
            assert isinstance(room.screen, Menu)
            room.screen.query_one(Rows).go(command.id)
            await pilot.press("enter")
            await pilot.pause()
            assert not isinstance(room.screen, Menu), command.id
            while not isinstance(room.screen, DutyScreen):
                await pilot.press("escape")
                await pilot.pause()


def commands_of(screen: type[DutyScreen]) -> Sequence[Command]:
    return (*own_of(screen), *EVERYWHERE)


def own_of(screen: type[DutyScreen]) -> Sequence[Command]:
    return BY_MODE[screen.MODE]


def keys_of(command: Command) -> list[str]:
    return list(command.keys)
