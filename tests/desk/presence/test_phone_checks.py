"""R-200, R-298: whose telephone has to be on: who has the shift by now, or stands on it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence import post_checks
from dutyroom.desk.presence.month_sheet import month_sheet
from dutyroom.desk.presence.post_checks import CheckFinding
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.presence.sign_out import release
from dutyroom.desk.swaps.decide import approve_swap
from dutyroom.desk.swaps.requests import SwapRequest, request_swap
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import CheckResult, PostCheck
from dutyroom.domain.records.roster import ShiftRef
from tests.stations.making import PIN, Hands, Planned, set_up

DAY = "2027-02-07"


@pytest.fixture
def township(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return a township on 6 February 2027; 孔亮 has the next day's 24 hours."""
    desk, hands = set_up(
        tmp_path / "township",
        "township",
        (("谢明", "领导", "duty leader"), ("孔亮", "干部", "duty"), ("童颖", "干部", "duty")),
        (Planned(DAY, "乡政府", "24小时", "08:00", "08:00", ("孔亮",)),),
        at="2027-02-06 10:00:00",
    )
    return desk, hands


def who(desk: Desk, name: str) -> Person:
    return find_person(desk.state(), name)


def ring(desk: Desk, name: str, result: CheckResult = "off") -> PostCheck:
    finding, leader = CheckFinding(result), who(desk, "谢明")
    return post_checks.keep_check(desk, "phone", who(desk, name), finding, leader, PIN)


def found(check: PostCheck) -> tuple[str, str, list[str]]:
    return check.post, check.shift, [mark.code for mark in check.marks]


ON_IT: tuple[str, str, list[str]] = ("乡政府", "24小时", ["phone_off"])
NOT_ON_IT: tuple[str, str, list[str]] = ("", "", [])


def test_after_an_approved_swap_it_is_the_substitutes(township: tuple[Desk, Hands]) -> None:
    """R-200: whoever gave the shift away need not answer."""
    desk, hands = township
    ref = ShiftRef(date.fromisoformat(DAY), "乡政府", "24小时")
    asked = SwapRequest(reason="家中有事", cause="private", substitute=who(desk, "童颖"))
    swap = request_swap(desk, who(desk, "孔亮"), ref, asked)
    approve_swap(desk, swap, who(desk, "谢明"), PIN)
    hands.at(f"{DAY} 22:00:00")
    assert found(ring(desk, "童颖")) == ON_IT
    assert found(ring(desk, "孔亮")) == NOT_ON_IT


def test_whoever_came_in_anothers_place_has_to_answer_instead(
    township: tuple[Desk, Hands],
) -> None:
    """R-200, R-298: while on the shift, and at any hour of the duty date after it."""
    desk, hands = township
    hands.at(f"{DAY} 07:58:00")
    sign_in(desk, who(desk, "童颖"), for_person="孔亮")
    hands.at(f"{DAY} 12:00:00")
    answered = ring(desk, "童颖", "reached")
    assert (answered.result, found(answered)) == ("reached", ("乡政府", "24小时", []))
    assert found(ring(desk, "孔亮")) == NOT_ON_IT
    release(desk, who(desk, "童颖"), who(desk, "谢明"), "送医", PIN)
    hands.at(f"{DAY} 22:00:00")
    assert found(ring(desk, "童颖")) == ON_IT
    assert found(ring(desk, "孔亮")) == NOT_ON_IT


def test_until_somebody_has_come_it_is_the_planned_persons(township: tuple[Desk, Hands]) -> None:
    """R-200: 童颖 has nothing to do with the shift yet."""
    desk, hands = township
    hands.at(f"{DAY} 12:00:00")
    assert found(ring(desk, "孔亮")) == ON_IT
    assert found(ring(desk, "童颖")) == NOT_ON_IT


def test_a_leader_without_a_shift_is_in_the_month_with_the_mark(tmp_path: Path) -> None:
    """R-022, R-200: the telephone of who leads the duty is on all day."""
    desk, hands = set_up(
        tmp_path / "township",
        "township",
        (("谢明", "领导", "leader"), ("何书记", "领导", "leader"), ("孔亮", "干部", "duty")),
        (
            Planned(DAY, "乡政府", "24小时", "08:00", "08:00", ("孔亮",)),
            Planned(DAY, "", "", "08:00", "08:00", ("何书记",), role="leader"),
        ),
        at="2027-02-06 10:00:00",
    )
    hands.at(f"{DAY} 09:00:00")
    assert found(ring(desk, "何书记"))[2] == ["phone_off"]
    people = {p.name: p for p in month_sheet(desk, date(2027, 2, 1)).people}
    assert (people["何书记"].phone_off, people["何书记"].planned) == (1, 0)
    assert "谢明" not in people
