"""The room: every screen, what was typed, what other terminals write."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.events import Key, Paste
from textual.widgets import Input

from dutyroom import i18n
from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.handover.start import start_handover
from dutyroom.desk.log import entries as log
from dutyroom.desk.log import orders
from dutyroom.desk.log.writers import on_duty
from dutyroom.desk.patrol.rounds import start_round
from dutyroom.desk.people import people
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from screens.emergency.panel import read_panel
from tests.screens.seen import opened, seen, write
from tests.stations.making import Hands
from tests.stations.property_centre import property_centre

NASTY = "[/] [b]粗 =1+1 \x1b[31m红\x07\u202e左 \u3000全角 " + "长" * 60


@pytest.fixture
def station(tmp_path: Path) -> tuple[Desk, Hands]:
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-01 08:26:00")
    sign_in(desk, find_person(desk.state(), "李娜"))
    hands.at("2026-12-01 10:00:00")
    return desk, hands


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("key", ["f2", "f3", "f4", "f6", "f7", "f9", "f1", "f10", "ctrl+n"])
async def test_nothing_typed_can_hurt_any_screen(
    station: tuple[Desk, Hands], key: str, language: str
) -> None:
    desk, _hands = station
    people.add_person(desk, "[/]=1+1", rank=NASTY[:30])
    log.log_entry(desk, "call", log.Note(text=NASTY, caller=NASTY, room="[/]", phone="110"))
    i18n.use(language)
    async with opened(desk) as (room, pilot):
        await pilot.press(key)
        await pilot.pause()
        assert "\x1b" not in seen(room)
        assert len(seen(room).splitlines()) == 24
    assert room.return_code in (0, None)


async def test_a_call_logged_at_another_terminal_appears(station: tuple[Desk, Hands]) -> None:
    desk, _hands = station
    other = open_desk(desk.folder.path, terminal="前台")
    other.clock = desk.clock
    async with opened(desk) as (room, pilot):
        await pilot.press("f4")
        await pilot.pause()
        assert "二号楼停电" not in seen(room)
        log.log_entry(other, "call", log.Note(text="二号楼停电"), by="刘洋")
        room.look_again()
        await pilot.pause()
        assert "二号楼停电" in seen(room)


async def test_a_look_at_a_screen_that_is_only_just_opening_waits(
    station: tuple[Desk, Hands],
) -> None:
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        room.switch_mode("patrol")
        room.look_again()
        room._tell("Said while it opens")
        await pilot.pause()
        assert "Said while it opens" in seen(room)


async def test_a_refused_form_keeps_what_was_typed(station: tuple[Desk, Hands]) -> None:
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+g")
        await pilot.pause()
        await write(room, pilot, "无名氏")
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "Nobody here is called 无名氏" in seen(room)
        assert room.screen.query_one("#name", Input).value == "无名氏"


async def test_escape_asks_once_before_it_throws_words_away(station: tuple[Desk, Hands]) -> None:
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+n")
        await pilot.pause()
        await write(room, pilot, "电梯")
        await pilot.press("escape")
        await pilot.pause()
        assert "Esc again" in seen(room)
        await pilot.press("escape")
        await pilot.pause()
        assert "What about" not in seen(room)
    assert not desk.state().entries


async def test_the_common_call_takes_the_fewest_keys(station: tuple[Desk, Hands]) -> None:
    """R-005: one key opens it from anywhere; what it is about is enough."""
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("f6", "ctrl+n")
        await pilot.pause()
        await write(room, pilot, "漏水，请来人！")
        await pilot.press("ctrl+g")
        await pilot.pause()
    entry = desk.state().entries[-1]
    assert (entry.id, entry.text, entry.by) == ("LD-20261201-001", "漏水，请来人！", "李娜")


async def test_the_full_width_question_mark_is_a_question_mark(
    station: tuple[Desk, Hands],
) -> None:
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("fullwidth_question_mark")
        await pilot.pause()
        assert "Esc closes" in seen(room)


async def test_the_menu_does_what_a_letter_would(station: tuple[Desk, Hands]) -> None:
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("f10", "enter")
        await pilot.pause()
        assert "Stands in for" in seen(room)


async def test_the_board_shows_month_day_and_who_came(station: tuple[Desk, Hands]) -> None:
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("f3")
        await pilot.pause()
        shown = seen(room)
        assert "2026-12" in shown
        assert re.search("早班 +08:30–16:30 +李娜 +08:26", shown)
        await pilot.press("right")
        await pilot.pause()
        assert "12-02" in seen(room)


async def test_a_month_without_a_notice_is_said(station: tuple[Desk, Hands]) -> None:
    """R-046: a year that nobody has announced is never guessed."""
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "pagedown")
        await pilot.pause()
        assert "No roster for this month" in seen(room)
        assert "no notice for 2027" in seen(room)
        assert "working day" not in seen(room)


async def test_records_that_can_no_longer_be_read_stay_on_the_screen(
    station: tuple[Desk, Hands],
) -> None:
    """R-013: what was seen last stays, the fault is said, and the numbers still open."""
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        aside = desk.folder.path / "aside"
        desk.folder.ledger.rename(aside)
        desk.folder.ledger.write_text("no folder")
        room.look_again()
        await pilot.pause()
        assert "Records cannot be read" in seen(room)
        assert "李娜" in seen(room)
        await pilot.press("f9")
        await pilot.pause()
        assert "025-52110110" in seen(room)
        await pilot.press("escape")
        desk.folder.ledger.unlink()
        aside.rename(desk.folder.ledger)
        room.look_again()
        await pilot.pause()
        assert "Records cannot be read" not in seen(room)


async def test_a_full_disk_does_not_close_the_room(station: tuple[Desk, Hands]) -> None:
    desk, _hands = station
    derived = desk.folder.path / "derived"
    derived.rename(derived.with_name("gone"))
    derived.write_text("no folder")
    async with opened(desk) as (room, pilot):
        await pilot.pause()
        # The sentence wraps where the length of the folder's path wants it.
        assert "cannot be used" in " ".join(seen(room).split())
        assert "李娜" in seen(room)


async def test_with_damaged_records_the_numbers_open_first(
    station: tuple[Desk, Hands],
) -> None:
    """A-10: the damaged file is named, what can be read stays usable, a call is taken."""
    desk, _hands = station
    log.log_entry(desk, "call", log.Note(text="一"))
    page = desk.folder.ledger / "2026-12" / "2026-12-01.json"
    page.write_bytes(page.read_bytes()[:-60])
    broken = open_desk(desk.folder.path, terminal="值班室")
    broken.clock = desk.clock
    async with opened(broken) as (room, pilot):
        await pilot.pause()
        shown = seen(room)
        assert "2026-12/2026-12-01.json" in shown and "data doctor" in shown
        for kind in ("派出所", "消防", "医院", "供水", "供气", "供电"):
            assert kind in shown
        await pilot.press("escape", "ctrl+n")
        await pilot.pause()
        await write(room, pilot, "二")
        await pilot.press("ctrl+g")
        await pilot.pause()
    assert broken.state().entries[-1].text == "二"


async def test_what_is_said_stays_until_the_next_key(station: tuple[Desk, Hands]) -> None:
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "pagedown", "ctrl+g")
        await pilot.pause()
        assert "There is no draft of this month" in seen(room)
        await pilot.press("down")
        await pilot.pause()
        assert "There is no draft of this month" not in seen(room)


async def test_the_panel_reads_the_plain_copy_when_the_records_are_gone(
    station: tuple[Desk, Hands],
) -> None:
    """R-013, X-18: the numbers are readable when all else is broken."""
    desk, _hands = station
    for page in desk.folder.ledger.rglob("*.json"):
        page.write_bytes(b"\x00\xff" * 40)
    broken = open_desk(desk.folder.path, terminal="前台")
    lines, warning = read_panel(broken)
    numbers = {line.category: line.number for line in lines}
    assert numbers["派出所"] == "025-52110110"
    assert "plain copy" in warning


async def test_a_finding_is_not_wiped_away_by_the_next_space(station: tuple[Desk, Hands]) -> None:
    """R-011: what is wrong at a point stays, and a work order is offered for it."""
    desk, _hands = station
    start_round(desk, find_person(desk.state(), "李娜"))
    async with opened(desk) as (room, pilot):
        await pilot.press("f6")
        await pilot.pause()
        await pilot.press("ctrl+e")
        await pilot.pause()
        await write(room, pilot, "门锁坏")
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "New work order" in seen(room)
        await pilot.press("ctrl+g")
        await pilot.pause()
        await pilot.press("home", "space")
        await pilot.pause()
        assert "Ctrl+E changes it" in seen(room)
    (point,) = desk.state().rounds[-1].points
    assert (point.result, point.note) == ("abnormal", "门锁坏")
    order = desk.state().orders[-1]
    assert (order.text, order.place, order.by) == ("门锁坏", point.point, "李娜")


async def test_a_call_can_be_taken_over_an_unfinished_form(station: tuple[Desk, Hands]) -> None:
    """R-151: the first stays as it was typed below the second."""
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("f4", "ctrl+e")
        await pilot.pause()
        await write(room, pilot, "刘主管")
        await pilot.press("ctrl+n")
        await pilot.pause()
        await write(room, pilot, "电梯停了")
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "刘主管" in seen(room)
    assert [entry.text for entry in desk.state().entries] == ["电梯停了"]


async def test_after_a_conflict_only_what_was_typed_is_saved(station: tuple[Desk, Hands]) -> None:
    """A-08: the other's telephone is not put back by a form that never touched it."""
    desk, _hands = station
    order = orders.new_order(desk, "门禁失灵", phone="13900000001", assignee="张师傅")
    async with opened(desk) as (room, pilot):
        await pilot.press("f4", "enter")
        await pilot.pause()
        await write(room, pilot, "已到场")
        other = open_desk(desk.folder.path, terminal="前台")
        other.clock = desk.clock
        orders.note_order(other, order, phone="13900000002", by="赵敏")
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "Save again to add yours" in seen(room)
        await pilot.press("ctrl+g")
        await pilot.pause()
    done = desk.state().orders[-1]
    assert (done.phone, done.status, done.thread[-1].text) == ("13900000002", "working", "已到场")


async def test_with_two_posts_manned_the_form_asks_who_took_the_call(
    station: tuple[Desk, Hands],
) -> None:
    """R-005: an entry has its author, and the next one is offered the same."""
    desk, hands = station
    hands.at("2026-12-01 10:01:00")
    other = open_desk(desk.folder.path, terminal="前台")
    other.clock = desk.clock
    sign_in(other, find_person(desk.state(), "刘洋"))
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+n")
        await pilot.pause()
        await write(room, pilot, "停水")
        await pilot.press("up", "right", "ctrl+g")
        await pilot.pause()
        assert "What about" not in seen(room)
    assert desk.state().entries[-1].by == "李娜"
    assert on_duty(desk) == ("李娜", "刘洋")


async def test_every_line_of_a_paste_is_kept(station: tuple[Desk, Hands]) -> None:
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+n")
        await pilot.pause()
        room.screen.focused.post_message(Paste("第一行\n第二行\t乙\r\n\n第三行"))  # type: ignore[union-attr]
        await write(room, pilot, "\u3000完")
        await pilot.press("ctrl+g")
        await pilot.pause()
    assert desk.state().entries[-1].text == "第一行 第二行 乙 第三行\u3000完"


async def test_a_wrong_pin_is_gone_when_it_is_refused(station: tuple[Desk, Hands]) -> None:
    desk, _hands = station
    start_handover(desk, "管理处")
    async with opened(desk) as (room, pilot):
        await pilot.press("f7", "ctrl+g")
        await pilot.pause()
        await write(room, pilot, "0000")
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "not the PIN" in seen(room)
        assert room.screen.query_one("#pin", Input).value == ""


async def test_the_second_posts_handover_can_be_reached(station: tuple[Desk, Hands]) -> None:
    desk, hands = station
    start_handover(desk, "管理处")
    hands.at("2026-12-01 10:01:00")
    sign_in(desk, find_person(desk.state(), "刘洋"))
    async with opened(desk) as (room, pilot):
        await pilot.press("f7", "ctrl+b")
        await pilot.pause()
        await pilot.press("right", "enter")
        await pilot.pause()
        assert "前台 前台 → post closes" in seen(room)


async def test_what_is_cut_off_is_marked(station: tuple[Desk, Hands]) -> None:
    desk, _hands = station
    log.log_entry(desk, "call", log.Note(text="长" * 200))
    async with opened(desk) as (room, pilot):
        await pilot.resize_terminal(60, 18)
        await pilot.pause()
        await pilot.press("f4")
        await pilot.pause()
        shown = seen(room)
        assert "F9" in shown and "F10" in shown
        assert "…" in shown


async def test_a_search_fills_while_the_room_goes_on(station: tuple[Desk, Hands]) -> None:
    desk, hands = station
    for n in range(60):
        log.log_entry(desk, "call", log.Note(text=f"电梯{n}", caller="何先生"), by="李娜")
    hands.at("2026-12-01 10:30:00")
    async with opened(desk) as (room, pilot):
        await pilot.press("f4", "ctrl+f")
        await pilot.pause()
        await write(room, pilot, "电梯")
        await pilot.press("ctrl+g")
        await room.workers.wait_for_complete()
        await pilot.pause()
        shown = seen(room)
        assert "60 found, that is all" in shown
        assert shown.index("LD01-060") < shown.index("LD01-059")
        await pilot.press("escape")
        await pilot.pause()
        assert "60 found" not in seen(room)


@pytest.mark.parametrize("ahead", ["m", "w", "f6"])
async def test_a_key_typed_after_leaving_opens_nothing(
    station: tuple[Desk, Hands], ahead: str
) -> None:
    """On a slow line the next word for the shell comes before the room has closed."""
    async with opened(station[0]) as (room, pilot):
        await pilot.press("f4")
        await pilot.pause()
        for key in ("4", "ctrl+x", "4", ahead, "escape", "a"):
            room.post_message(Key(key, key if len(key) == 1 else None))
        while room.return_code is None:
            await pilot.pause()
    assert room.return_code == 0
    assert [type(screen).__name__ for screen in room.screen_stack if screen.is_modal] == []
