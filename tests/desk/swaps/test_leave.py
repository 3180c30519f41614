"""R-025: leave over a shift that somebody holds takes it from them until another has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dutyroom.desk import alarms
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.roster.check import check_roster
from dutyroom.desk.roster.edit import place_person
from dutyroom.desk.swaps.decide import approve_swap
from dutyroom.desk.swaps.leave import end_leave, grant_leave, lost_shifts, note_sick
from dutyroom.domain.base.dates import DAY
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.records.presence import Leave
from dutyroom.domain.records.roster import RosterLine
from dutyroom.domain.roster.check import Finding
from dutyroom.domain.roster.checks import absences
from tests.stations.making import PIN, Hands, Planned, add_roster
from tests.stations.swaps import POST, ask, evening, on, station, who


@pytest.fixture
def centre(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return the centre on 1 December: 陈静 has the evenings of the 8th and the 9th."""
    return station(tmp_path)


def grant(desk: Desk, name: str = "陈静", first: int = 8, last: int = 9) -> Leave:
    return grant_leave(
        desk,
        who(desk, name),
        date(2026, 12, first),
        date(2026, 12, last),
        kind="rest",
        reason="轮休",
        leader=who(desk, "刘主管"),
        pin=PIN,
    )


def said(desk: Desk, leave: Leave) -> list[str]:
    return [str(sentence) for sentence in lost_shifts(desk, leave)]


def open_shifts(desk: Desk) -> list[tuple[str, str]]:
    found = [o for o in alarms.obligations(desk) if o.code == "leave_open"]
    return [(str(o.sentence)[:5], o.standing) for o in found]


def off_duty(desk: Desk, *, draft: bool = False) -> list[Finding]:
    state = desk.state()
    shown = [r for r in state.rosters if r.state == ("draft" if draft else "published")][-1]
    return [f for f in check_roster(desk, shown) if f.code == "on_leave"]


def test_granting_says_which_shifts_are_lost(centre: tuple[Desk, Hands]) -> None:
    desk, hands = centre
    leave = grant(desk)
    assert said(desk, leave) == [
        "2026-12-08 (Tue) 管理处 晚班: 陈静 is on leave, somebody else is needed",
        "2026-12-09 (Wed) 管理处 晚班: 陈静 is on leave, somebody else is needed",
    ]
    assert said(desk, grant(desk, "刘洋")) == []
    hands.at("2026-12-08 23:40:00")
    assert [text[:10] for text in said(desk, leave)] == ["2026-12-09"]


def test_a_duty_leader_on_leave_is_missed_as_well(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    add_roster(desk, Planned("2026-12-08", "", "", "00:00", "00:00", ("高建国",), role="leader"))
    leave = grant(desk, "高建国")
    assert said(desk, leave) == [
        "2026-12-08 (Tue) duty leader: 高建国 is on leave, somebody else is needed"
    ]
    assert [f.sentence for f in off_duty(desk)] == list(lost_shifts(desk, leave))


def test_the_shift_is_owed_until_somebody_has_it(centre: tuple[Desk, Hands]) -> None:
    """Now shows it as due, after its beginning as overdue, and no longer once it is replaced."""
    desk, hands = centre
    swap = ask(desk)
    grant(desk)
    assert open_shifts(desk) == [("12-08", "due"), ("12-09", "due")]
    approve_swap(desk, swap, who(desk, "刘主管"), PIN, substitute=who(desk, "刘洋"))
    assert on(desk, evening(8)) == ("刘洋",)
    assert open_shifts(desk) == [("12-09", "due")]
    hands.at("2026-12-09 17:00:00")
    assert open_shifts(desk) == [("12-09", "overdue")]
    hands.at("2026-12-09 23:40:00")
    assert open_shifts(desk) == []


def test_who_is_called_back_from_leave_has_the_shift_again(centre: tuple[Desk, Hands]) -> None:
    """R-287."""
    desk, _hands = centre
    leave = grant(desk)
    with desk.change("leave.recall", "刘主管") as change:
        change.put(replace(leave, recalled=(leave.first,)))
    assert [day for day, _standing in open_shifts(desk)] == ["12-09"]
    assert [f.day for f in off_duty(desk)] == [leave.first + DAY]


def test_the_checker_finds_who_is_on_leave_in_force_and_in_a_draft(
    centre: tuple[Desk, Hands],
) -> None:
    desk, _hands = centre
    assert not off_duty(desk)
    grant(desk)
    found = off_duty(desk)
    assert [(f.level, f.clause, f.day, f.post) for f in found] == [
        ("warn", "R-025", date(2026, 12, 8), POST),
        ("warn", "R-025", date(2026, 12, 9), POST),
    ]
    held = (who(desk, "陈静").key, evening(8))
    roster = desk.state().published()[-1]
    place_person(desk, roster, who(desk, "刘洋"), evening(8), instead_of=held)
    assert [f.day.day for f in off_duty(desk, draft=True)] == [9]
    assert [f.day.day for f in off_duty(desk)] == [8, 9]


def test_a_day_of_illness_is_signed_by_who_was_ill_or_who_decides(
    centre: tuple[Desk, Hands],
) -> None:
    """R-288: with the PIN; a colleague is refused, and the refusal is kept."""
    desk, _hands = centre
    leave = grant(desk)
    with pytest.raises(Wrong, match="Type the PIN of 陈静"):
        note_sick(desk, leave, leave.first, by="陈静")
    with pytest.raises(Refused, match="刘主管 may do that; 刘洋 may not"):
        note_sick(desk, leave, leave.first, by="刘洋", pin=PIN)
    assert [(r.person, r.action) for r in desk.state().refusals] == [("刘洋", "swap.decide")]
    leave = note_sick(desk, leave, leave.first, by="陈静", pin=PIN)
    leave = note_sick(desk, leave, leave.last, by="刘主管", pin=PIN)
    assert leave.sick == (leave.first, leave.last)


def test_leave_that_was_granted_too_long_ends_sooner(centre: tuple[Desk, Hands]) -> None:
    """A slip of the date is put right by who may grant it; the shifts count again."""
    desk, _hands = centre
    boss = who(desk, "刘主管")
    leave = grant(desk, last=31)
    with pytest.raises(Wrong, match="Give the reason"):
        end_leave(desk, leave, date(2026, 12, 8), boss, " ", PIN)
    with pytest.raises(Wrong, match="It goes to 2026-12-31"):
        end_leave(desk, leave, date(2027, 1, 1), boss, "写错了", PIN)
    with pytest.raises(Refused):
        end_leave(desk, leave, date(2026, 12, 8), who(desk, "刘洋"), "写错了", PIN)
    leave = end_leave(desk, leave, date(2026, 12, 8), boss, "写错了", PIN)
    assert [line.day.day for line in lost(desk)] == [8]
    leave = end_leave(desk, leave, None, boss, "不休了", PIN)
    assert lost(desk) == [] and leave.ended is not None
    with pytest.raises(Wrong, match="taken back already"):
        end_leave(desk, leave, None, boss, "不休了", PIN)
    assert grant(desk, last=8).first == date(2026, 12, 8)


def lost(desk: Desk) -> list[RosterLine]:
    """Return the shifts that need somebody because of leave."""
    return [
        line
        for leave in desk.state().leaves
        for line in absences.lost_by(desk.state(), leave, desk.now())
    ]
