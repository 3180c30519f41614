"""R-286, R-289: study prolongs no leave, and private leave on duty days needs the leader's word."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.presence.month_sheet import month_sheet
from dutyroom.desk.swaps.leave import grant_leave
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.records.presence import Leave
from dutyroom.i18n import render, speaking
from dutyroom.words.sheets import month_lines
from tests.stations.making import PIN
from tests.stations.school import recall, school, who
from tests.stations.swaps import station

JANUARY = date(2027, 1, 1)


def grant(
    desk: Desk, first: int, last: int, *, name: str = "苏婷", kind: str = "rest",
    studied: tuple[int, ...] = (), decision: str = "",
) -> Leave:  # fmt: skip
    return grant_leave(
        desk,
        who(desk, name),
        JANUARY.replace(day=first),
        JANUARY.replace(day=last),
        kind=kind,
        reason="休息",
        leader=who(desk, "校长"),
        studied=tuple(JANUARY.replace(day=day) for day in studied),
        pin=PIN,
        decision=decision,
    )


def test_a_course_in_the_leave_gives_no_day_after_it(tmp_path: Path) -> None:
    """R-286: refused with the number of the leave that it would prolong; nothing is kept."""
    desk, _hands = school(tmp_path)
    leave = grant(desk, 25, 28, studied=(26,))
    with pytest.raises(Refused) as refused:
        grant(desk, 29, 29)
    (verdict,) = refused.value.verdicts
    assert (verdict.clause, leave.id in str(verdict.sentence)) == ("R-286", True)
    with speaking("zh"):
        assert render(verdict.sentence).endswith("将续休至 2027-01-29")
    with pytest.raises(Refused):
        grant(desk, 24, 24)
    assert desk.state().leaves == (leave,)


@pytest.mark.parametrize("kind", ["study", "rest"])
def test_a_course_after_the_leave_does_not_prolong_it_either(tmp_path: Path, kind: str) -> None:
    """R-286: study is leave like any other, whichever comes first."""
    desk, _hands = school(tmp_path)
    grant(desk, 25, 28)
    with pytest.raises(Refused, match="Study gives no more days"):
        grant(desk, 29, 30, kind=kind, studied=(29,) if kind == "rest" else ())


def test_days_that_a_recall_took_may_follow_and_no_more(tmp_path: Path) -> None:
    """R-286, R-287: one day is owed."""
    desk, _hands = school(tmp_path)
    grant(desk, 25, 28, studied=(26,))
    recall(desk, "2027-01-27")
    with pytest.raises(Refused):
        grant(desk, 29, 30)
    assert grant(desk, 29, 29).last == date(2027, 1, 29)
    with pytest.raises(Refused):
        grant(desk, 30, 30)
    assert grant(desk, 31, 31).last == date(2027, 1, 31)


def test_leave_of_others_and_leave_without_study_may_go_on(tmp_path: Path) -> None:
    """R-286: it is about study alone; and other stations have no such rule."""
    desk, _hands = school(tmp_path)
    grant(desk, 25, 26, studied=(26,))
    grant(desk, 27, 28, name="李玲")
    grant(desk, 29, 30, name="李玲")
    grant(desk, 28, 29)
    assert len(desk.state().leaves) == 4
    desk, _hands = station(tmp_path)
    boss, one = who(desk, "刘主管"), date(2026, 12, 20)
    for day in (one, one.replace(day=21)):
        grant_leave(
            desk, who(desk, "刘洋"), day, day, kind="study", reason="培训", leader=boss, pin=PIN
        )


def test_private_leave_of_who_is_on_duty_needs_the_leaders_reason(tmp_path: Path) -> None:
    """R-289: 林凡 has the week; with the reason it is granted, marked, and read in the month."""
    desk, hands = school(tmp_path)
    with pytest.raises(Wrong, match="on duty on 2027-01-26: normally no private leave") as wrong:
        grant(desk, 26, 27, name="林凡", kind="private")
    assert wrong.value.field == "decision"
    with speaking("zh"):
        assert "轮休期间一般不准请事假；批准人须写明理由" in render(wrong.value.sentence)
    assert not desk.state().leaves
    leave = grant(desk, 26, 27, name="林凡", kind="private", decision="父亲住院")
    assert [(m.code, m.note) for m in leave.marks] == [("leave_private", "父亲住院")]
    hands.at("2027-01-28 08:00:00")
    lines = tuple(month_lines(month_sheet(desk, JANUARY).of("林凡")))
    assert f"    01-26  {leave.id}  private leave on duty days 父亲住院" in lines


def test_other_leave_and_private_leave_without_duty_are_granted_as_ever(tmp_path: Path) -> None:
    """R-289."""
    desk, _hands = school(tmp_path)
    assert grant(desk, 26, 27, name="林凡", kind="sick").marks == ()
    assert grant(desk, 26, 27, name="苏婷", kind="private").marks == ()
