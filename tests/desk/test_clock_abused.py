"""X-12: a typed time makes nobody punctual unseen, and ends when the clock is right by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk
from dutyroom.desk.now import now_view
from dutyroom.desk.people.audit import audit_list, audited_person
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.station import clock_checks, doubtful
from dutyroom.desk.station.opening import beat, open_room
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.records.people import Person
from dutyroom.i18n import use
from dutyroom.words.codes import audit_line
from dutyroom.words.times import doubtful_words, typed_words
from tests.stations.clocks import Walls, sure_walls
from tests.stations.making import PIN

BOSS = {"by": "刘建平", "pin": PIN}


@pytest.fixture
def walls(tmp_path: Path) -> Walls:
    """Return the centre on 1 December at 08:20, the clock sure, nobody on duty yet."""
    return sure_walls(tmp_path / "station", "2026-12-01 08:20:00")


def who(desk: Desk, name: str) -> Person:
    return find_person(desk.state(), name)


def late(walls: Walls) -> Desk:
    """Let 李娜 come 40 minutes late, say it is 08:29, and sign in."""
    walls.run(50)
    desk = walls.desk
    clock_checks.set_clock(desk, walls.at("2026-12-01 08:29"), who(desk, "李娜"), PIN)
    sign_in(desk, who(desk, "李娜"))
    return desk


def marks(desk: Desk) -> list[str]:
    (attendance,) = desk.state().attendances
    return [mark.code for mark in attendance.marks]


def test_who_types_an_earlier_time_to_be_punctual_stays_marked(walls: Walls) -> None:
    """On every screen, in the list of what waits, and in the line itself; her own word is none."""
    desk = late(walls)
    assert marks(desk) == ["time_unverified"]
    with pytest.raises(Refused):
        doubtful.confirm(desk, (), by="李娜", pin=PIN)
    walls.run(60)
    view = now_view(walls.command())
    assert (view.typed_by, view.unchecked) == ("李娜", 1)
    (attendance,) = desk.state().attendances
    revision = desk.ledger.revision(attendance.id)
    assert revision is not None and revision.unverified


def test_the_supervisor_sees_what_was_typed_and_what_the_machine_showed(walls: Walls) -> None:
    use("en")
    desk = late(walls)
    check = now_view(desk).typed
    assert check is not None
    words = typed_words(check, "李娜")
    assert "李娜 typed: 12-01 08:29 where the machine showed 2026-12-01 09:10" in words
    (waits,) = doubtful.doubtful(desk)
    assert "2026-12-01 08:29" in doubtful_words(waits)
    (kept,) = desk.state().clock_checks
    assert (f"{kept.at:%H:%M}", f"{kept.wall:%H:%M}", kept.by) == ("08:29", "09:10", "李娜")


def test_the_audit_list_has_the_typed_time_next_to_the_machines(walls: Walls) -> None:
    use("en")
    desk = late(walls)
    (entry,) = audit_list(desk)
    line = audit_line(entry, audited_person(entry))
    assert "李娜  typed 2026-12-01 08:29 where the machine showed 2026-12-01 09:10" in line
    assert "not confirmed yet" in line
    doubtful.confirm(desk, (), **BOSS)
    assert "confirmed by a supervisor" in audit_line(audit_list(desk)[0], "李娜")


def test_the_supervisor_who_puts_it_right_makes_her_late_again(walls: Walls) -> None:
    desk = late(walls)
    walls.run(60)
    clock_checks.confirm_clock(desk, who(desk, "刘建平"), PIN)
    (waits,) = doubtful.doubtful(desk)
    doubtful.correct(desk, waits.record.id, "2026-12-01 09:10", **BOSS)
    (attendance,) = desk.state().attendances
    seconds = {mark.code: mark.seconds for mark in attendance.marks}
    assert seconds["late"] == 40 * 60
    assert attendance.marks[-1].note == "2026-12-01 08:29"


def test_two_terminals_go_by_it_and_a_start_with_a_sane_clock_ends_it(walls: Walls) -> None:
    late(walls)
    walls.run(10)
    one, two = walls.command(), walls.command()
    assert {f"{each.now():%H:%M}" for each in (one, two)} == {"08:39"}
    sane = walls.restart("2026-12-01 09:25")
    assert (f"{sane.now():%H:%M}", sane.clock_standing().is_typed) == ("09:25", False)
    assert now_view(sane).unchecked == 1, "the sign-in waits all the same"


def test_it_ends_by_itself_in_a_command_and_in_an_open_room(walls: Walls) -> None:
    """The network sets the clock right while the machine runs."""
    desk = walls.restart("2000-01-01 00:00:20")
    clock_checks.set_clock(desk, walls.at("2026-12-01 10:00"), who(desk, "李娜"), PIN)
    open_room(desk)
    walls.run(5)
    beat(desk)
    assert desk.clock_standing().is_typed
    walls.set("2026-12-01 10:05:40")
    beat(desk)
    for each in (desk, walls.command()):
        assert f"{each.now():%H:%M:%S}" == "10:05:40"
        assert each.clock_standing().is_sure
