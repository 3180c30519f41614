"""R-001, R-126, R-183: who got a shift after it began is late from then on, not from its start."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk
from dutyroom.desk.presence.month_sheet import month_sheet
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.presence.sign_out import release
from dutyroom.desk.swaps.decide import approve_swap
from dutyroom.desk.swaps.requests import SwapRequest, request_swap
from tests.stations import school
from tests.stations.making import PIN, Hands, Planned
from tests.stations.swaps import ask, evening, station, who


def approved(path: Path, clock: str) -> tuple[Desk, Hands]:
    """Return the centre where 刘洋 was put on 陈静's evening (16:30) at that time."""
    desk, hands = station(path)
    hands.at("2026-12-08 08:25:00")
    sign_in(desk, who(desk, "李娜"))
    hands.at(f"2026-12-08 {clock}")
    swap = ask(desk, urgent=True)
    boss, substitute = who(desk, "刘主管"), who(desk, "刘洋")
    approve_swap(desk, swap, boss, PIN, substitute=substitute, reason="陈静发烧")
    return desk, hands


def came(desk: Desk, name: str) -> dict[str, int]:
    marks = sign_in(desk, who(desk, name)).attendance.marks
    return {mark.code: mark.seconds for mark in marks}


@pytest.mark.parametrize(
    ("decided", "arrived", "marks"),
    [
        ("17:10:00", "17:25:00", {"late_for_handover": 900, "late": 900}),
        ("17:10:00", "17:10:00", {}),
        ("16:28:00", "16:29:00", {"late_for_handover": 60}),
        ("16:28:00", "16:40:00", {"late_for_handover": 720, "late": 600}),
        ("15:00:00", "16:40:00", {"late_for_handover": 900, "late": 600}),
    ],
)
def test_a_substitute_is_late_from_the_approval_on(
    tmp_path: Path, decided: str, arrived: str, marks: dict[str, int]
) -> None:
    desk, hands = approved(tmp_path, decided)
    hands.at(f"2026-12-08 {arrived}")
    assert came(desk, "刘洋") == marks


@pytest.mark.parametrize(("arrived", "absent"), [("19:10:00", False), ("19:10:01", True)])
def test_the_limit_of_absence_runs_from_the_approval_too(
    tmp_path: Path, arrived: str, absent: bool
) -> None:
    """R-183: 120 minutes from 17:10, and so in the month."""
    desk, hands = approved(tmp_path, "17:10:00")
    hands.at(f"2026-12-08 {arrived}")
    assert came(desk, "刘洋").get("awol", 0) == (7201 if absent else 0)
    found = next(p for p in month_sheet(desk, date(2026, 12, 1)).people if p.name == "刘洋")
    assert (found.late.seconds, found.awol) == (7200 + absent, int(absent))


def test_both_of_an_exchange_are_expected_from_then_on(tmp_path: Path) -> None:
    """R-181: 陈静 has 赵敏's evening of the 8th, which began before it was agreed."""
    desk, hands = station(tmp_path, mode="leader_approves")
    desk.profile = replace(desk.profile, swap=replace(desk.profile.swap, lead_days=0))
    hands.at("2026-12-08 16:50:00")
    asked = SwapRequest(reason="家中有事", cause="private", substitute=who(desk, "陈静"))
    asked = replace(asked, other=evening(8))
    zhao = who(desk, "赵敏")
    swap = request_swap(desk, zhao, evening(10), asked, urgent=True)
    approve_swap(desk, swap, who(desk, "刘主管"), PIN, reason="陈静发烧")
    hands.at("2026-12-08 17:00:00")
    assert came(desk, "赵敏")["late"] == 600


def test_who_was_called_back_in_the_morning_is_late_from_then_on(tmp_path: Path) -> None:
    """R-287: 苏婷 is called at 09:00 for the shift of 08:00; the next day is as planned."""
    desk, hands = school.school(tmp_path)
    school.grant(desk, "2027-01-26", "2027-01-27")
    hands.at("2027-01-26 09:00:00")
    school.recall(desk, "2027-01-26", "2027-01-27")
    hands.at("2027-01-26 09:40:00")
    assert came(desk, "苏婷") == {"late": 2400}
    hands.at("2027-01-26 18:00:00")
    leaves_post(desk, "苏婷")
    hands.at("2027-01-27 08:10:00")
    assert came(desk, "苏婷") == {"late": 600}


def test_a_recall_counts_for_every_shift_it_took_over(tmp_path: Path) -> None:
    """R-287: called at 01:00 for 林凡's shifts from 00:00 and from 15:00."""
    early = Planned("2027-01-26", school.POST, "早班", "00:00", "06:00", ("林凡",))
    late = Planned("2027-01-26", school.POST, "晚班", "15:00", "22:00", ("林凡",))
    desk, hands = school.school(tmp_path, early, late)
    school.grant(desk, "2027-01-26", "2027-01-26")
    hands.at("2027-01-26 01:00:00")
    school.recall(desk, "2027-01-26")
    hands.at("2027-01-26 01:30:00")
    assert came(desk, "苏婷") == {"late": 1800}
    hands.at("2027-01-26 06:00:00")
    leaves_post(desk, "苏婷")
    hands.at("2027-01-26 15:20:00")
    assert came(desk, "苏婷") == {"late": 1200}


def test_a_shift_of_ones_own_is_not_the_one_of_the_recall(tmp_path: Path) -> None:
    """R-287: 苏婷 had the evening anyway; being called for the morning does not move it."""
    morning = Planned("2027-01-26", school.POST, "早班", "00:00", "06:00", ("林凡",))
    evening_ = Planned("2027-01-26", school.POST, "晚班", "15:00", "22:00", ("苏婷",))
    desk, hands = school.school(tmp_path, morning, evening_)
    school.grant(desk, "2027-01-26", "2027-01-26")
    hands.at("2027-01-26 15:30:00")
    school.recall(desk, "2027-01-26")
    hands.at("2027-01-26 15:40:00")
    assert came(desk, "苏婷") == {"late": 2400}


def leaves_post(desk: Desk, name: str) -> None:
    head = school.who(desk, "校长")
    release(desk, who(desk, name), head, "下班", PIN)
