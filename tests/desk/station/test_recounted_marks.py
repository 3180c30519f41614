"""X-12: lateness and stay follow the time that a supervisor put right."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk
from dutyroom.desk.log import entries as log
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence import meetings
from dutyroom.desk.presence.away import come_back, go_away
from dutyroom.desk.presence.excuse import excuse
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.presence.sign_out import release
from dutyroom.desk.station import clock_checks, doubtful
from dutyroom.domain.profile.presence import MeetingRule
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import Attendance, Meeting
from dutyroom.words.codes import word
from dutyroom.words.times import doubtful_words
from tests.stations.clocks import Walls, sure_walls
from tests.stations.making import PIN

BOSS = {"by": "刘建平", "pin": PIN}


@pytest.fixture
def walls(tmp_path: Path) -> Walls:
    """Return the centre on 1 December at 08:24, the clock sure."""
    return sure_walls(tmp_path / "station", "2026-12-01 08:24:00")


def who(desk: Desk, name: str) -> Person:
    return find_person(desk.state(), name)


def typed(walls: Walls, words: str, name: str = "李娜") -> None:
    clock_checks.set_clock(walls.desk, walls.at(words), who(walls.desk, name), PIN)


def of(desk: Desk, name: str) -> Attendance:
    return next(each for each in desk.state().attendances if each.person == name)


def codes(desk: Desk, name: str) -> list[tuple[str, int]]:
    return [(mark.code, mark.seconds // 60) for mark in of(desk, name).marks]


def test_who_was_late_only_by_the_wrong_clock_was_not_late(walls: Walls) -> None:
    desk = walls.desk
    walls.set("2026-12-01 10:24")
    sign_in(desk, who(desk, "李娜"))
    assert [code for code, _minutes in codes(desk, "李娜")] == ["late", "time_unverified"]
    typed(walls, "2026-12-01 08:24")
    doubtful.confirm(desk, (), **BOSS)
    assert of(desk, "李娜").marks == (Mark("time_corrected", note="2026-12-01 10:24"),)


def test_who_was_in_time_only_by_the_wrong_clock_was_late(walls: Walls) -> None:
    desk = walls.desk
    walls.run(130)
    walls.set("2026-12-01 08:25")
    sign_in(desk, who(desk, "李娜"))
    assert codes(desk, "李娜") == [("time_unverified", 0)]
    typed(walls, "2026-12-01 10:34")
    assert codes(desk, "李娜") == [("time_unverified", 0)], "nobody has looked"
    doubtful.confirm(desk, (of(desk, "李娜").id,), **BOSS)
    assert codes(desk, "李娜") == [
        ("late", 124),
        ("awol", 124),
        ("time_corrected", 0),
    ]


def test_one_that_a_supervisor_types_counts_as_well(walls: Walls) -> None:
    """Nobody had typed the right time; the start of the shift stays what was planned."""
    desk = walls.desk
    walls.set("2026-12-01 10:24")
    sign_in(desk, who(desk, "李娜"))
    walls.run(66)
    walls.set("2026-12-01 09:30")
    number = of(desk, "李娜").id
    doubtful.correct(desk, number, "2026-12-01 08:45", **BOSS)
    there = of(desk, "李娜")
    assert codes(desk, "李娜") == [("late", 15), ("time_corrected", 0)]
    assert f"{there.start:%H:%M}" == "08:30"


def test_a_planned_start_is_not_moved_though_the_clock_just_showed_it(walls: Walls) -> None:
    desk = walls.desk
    walls.run(-60)
    walls.set("2026-12-01 08:30:30")
    log.log_entry(desk, "call", log.Note(text="二"))
    sign_in(desk, who(desk, "李娜"))
    walls.set("2026-12-01 08:40")
    clock_checks.set_clock(desk, walls.at("2026-12-01 10:40"), who(desk, "刘建平"), PIN)
    doubtful.correct(desk, of(desk, "李娜").id, "2026-12-01 10:30:30", **BOSS)
    assert f"{of(desk, '李娜').start:%H:%M}" == "08:30"


def test_what_a_leader_excused_stays_as_it_was_decided(walls: Walls) -> None:
    desk = walls.desk
    walls.set("2026-12-01 10:24")
    sign_in(desk, who(desk, "李娜"))
    typed(walls, "2026-12-01 08:24")
    excuse(desk, of(desk, "李娜").id, "late", who(desk, "刘建平"), "钟错了", PIN)
    doubtful.confirm(desk, (), **BOSS)
    assert [(mark.code, mark.excused) for mark in of(desk, "李娜").marks] == [
        ("late", "钟错了"),
        ("time_corrected", ""),
    ]


def test_who_stayed_too_long_only_by_the_wrong_clock_left_early(walls: Walls) -> None:
    """The sign-in was sure; the old time of the end is in sight, and the reason stays."""
    desk = walls.desk
    sign_in(desk, who(desk, "李娜"))
    walls.run(7 * 60)
    walls.set("2026-12-01 17:30")
    release(desk, who(desk, "李娜"), who(desk, "刘建平"), "病了", PIN)
    assert ("held_over", 60) in codes(desk, "李娜")
    typed(walls, "2026-12-01 15:24", "刘建平")
    doubtful.confirm(desk, (), **BOSS)
    assert codes(desk, "李娜") == [("left_early", 66), ("released", 0), ("time_corrected", 0)]
    assert of(desk, "李娜").marks[-1].note == "2026-12-01 17:30"


def test_an_absence_over_a_leap_is_as_long_as_it_was(walls: Walls) -> None:
    desk = walls.desk
    sign_in(desk, who(desk, "李娜"))
    back, boss = walls.at("2026-12-01 08:34"), who(desk, "刘建平")
    go_away(desk, who(desk, "李娜"), reason="巡查", back=back, leader=boss, pin=PIN)
    walls.run(5)
    walls.set("2026-12-01 11:30")
    come_back(desk, who(desk, "李娜"))
    (away,) = desk.state().aways
    assert {"deserted", "back_late"} <= {mark.code for mark in away.marks}
    typed(walls, "2026-12-01 08:29")
    doubtful.confirm(desk, (), **BOSS)
    (away,) = desk.state().aways
    lengths = {mark.code: mark.seconds for mark in away.marks}
    assert (lengths["deserted"], "back_late" in lengths) == (5 * 60, False)


def test_a_meeting_ticked_by_a_wrong_clock_waits_and_stands_on_its_true_day(walls: Walls) -> None:
    desk = walls.desk
    desk.profile = replace(
        desk.profile, meetings=(MeetingRule(id="晨会", at=time(8), minutes=30, remind_min=5),)
    )
    sign_in(desk, who(desk, "李娜"))
    walls.run(10)
    walls.set("2026-12-03 08:34")
    meetings.keep_meeting(desk, "晨会", ("李娜",), who(desk, "李娜"))
    typed(walls, "2026-12-01 08:34")
    (waits,) = [each for each in doubtful.doubtful(desk) if isinstance(each.record, Meeting)]
    assert word("record:meeting") in doubtful_words(waits)
    doubtful.confirm(desk, (), **BOSS)
    (meeting,) = desk.state().meetings
    assert (meeting.day.day, f"{meeting.start:%d %H:%M}") == (1, "01 08:00")
    assert (meeting.present, "刘洋" in meeting.missing) == (("李娜",), True)
    assert meeting.marks == (Mark("time_corrected", note="2026-12-03 08:34"),)


def test_a_call_entered_late_only_by_the_wrong_clock_was_not(walls: Walls) -> None:
    desk = walls.desk
    noted = walls.at("2026-12-01 08:20")
    walls.set("2026-12-01 12:24")
    entry = log.log_entry(desk, "call", log.Note(text="二", at=noted)).entry
    assert "late_entry" in [mark.code for mark in entry.marks]
    typed(walls, "2026-12-01 08:24", "刘建平")
    doubtful.confirm(desk, (), **BOSS)
    assert desk.ledger.get(entry.id).marks == (  # type: ignore[union-attr]
        Mark("time_corrected", note="2026-12-01 12:24"),
    )
