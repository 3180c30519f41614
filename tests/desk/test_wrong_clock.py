"""X-12: a clock that is wrong loses no record, rings no alarm, and is put right by a person."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dutyroom.desk import alarms
from dutyroom.desk.clock import ClockWatch
from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.log import entries as log
from dutyroom.desk.now import now_view
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.domain.records.base import Mark
from tests.stations.property_centre import property_centre


class Walls:
    """A wall clock and a steady one, each set by the test."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.moment = desk.now()
        self.seconds = 0.0
        desk.clock = lambda: self.moment
        leap = timedelta(minutes=desk.profile.timing.clock_jump_min)
        desk.watch = ClockWatch(desk.clock, lambda: self.seconds, leap)

    def run(self, minutes: int) -> None:
        """Let both clocks run."""
        self.moment += timedelta(minutes=minutes)
        self.seconds += minutes * 60

    def set(self, words: str) -> None:
        """Set the wall clock alone."""
        self.moment = datetime.fromisoformat(words).replace(tzinfo=self.desk.zone)


@pytest.fixture
def walls(tmp_path: Path) -> Walls:
    """Return the centre at 10:00 with 李娜 on post and a call of 09:30."""
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-01 08:24:00")
    sign_in(desk, find_person(desk.state(), "李娜"))
    hands.at("2026-12-01 10:00:00")
    log.log_entry(desk, "call", log.Note(text="一"))
    return Walls(desk)


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
    check = alarms.confirm_clock(desk, find_person(desk.state(), "李娜"))
    assert (check.by, check.doubt, check.last[:16]) == ("李娜", "behind", "2026-12-01T10:00")
    assert desk.clock_doubt() == ""
    assert alarms.obligations(desk)
    walls.run(1)
    assert call(desk, "二") == ()
    with pytest.raises(Wrong, match="Nothing is wrong"):
        alarms.confirm_clock(desk, find_person(desk.state(), "李娜"))


def test_a_time_is_corrected_with_the_old_one_kept(walls: Walls) -> None:
    desk = walls.desk
    walls.set("2026-11-01 09:00")
    entry = log.log_entry(desk, "call", log.Note(text="二")).entry
    walls.set("2026-12-01 10:30")
    right = walls.moment - timedelta(minutes=20)
    done = log.correct_time(desk, entry, right, by="李娜")
    assert (done.at, done.marks) == (right, (Mark("time_corrected", note="2026-11-01 09:00"),))
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
