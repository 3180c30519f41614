"""Presence on the screens: forms by their keys, who is away, the month's sheet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence import away
from dutyroom.desk.presence import excuse as excusing
from dutyroom.desk.presence.phone import writer_named
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.presence import Attendance
from screens.kit.form import Choice, Form
from screens.presence.excuse_form import excuse_form
from tests.screens.seen import opened, seen, write
from tests.stations.making import PIN, Hands, Planned, set_up
from tests.stations.property_centre import property_centre


@pytest.fixture
def station(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return the property centre at noon with 李娜 and 刘洋 on duty."""
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-01 08:29:00")
    for name in ("李娜", "刘洋"):
        sign_in(desk, find_person(desk.state(), name))
    hands.at("2026-12-01 12:00:00")
    return desk, hands


async def test_away_and_back_by_keys_only(station: tuple[Desk, Hands]) -> None:
    """R-027: what was wrong is said in the form, the column shows who covers, Enter brings back."""
    desk, hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+w")
        await pilot.pause()
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "Give the reason" in seen(room) or "Say when" in seen(room)
        for word in ("取件", "12:20", "门岗", "刘洋", PIN):
            await write(room, pilot, word) if word != "取件" else None
            if word == "取件":
                room.screen.query_one("#reason").focus()
                await write(room, pilot, word)
            await pilot.press("enter")
        await pilot.pause()
        assert not isinstance(room.screen, Form)
        assert "刘洋 stands in" in seen(room)
        assert "12:00–12:20" in seen(room)
        gone = desk.state().aways[0]
        assert (gone.person, gone.place, gone.confirmed) == ("李娜", "门岗", desk.now())
        hands.at("2026-12-01 12:25:00")
        room.look_again()
        await pilot.pause()
        assert "overdue" in seen(room)
        assert "李娜 back at" in seen(room)
        await pilot.press("ctrl+r", "ctrl+g")
        await pilot.pause()
        assert [m.code for m in desk.state().aways[0].marks] == ["back_late"]
        assert "stands in" not in seen(room)


async def test_a_form_that_is_refused_keeps_what_was_typed(station: tuple[Desk, Hands]) -> None:
    """A reason typed once is not typed twice."""
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+w")
        await pilot.pause()
        await write(room, pilot, "取件[/]")
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert isinstance(room.screen, Form)
        assert room.screen.values()["reason"] == "取件[/]"
        assert desk.state().aways == ()


async def test_enter_on_what_is_due_opens_the_form_that_answers_it(
    station: tuple[Desk, Hands],
) -> None:
    """R-027: a cover who has not confirmed does it with the PIN from the line."""
    desk, hands = station
    person, cover = (find_person(desk.state(), name) for name in ("李娜", "刘洋"))
    back = hands.at("2026-12-01 12:20:00")
    hands.at("2026-12-01 12:00:00")
    away.go_away(desk, person, reason="取件", back=back, cover=cover)
    hands.at("2026-12-01 12:01:00")
    async with opened(desk) as (room, pilot):
        assert "not confirmed" in seen(room)
        room.screen.query_one("#due").go(f"cover:{desk.state().aways[0].id}")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await pilot.pause()
        await write(room, pilot, PIN)
        await pilot.press("enter")
        await pilot.pause()
        assert desk.state().aways[0].confirmed == desk.now()
        assert "刘洋 stands in" in seen(room)


async def test_the_telephone_is_given_away_and_taken_back_with_one_key(
    station: tuple[Desk, Hands],
) -> None:
    """R-307: the home screen shows with whom it is; a new call offers his name."""
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+t")
        await pilot.pause()
        await write(room, pilot, "孟师傅")
        await pilot.press("enter")
        await write(room, pilot, "保卫科")
        await pilot.press("enter")
        await pilot.pause()
        assert "Phone with 保卫科: 孟师傅" in seen(room)
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert "Taken by" in seen(room)
        await pilot.press("escape", "ctrl+t")
        await pilot.pause()
        assert "Phone with 保卫科: 孟师傅" in seen(room)
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert desk.state().phones_out[0].back == desk.now()
        assert "Phone with" not in seen(room)


async def test_a_check_needs_who_may_check(station: tuple[Desk, Hands]) -> None:
    """R-316: the clerk is refused in the form, the supervisor's finding stands on the screen."""
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+v")
        await pilot.pause()
        form = room.screen
        assert isinstance(form, Form)
        form.fill({"name": "李娜", "result": "spot:not_found", "by": "刘洋", "pin": PIN})
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "an inspector may do that" in seen(room)
        form.fill({"by": "刘建平"})
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "deserted 刘建平" in seen(room)
        assert desk.state().checks[0].result == "not_found"


async def test_where_somebody_is_stands_on_the_board_of_the_day(
    station: tuple[Desk, Hands],
) -> None:
    """R-315: place, and whom the person told."""
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+y")
        await pilot.pause()
        await write(room, pilot, "会所")
        await pilot.press("enter")
        await write(room, pilot, "刘洋")
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "told 刘洋" in seen(room)
        await pilot.press("f3", "enter")
        await pilot.pause()
        assert "李娜  to be found at 会所" in seen(room)


async def test_another_place_is_kept_with_the_leader_who_approved(
    station: tuple[Desk, Hands],
) -> None:
    """R-313: a wrong PIN is emptied, the rest stays."""
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+y")
        await pilot.pause()
        form = room.screen
        assert isinstance(form, Form)
        form.fill({"what": "place", "place": "会所", "reason": "停电", "pin": "0000"})
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert (form.values()["place"], form.values()["pin"]) == ("会所", "")
        form.fill({"pin": PIN})
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert [(p.to, p.approver) for p in desk.state().places] == [("会所", "刘建平")]


async def test_the_months_sheet_turns_its_months(station: tuple[Desk, Hands]) -> None:
    """R-321: this month first, then the one before, which had nothing."""
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+f")
        await pilot.pause()
        assert "Attendance 2026-12" in seen(room)
        assert "李娜 planned 1 (8 h 0 min)" in seen(room)
        await pilot.press("left")
        await pilot.pause()
        assert "Attendance 2026-11" in seen(room)
        assert "Nothing is planned in this month." in seen(room)
        await pilot.press("right", "escape")
        await pilot.pause()
        assert "On duty" in seen(room)


async def test_the_menu_names_everything_of_presence(station: tuple[Desk, Hands]) -> None:
    """F10 is the way for hands whose letters go to an input method."""
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("f10")
        await pilot.pause()
        await pilot.press(*["down"] * 7)
        await pilot.pause()
        words = seen(room)
        assert "Somebody leaves the post for a while" in words
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(room.screen, Form)
        assert "Away for a while" in seen(room)


async def test_a_leader_who_has_not_come_signs_in_from_the_line(tmp_path: Path) -> None:
    """R-185: Enter on the line, Enter twice, and it is gone."""
    desk, hands = set_up(
        tmp_path / "township",
        "township",
        (("谢明", "领导", "leader"), ("孔亮", "干部", "duty")),
        (
            Planned("2027-02-07", "乡政府", "24小时", "08:00", "08:00", ("孔亮",)),
            Planned("2027-02-07", "", "", "08:00", "08:00", ("谢明",), role="leader"),
        ),
        at="2027-02-07 07:50:00",
    )
    sign_in(desk, find_person(desk.state(), "孔亮"))
    hands.at("2027-02-07 08:01:00")
    async with opened(desk) as (room, pilot):
        assert "Duty leader has not arrived: 谢明" in seen(room)
        room.screen.query_one("#due").go("leader:2027-02-07/谢明")  # type: ignore[attr-defined]
        await pilot.press("enter", "enter", "enter")
        await pilot.pause()
        assert desk.state().leaders[0].arrived == desk.now()
        assert "has not arrived" not in seen(room)


async def test_lunch_in_the_school_has_its_unit_filled_in(tmp_path: Path) -> None:
    """R-307: 保卫科 stands there; the sign-in asks for the place where places are named."""
    desk, hands = set_up(
        tmp_path / "school",
        "school",
        (("苏婷", "教师", "duty"),),
        (Planned("2026-10-02", "学校", "白班", "08:00", "18:00", ("苏婷",)),),
        at="2026-10-02 07:58:00",
    )
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+g")
        await pilot.pause()
        form = room.screen
        assert isinstance(form, Form)
        form.fill({"name": "苏婷", "place": "值班室"})
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "signed in elsewhere" in seen(room)
        hands.at("2026-10-02 11:30:00")
        await pilot.press("ctrl+t")
        await pilot.pause()
        await write(room, pilot, "孟师傅")
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "Phone with 保卫科: 孟师傅" in seen(room)
    assert writer_named(desk, "孟师傅") == "孟师傅"


def twice_early(desk: Desk) -> Attendance:
    """Keep that 李娜 left early twice in one shift, and came late besides."""
    mine = next(a for a in desk.state().attendances if a.person == "李娜")
    marks = (Mark("left_early", 600), Mark("late", 120), Mark("left_early", 1200))
    with desk.change("shift.out", "李娜") as change:
        return change.put(replace(mine, marks=marks))


def test_one_mark_of_two_that_are_alike_is_excused(station: tuple[Desk, Hands]) -> None:
    """R-024: which one is asked; the other stays, and no reason is written over."""
    desk, _hands = station
    number, boss = twice_early(desk).id, find_person(desk.state(), "刘建平")

    def excuse(reason: str, which: int = 0) -> list[str]:
        done = excusing.excuse(desk, number, "left_early", boss, reason, PIN, which=which)
        return [mark.excused for mark in done.marks]

    with pytest.raises(Wrong, match="left early 10 min, 2 = left early 20 min"):
        excuse("送医")
    with pytest.raises(Wrong, match="has no mark left_early 3"):
        excuse("送医", 3)
    assert excuse("送医", 2) == ["", "", "送医"]
    with pytest.raises(Wrong, match="excused already: 送医"):
        excuse("别的", 2)
    assert excuse("开会") == ["开会", "", "送医"]
    with pytest.raises(Wrong, match="excused already"):
        excuse("别的")


async def test_the_form_tells_marks_that_are_alike_apart(station: tuple[Desk, Hands]) -> None:
    """R-024: by the time and the shift that they are of."""
    desk, _hands = station
    twice_early(desk)
    async with opened(desk) as (room, pilot):
        await room.push_screen(excuse_form(desk, "李娜", desk.now().date()))
        await pilot.pause()
        assert "08:29 早班 left early 10 min" in seen(room)
        room.screen.query_one("#mark", Choice).focus()
        await pilot.press("right", "right")
        await pilot.pause()
        assert "08:29 早班 left early 20 min" in seen(room)
        room.screen.query_one("#reason", Input).value = "送医"
        room.screen.query_one("#pin", Input).value = PIN
        await pilot.press("ctrl+g")
        await pilot.pause()
    mine = next(a for a in desk.state().attendances if a.person == "李娜")
    assert [mark.excused for mark in mine.marks] == ["", "", "送医"]
