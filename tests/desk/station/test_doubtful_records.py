"""X-12: records of a clock in doubt stay marked until a supervisor has looked at their times."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.log import entries as log
from dutyroom.desk.log.orders import new_order
from dutyroom.desk.now import now_view
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.search import Query, find
from dutyroom.desk.station import clock_checks, doubtful
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.log import Entry
from tests.stations.clocks import Walls, walls_on_post
from tests.stations.making import PIN

BOSS = {"by": "刘建平", "pin": PIN}


@pytest.fixture
def walls(tmp_path: Path) -> Walls:
    """Return the centre at 10:00 with 李娜 on post and a call of 10:00."""
    walls = walls_on_post(tmp_path / "station")
    call(walls.desk, "一")
    return walls


def call(desk: Desk, text: str, **said: Any) -> Entry:
    return log.log_entry(desk, "call", log.Note(text=text, **said)).entry


def night(walls: Walls) -> Desk:
    """Start in the year 2000, log two calls five minutes apart, and type 21:50 after ten."""
    desk = walls.restart("2000-01-01 00:00:20")
    call(desk, "二")
    walls.run(5)
    call(desk, "三")
    walls.run(5)
    person = find_person(desk.state(), "李娜")
    clock_checks.set_clock(desk, walls.at("2026-12-03 21:50"), person, PIN)
    walls.run(1)
    call(desk, "四")
    return desk


def rows(desk: Desk) -> list[tuple[str, str, str]]:
    return [
        (each.record.id[3:], f"{each.shown:%Y %H:%M}", f"{each.proposed:%m-%d %H:%M}")
        for each in doubtful.doubtful(desk)
    ]


def marks(desk: Desk, number: str) -> list[str]:
    return [mark.code for mark in desk.ledger.get(number).marks]  # type: ignore[union-attr]


def test_each_is_listed_with_the_time_that_follows_from_the_typed_one(walls: Walls) -> None:
    desk = night(walls)
    assert rows(desk) == [
        ("20000101-001", "2000 00:00", "12-03 21:40"),
        ("20000101-002", "2000 00:05", "12-03 21:45"),
        ("20261203-001", "2026 21:51", "12-03 21:51"),
    ]
    assert now_view(desk).unchecked == 3


def test_all_are_put_right_at_once_and_keep_their_numbers(walls: Walls) -> None:
    desk = night(walls)
    numbers = [record.id for record in doubtful.confirm(desk, (), **BOSS)]
    assert numbers == ["LD-20000101-001", "LD-20000101-002", "LD-20261203-001"]
    first = desk.ledger.get(numbers[0])
    assert first is not None
    assert [f"{each:%Y-%m-%d %H:%M:%S}" for each in (first.at, first.entered)] == [
        "2026-12-03 21:40:00"
    ] * 2
    assert first.day == date(2026, 12, 3)
    assert first.marks == (Mark("time_corrected", note="2000-01-01 00:00"),)
    assert desk.ledger.get(numbers[2]).marks == ()  # type: ignore[union-attr]
    assert (rows(desk), now_view(desk).unchecked) == ([], 0)
    assert desk.ledger.verify().damage == ()


def test_lists_and_searches_follow_the_true_duty_date(walls: Walls) -> None:
    desk = night(walls)
    doubtful.confirm(desk, (), **BOSS)
    wrong, right = date(2000, 1, 1), date(2026, 12, 3)
    assert list(find(desk, Query(first=wrong, last=wrong))) == []
    found = [match.number for match in find(desk, Query(text="二", first=right, last=right))]
    assert found == ["LD-20000101-001"]
    by_time = sorted(desk.state().entries, key=lambda entry: entry.at)
    assert [entry.text for entry in by_time] == ["一", "二", "三", "四"]


def test_the_old_line_stays_as_it_was_written(walls: Walls) -> None:
    desk = night(walls)
    doubtful.confirm(desk, (), **BOSS)
    old, new = desk.ledger.history("LD-20000101-001")
    assert (old.at[:16], old.unverified, old.record.at.year) == ("2000-01-01T00:00", True, 2000)  # type: ignore[attr-defined]
    assert (new.at[:16], new.unverified, new.by) == ("2026-12-03T21:51", False, "刘建平")


def test_confirming_all_confirms_the_typed_time(walls: Walls) -> None:
    desk = night(walls)
    doubtful.confirm(desk, (), **BOSS)
    assert call(desk, "五").marks == ()


def test_one_is_confirmed_and_another_corrected(walls: Walls) -> None:
    desk = night(walls)
    doubtful.confirm(desk, ["LD-20000101-002"], **BOSS)
    done = doubtful.correct(desk, "ld-20000101-001", "2026-12-02 23:10", **BOSS)
    assert isinstance(done, Entry)
    assert (f"{done.at:%m-%d %H:%M}", f"{done.entered:%m-%d %H:%M}") == (
        "12-02 23:10",
        "12-03 21:40",
    )
    assert done.day == date(2026, 12, 2)
    assert [row[0] for row in rows(desk)] == ["20261203-001"]
    assert call(desk, "五").marks == (Mark("time_unverified"),), "nobody has confirmed 21:50"


def test_without_a_typed_time_a_correction_moves_what_was_stamped_with_it(walls: Walls) -> None:
    desk = walls.restart("2000-01-01 00:00:20")
    call(desk, "二")
    walls.restart("2026-12-01 22:00")
    assert rows(walls.command()) == [("20000101-001", "2000 00:00", "01-01 00:00")]
    done = doubtful.correct(walls.command(), "LD-20000101-001", "2026-12-01 21:40", **BOSS)
    assert isinstance(done, Entry)
    assert f"{done.entered:%m-%d %H:%M}" == "12-01 21:40"


def test_what_was_typed_is_not_moved(walls: Walls) -> None:
    """Who wrote 21:30 had looked at a watch."""
    desk = walls.restart("2000-01-01 00:00:20")
    noted = walls.at("1999-12-31 21:30")
    call(desk, "二", at=noted)
    typist = find_person(desk.state(), "李娜")
    clock_checks.set_clock(desk, walls.at("2026-12-03 21:50"), typist, PIN)
    (each,) = doubtful.doubtful(desk)
    assert each.proposed == noted
    (done,) = doubtful.confirm(desk, (), **BOSS)
    assert isinstance(done, Entry)
    assert (done.at, f"{done.entered:%m-%d %H:%M}") == (noted, "12-03 21:50")


def test_two_wrong_clocks_are_told_apart(walls: Walls) -> None:
    """Two hours ahead, then a restart in 2000: only the second is known from what was typed."""
    walls.run(5)
    walls.set("2026-12-01 12:05")
    call(walls.desk, "跳")
    desk = night(walls)
    assert rows(desk)[0] == ("20261201-002", "2026 12:05", "12-01 12:05")
    assert rows(desk)[1] == ("20000101-001", "2000 00:00", "12-03 21:40")


def test_a_doubt_that_was_over_has_nothing_to_do_with_a_later_one(walls: Walls) -> None:
    """The clock leapt, was set back by the network, and leapt again days later."""
    desk = walls.desk
    walls.run(60)
    walls.set("2026-12-01 14:00")
    call(desk, "跳")
    walls.set("2026-12-01 11:00")
    call(desk, "好")
    walls.run(24 * 60)
    walls.set("2026-12-02 13:00")
    call(desk, "又")
    typist = find_person(desk.state(), "李娜")
    clock_checks.set_clock(desk, walls.at("2026-12-02 11:00"), typist, PIN)
    assert [row[1:] for row in rows(desk)] == [
        ("2026 14:00", "12-01 14:00"),
        ("2026 13:00", "12-02 11:00"),
    ]


def test_a_leap_of_two_hours_is_put_right_too(walls: Walls) -> None:
    """Orders, and who signed in, as well as calls; the shift is the roster's."""
    desk = walls.desk
    walls.run(5 * 60)
    walls.set("2026-12-01 18:20")
    sign_in(desk, find_person(desk.state(), "赵敏"))
    new_order(desk, "修灯", place="3号楼")
    typist = find_person(desk.state(), "李娜")
    clock_checks.set_clock(desk, walls.at("2026-12-01 16:20"), typist, PIN)
    doubtful.confirm(desk, (), **BOSS)
    there = next(each for each in desk.state().attendances if each.person == "赵敏")
    assert (f"{there.arrived:%H:%M}", f"{there.start:%H:%M}", there.shift) == (
        "16:20",
        "16:30",
        "晚班",
    )
    (order,) = desk.state().orders
    assert (f"{order.at:%H:%M}", [mark.code for mark in order.marks]) == (
        "16:20",
        ["time_corrected"],
    )


@pytest.mark.parametrize(
    ("name", "pin", "error"),
    [("李娜", PIN, Refused), ("刘建平", "", Wrong), ("刘建平", "9999", Wrong), ("", "", Wrong)],
)
def test_only_a_supervisor_looks_at_them(
    walls: Walls, name: str, pin: str, error: type[Exception]
) -> None:
    desk = night(walls)
    with pytest.raises(error):
        doubtful.confirm(desk, (), by=name, pin=pin)
    with pytest.raises(error):
        doubtful.correct(desk, "LD-20000101-001", "2026-12-03 21:00", by=name, pin=pin)
    assert marks(desk, "LD-20000101-001") == ["time_unverified"]


def test_nothing_is_looked_at_by_a_clock_in_doubt(walls: Walls) -> None:
    desk = walls.restart("2000-01-01 00:00:20")
    call(desk, "二")
    with pytest.raises(Wrong, match="in doubt"):
        doubtful.confirm(desk, (), **BOSS)


@pytest.mark.parametrize(
    ("number", "time"),
    [
        ("LD-20261201-001", "2026-12-01 09:00"),
        ("LD-20000101-009", "2026-12-01 09:00"),
        ("", "2026-12-01 09:00"),
        ("LD-20000101-001", "2027-01-01 09:00"),
        ("LD-20000101-001", "soon"),
        ("LD-20000101-001", ""),
    ],
)
def test_a_wrong_word_is_a_sentence(walls: Walls, number: str, time: str) -> None:
    desk = night(walls)
    with pytest.raises(Wrong):
        doubtful.correct(desk, number, time, **BOSS)


def test_what_waits_is_carried_over_months(walls: Walls) -> None:
    """Closed in doubt, of the year 2000: nobody would find it again."""
    desk = walls.restart("2000-01-01 00:00:20")
    log.close(desk, call(desk, "二"), "好了")
    walls.restart("2027-03-01 09:00")
    desk = walls.command()
    call(desk, "三月")
    desk = walls.command()
    assert [row[0] for row in rows(desk)] == ["20000101-001"]
    doubtful.correct(desk, "LD-20000101-001", "2026-12-01 21:40", **BOSS)
    assert rows(walls.command()) == []
