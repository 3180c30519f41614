"""Leave and swaps on the Board: asked for on a cell, decided from the list."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from dutyroom.desk.desk import Desk
from dutyroom.desk.people.find import find_person
from dutyroom.desk.swaps.leave import grant_leave
from dutyroom.desk.swaps.requests import SwapRequest, request_swap
from dutyroom.domain.swaps import requests as rules
from screens.draft_forms import form_of
from screens.kit.rows import Rows
from screens.room import Room
from screens.swaps.leave_forms import GRANT, RECALL
from screens.swaps.request_forms import decide_form, request_form
from tests.screens.seen import opened, seen, stand_on, write
from tests.stations.making import PIN, Hands
from tests.stations.swaps import POST, evening, on, station


@pytest.fixture
def centre(tmp_path: Path) -> tuple[Desk, Hands]:
    return station(tmp_path)


async def test_a_swap_from_the_cell_to_the_approval(centre: tuple[Desk, Hands]) -> None:
    """R-124, R-125: asked for on the shift, marked there, decided by who may."""
    desk, _hands = centre
    async with opened(desk) as (room, pilot):
        await pilot.press("f3")
        await pilot.pause()
        stand_on(room, "陈静", 8)
        await pilot.press("ctrl+e")
        await pilot.pause()
        assert "12-08 管理处 晚班" in seen(room)
        await write(room, pilot, "家中有事")
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "？" in seen(room)
        assert on(desk, evening(8)) == ("陈静",)
        await pilot.press("ctrl+u", "enter")
        await pilot.pause()
        assert "could: 刘主管, 刘洋" in seen(room)
        for name, value in (("substitute", "刘洋"), ("name", "刘主管"), ("pin", PIN)):
            room.screen.query_one(f"#{name}", Input).value = value
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "？" not in seen(room)
        assert "刘洋(sub)" in seen(room)
    assert on(desk, evening(8)) == ("刘洋",)
    assert not [swap for swap in desk.state().swaps if rules.is_open(swap)]


async def test_the_supervisor_arranges_an_exchange_in_the_form(
    centre: tuple[Desk, Hands],
) -> None:
    """R-181: nobody was named when it was asked for."""
    desk, _hands = centre
    asked = SwapRequest(reason="家中有事", cause="private")
    swap = request_swap(desk, find_person(desk.state(), "陈静"), evening(8), asked)
    async with opened(desk) as (room, pilot):
        await room.push_screen(decide_form(desk, swap))
        await fill(room, pilot, {"other": "2026-12-10", "name": "刘主管", "pin": PIN})
        assert "Name who takes the shift" in seen(room)
        await fill(room, pilot, {"substitute": "赵敏"})
    assert (on(desk, evening(8)), on(desk, evening(10))) == (("赵敏",), ("陈静",))


async def test_a_delegation_is_asked_for_with_number_date_and_qualification(
    tmp_path: Path,
) -> None:
    """R-376: what is refused stays in the form, and is mended there."""
    desk, _hands = station(tmp_path, mode="written_delegation")
    async with opened(desk) as (room, pilot):
        await pilot.press("f3")
        await pilot.pause()
        stand_on(room, "陈静", 8)
        await pilot.press("ctrl+e")
        await pilot.pause()
        filled = {
            "reason": "家中有事",
            "substitute": "刘洋",
            "document": "S-7",
            "dated": "2026-11-30",
        }
        for name, value in {
            **filled,
            "qualification": "证",
            "delegated": "2026-12-07 到 2026-12-09",
        }.items():
            room.screen.query_one(f"#{name}", Input).value = value
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "刘洋 does not hold 证" in seen(room)
        room.screen.query_one("#qualification", Input).value = "物业助理"
        await pilot.press("ctrl+g")
        await pilot.pause()
    assert on(desk, evening(8)) == ("刘洋",)
    (swap,) = desk.state().swaps
    assert (swap.delegated[0].day, swap.delegated[-1].day, swap.document) == (7, 9, "S-7")


async def test_a_day_without_a_shift_is_said(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    async with opened(desk) as (room, pilot):
        await pilot.press("f3")
        await pilot.pause()
        stand_on(room, "陈静", 20)
        await pilot.press("ctrl+e")
        await pilot.pause()
        assert "陈静 has no shift on 2026-12-20" in seen(room)


async def test_a_draft_whose_shift_is_gone_is_opened_again_with_its_words(
    centre: tuple[Desk, Hands],
) -> None:
    """Where the supervisor assigns, nobody is looked for who could take the shift."""
    desk, _hands = centre
    async with opened(desk) as (room, pilot):
        form = form_of(desk, "board.swap", f"陈静|2026-12-20|{POST}|晚班")
        assert form is not None
        await room.push_screen(form)
        await pilot.pause()
        assert "Leave or swap" in seen(room) and "left empty:" in seen(room)


async def test_an_empty_list_says_how_to_ask(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "ctrl+u")
        await pilot.pause()
        assert "Nobody has asked for a swap" in seen(room)


async def test_the_decision_offers_only_those_who_may_decide(centre: tuple[Desk, Hands]) -> None:
    """R-123: another name is refused in its field, and the PIN typed stays."""
    desk, _hands = centre
    asked = SwapRequest(reason="家中有事", cause="private")
    swap = request_swap(desk, find_person(desk.state(), "陈静"), evening(8), asked)
    async with opened(desk) as (room, pilot):
        form = decide_form(desk, swap)
        await room.push_screen(form)
        names = next(field.names for field in form._fields if field.id == "name")
        assert names == ("刘主管",)
        for name, value in (("substitute", "刘洋"), ("name", "高建国"), ("pin", PIN)):
            form.query_one(f"#{name}", Input).value = value
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "高建国 is not one" in seen(room)
        assert form.query_one("#pin", Input).value == PIN
        assert form.focused is form.query_one("#name")
        await pilot.press("escape", "escape")
        await pilot.pause()
    assert [refusal.action for refusal in desk.state().refusals] == ["swap.decide"]


async def fill(room: Room, pilot: Pilot[None], values: dict[str, str]) -> None:
    for name, value in values.items():
        room.screen.query_one(f"#{name}", Input).value = value
    await pilot.press("ctrl+g")
    await pilot.pause()


async def test_leave_is_granted_and_owed_after_a_recall_from_the_list_of_requests(
    centre: tuple[Desk, Hands],
) -> None:
    """R-286, R-287: the days off, and the day that a recall took of them."""
    desk, _hands = centre
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "ctrl+u")
        await pilot.pause()
        room.screen.query_one("#list", Rows).go(GRANT)
        await pilot.press("enter")
        await pilot.pause()
        days = {"person": "刘洋", "first": "2026-12-07", "last": "2026-12-09", "reason": "轮休"}
        await fill(room, pilot, {**days, "leader": "刘主管", "pin": PIN})
        await pilot.press("ctrl+u")
        await pilot.pause()
        assert "granted 3, used 0, owed 0" in seen(room)

        room.screen.query_one("#list", Rows).go(RECALL)
        await pilot.press("enter")
        await pilot.pause()
        asked = {"ill": "陈静", "recalled": "刘洋", "days": "", "reason": "发烧"}
        await fill(room, pilot, {**asked, "leader": "刘主管", "pin": PIN})
        assert "Only a leader recalls somebody; 刘主管 is none" in seen(room)
        await fill(room, pilot, {"leader": "高建国"})
        assert "Give the days" in seen(room)
        await fill(room, pilot, {"days": "2026-12-08"})
        await pilot.press("ctrl+u")
        await pilot.pause()
        assert "granted 3, used 0, owed 1" in seen(room)
    assert on(desk, evening(8)) == ("刘洋",)


async def test_leave_over_a_shift_says_it_and_now_asks_for_somebody(
    centre: tuple[Desk, Hands],
) -> None:
    """R-025: the sentence when it is granted; then a line on Now that opens the request."""
    desk, _hands = centre
    lost = "2026-12-08 (Tue) 管理处 晚班: 陈静 is on leave, somebody else is needed"
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "ctrl+u")
        await pilot.pause()
        room.screen.query_one("#list", Rows).go(GRANT)
        await pilot.press("enter")
        await pilot.pause()
        days = {"person": "陈静", "first": "2026-12-08", "last": "2026-12-08", "reason": "轮休"}
        await fill(room, pilot, {**days, "leader": "刘主管", "pin": PIN})
        assert lost in seen(room)
        await pilot.press("f2")
        await pilot.pause()
        assert "12-08 晚班: 陈静 is on leave" in seen(room)
        room.screen.query_one("#due", Rows).go(f"leave_open:陈静|2026-12-08|{POST}|晚班")
        await pilot.press("enter")
        await pilot.pause()
        assert f"陈静  12-08 {POST} 晚班" in seen(room)


async def test_a_day_of_illness_asks_for_the_pin_of_who_was_ill(
    centre: tuple[Desk, Hands],
) -> None:
    """R-288."""
    desk, _hands = centre
    day, boss = evening(9).day, find_person(desk.state(), "刘主管")
    leave = grant_leave(
        desk, find_person(desk.state(), "刘洋"), day, day,
        kind="rest", reason="轮休", leader=boss, pin=PIN,
    )  # fmt: skip
    async with opened(desk) as (room, pilot):
        form = request_form(desk, leave.id)
        await room.push_screen(form)
        names = next(field.names for field in form._fields if field.id == "by")
        assert names == ("刘主管", "刘洋")
        await fill(room, pilot, {"day": "2026-12-09", "by": "刘洋", "pin": "0000"})
        assert "not the PIN of 刘洋" in seen(room)
        await fill(room, pilot, {"pin": PIN})
    assert desk.state().leaves[0].sick == (day,)
