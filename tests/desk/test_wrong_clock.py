"""X-12: a clock that is wrong loses no record, rings no alarm, and is put right by a person."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from dutyroom.desk import alarms
from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.log import entries as log
from dutyroom.desk.now import now_view
from dutyroom.desk.people.find import find_person
from dutyroom.desk.station import clock_checks
from dutyroom.desk.station.opening import beat, open_room
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.people import Person
from tests.stations.clocks import Walls, walls_on_post
from tests.stations.making import PIN


@pytest.fixture
def walls(tmp_path: Path) -> Walls:
    """Return the centre at 10:00 with 李娜 on post and a call of 09:30."""
    return walls_on_post(tmp_path / "station", "一")


def li_na(desk: Desk) -> Person:
    return find_person(desk.state(), "李娜")


def call(desk: Desk, text: str) -> tuple[Mark, ...]:
    return log.log_entry(desk, "call", log.Note(text=text)).entry.marks


def test_a_clock_that_went_back_is_noticed_and_the_call_is_taken(walls: Walls) -> None:
    desk = walls.desk
    walls.set("2026-11-01 10:00")
    assert desk.clock_doubt() == "behind"
    assert call(desk, "二") == (Mark("time_unverified"),)
    assert call(desk, "三") == (Mark("time_unverified"),)
    assert desk.clock_doubt() == "behind"
    assert desk.ledger.verify().damage == ()
    walls.set("2026-12-01 10:20")
    assert desk.clock_doubt() == ""
    assert call(desk, "四") == ()


@pytest.mark.parametrize(
    ("to", "doubt"),
    [("2026-12-01 11:06", "leapt"), ("2026-12-01 10:45", ""), ("2027-01-01 00:00", "leapt")],
)
def test_a_leap_of_more_than_an_hour_is_noticed(walls: Walls, to: str, doubt: str) -> None:
    """The profile's 60 minutes; the other clock has run five."""
    walls.run(5)
    walls.set(to)
    assert walls.desk.clock_doubt() == doubt


def test_a_long_night_is_no_leap(walls: Walls) -> None:
    walls.run(14 * 60)
    assert walls.desk.clock_doubt() == ""


def test_no_alarm_rings_by_a_doubtful_clock(walls: Walls) -> None:
    desk = walls.desk
    walls.run(60)
    assert now_view(desk).overdue
    walls.set("2026-12-03 03:00")
    assert alarms.obligations(desk) == ()
    view = now_view(desk)
    assert (view.due, view.clock) == ((), "leapt")


def test_a_person_finds_it_right_and_alarms_go_on(walls: Walls) -> None:
    """Who looked, when, and what stood before are kept."""
    desk = walls.desk
    walls.set("2026-12-01 09:50")
    check = clock_checks.confirm_clock(desk, find_person(desk.state(), "李娜"), PIN)
    assert (check.by, check.doubt, check.last[:16]) == ("李娜", "behind", "2026-12-01T10:00")
    assert desk.clock_doubt() == ""
    assert alarms.obligations(desk)
    walls.run(1)
    assert call(desk, "二") == ()
    with pytest.raises(Wrong, match="Nothing is wrong"):
        clock_checks.confirm_clock(desk, find_person(desk.state(), "李娜"), PIN)


def test_a_time_is_corrected_with_the_old_one_kept(walls: Walls) -> None:
    desk = walls.desk
    walls.set("2026-11-01 09:00")
    entry = log.log_entry(desk, "call", log.Note(text="二")).entry
    walls.set("2026-12-01 10:30")
    right = walls.moment - timedelta(minutes=20)
    done = log.correct_time(desk, entry, right, by="李娜")
    corrected = Mark("time_corrected", note="2026-11-01 09:00")
    assert (done.at, done.day.isoformat()) == (right, "2026-12-01")
    assert done.marks == (Mark("time_unverified"), corrected), "a supervisor looks"
    assert [r.record.at.month for r in desk.ledger.history(entry.id)] == [11, 12]  # type: ignore[attr-defined]
    with pytest.raises(Wrong):
        log.correct_time(desk, done, walls.moment + timedelta(minutes=1))


def test_the_next_program_knows_which_times_are_sure(walls: Walls) -> None:
    desk = walls.desk
    walls.set("2026-11-01 10:00")
    call(desk, "二")
    before = desk.ledger.verified_at
    again = open_desk(desk.folder.path, terminal="again")
    assert again.ledger.verified_at == before == "2026-12-01T10:00:00+08:00"


def test_a_step_of_seconds_back_marks_nothing_and_goes_on_from_the_last_record(
    walls: Walls,
) -> None:
    """The record of a second ago lies ahead of the clock, but nothing seems to be before it."""
    desk = walls.desk
    walls.run(1)
    call(desk, "二")
    walls.set("2026-12-01 10:00:57")
    assert desk.clock_doubt() == ""
    entry = log.log_entry(desk, "call", log.Note(text="三")).entry
    assert (entry.marks, f"{entry.at:%H:%M:%S}") == ((), "10:01:00")
    assert not desk.ledger.revision(entry.id).unverified  # type: ignore[union-attr]
    walls.set("2026-12-01 09:59:59")
    assert desk.clock_doubt() == "behind", "a minute and more is no step"


def test_a_command_notices_a_leap_that_it_has_not_seen_itself(walls: Walls) -> None:
    call(walls.desk, "二")
    walls.run(5)
    walls.set("2026-12-01 12:05")
    assert walls.command().clock_doubt() == "leapt"
    walls.set("2026-12-01 10:05")
    assert walls.command().clock_doubt() == ""


def test_without_what_is_remembered_a_command_goes_by_the_records(walls: Walls) -> None:
    """What lies under derived/ may be deleted at any time, and may hold anything."""
    call(walls.desk, "二")
    anchor = walls.desk.folder.path / "derived" / "clock.txt"
    for text in ("", "one", "one never", "one 0001-01-01T00:00:00+00:00", "two 2026-12-01"):
        anchor.write_text(text)
        walls.set("2026-12-01 12:05")
        assert walls.command().clock_doubt() == ""
        walls.set("2026-12-01 09:00")
        assert walls.command().clock_doubt() == "behind"
    anchor.unlink()
    walls.set("2026-12-01 12:05")
    assert walls.command().clock_doubt() == ""


@pytest.mark.parametrize(
    ("to", "doubt"),
    [
        ("2000-01-01 00:00:20", "behind"),
        ("1969-12-31 23:00", "behind"),
        ("2026-12-15 09:00", ""),
        ("2027-02-20 09:00", ""),
        ("2027-12-01 09:00", "ahead"),
        ("2099-06-01 09:00", "ahead"),
    ],
)
def test_after_a_restart_the_records_tell(walls: Walls, to: str, doubt: str) -> None:
    """A closing of weeks is usual, one of a year is not (100 days in the profile)."""
    call(walls.desk, "二")
    assert walls.restart(to).clock_doubt() == doubt


def test_a_room_that_is_open_is_a_sign_of_life(walls: Walls) -> None:
    """Nobody wrote anything all summer, but the room stood open."""
    desk = walls.desk
    walls.run(90 * 24 * 60)
    beat(desk)
    assert walls.restart("2027-05-15 09:00").clock_doubt() == ""


def test_by_a_clock_in_doubt_no_closure_is_kept_until_it_is_over(walls: Walls) -> None:
    """No span of 73 years, and no round missed in it."""
    beat(walls.desk)
    desk = walls.restart("2099-06-01 09:00")
    assert open_room(desk) is None
    beat(desk)
    assert (desk.folder.path / "derived" / "seen.txt").read_text().startswith("2026-12-01T10:00")
    clock_checks.set_clock(desk, walls.at("2026-12-01 11:00"), li_na(desk), PIN)
    beat(desk)
    (closure,) = desk.state().closures
    assert (f"{closure.since:%H:%M}", f"{closure.until:%H:%M}") == ("10:00", "11:00")


def test_a_command_that_only_looked_tells_the_next_what_the_time_was(walls: Walls) -> None:
    """After a start of the machine nobody has written yet when the clock leaps."""
    desk = walls.restart("2026-12-01 12:00")
    assert desk.clock_doubt() == ""
    walls.set("2026-12-01 14:30")
    assert (desk.clock_doubt(), walls.command().clock_doubt()) == ("leapt", "leapt")


def test_terminals_agree_where_one_has_seen_a_clock_set_bit_by_bit(walls: Walls) -> None:
    desk, other = walls.command(), walls.command()
    assert (desk.clock_doubt(), other.clock_doubt()) == ("", "")
    for time in ("10:40", "11:20"):
        walls.set(f"2026-12-01 {time}")
        assert desk.clock_doubt() == ""
    assert other.clock_doubt() == ""


def test_a_room_that_opened_in_2000_believes_the_clock_that_the_network_sets(walls: Walls) -> None:
    """As every command does that is started then."""
    room = walls.restart("2000-01-01 00:00:20")
    assert room.clock_doubt() == "behind"
    walls.run(1)
    walls.set("2026-12-01 12:00")
    assert (walls.command().clock_doubt(), room.clock_doubt()) == ("", "")
