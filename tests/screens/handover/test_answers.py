"""What Space and Enter answer, and what a refusal leaves standing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from dutyroom.desk import alarms
from dutyroom.desk.desk import Desk
from dutyroom.desk.handover import signing
from dutyroom.desk.handover.checklist import answer_line
from dutyroom.desk.handover.counts import count_article, explain_difference
from dutyroom.desk.handover.find import current_handover
from dutyroom.desk.handover.items import pass_item, pass_on
from dutyroom.desk.handover.record import write_record
from dutyroom.desk.handover.start import start_handover
from dutyroom.desk.log import entries as log
from dutyroom.desk.log import orders
from dutyroom.desk.patrol.rounds import shifts_with_rounds
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.station import contacts
from dutyroom.domain.records.handover import Count, Handover
from dutyroom.domain.records.roster import Roster
from screens.kit.rows import Rows
from tests.screens.seen import opened, seen, write
from tests.stations.making import PIN, Hands
from tests.stations.property_centre import property_centre


@pytest.fixture
def evening(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return the centre at 16:25: 李娜 on post, 赵敏 there to relieve, one call open."""
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-01 08:26:00")
    sign_in(desk, find_person(desk.state(), "李娜"))
    hands.at("2026-12-01 15:00:00")
    log.log_entry(desk, "call", log.Note(text="待取快递"))
    hands.at("2026-12-01 16:25:00")
    sign_in(desk, find_person(desk.state(), "赵敏"))
    start_handover(desk, "管理处", by="李娜")
    return desk, hands


def now(desk: Desk) -> Handover:
    return current_handover(desk.state(), "管理处")


def torch(desk: Desk) -> Count:
    return next(count for count in now(desk).counts if count.article == "手电")


def finish(desk: Desk, hands: Hands) -> Handover:
    """Answer everything and have both sign at 16:30."""
    for tick in now(desk).ticks:
        answer_line(desk, now(desk), tick.code, True)
    for count in now(desk).counts:
        count_article(desk, now(desk), count.article, count.expected)
    pass_on(desk, now(desk), "LD-20261201-001")
    write_record(desk, now(desk), ("一切正常",))
    hands.at("2026-12-01 16:30:00")
    signing.sign(desk, now(desk), find_person(desk.state(), "李娜"), PIN)
    return signing.sign(desk, now(desk), find_person(desk.state(), "赵敏"), PIN)


async def test_space_never_covers_what_was_counted_short(evening: tuple[Desk, Hands]) -> None:
    """R-127: a missing torch stays missing until somebody says where it is."""
    desk, _hands = evening
    count_article(desk, now(desk), "手电", 0)
    async with opened(desk) as (room, pilot):
        await pilot.press("f7")
        await pilot.pause()
        rows = room.screen.query_one("#list", Rows)
        rows.go("count:手电")
        await pilot.press("space")
        await pilot.pause()
        assert "0 of 1 were counted" in seen(room)
        assert rows.key == "count:手电"
    assert (torch(desk).counted, torch(desk).accepted) == (0, None)
    explain_difference(desk, now(desk), "手电", "送修")
    async with opened(desk) as (room, pilot):
        await pilot.press("f7")
        await pilot.pause()
        room.screen.query_one("#list", Rows).go("count:手电")
        await pilot.press("space")
        await pilot.pause()
    assert (torch(desk).counted, torch(desk).accepted) == (0, True)


async def test_an_item_given_on_keeps_its_reason_and_one_without_is_told(
    evening: tuple[Desk, Hands],
) -> None:
    """R-106: why it is open."""
    desk, _hands = evening
    async with opened(desk) as (room, pilot):
        await pilot.press("f7")
        await pilot.pause()
        room.screen.query_one("#list", Rows).go("item:LD-20261201-001")
        await pilot.press("space")
        await pilot.pause()
        assert "without a reason" in seen(room)
        pass_item(desk, now(desk), "LD-20261201-001", owner="赵敏", reason="待业主")
        room.screen.query_one("#list", Rows).go("item:LD-20261201-001")
        await pilot.press("space")
        await pilot.pause()
        assert "without a reason" not in seen(room)
    assert now(desk).passed[0].reason == "待业主"


def test_what_the_relief_takes_over_rings_again(evening: tuple[Desk, Hands]) -> None:
    """R-053: the relief has the whole time for the first step; when it came in stays in sight."""
    desk, hands = evening
    done = finish(desk, hands)
    assert done.incoming_signed is not None
    grade = desk.profile.first_action_min("normal")
    first = [o for o in alarms.obligations(desk) if o.code == "first_action"]
    assert [(f"{o.due:%H:%M}", o.ref, o.who) for o in first] == [
        ("15:00", "LD-20261201-001", ("赵敏",))
    ]
    assert (first[0].grace_ends - done.incoming_signed.at).total_seconds() == grade * 60


def test_a_call_with_an_open_order_rings_once(evening: tuple[Desk, Hands]) -> None:
    """R-053: the order is what was done about the call; without it the call rings again."""
    desk, hands = evening
    call = log.find_entry(desk.state(), "LD-20261201-001")
    order = orders.new_order(desk, call.text, source=call, by="李娜")

    def ringing() -> list[str]:
        return [o.ref for o in alarms.obligations(desk) if o.code == "first_action"]

    assert ringing() == [order.id]
    hands.at("2026-12-01 16:21:00")
    orders.move_order(desk, order, "void", "重复", by="李娜")
    assert ringing() == [call.id]


async def test_a_finished_handover_can_be_read(evening: tuple[Desk, Hands]) -> None:
    desk, hands = evening
    done = finish(desk, hands)
    async with opened(desk) as (room, pilot):
        await pilot.press("f7", "down", "enter")
        await pilot.pause()
        await pilot.press("end")
        await pilot.pause()
        shown = seen(room).replace("\n", "").replace(" ", "").replace("│", "")
        assert done.tip.replace(" ", "")[-20:] in shown
        assert "赵敏" in shown


async def test_a_refusal_stands_in_the_field_it_is_about(evening: tuple[Desk, Hands]) -> None:
    """The PIN that was typed stays; only one that does not fit is emptied."""
    desk, _hands = evening
    async with opened(desk) as (room, pilot):
        await pilot.press("f7", "ctrl+g")
        await pilot.pause()
        room.screen.query_one("#name", Input).value = "无名氏"
        room.screen.query_one("#pin", Input).value = PIN
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert room.screen.focused is room.screen.query_one("#name", Input)
        assert room.screen.query_one("#pin", Input).value == PIN
        room.screen.query_one("#name", Input).value = "李娜"
        room.screen.query_one("#pin", Input).value = "0000"
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert room.screen.focused is room.screen.query_one("#pin", Input)
        assert room.screen.query_one("#pin", Input).value == ""


async def test_typing_replaces_a_name_that_was_filled_in(evening: tuple[Desk, Hands]) -> None:
    desk, _hands = evening
    async with opened(desk) as (room, pilot):
        await pilot.press("f7", "ctrl+g")
        await pilot.pause()
        await pilot.press("up")
        await write(room, pilot, "赵敏")
        assert room.screen.query_one("#name", Input).value == "赵敏"


async def test_a_number_is_replaced_only_when_it_is_saved_again(
    evening: tuple[Desk, Hands],
) -> None:
    """R-013: an emergency number is not lost to a slip."""
    desk, _hands = evening
    contacts.set_contact(desk, "消防", "025-52110119")
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+u")
        await pilot.pause()
        room.screen.query_one("#kind", Input).value = "消防"
        room.screen.query_one("#number", Input).value = "025-52110118"
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "has 025-52110119 now" in seen(room)
        assert next(c for c in desk.state().contacts if c.category == "消防").number[-1] == "9"
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "Saved" in seen(room)
    assert next(c for c in desk.state().contacts if c.category == "消防").number[-1] == "8"


async def test_who_stays_on_keeps_the_shifts_rounds_in_sight(
    evening: tuple[Desk, Hands],
) -> None:
    desk, hands = evening
    hands.at("2026-12-01 16:40:00")
    running = [slot.shift for slot in shifts_with_rounds(desk) if slot.post == "管理处"]
    assert running == ["早班", "晚班"]


async def test_a_roster_is_published_by_somebody_with_its_findings_in_sight(
    evening: tuple[Desk, Hands],
) -> None:
    desk, _hands = evening
    (published,) = desk.state().published()
    contacts.set_contact(desk, "值班电话转接人", "13800000107", name="刘洋")
    with desk.change("roster.compile", "office") as change:
        number = change.number(Roster, published.first)
        change.put(replace(published, id=number, rev=0, state="draft", version=2))
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "ctrl+g")
        await pilot.pause()
        assert "v2" in seen(room) and "findings" in seen(room)
        assert desk.state().published() == (published,)
        room.screen.query_one("#name", Input).value = "李娜"
        room.screen.query_one("#pin", Input).value = PIN
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "李娜 may not" in seen(room)
        assert room.screen.query_one("#pin", Input).value == PIN
        assert desk.state().published() == (published,)
        room.screen.query_one("#name", Input).value = "刘建平"
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "Saved: Publish" in seen(room)
    assert [refusal.person for refusal in desk.state().refusals] == ["李娜"]
    (now_in_force,) = desk.state().published()
    kept = desk.ledger.revision(number)
    assert now_in_force.id == number
    assert kept is not None and kept.by == "刘建平"
