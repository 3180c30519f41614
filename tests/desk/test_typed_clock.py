"""X-12: whoever is on duty types the right time; it counts at once, and for as long as it must."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyroom.desk import alarms
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.log import entries as log
from dutyroom.desk.now import now_view
from dutyroom.desk.people.find import find_person
from dutyroom.desk.station import clock_checks, doubtful
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.records.log import Entry
from dutyroom.domain.records.station import ClockCheck
from tests.stations.clocks import Walls, walls_on_post
from tests.stations.making import PIN
from tests.stations.property_centre import property_centre

UNVERIFIED = ["time_unverified"]


@pytest.fixture
def walls(tmp_path: Path) -> Walls:
    """Return the centre at 10:00 with 李娜 on post and a call of 09:30."""
    walls = walls_on_post(tmp_path / "station", "一")
    call(walls.desk, "二")
    return walls


def call(desk: Desk, text: str) -> Entry:
    return log.log_entry(desk, "call", log.Note(text=text)).entry


def codes(entry: Entry) -> list[str]:
    return [mark.code for mark in entry.marks]


def typed(walls: Walls, desk: Desk, words: str, name: str = "李娜", pin: str = PIN) -> ClockCheck:
    person = find_person(desk.state(), name)
    return clock_checks.set_clock(desk, walls.at(words), person, pin)


def test_the_typed_time_counts_at_once_in_every_terminal_and_command(walls: Walls) -> None:
    desk = walls.restart("2000-01-01 00:00:20")
    other = walls.command()
    assert (other.clock_doubt(), alarms.obligations(other)) == ("behind", ())
    check = typed(walls, desk, "2026-12-01 17:00")
    assert (check.id, f"{check.wall:%Y-%m-%d}", check.day.isoformat()) == (
        "SZ-20261201-001",
        "2000-01-01",
        "2026-12-01",
    )
    walls.run(2)
    other.state()
    for each in (desk, other, walls.command()):
        assert f"{each.now():%Y-%m-%d %H:%M}" == "2026-12-01 17:02"
        assert each.clock_doubt() == ""
        assert alarms.obligations(each)
        assert now_view(each).typed_by == "李娜"


def test_what_is_written_by_a_typed_time_stays_marked(walls: Walls) -> None:
    """Nobody but who typed it has looked; a supervisor's own word is sure."""
    desk = walls.restart("2000-01-01 00:00:20")
    assert codes(call(desk, "三")) == UNVERIFIED
    typed(walls, desk, "2026-12-01 17:00")
    entry = call(desk, "四")
    assert (codes(entry), f"{entry.at:%H:%M}") == (UNVERIFIED, "17:00")
    doubtful.confirm(desk, (), by="刘建平", pin=PIN)
    assert codes(call(desk, "五")) == []
    typed(walls, desk, "2026-12-01 17:10", "刘建平")
    assert codes(call(desk, "六")) == []


def test_it_ends_when_the_clock_is_set_right(walls: Walls) -> None:
    """Typed to the minute, set by the network to the second."""
    desk = walls.restart("2000-01-01 00:00:20")
    typed(walls, desk, "2026-12-01 17:00")
    walls.run(30)
    walls.set("2026-12-01 17:31:20")
    for each in (desk, walls.command()):
        assert (f"{each.now():%H:%M:%S}", each.clock_doubt()) == ("17:31:20", "")
        assert now_view(each).typed is None
    assert codes(call(desk, "三")) == []


def test_it_goes_on_while_the_clock_is_slowed_down_to_the_right_time(walls: Walls) -> None:
    walls.run(5)
    walls.set("2026-12-01 12:05")
    typed(walls, walls.desk, "2026-12-01 10:05")
    walls.run(60)
    for wall in ("14:05", "13:05", "12:30", "12:10"):
        walls.set(f"2026-12-01 {wall}")
        assert (f"{walls.desk.now():%H:%M}", walls.desk.clock_doubt()) == ("11:05", "")
    walls.set("2026-12-01 11:10")
    assert f"{walls.desk.now():%H:%M}" == "11:10"


def test_it_does_not_outlive_the_start_of_the_machine(walls: Walls) -> None:
    desk = walls.restart("2000-01-01 00:00:20")
    typed(walls, desk, "2026-12-01 17:00")
    sane = walls.restart("2026-12-01 18:00")
    assert (f"{sane.now():%H:%M}", sane.clock_doubt()) == ("18:00", "")
    again = walls.restart("2000-01-01 00:00:30")
    assert again.clock_doubt() == "behind"


def test_it_is_known_as_long_as_the_machine_runs(walls: Walls) -> None:
    """Months may turn meanwhile."""
    desk = walls.restart("2000-01-01 00:00:20")
    typed(walls, desk, "2026-12-01 17:00", "刘建平")
    for _month in range(4):
        walls.run(31 * 24 * 60)
        call(desk, "三")
    assert f"{walls.command().now():%Y-%m-%d %H:%M}" == "2027-04-04 17:00"


def test_a_wrong_word_is_put_right_by_another(walls: Walls) -> None:
    desk = walls.restart("2000-01-01 00:00:20")
    months = sorted(desk.folder.ledger.glob("2*"))
    typed(walls, desk, "2099-12-01 17:00")
    call(desk, "三")
    typed(walls, desk, "2026-12-01 17:01")
    assert f"{desk.now():%Y-%m-%d %H:%M}" == "2026-12-01 17:01"
    assert sorted(desk.folder.ledger.glob("2*")) == months


def test_a_leap_after_the_time_was_typed_is_noticed(walls: Walls) -> None:
    desk = walls.restart("2000-01-01 00:00:20")
    typed(walls, desk, "2026-12-01 17:00")
    walls.set("2031-01-01 00:00")
    assert desk.clock_doubt() == "leapt"


def test_the_right_clock_is_believed_over_an_earlier_word(walls: Walls) -> None:
    desk = walls.restart("2026-12-20 09:00")
    typed(walls, desk, "2026-12-01 17:00")
    clock_checks.confirm_clock(desk, find_person(desk.state(), "李娜"), PIN)
    assert f"{desk.now():%Y-%m-%d %H:%M}" == "2026-12-20 09:00"


@pytest.mark.parametrize(
    ("name", "pin", "why"),
    [
        ("李娜", "", "Type the PIN"),
        ("李娜", "9999", "not the PIN"),
        ("赵敏", PIN, "赵敏 is not on duty"),
        ("李娜", PIN, ""),
        ("刘建平", PIN, ""),
    ],
)
def test_who_is_on_duty_says_so_with_the_pin(walls: Walls, name: str, pin: str, why: str) -> None:
    desk = walls.restart("2000-01-01 00:00:20")
    if not why:
        typed(walls, desk, "2026-12-01 17:00", name, pin)
        return
    with pytest.raises(Wrong, match=why):
        typed(walls, desk, "2026-12-01 17:00", name, pin)
    with pytest.raises(Wrong, match=why):
        clock_checks.confirm_clock(desk, find_person(desk.state(), name), pin)
    assert desk.clock_doubt() == "behind"


def test_where_nobody_is_on_duty_whoever_is_there_says_so(tmp_path: Path) -> None:
    desk, _hands = property_centre(tmp_path / "station")
    walls = Walls(desk)
    desk = walls.restart("2000-01-01 00:00:20")
    typed(walls, desk, "2026-12-01 17:00", "赵敏")
    assert desk.clock_doubt() == ""


def test_a_time_without_a_date_is_of_the_day_that_it_probably_is(walls: Walls) -> None:
    desk = walls.desk
    walls.run(14 * 60 + 30)
    walls.set("2000-01-01 00:00")
    assert f"{clock_checks.likely_time(desk):%Y-%m-%d %H:%M}" == "2026-12-02 00:30"
    read = clock_checks.read_right_time(desk, "00:31")
    assert f"{read:%Y-%m-%d %H:%M}" == "2026-12-02 00:31"
    for words in ("", "later", "2026-12-01", "25:00", "2026-13-01 10:00"):
        with pytest.raises(Wrong):
            clock_checks.read_right_time(desk, words)


def test_a_typed_time_turns_days_and_months(walls: Walls) -> None:
    """Nobody has confirmed it for weeks, and it is none that might be a slip."""
    desk = walls.restart("2000-01-01 00:00:20")
    typed(walls, desk, "2026-12-01 17:00")
    walls.run(40 * 24 * 60)
    call(desk, "三")
    assert (desk.folder.ledger / "2027-01" / "2027-01-10.json").exists()


def test_who_calls_a_clock_right_that_stands_far_ahead_turns_no_month(walls: Walls) -> None:
    """A slip of one key would open a month of 2099; a supervisor's word does."""
    desk = walls.restart("2099-06-01 09:00")
    months = sorted(desk.folder.ledger.glob("2*"))
    clock_checks.confirm_clock(desk, find_person(desk.state(), "李娜"), PIN)
    assert (desk.clock_doubt(), codes(call(desk, "三"))) == ("", UNVERIFIED)
    assert sorted(desk.folder.ledger.glob("2*")) == months
    doubtful.confirm(desk, (), by="刘建平", pin=PIN)
    assert codes(call(desk, "四")) == []


@pytest.mark.parametrize("typed_before", [False, True])
def test_no_leap_far_ahead_is_made_sure_by_one_word(walls: Walls, *, typed_before: bool) -> None:
    """The machine runs on; whether or not somebody typed the time before."""
    desk, before = walls.desk, walls.desk.ledger.verified_at
    months = sorted(desk.folder.ledger.glob("2*"))
    walls.set("2099-06-01 09:00")
    if typed_before:
        typed(walls, desk, "2026-12-01 10:05")
    clock_checks.confirm_clock(desk, find_person(desk.state(), "李娜"), PIN)
    assert codes(call(desk, "三")) == UNVERIFIED
    assert desk.ledger.verified_at == before
    assert sorted(desk.folder.ledger.glob("2*")) == months
    walls.set("2026-12-01 10:10")
    typed(walls, desk, "2026-12-01 10:10", "刘建平")
    assert codes(call(desk, "四")) == []


def test_a_supervisor_takes_a_typed_time_for_right_before_anything_is_written(walls: Walls) -> None:
    desk = walls.restart("2000-01-01 00:00:20")
    typed(walls, desk, "2026-12-01 17:00")
    assert doubtful.doubtful(desk) == ()
    with pytest.raises(Refused):
        doubtful.confirm(desk, (), by="李娜", pin=PIN)
    assert doubtful.confirm(desk, (), by="刘建平", pin=PIN) == ()
    assert codes(call(desk, "三")) == []
    with pytest.raises(Wrong, match="No record waits"):
        doubtful.confirm(desk, (), by="刘建平", pin=PIN)
