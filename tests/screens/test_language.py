"""Chinese and English, changed while the room is open, with no word left behind."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pendulum
import pytest
from textual.pilot import Pilot

from dutyroom import i18n
from dutyroom.desk.desk import Desk
from dutyroom.desk.handover.start import start_handover
from dutyroom.desk.log import entries as log
from dutyroom.desk.log import orders
from dutyroom.desk.patrol.rounds import start_round
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.station import drafts
from dutyroom.settings.config import Config
from screens.kit.rows import Rows
from screens.room import Room
from tests.screens.seen import opened, seen
from tests.stations.property_centre import property_centre

MODES = ["f2", "f3", "f4", "f6", "f7"]
OVER = ["f1", "f9", "f10", "ctrl+n"]
NAME = re.compile(r"[A-Za-z]+")
KEYS = {
    "F", "Enter", "Esc", "Space", "PgUp", "PgDn", "Insert", "Ctrl", "v", "G", "B", "E", "U", "K",
    "N", "T", "R", "Y", "O", "X", "L", "Z", "P", "D", "i", "o", "a", "r", "c", "k", "n", "t", "p",
    "w", "m", "d", "x", "u", "b", "g", "English", "PIN", "fg", "JD", "LD", "PG", "JJ", "J", "I",
    "C",
}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with something of every kind, written in digits only."""
    found, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-01 08:36:00")
    clerk = find_person(found.state(), "李娜")
    sign_in(found, clerk)
    hands.at("2026-12-01 15:20:00")
    note = log.Note(text="110", urgency="urgent", phone="110", category="repair", rings=9)
    log.log_entry(found, "call", note, by="李娜")
    log.log_entry(found, "visit", log.Note(text="112", caller="113"), by="李娜")
    orders.new_order(found, "114", by="李娜", place="115")
    start_round(found, clerk, "")
    drafts.keep(found, "1", "call", "", "call", {"text": "116", "category": "enquiry"}, found.now())
    hands.at("2026-12-01 16:24:00")
    sign_in(found, find_person(found.state(), "赵敏"))
    start_handover(found, "管理处", by="李娜")
    return found


async def every_screen(room: Room, pilot: Pilot[None]) -> dict[str, str]:
    """Return what is seen in every mode, and over it."""
    shown = {}
    for key in MODES:
        await pilot.press(key)
        await pilot.pause()
        shown[key] = seen(room)
        for over in OVER:
            await pilot.press(over)
            await pilot.pause()
            shown[key + over] = seen(room)
            await pilot.press("escape")
            await pilot.pause()
    return shown


def english_in(text: str) -> set[str]:
    """Return the words in a Chinese screen that are neither keys nor single letters."""
    return {name for name in NAME.findall(text) if name not in KEYS and len(name) > 1}


async def test_everything_is_chinese_after_the_key_and_english_again(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "config.toml"
    async with opened(desk, Config(file), size=(130, 60)) as (room, pilot):
        english = await every_screen(room, pilot)
        await pilot.press("f2", "ctrl+p")
        await pilot.pause()
        assert "语言：中文" in seen(room)
        assert tomllib.loads(file.read_text("utf-8")) == {"language": "zh"}
        chinese = await every_screen(room, pilot)
        await pilot.press("f2", "ctrl+p")
        await pilot.pause()
        assert "Language: English" in seen(room)
        again = await every_screen(room, pilot)
    assert {key: found for key, text in chinese.items() if (found := english_in(text))} == {}
    assert again == english
    assert all(chinese[key] != english[key] for key in english)


async def test_another_language_is_chosen_from_the_menu(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        await pilot.press("f10")
        await pilot.pause()
        menu = room.screen.query_one(Rows)
        for _line in range(40):
            if menu.key != "language":
                await pilot.press("down")
        await pilot.press("enter")
        await pilot.pause()
        assert "值班台" in seen(room)
        assert i18n.language() == "zh"


async def test_a_form_opened_afterwards_speaks_the_new_language(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+p", "ctrl+n")
        await pilot.pause()
        assert "事由" in seen(room)


async def test_the_header_names_the_day_in_the_new_language(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        assert "12-01 Tue 16:24" in seen(room)
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert "12-01 周二 16:24" in seen(room)


def test_the_calendar_library_speaks_the_language_in_use() -> None:
    moment = pendulum.datetime(2026, 12, 1)
    said = []
    for language in ("zh", "en"):
        i18n.use(language)
        said.append((moment.format("dddd"), moment.subtract(hours=1).diff_for_humans(moment)))
    assert said == [("星期二", "1小时前"), ("Tuesday", "1 hour before")]


async def test_a_bare_console_stays_in_english_and_says_why(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "linux")
    async with opened(desk, Config(theme="duty-ansi", ascii=True)) as (room, pilot):
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert "cannot draw Chinese" in seen(room)
        assert i18n.language() == "en"
