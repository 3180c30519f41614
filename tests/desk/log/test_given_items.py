"""A leader gives open items to people on duty; items of a unit go to who is there of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input

from dutyroom.desk.alarms import obligations
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.log import assigning, orders
from dutyroom.desk.log import entries as log
from dutyroom.desk.people import people
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.roster.publish import publish_roster
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.log.assigning import unit_of
from dutyroom.domain.records.log import Entry, WorkOrder
from dutyroom.domain.records.people import Person
from screens.kit.form import Form
from tests.cli.spoken import Line
from tests.screens.seen import opened, seen
from tests.stations.company import company, draft, someone
from tests.stations.making import PIN, Hands
from tests.stations.property_centre import property_centre


@pytest.fixture
def centre(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return the centre in the morning: 李娜 is on post, 刘洋 at the front desk."""
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-01 08:25:00")
    for name in ("李娜", "刘洋"):
        sign_in(desk, who(desk, name))
    hands.at("2026-12-01 09:00:00")
    return desk, hands


def who(desk: Desk, name: str) -> Person:
    return desk.state().people[name]


def a_call(desk: Desk) -> Entry:
    return log.log_entry(desk, "call", log.Note(text="电梯异响"), by="李娜").entry


def first_due(desk: Desk) -> str:
    return str(obligations(desk)[0].sentence)


def test_what_is_given_stands_at_the_top_until_it_is_seen(centre: tuple[Desk, Hands]) -> None:
    """R-044: from, to and time are kept; whoever else looks, it stays for whom it was given to."""
    desk, hands = centre
    order = orders.new_order(desk, "查看电梯", by="李娜", urgency="urgent")
    hands.at("2026-12-01 10:00:00")
    given = assigning.assign(desk, order, who(desk, "刘洋"), who(desk, "刘建平"), PIN)
    assert isinstance(given, WorkOrder)
    assert (given.owner, given.status, given.assignee) == ("刘洋", "assigned", "刘洋")
    (kept,) = given.assigned
    assert (kept.by, kept.to, f"{kept.at:%H:%M}", kept.seen) == ("刘建平", "刘洋", "10:00", None)
    hands.at("2026-12-01 10:05:00")
    assert first_due(desk) == "刘建平 → 刘洋: 查看电梯"
    with pytest.raises(Wrong, match="was given to 刘洋"):
        assigning.take_note(desk, given, who(desk, "李娜"))
    seen_ = assigning.take_note(desk, given, who(desk, "刘洋"))
    assert f"{seen_.assigned[0].seen:%H:%M}" == "10:05"
    assert not [o for o in obligations(desk) if o.code == "assigned"]
    with pytest.raises(Wrong, match="waits for nobody to see it"):
        assigning.take_note(desk, seen_, who(desk, "刘洋"))


def test_a_leader_gives_open_items_and_to_people_on_duty_only(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    entry, leader = a_call(desk), who(desk, "刘建平")
    with pytest.raises(Refused, match="Only a supervisor or a leader"):
        assigning.assign(desk, entry, who(desk, "刘洋"), who(desk, "李娜"), PIN)
    with pytest.raises(Wrong, match="PIN"):
        assigning.assign(desk, entry, who(desk, "刘洋"), leader, "0000")
    with pytest.raises(Wrong, match="赵敏 is not signed in"):
        assigning.assign(desk, entry, who(desk, "赵敏"), leader, PIN)
    given = assigning.assign(desk, entry, who(desk, "刘洋"), leader, PIN)
    assert isinstance(given, Entry) and given.owner == "刘洋"
    closed = log.close(desk, given, "已处理", by="刘洋")
    assert not [o for o in obligations(desk) if o.code == "assigned"]
    with pytest.raises(Wrong, match="closed already"):
        assigning.assign(desk, closed, who(desk, "李娜"), leader, PIN)


def test_it_is_given_and_seen_by_command(
    centre: tuple[Desk, Hands], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, _hands = centre
    number, at = a_call(desk).id, "2026-12-01 09:10"
    typed = Line(tmp_path / "station", capsys)
    said = typed("log", "assign", number, "刘洋", "--by", "刘建平", "--pin", PIN, at=at)
    assert said.code == 0 and f"{number} is given to 刘洋" in said.out
    assert typed("log", "seen", number, "李娜", at=at).code != 0
    assert typed("log", "seen", number, "刘洋", at=at).code == 0


async def test_it_is_given_from_the_log_and_seen_from_the_first_line(
    centre: tuple[Desk, Hands],
) -> None:
    """R-044: without a letter typed; the line stands first on the home screen."""
    desk, _hands = centre
    a_call(desk)
    async with opened(desk) as (room, pilot):
        await pilot.press("f4", "ctrl+a")
        await pilot.pause()
        assert isinstance(room.screen, Form)
        room.screen.query_one("#name", Input).value = "刘洋"
        room.screen.query_one("#pin", Input).value = PIN
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "刘建平 gave it to 刘洋 09:00 (not seen)" in seen(room)
        await pilot.press("f2")
        await pilot.pause()
        assert "刘建平 → 刘洋: 电梯异响" in seen(room)
        await pilot.press("home", "enter")
        await pilot.pause()
        assert isinstance(room.screen, Form)
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "刘建平 → 刘洋" not in seen(room)
    assert desk.state().entries[0].assigned[0].seen is not None


# Units ---------------------------------------------------------------------------

SATURDAY = date(2026, 12, 5)


@pytest.fixture
def firm(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return a company on a Saturday, its roster in force."""
    desk, hands = company(tmp_path / "station", "2026-12-02 09:00:00")
    publish_roster(desk, draft(desk, SATURDAY, date(2026, 12, 6)), by="许梅")
    hands.at("2026-12-05 09:00:00")
    return desk, hands


def test_an_order_for_a_unit_goes_to_who_is_on_duty_of_it(firm: tuple[Desk, Hands]) -> None:
    """R-045: to the person while on duty, else to the unit as before."""
    desk, _hands = firm
    before = orders.new_order(desk, "水泵停了", by="许梅", assignee="设备材料部")
    assert (before.unit, before.assignee) == ("设备材料部", "设备材料部")
    sign_in(desk, someone(desk, "丁磊"), post="公司办公室")
    after = orders.new_order(desk, "水泵停了", by="许梅", assignee="设备材料部")
    assert (after.unit, after.assignee) == ("设备材料部", "丁磊")
    moved = orders.move_order(desk, before, "working", by="许梅")
    assert (moved.unit, moved.assignee) == ("设备材料部", "设备材料部")
    other = orders.new_order(desk, "换锁", by="许梅", assignee="外面的锁匠")
    assert (other.unit, other.assignee) == ("", "外面的锁匠")


def test_the_roster_keeps_of_which_unit_everybody_was(firm: tuple[Desk, Hands]) -> None:
    """R-045: who moves to another unit answers for the old one while that roster is in force."""
    desk, _hands = firm
    (roster,) = desk.state().published()
    kept = {one.person: one.unit for line in roster.lines for one in line.people}
    assert kept["丁磊"] == "设备材料部"
    people.move_person(desk, someone(desk, "丁磊"), unit="分公司")
    assert unit_of(desk.state(), "丁磊", desk.now()) == "设备材料部"
    assert someone(desk, "丁磊").unit == "分公司"
