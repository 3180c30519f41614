"""R-089, R-027: an absence that nobody ended excuses nobody for ever, and is seen to be overdue."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dutyroom.desk import alarms
from dutyroom.desk.desk import Desk
from dutyroom.desk.now import now_view
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence import away, post_checks
from dutyroom.desk.presence.month_sheet import month_sheet
from dutyroom.desk.presence.post_checks import CheckFinding
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.domain.records.people import Person
from tests.screens.seen import opened, seen
from tests.stations.making import PIN, Hands, Planned, set_up
from tests.stations.property_centre import property_centre

DAY = "2026-12-01"


@pytest.fixture
def centre(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return the property centre at noon, 李娜 on duty; longer than 30 minutes is no exception."""
    desk, hands = property_centre(tmp_path / "centre")
    hands.at(f"{DAY} 08:29:00")
    sign_in(desk, who(desk, "李娜"))
    hands.at(f"{DAY} 12:00:00")
    return desk, hands


@pytest.fixture
def company(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return a company at noon, 王强 on duty; longer than 30 minutes is an exception there."""
    desk, hands = set_up(
        tmp_path / "company",
        "company-two-tier",
        (("王强", "中层", "duty"), ("刘建平", "公司领导", "duty leader")),
        (Planned(DAY, "安全保卫部", "白班", "08:00", "18:30", ("王强",)),),
        at=f"{DAY} 07:59:00",
    )
    sign_in(desk, who(desk, "王强"))
    hands.at(f"{DAY} 12:00:00")
    return desk, hands


def who(desk: Desk, name: str) -> Person:
    return find_person(desk.state(), name)


def go(desk: Desk, hands: Hands, name: str, back: str) -> None:
    until, leader = hands.at(f"{DAY} {back}:00"), who(desk, "刘建平")
    hands.at(f"{DAY} 12:00:00")
    away.go_away(desk, who(desk, name), reason="取件", back=until, leader=leader, pin=PIN)


def looked_for(desk: Desk, hands: Hands, name: str, clock: str) -> list[str]:
    """Look for somebody who is not found; return what that is marked as."""
    hands.at(f"{DAY} {clock}")
    by, finding = who(desk, "刘建平"), CheckFinding("not_found")
    kept = post_checks.keep_check(desk, "spot", who(desk, name), finding, by, PIN)
    return [mark.code for mark in kept.marks]


@pytest.mark.parametrize(
    ("back", "clock", "found"),
    [
        ("12:20", "12:30:00", []),
        ("12:20", "12:30:01", ["deserted"]),
        ("12:20", "16:00:00", ["deserted"]),
        ("13:00", "13:00:00", []),
        ("13:00", "13:00:01", ["deserted"]),
    ],
)
def test_where_no_limit_is_a_rule_the_time_given_excuses(
    centre: tuple[Desk, Hands], back: str, clock: str, found: list[str]
) -> None:
    """R-089: the profile's 30 minutes at least, the time that was given if it is later."""
    go(*centre, "李娜", back)
    assert looked_for(*centre, "李娜", clock) == found


@pytest.mark.parametrize(
    ("back", "clock", "found"),
    [("13:00", "12:30:00", []), ("13:00", "12:30:01", ["deserted"])],
)
def test_where_the_limit_is_a_rule_no_later_time_excuses(
    company: tuple[Desk, Hands], back: str, clock: str, found: list[str]
) -> None:
    """R-071: 30 minutes, whatever was said."""
    go(*company, "王强", back)
    assert looked_for(*company, "王强", clock) == found


def test_the_alarm_comes_when_the_profiles_minutes_are_over(company: tuple[Desk, Hands]) -> None:
    """R-071: an hour was asked for; after half an hour it is overdue."""
    desk, hands = company
    go(desk, hands, "王强", "13:00")
    hands.at(f"{DAY} 12:30:01")
    owed = next(o for o in alarms.obligations(desk) if o.code == "away")
    assert (owed.standing, f"{owed.due:%H:%M}") == ("overdue", "12:30")
    away.come_back(desk, who(desk, "王强"))
    assert looked_for(desk, hands, "王强", "12:31:00") == ["deserted"]


def test_one_absence_is_deserted_once_in_the_month(company: tuple[Desk, Hands]) -> None:
    """R-027, R-089: the check finds what the absence is marked for; a later one counts again."""
    desk, hands = company
    go(desk, hands, "王强", "13:00")
    assert looked_for(desk, hands, "王强", "12:40:00") == ["deserted"]
    assert deserted(desk) == (1, 2400)
    hands.at(f"{DAY} 12:50:00")
    away.come_back(desk, who(desk, "王强"))
    assert deserted(desk) == (1, 3000)
    looked_for(desk, hands, "王强", "14:00:00")
    assert deserted(desk) == (2, 3000)


def deserted(desk: Desk) -> tuple[int, int]:
    sheet = month_sheet(desk, date.fromisoformat(DAY).replace(day=1))
    count = next(p for p in sheet.people if p.name == "王强").deserted
    return count.times, count.seconds


async def test_now_says_that_somebody_should_be_back(centre: tuple[Desk, Hands]) -> None:
    """R-027: beside the name, also when the alarm was seen and answered."""
    desk, hands = centre
    go(desk, hands, "李娜", "12:20")
    hands.at(f"{DAY} 12:20:00")
    assert not _on(desk)
    hands.at(f"{DAY} 12:21:00")
    key = next(o.key for o in alarms.obligations(desk) if o.code == "away")
    alarms.acknowledge(desk, key, who(desk, "刘建平"), "已电话催促")
    assert _on(desk)
    async with opened(desk) as (room, _pilot):
        assert "12:00–12:20 overdue" in seen(room)


def _on(desk: Desk) -> bool:
    return next(p for p in now_view(desk).posts if p.post == "管理处").on[0].overdue
