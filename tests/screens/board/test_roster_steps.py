"""A published roster on the Board: told, filed, provisional, changed by a notice."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from textual.widgets import Input

from dutyroom.desk.desk import Desk
from dutyroom.desk.people.pins import set_pin
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.roster.publish import publish_roster
from dutyroom.desk.roster.steps import note_step
from dutyroom.domain.roster.steps import stage
from screens.kit.form import Choice, Form
from tests.screens.seen import opened, seen
from tests.stations.company import company, draft, someone
from tests.stations.making import Hands
from tests.stations.swaps import station

FIRST, LAST = date(2026, 12, 5), date(2026, 12, 6)


def in_force(path: Path) -> tuple[Desk, Hands]:
    """Return a company whose roster is published."""
    desk, hands = company(path / "station", "2026-12-02 09:00:00")
    publish_roster(desk, draft(desk, FIRST, LAST), by="许梅")
    return desk, hands


def told(desk: Desk) -> int:
    return len(stage(desk.state().published()[-1], desk.profile, "told").done)


async def test_who_was_not_told_is_counted_and_noted_from_the_list(tmp_path: Path) -> None:
    """R-243: the Board counts the lines, Enter on the first row tells everybody."""
    desk, _hands = in_force(tmp_path)
    async with opened(desk) as (room, pilot):
        await pilot.press("f3")
        await pilot.pause()
        assert "28 lines not told" in seen(room)
        await pilot.press("ctrl+b")
        await pilot.pause()
        assert "sent out 5/5" in seen(room) and "received 0/5" in seen(room)
        await pilot.press(*["down"] * 5, "enter")
        await pilot.pause()
        assert isinstance(room.screen, Form) and "all who were not told" in seen(room)
        room.screen.query_one("#way", Input).value = "电话"
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert told(desk) == 8 and "lines not told" not in seen(room)
        assert desk.state().published()[-1].facts[-1].way == "电话"


async def test_the_reports_of_departments_are_gathered_from_the_list(tmp_path: Path) -> None:
    """R-234: the form names who has not reported, and takes no gathering without a remark."""
    desk, _hands = company(tmp_path / "station", "2026-12-02 09:00:00")
    by, made = someone(desk, "许梅"), draft(desk, FIRST, LAST)
    for unit in ("综合办公室", "财劳部"):
        made = note_step(desk, made, "reported", unit, by)
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "ctrl+b")
        await pilot.pause()
        assert "reported 2/5" in seen(room) and "gathered 0/5" in seen(room)
        await pilot.press(*["down"] * 3, "enter")
        await pilot.pause()
        assert "gathered: what has been reported" in seen(room)
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "Not reported yet: 设备材料部, 分公司, 生产经营部" in seen(room)
        room.screen.query_one("#way", Input).value = "放假在即"
        await pilot.press("ctrl+g")
        await pilot.pause()
        await pilot.press("ctrl+b")
        await pilot.pause()
        assert "gathered 2/5" in seen(room)


async def test_a_department_that_received_it_is_ticked(tmp_path: Path) -> None:
    """R-236."""
    desk, _hands = in_force(tmp_path)
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "ctrl+b")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("ctrl+g")
        await pilot.pause()
        found = stage(desk.state().published()[-1], desk.profile, "received")
        assert [fact.whom for fact in found.done] == ["综合办公室"]
        await pilot.press("ctrl+b")
        await pilot.pause()
        assert "received 1/5" in seen(room)


async def test_the_form_of_a_step_asks_the_pin_once_somebody_has_one(tmp_path: Path) -> None:
    """R-236: a department's people are offered for what it received; the PIN is asked."""
    desk, _hands = in_force(tmp_path)
    set_pin(desk, someone(desk, "许梅"), "1234")
    set_pin(desk, someone(desk, "孙悦"), "5678")
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "ctrl+b")
        await pilot.pause()
        await pilot.press(*["down"] * 3, "enter")
        await pilot.pause()
        assert "received: 财劳部" in seen(room)
        room.screen.query_one("#name", Input).value = "孙悦"
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "Type the PIN of 孙悦" in seen(room)
        room.screen.query_one("#pin", Input).value = "5678"
        await pilot.press("ctrl+g")
        await pilot.pause()
        found = stage(desk.state().published()[-1], desk.profile, "received")
        assert [(fact.whom, fact.by) for fact in found.done] == [("财劳部", "孙悦")]


async def test_each_roster_that_touches_the_month_is_shown_by_the_arrows(tmp_path: Path) -> None:
    """States 5.7: two in force and a draft; what is noted is of the one that is shown."""
    desk, _hands = in_force(tmp_path)
    publish_roster(desk, draft(desk, date(2026, 12, 12), date(2026, 12, 13)), by="许梅")
    draft(desk, date(2026, 12, 19), date(2026, 12, 20))
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "ctrl+b")
        await pilot.pause()
        assert "2/3 ← →  公司值班表 v1 · Enter notes it" in seen(room)
        assert "2026-12-12 – 2026-12-13  published" in seen(room)
        await pilot.press("right")
        await pilot.pause()
        assert "2026-12-19 – 2026-12-20  draft" in seen(room) and "reported 0/5" in seen(room)
        await pilot.press("right")
        await pilot.pause()
        assert "1/3" in seen(room) and "2026-12-05 – 2026-12-06" in seen(room)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("ctrl+g")
        await pilot.pause()
    facts = {r.first.day: [f.step for f in r.facts] for r in desk.state().rosters}
    assert "received" in facts[5] and "received" not in facts[12]


async def test_an_unknown_year_is_confirmed_and_its_notice_typed_in(tmp_path: Path) -> None:
    """A-14 by hand: publish as provisional, type the notice, read what it changed."""
    desk, _hands = company(tmp_path / "station", "2026-12-20 10:00:00")
    draft(desk, date(2027, 2, 6), date(2027, 2, 28))
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "pagedown", "pagedown", "ctrl+g")
        await pilot.pause()
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "2027" in seen(room) and not desk.state().published()
        assert "--provisional" not in seen(room)
        choice = room.screen.query_one("#provisional", Choice)
        assert choice.has_focus  # it is what the form asks first, and what it was refused for
        await pilot.press("right", "ctrl+g")
        await pilot.pause()
        assert "published v1" in seen(room) and "provisional" in seen(room)
        await pilot.press("ctrl+a")
        await pilot.pause()
        room.screen.query_one("#number", Input).value = "国办发明电〔2026〕99号"
        room.screen.query_one("#holidays", Input).value = "春节=2027-02-05..2027-02-11"
        room.screen.query_one("#make_up", Input).value = "2027-02-20"
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "is version 2 now; changed dates: 7" in seen(room)
        await pilot.press("escape")
        await pilot.pause()
        assert "published v2" in seen(room) and "provisional" not in seen(room)
        await pilot.press("ctrl+b")
        await pilot.pause()
        await pilot.press(*["down"] * 30)
        await pilot.pause()
        assert "2027-02-20: weekend → make-up working day" in seen(room)


async def test_a_roster_that_is_not_filed_is_noted_from_the_home_screen(tmp_path: Path) -> None:
    """R-064: the alarm asks for what it wants, and is gone once it is done."""
    desk, hands = in_force(tmp_path)
    hands.at("2026-12-05 00:10:00")
    async with opened(desk) as (room, pilot):
        assert seen(room).count("Not filed with") == 2
        await pilot.press("enter")
        await pilot.pause()
        assert "filed: " in seen(room)
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert seen(room).count("Not filed with") == 1


async def test_a_station_whose_rules_ask_for_no_steps_says_so(tmp_path: Path) -> None:
    """No empty heading, and no key is offered for what cannot be noted."""
    desk, _hands = station(tmp_path)
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "ctrl+b")
        await pilot.pause()
        assert "asks for no steps after publishing" in seen(room)
        assert "What was done" not in seen(room) and "Enter notes it" not in seen(room)


async def test_people_below_the_edge_are_hinted_at(tmp_path: Path) -> None:
    """Eight people, and room for fewer: an arrow says where the others are."""
    desk, _hands = company(tmp_path / "station", "2026-12-02 09:00:00")
    draft(desk, FIRST, LAST)
    async with opened(desk, size=(80, 18)) as (room, pilot):
        await pilot.press("f3")
        await pilot.pause()
        assert seen(room).count("↓") == 1 and "↑" not in seen(room)
        await pilot.press(*["down"] * 9)
        await pilot.pause()
        assert seen(room).count("↑") == 1 and "↓" not in seen(room)


async def test_a_long_post_is_cut_and_its_shift_stands_whole(tmp_path: Path) -> None:
    """The day's two shifts of one office are told apart, on the Board, on Now and in the header."""
    desk, hands = in_force(tmp_path)
    hands.at("2026-12-05 09:00:00")
    async with opened(desk) as (room, pilot):
        shown = seen(room)
        assert re.search("烟花.*… 24小时 +post empty", shown)
        assert "安全保卫部 nobody" in shown.splitlines()[0]
        await pilot.press("f3")
        await pilot.pause()
        assert "公司办… 白班 08:00" in seen(room) and "公司办… 夜班 18:30" in seen(room)


async def test_the_day_says_whose_marks_they_are_and_every_number(tmp_path: Path) -> None:
    """Below the Board is room for a few lines: it says that there are more, and Enter shows all."""
    desk, hands = in_force(tmp_path)
    for at, name in (("08:11:00", "丁磊"), ("08:20:30", "钱程")):
        hands.at(f"2026-12-05 {at}")
        sign_in(desk, desk.state().people[name])
    async with opened(desk) as (room, pilot):
        await pilot.press("f3")
        await pilot.pause()
        assert "丁磊 late 11 min; 钱程 late 20 min" in seen(room)
        assert "20 min 30 s" not in seen(room)
        assert re.search(r"↓ \d+ more: Enter", seen(room))
        await pilot.press("enter")
        await pilot.pause()
        assert "丁磊 late 11 min; 钱程 late 20 min 30 s" in seen(room)
        assert "许梅 13800000000, 孙悦 13800000003, 周航 13800000004" in seen(room)


async def test_a_long_name_keeps_its_number(tmp_path: Path) -> None:
    desk, hands = in_force(tmp_path)
    guard = desk.state().people["王强"]
    with desk.change("people.change", "许梅") as change:
        change.put(replace(guard, name="Christopher Johnson"))
    hands.at("2026-12-05 07:00:00")
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "enter")
        await pilot.pause()
        shown = seen(room)
        assert shown.index("Christopher Johnson") < shown.index(guard.phone)
