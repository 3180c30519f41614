"""Damaged records are in sight on every screen, with the offer one key away (A-10, R7)."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from dutyroom import i18n
from dutyroom.desk.desk import Desk
from dutyroom.desk.log import entries as log
from dutyroom.desk.station.backup import make_copy
from dutyroom.desk.station.repair import Mended, mend_records
from dutyroom.store.pending import Mended as PendingFile
from dutyroom.store.pending import Pending, keep_pending
from screens.kit.banner import Banner
from screens.room import Room
from tests.screens.seen import opened as opened_room
from tests.screens.seen import seen, write
from tests.stations.damaged import cut, cut_centre, newest_page, night_centre, opened
from tests.stations.making import PIN, Hands

MEND = "ctrl+right_square_bracket"
LINE = " ! 记录有损坏：2026-12-03.json第10行 · 21:40 的备份有 17 条记录"


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    i18n.use("zh")
    yield
    i18n.use("en")


def lines(room: Room) -> list[str]:
    return [line for line in seen(room).splitlines() if line.startswith(LINE)]


async def mended(room: Room, pilot: Pilot[None]) -> None:
    """Wait until the mending that was begun is done, and said."""
    await pilot.pause()
    await room.workers.wait_for_complete()
    await pilot.pause()


async def sign(room: Room, pilot: Pilot[None], pin: str = PIN) -> None:
    """Begin to mend, by name and PIN."""
    await write(room, pilot, "赵敏")
    await pilot.press("enter")
    await write(room, pilot, pin)
    await pilot.press("enter")


async def sign_mending(room: Room, pilot: Pilot[None]) -> None:
    """Mend by name and PIN, and wait until it is done."""
    await sign(room, pilot)
    await mended(room, pilot)


async def test_the_room_opens_with_the_numbers_the_file_and_the_copy(tmp_path: Path) -> None:
    async with opened_room(cut_centre(tmp_path)) as (room, _pilot):
        screen = seen(room)
    for words in ("派出所", "025-52110110", "2026-12/2026-12-03.json", "21:40 的备份有 17 条记录"):
        assert words in screen
    assert screen.splitlines()[1].startswith(LINE)
    assert screen.splitlines()[1].endswith("Ctrl+] 修复")


async def look_through(room: Room, pilot: Pilot[None]) -> None:
    """Press the key of mending where nothing is known to be damaged, and wait for the walk."""
    await pilot.press(MEND)
    await room.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.parametrize("key", ["f2", "f3", "f4", "f6", "f7"])
async def test_the_line_stands_on_every_screen(tmp_path: Path, key: str) -> None:
    """Also after Esc, which closes the numbers that it opened with."""
    async with opened_room(cut_centre(tmp_path)) as (room, pilot):
        await pilot.press("escape", key)
        await pilot.pause()
        assert seen(room).splitlines()[1].startswith(LINE)


@pytest.mark.parametrize("key", ["f1", "f9", "f10", "ctrl+n", "ctrl+u", "j", MEND])
async def test_the_line_stands_over_forms_and_dialogs(tmp_path: Path, key: str) -> None:
    async with opened_room(cut_centre(tmp_path)) as (room, pilot):
        await pilot.press("escape", key)
        await pilot.pause()
        assert len(room.screen_stack) > 1
        assert len(lines(room)) == 1


async def test_whole_records_take_no_row(tmp_path: Path) -> None:
    night_centre(tmp_path)
    async with opened_room(opened(tmp_path)) as (room, pilot):
        for key in ("f2", "f3", "f4", "f6", "f7", "f9"):
            await pilot.press(key)
            await pilot.pause()
            assert not room.screen.query(Banner)


async def test_the_key_is_never_cut_off(tmp_path: Path) -> None:
    for language, words in (("zh", "Ctrl+] 修复"), ("en", "Ctrl+] Mend")):
        async with opened_room(cut_centre(tmp_path / language), size=(60, 16)) as (room, pilot):
            i18n.use(language)
            room.look_again()
            await pilot.pause()
            assert seen(room).splitlines()[1].endswith(words)


async def test_damage_while_the_room_is_open_comes_into_sight(tmp_path: Path) -> None:
    night_centre(tmp_path)
    async with opened_room(opened(tmp_path)) as (room, pilot):
        cut(tmp_path)
        room.look_again()
        await pilot.pause()
        assert len(lines(room)) == 1


async def test_a_call_is_typed_and_saved_while_damaged(tmp_path: Path) -> None:
    desk = cut_centre(tmp_path)
    async with opened_room(desk) as (room, pilot):
        await pilot.press("ctrl+n")
        await write(room, pilot, "停电后第一个来电")
        await pilot.press("ctrl+g")
        await pilot.pause()
    call = desk.state().entries[-1]
    assert call.text == "停电后第一个来电"
    assert call.id not in [f"LD-20261203-{n:03}" for n in range(1, 9)]


async def test_the_offer_opens_over_a_form_and_leaves_what_is_typed(tmp_path: Path) -> None:
    """It names the file, what comes back, what is in no copy, what goes on and what waits."""
    async with opened_room(cut_centre(tmp_path)) as (room, pilot):
        await pilot.press("escape", "ctrl+n")
        await write(room, pilot, "话说一半")
        await pilot.press(MEND)
        await room.workers.wait_for_complete()
        await pilot.pause()
        offer = seen(room)
        for words in (
            "2026-12/2026-12-03.json第10行",
            "21:40 的备份有 17 条记录",
            "修复能从备份找回",
            "备份里也没有的：第18–19行",
            "照常办：来电",
            "修复后再办：办结",
        ):
            assert words in offer
        await pilot.press("escape")
        await pilot.pause()
        assert "话说一半" in seen(room)


async def test_one_key_a_name_and_the_pin_mend_it(tmp_path: Path) -> None:
    """What stands nowhere is named, what the copy has is back, the damaged file is kept."""
    desk = cut_centre(tmp_path)
    left = newest_page(tmp_path).read_bytes()
    call = log.log_entry(desk, "call", log.Note(text="停电后第一个来电"), by="赵敏").entry
    async with opened_room(desk) as (room, pilot):
        await pilot.press("escape", MEND)
        await sign_mending(room, pilot)
        assert "第18–19行" in seen(room)
        assert lines(room) == []
        await pilot.press("escape")
        await pilot.pause()
        assert lines(room) == []
        await look_through(room, pilot)
        assert "记录完整，只缺第18–19行" in seen(room)
    entries = opened(tmp_path).state().entries
    texts = [f"来电{n}" for n in range(1, 7)]
    assert [entry.text for entry in entries] == [*texts, call.text]
    kept = list((tmp_path / "quarantine").glob("*03.json.bad-20261203T215003"))
    assert [file.read_bytes()[: len(left)] for file in kept] == [left]
    assert opened(tmp_path).ledger.verify().damage == ()


async def test_a_wrong_pin_mends_nothing_and_says_so(tmp_path: Path) -> None:
    desk = cut_centre(tmp_path)
    async with opened_room(desk) as (room, pilot):
        await pilot.press("escape", MEND)
        await sign(room, pilot, "9999")
        await mended(room, pilot)
        assert "赵敏" in seen(room)
        assert len(lines(room)) == 1
    assert opened(tmp_path).ledger.damage


async def test_the_line_goes_when_another_terminal_has_mended(tmp_path: Path) -> None:
    """What is being typed here stays."""
    async with opened_room(cut_centre(tmp_path)) as (room, pilot):
        await pilot.press("escape", "ctrl+n")
        await write(room, pilot, "话说一半")
        assert len(lines(room)) == 1
        mend_records(opened(tmp_path, "别处"))
        room.look_again()
        await pilot.pause()
        assert lines(room) == []
        assert "话说一半" in seen(room)
        await pilot.press("escape", "escape", "f9")
        await pilot.pause()
        assert "损坏" not in seen(room)


async def test_a_form_that_has_to_wait_says_so_before_it_is_filled_in(tmp_path: Path) -> None:
    """The form stays usable: what is typed into it is kept as ever."""
    desk = cut_centre(tmp_path)
    async with opened_room(desk) as (room, pilot):
        await pilot.press("escape", "f3", "ctrl+a")
        await pilot.pause()
        assert "这一项等修复后再办" in seen(room)


async def test_the_newest_copy_of_another_day_has_its_date(tmp_path: Path) -> None:
    desk, hands = night_centre(tmp_path)
    hands.at("2026-12-04 09:00:00")
    make_copy(desk)
    log.log_entry(desk, "call", log.Note(text="白天"), by="李娜")
    page = newest_page(tmp_path).with_name("2026-12-04.json")
    page.write_bytes(page.read_bytes()[:-60])
    async with opened_room(opened(tmp_path)) as (room, _pilot):
        assert "12-04 09:00 的备份有 19 条记录" in seen(room)


async def test_enter_on_now_opens_the_offer(tmp_path: Path) -> None:
    """With an input method on, no letter arrives; Enter on the first line does."""
    async with opened_room(cut_centre(tmp_path)) as (room, pilot):
        await pilot.press("escape", "enter")
        await pilot.pause()
        assert "末项 Enter 修复" in seen(room)


async def test_what_was_written_a_second_time_today_brings_all_of_it_back(tmp_path: Path) -> None:
    night_centre(tmp_path)
    cut(tmp_path, today=True)
    async with opened_room(opened(tmp_path)) as (room, pilot):
        await pilot.press("escape", MEND)
        await room.workers.wait_for_complete()
        await pilot.pause()
        assert "没有丢失" in seen(room)
        await sign_mending(room, pilot)
        assert "记录完整" in seen(room)
    assert [e.text for e in opened(tmp_path).state().entries] == [f"来电{n}" for n in range(1, 9)]


async def test_a_changed_line_that_can_still_be_read_is_in_sight_too(tmp_path: Path) -> None:
    night_centre(tmp_path)
    page = newest_page(tmp_path)
    page.write_bytes(page.read_bytes().replace("来电3".encode(), "来电9".encode()))
    async with opened_room(opened(tmp_path)) as (room, _pilot):
        assert " ! 记录有损坏：2026-12-03.json" in seen(room)
        assert "Ctrl+] 修复" in seen(room)


async def test_now_offers_it_as_soon_as_the_line_stands_there(tmp_path: Path) -> None:
    """The row that Enter works on does not wait for the next minute, nor does it stay behind."""
    desk, _hands = night_centre(tmp_path)
    async with opened_room(desk) as (room, pilot):
        assert "查看能恢复什么" not in seen(room)
        cut(tmp_path)
        room.look_again()
        await pilot.pause()
        assert "按 Enter 查看能恢复什么" in seen(room)
        mend_records(opened(tmp_path, "别处"))
        room.look_again()
        await pilot.pause()
        assert "查看能恢复什么" not in seen(room)


async def test_a_line_changed_in_a_month_that_is_over_is_found_by_the_key(tmp_path: Path) -> None:
    """Nobody reads that month, so nothing is known of it; the key does not say that all is well."""
    desk, hands = night_centre(tmp_path)
    hands.at("2027-01-05 09:00:00")
    log.log_entry(desk, "call", log.Note(text="新年"), by="李娜")
    page = newest_page(tmp_path)
    page.write_bytes(page.read_bytes().replace("来电3".encode(), "来电9".encode()))
    async with opened_room(desk) as (room, pilot):
        assert "记录有损坏" not in seen(room)
        await look_through(room, pilot)
        assert "LD-20261203-003" in seen(room)
        assert "没有丢失" in seen(room)
        await pilot.press("enter")
        await pilot.pause()
        assert "末项 Enter 修复" in seen(room)
        await sign_mending(room, pilot)
        assert "记录完整" in seen(room)
    assert opened(tmp_path).ledger.verify().damage == ()
    assert "来电3" in page.read_text(encoding="utf-8")


async def test_the_key_says_that_whole_records_are_whole(tmp_path: Path) -> None:
    desk, _hands = night_centre(tmp_path)
    async with opened_room(desk) as (room, pilot):
        await look_through(room, pilot)
        assert "记录完整" in seen(room)
        assert "21:40 的备份有 17 条记录" in seen(room)
        await pilot.press("escape")
        await pilot.pause()
        assert "记录完整" not in seen(room)


async def test_the_key_finishes_a_mending_that_was_cut_off(tmp_path: Path) -> None:
    """Every page is in order already, so nothing else would lead to the record that is owed."""
    desk, _hands = night_centre(tmp_path)
    file = f"2026-12/{newest_page(tmp_path).name}"
    keep_pending(desk.folder.ledger, Pending(3, (PendingFile(file, 1),)))
    async with opened_room(desk) as (room, pilot):
        await look_through(room, pilot)
        assert f"{file}：上次修复中断" in seen(room)
        await pilot.press("enter")
        await mended(room, pilot)
        assert f"{file}：上次修复中断" in seen(room)
        assert "修复未做完" in seen(room)
        assert "记录有损坏" not in seen(room)
        await sign_mending(room, pilot)
        assert "记录完整" in seen(room)
    (done,) = opened(tmp_path).state().mendings
    assert [each.file for each in done.files] == [file]


async def test_the_offer_is_whole_in_english_too(tmp_path: Path) -> None:
    """Its sentences are longer than a line of the form, and not cut."""
    desk = cut_centre(tmp_path)
    i18n.use("en")
    async with opened_room(desk) as (room, pilot):
        await pilot.press("escape", MEND)
        await room.workers.wait_for_complete()
        await pilot.pause()
        offer = " ".join(" ".join(re.findall(r"│(.*)│", seen(room))).split())
    assert "signing in and out, contacts." in offer
    assert "what was written stays." in offer
    assert "was acknowledged: an older" in offer
    assert "Enter on the last line mends" in offer


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_nothing_of_what_stands_is_cut_off_at_80_columns(
    tmp_path: Path, language: str
) -> None:
    """Neither the line nor the offer; also when the copy is of another day."""
    made, hands = night_centre(tmp_path)
    hands.at("2026-12-04 09:00:00")
    log.log_entry(made, "call", log.Note(text="白天"), by="李娜")
    page = newest_page(tmp_path).with_name("2026-12-04.json")
    page.write_bytes(page.read_bytes()[:-60])
    i18n.use(language)
    desk = opened(tmp_path)
    Hands(desk).at("2026-12-04 09:05:00")
    async with opened_room(desk) as (room, pilot):
        await pilot.press("escape", MEND)
        await room.workers.wait_for_complete()
        await pilot.pause()
        screen = seen(room)
        assert "…" not in screen.splitlines()[1]
        for words in ("2026-12-04.json", "2026-12-03 21:40", "Ctrl+G", "PIN", "quarantine/"):
            assert words in screen


async def test_the_numbers_open_while_it_is_mended_and_the_result_waits_below(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mending is done beside the room: no key waits for it, and Esc does not lose it."""
    begun, goes_on = threading.Event(), threading.Event()

    def slow(desk: Desk, by: str, pin: str) -> Mended:
        begun.set()
        assert goes_on.wait(60)
        return mend_records(desk, by, pin)

    monkeypatch.setattr("screens.emergency.mending.mend_records", slow)
    async with opened_room(cut_centre(tmp_path)) as (room, pilot):
        await pilot.press("escape", "ctrl+n")
        await write(room, pilot, "话说一半")
        await pilot.press(MEND)
        await sign(room, pilot)
        while not begun.is_set():
            await pilot.pause()
        assert "正在修复记录" in seen(room)
        await pilot.press("escape", "f9")
        await pilot.pause()
        assert "派出所" in seen(room)
        goes_on.set()
        await room.workers.wait_for_complete()
        await pilot.pause()
        assert "派出所" in seen(room)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.pause()
        assert "第18–19行" in seen(room)
        await pilot.press("escape")
        await pilot.pause()
        assert "话说一半" in seen(room)
        assert lines(room) == []


async def test_a_window_that_is_too_small_says_what_is_damaged(tmp_path: Path) -> None:
    async with opened_room(cut_centre(tmp_path), size=(40, 12)) as (room, pilot):
        await pilot.press("escape", MEND)
        await pilot.pause()
        assert "data doctor" in seen(room).replace("\n", "")
