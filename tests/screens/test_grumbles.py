"""What one grumbled about: keys without effect, cursors that ran on, words too few."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from textual.events import Key
from textual.widgets import Input

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.handover.counts import count_article
from dutyroom.desk.handover.start import start_handover
from dutyroom.desk.log import entries as log
from dutyroom.desk.presence.excuse import marks_of
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.roster.imports import import_roster
from dutyroom.desk.station import drafts
from dutyroom.desk.station.drafts import left_over
from dutyroom.values import dataclass
from dutyroom.words.imports import import_lines
from screens.handover.handover import HandoverScreen
from screens.kit.fields import Questions, Shown, as_text, ask
from screens.kit.form import Form
from screens.kit.rows import Rows
from screens.log.log import LogScreen
from screens.log.search import SearchScreen
from screens.presence.check_form import check_form
from tests.screens.seen import opened, seen, stand_on, write
from tests.stations.making import PIN, Hands
from tests.stations.property_centre import property_centre
from tests.stations.swaps import who

POST = "管理处"
INPUT = Path(__file__).parents[1] / "input"


@pytest.fixture
def station(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return the property centre at 16:20, 李娜 three minutes late in the morning."""
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-01 08:33:00")
    sign_in(desk, who(desk, "李娜"))
    hands.at("2026-12-01 16:20:00")
    return desk, hands


@dataclass(frozen=True, slots=True, kw_only=True)
class OneField:
    """One line of a form."""

    a: str = ask("甲", as_text)


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoFields:
    """Two lines of a form."""

    a: str = ask("甲", as_text)
    b: str = ask("乙", as_text)


async def test_letters_and_enter_in_one_piece_are_saved_whole(station: tuple[Desk, Hands]) -> None:
    """On a slow line they come together, and Enter is the quicker."""
    desk, _hands = station
    kept: list[dict[str, str]] = []

    def keep(typed: TwoFields) -> None:
        kept.append(asdict(typed))

    async with opened(desk) as (room, pilot):
        room.push_screen(Form("件数", Questions(desk, TwoFields), keep))
        await pilot.pause()
        for key in ("0", "enter", "送", "修", "enter"):
            room.post_message(Key(key, key if len(key) == 1 else None))
        await pilot.pause()
    assert kept == [{"a": "0", "b": "送修"}]


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        (("送", "休", "backspace", "修"), "送修"),
        (("三", "left", "第", "end", "栋"), "第三栋"),
        (("a", "b", "home", "delete", "c"), "cb"),
        (("甲", "乙", "ctrl+u", "\u3000", "丙", "backspace", "丁"), "\u3000丁"),
    ],
)
async def test_no_letter_overtakes_the_key_before_it(
    station: tuple[Desk, Hands], keys: tuple[str, ...], left: str
) -> None:
    """An input method sends a correction and the next words in one piece."""
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        form = Form("件数", Questions(desk, OneField), lambda _typed: None)
        room.push_screen(form)
        await pilot.pause()
        for key in keys:
            room.post_message(Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        await pilot.pause()
        assert form.words() == {"a": left}


async def test_keys_that_come_before_the_fields_wait_for_them(station: tuple[Desk, Hands]) -> None:
    desk, _hands = station
    kept: list[dict[str, str]] = []

    def keep(typed: TwoFields) -> None:
        kept.append(asdict(typed))

    async with opened(desk) as (room, pilot):
        ones = Questions(desk, TwoFields, a=Shown(value="1"), b=Shown(value="2"))
        room.push_screen(Form("月份", ones, keep))
        for _press in range(2):
            room.post_message(Key("enter", None))
        await pilot.pause()
        await pilot.pause()
    assert kept == [{"a": "1", "b": "2"}]


@pytest.mark.parametrize(
    ("key", "shown"), [("f2", "F2 Now"), ("f12", "F12 Leave"), ("ctrl+p", "Language")]
)
async def test_a_key_that_waits_for_the_form_says_so(
    station: tuple[Desk, Hands], key: str, shown: str
) -> None:
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+n")
        await write(room, pilot, "停水")
        await pilot.press(key)
        await pilot.pause()
        assert shown in seen(room)
        assert "first Ctrl+G saves or Esc leaves" in seen(room)
        assert room.screen.query_one("#text", Input).value == "停水"


async def test_a_line_that_is_explained_keeps_the_cursor(station: tuple[Desk, Hands]) -> None:
    desk, hands = station
    hands.at("2026-12-01 16:24:00")
    sign_in(desk, who(desk, "赵敏"))
    found = start_handover(desk, POST)
    count_article(desk, found, "手电", 0, by="赵敏")
    async with opened(desk) as (room, pilot):
        await pilot.press("f7")
        await pilot.pause()
        rows = room.screen.query_one("#list", Rows)
        rows.go("count:手电")
        await pilot.press("ctrl+e")
        await pilot.pause()
        room.screen.query_one("#why", Input).value = "送修"
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert isinstance(room.screen, HandoverScreen)
        assert "送修" in seen(room)
        assert rows.key == "count:手电"


async def test_a_no_without_words_is_asked_about_at_once(station: tuple[Desk, Hands]) -> None:
    """R-132: not only when both want to sign."""
    desk, _hands = station
    start_handover(desk, POST)
    async with opened(desk) as (room, pilot):
        await pilot.press("f7")
        await pilot.pause()
        room.screen.query_one("#list", Rows).go("tick:section:钥匙/证据")
        await pilot.press("ctrl+e", "ctrl+g")
        await pilot.pause()
        assert "say what is wrong" in seen(room)
        assert room.screen.focused is room.screen.query_one("#note")
        await write(room, pilot, "少一把")
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "少一把" in seen(room)


async def test_enter_searches_and_the_words_are_there_for_the_next_search(
    station: tuple[Desk, Hands],
) -> None:
    desk, hands = station
    for day in ("2026-12-01 16:21:00", "2026-12-03 09:00:00", "2026-12-02 09:00:00"):
        at = hands.at(day)
        hands.at("2026-12-03 10:00:00")
        log.log_entry(desk, "call", log.Note(text=f"停水 {day[:10]}", at=at))
    async with opened(desk) as (room, pilot):
        await pilot.press("f4", "ctrl+f")
        await write(room, pilot, "停水")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(room.screen, SearchScreen)
        await room.workers.wait_for_complete()
        await pilot.pause()
        shown = seen(room)
        places = [shown.index(f" 2026-12-0{day} ") for day in (3, 2, 1)]
        assert places == sorted(places)
        await pilot.press("ctrl+f")
        await pilot.pause()
        assert room.screen.query_one("#text", Input).value == "停水"
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(room.screen, LogScreen)
        assert not left_over(desk)


async def test_help_goes_on_below_where_the_window_is_narrow(station: tuple[Desk, Hands]) -> None:
    desk, _hands = station
    async with opened(desk, size=(60, 18)) as (room, pilot):
        await pilot.press("f3")
        await pilot.pause()
        await pilot.press("f1")
        await pilot.pause()
        shown = seen(room)
        words = " ".join(shown.replace("│", " ").split())
        assert "What the checker finds in this month" in words
        assert "…" not in shown.split("╭")[1].split("╰")[0]


async def test_every_mode_has_its_name_at_the_foot_of_a_narrow_window(
    station: tuple[Desk, Hands],
) -> None:
    desk, _hands = station
    async with opened(desk, size=(60, 18)) as (room, _pilot):
        foot = " ".join(seen(room).splitlines()[-2:])
        for words in ("F2 Now", "F3 Board", "F4 Log", "F6 Patrol", "F7 Handover", "F9 Emergency"):
            assert words in foot


async def test_no_two_dates_run_together(station: tuple[Desk, Hands]) -> None:
    """At 80 cells a day has two: every other date, and they stand still under the cursor."""
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("f3")
        await pilot.press(*["right"] * 17)
        await pilot.pause()
        ruler = next(line for line in seen(room).splitlines() if line.startswith(" 2026-12"))
        assert ruler.split()[1:] == [str(day) for day in range(1, 32, 2)]


def test_the_end_of_a_preview_says_what_is_counted(station: tuple[Desk, Hands]) -> None:
    desk, _hands = station
    done = import_roster(desk, INPUT / "december-2026.xlsx", preview=True)
    last = import_lines(done, desk.state().name)[-1]
    assert last.startswith("in the file:")
    assert last.endswith(f"lines: {len(done.roster.lines)}")


def test_a_text_too_long_is_named(station: tuple[Desk, Hands]) -> None:
    desk, _hands = station
    with pytest.raises(Wrong, match="What it is about has 4001 characters"):
        log.log_entry(desk, "call", log.Note(text="长" * 4001))


async def test_a_leader_excuses_a_mark_from_the_board(station: tuple[Desk, Hands]) -> None:
    """R-024: the mark stays, with the reason."""
    desk, _hands = station
    marked = marks_of(desk.state(), "李娜", desk.now().date())
    assert [each.mark.code for each in marked] == ["late"]
    async with opened(desk) as (room, pilot):
        await pilot.press("f3")
        await pilot.pause()
        stand_on(room, "李娜", 1)
        await pilot.press("f11")
        await pilot.pause()
        await write(room, pilot, "公交故障")
        room.screen.query_one("#leader", Input).value = "刘建平"
        room.screen.query_one("#pin", Input).value = PIN
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "late 3 min (excused: 公交故障)" in seen(room)
        await pilot.press("f11")
        await pilot.pause()
        assert "has no mark on 2026-12-01" in seen(room)
    (mark,) = desk.state().attendances[0].marks
    assert (mark.code, mark.excused) == ("late", "公交故障")


async def test_the_day_below_the_board_is_a_line_for_each_shift(
    station: tuple[Desk, Hands],
) -> None:
    """A mark stands beside the time; a remark that all shifts have stands with the date, once."""
    desk, _hands = station
    (roster,) = desk.state().rosters
    lines = tuple(replace(line, remark="年末安全检查") for line in roster.lines)
    with desk.ledger.commit(at=desk.now(), by="刘建平", action="roster.edit") as commit:
        commit.put(replace(roster, lines=lines))
    async with opened(desk) as (room, pilot):
        await pilot.press("f3")
        await pilot.pause()
        shown = seen(room)
    assert re.search("李娜 +08:33 +late 3 min", shown)
    assert re.search("12-01 Tue +working day +年末安全检查", shown)
    assert shown.count("年末安全检查") == 1


async def test_a_form_left_half_is_opened_again_filled_in(
    station: tuple[Desk, Hands], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Presence, swaps, the roster, a mark: what was typed stands in its field again."""
    desk, _hands = station
    monkeypatch.setattr(drafts, "_is_open", lambda _owner: False)
    begun = (("f3", "ctrl+e", "reason"), ("f3", "f11", "reason"), ("f2", "ctrl+w", "reason"))
    for mode, key, field in begun:
        async with opened(desk) as (room, pilot):
            await pilot.press(mode)
            await pilot.pause()
            if mode == "f3":
                stand_on(room, "李娜", 1)
            if key == "ctrl+e":
                stand_on(room, "赵敏", 1)
            await pilot.press(key)
            await write(room, pilot, "家中有事")
            room.leave_now()
        async with opened(desk) as (room, pilot):
            assert "✎1" in seen(room)
            await pilot.press("home", "enter")
            await pilot.pause()
            assert isinstance(room.screen, Form)
            assert room.screen.query_one(f"#{field}", Input).value == "家中有事"
            await pilot.press("escape", "escape")
            await pilot.pause()
        assert not left_over(desk)


async def test_what_a_check_was_about_to_find_is_kept(
    station: tuple[Desk, Hands], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _hands = station
    monkeypatch.setattr(drafts, "_is_open", lambda _owner: False)
    async with opened(desk) as (room, pilot):
        room.push_screen(check_form(desk))
        await pilot.pause()
        room.screen.query_one("#place", Input).value = "办公室"
        room.leave_now()
    (draft,) = left_over(desk)
    async with opened(desk) as (room, pilot):
        room.reopen(draft)
        await pilot.pause()
        assert room.screen.query_one("#place", Input).value == "办公室"
