"""A-13 and A-24 as the planner meets them: what units owe, and who does no nights."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dutyroom.desk.desk import Desk
from dutyroom.desk.people import people
from dutyroom.desk.people.find import find_person
from dutyroom.desk.planning import plan as planning
from dutyroom.desk.planning.order import Order
from dutyroom.desk.roster import cleaning
from dutyroom.desk.roster.check import check_roster
from dutyroom.desk.roster.edit import place_person
from dutyroom.domain.records.roster import Roster, ShiftRef
from dutyroom.domain.roster.check import Finding
from dutyroom.i18n import render
from tests.stations.making import Planned, set_up

OCTOBER = Order(first=date(2026, 10, 1), last=date(2026, 10, 31))
UNITS = ("综合办公室", "设备材料部", "分公司", "财劳部", "生产经营部")


def company(path: Path, units: tuple[str, ...]) -> Desk:
    """Return a company with three people a unit and two leaders, before October 2026."""
    desk, _hands = set_up(
        path / "company",
        "company-two-tier",
        (("高建国", "公司领导", "leader"), ("吴志远", "公司领导", "leader")),
        (Planned("2026-09-19", "", "", "08:00", "08:00", ("高建国",), role="leader"),),
        at="2026-09-21 09:00:00",
    )
    for unit in units:
        for n in range(3):
            people.add_person(desk, f"{unit}{n}", rank="中层", phone=f"1380000{n:04}", unit=unit)
    return desk


def of(desk: Desk, roster: Roster, code: str) -> list[Finding]:
    return [finding for finding in check_roster(desk, roster) if finding.code == code]


def test_a_planned_october_has_every_unit_where_it_owes_somebody(tmp_path: Path) -> None:
    """R-046, R-063, R-065: no leader on 10 October, one on the 11th, every unit there."""
    desk = company(tmp_path, UNITS)
    done = planning.plan_roster(desk, OCTOBER, by="高建国")
    assert (done.outcome.plan.holes, done.outcome.plan.short) == (0, 0)
    assert of(desk, done.roster, "unit_missing") == of(desk, done.roster, "unit_minimum") == []
    led = {line.day.day for line in done.roster.lines if line.role == "leader"}
    assert led == {*range(1, 8), 11, 17, 18, 24, 25, 31}


def test_a_unit_without_people_keeps_the_planned_october_from_being_published(
    tmp_path: Path,
) -> None:
    """R-063: the planner says so, the checker refuses by name and date."""
    desk = company(tmp_path, UNITS[1:])
    done = planning.plan_roster(desk, OCTOBER, by="高建国")
    (missing,) = of(desk, done.roster, "unit_missing")
    assert missing.level == "block"
    assert render(missing.sentence) == (
        "综合办公室 has nobody on duty: 10-11, 10-17–10-18, 10-24–10-25, 10-31"
    )


def test_who_does_no_nights_is_passed_over_and_warned_of_when_placed_by_hand(
    tmp_path: Path,
) -> None:
    """R-198: a flag with its reason; nothing is derived from anything else about 童颖."""
    day = date(2027, 2, 7)
    desk, _hands = set_up(
        tmp_path / "township",
        "township",
        (("谢明", "领导", "leader"), ("孔亮", "干部", "duty"), ("方敏", "干部", "duty")),
        (Planned("2027-01-31", "乡政府", "24小时", "08:00", "08:00", ("方敏",)),),
        at="2027-01-20 10:00:00",
        station="石桥乡",
    )
    people.add_person(desk, "童颖", rank="干部", phone="13800000009", night_exempt="夜间照顾病人")
    order = Order(first=day, last=date(2027, 2, 12))
    done = planning.plan_roster(desk, order, by="谢明")
    assert done.outcome.plan.holes == 0
    assert not [line for line in done.roster.lines if line.names("童颖")]
    placed = place_person(
        desk, done.roster, find_person(desk.state(), "童颖"), ShiftRef(day, "乡政府", "24小时")
    )
    (warned,) = of(desk, placed, "night_exempt")
    assert warned.level == "warn"
    assert "童颖 does no nights (夜间照顾病人)" in render(warned.sentence)
    turn = [find_person(desk.state(), name) for name in ("孔亮", "方敏")]
    cleaned = cleaning.rotate(desk, placed, turn)
    assert {each.person for each in cleaned.cleaning} == {"孔亮", "方敏"}
    assert len(cleaned.cleaning) == 6


def test_contractor_and_supervision_lead_side_by_side_each_in_turn(tmp_path: Path) -> None:
    """R-373: who is below the rank leads no date; the plan can be published."""
    first, last = date(2026, 10, 1), date(2026, 10, 4)
    desk, _hands = set_up(
        tmp_path / "site",
        "site",
        (("李强", "项目经理", "duty"), ("王刚", "项目经理", "duty")),
        (Planned("2026-09-20", "工地", "24小时", "08:00", "08:00", ("李强",)),),
        at="2026-09-25 09:00:00",
        station="S259",
    )
    for name, rank, unit in (
        ("彭大勇", "公司领导", "施工"),
        ("田志远", "质安部门负责人", "施工"),
        ("罗平", "质安部门负责人", "监理"),
        ("何方", "监理处处长", "监理"),
    ):
        people.add_person(desk, name, rank=rank, phone="13800000009", unit=unit, roles=("leader",))
    done = planning.plan_roster(desk, Order(first=first, last=last), by="彭大勇")
    led = [x for x in done.roster.lines if x.role == "leader"]
    assert [tuple(one.person for one in line.people) for line in led] == [
        ("彭大勇", "罗平"), ("田志远", "罗平"), ("彭大勇", "罗平"), ("田志远", "罗平"),
    ]  # fmt: skip
    assert of(desk, done.roster, "leader_missing") == of(desk, done.roster, "leader_rank") == []


def test_a_leader_without_a_rank_has_turns_and_the_checker_asks_for_it(tmp_path: Path) -> None:
    """R-302: the plan leaves out who is known to be below; what is not noted is a finding."""
    desk, _hands = set_up(
        tmp_path / "school",
        "school",
        (("李校", "", "leader"), ("王教师", "教师", "leader")),
        (Planned("2026-09-01", "", "", "08:00", "08:00", ("李校",), role="leader"),),
        at="2026-09-01 09:00:00",
    )
    weekend = Order(first=date(2026, 9, 5), last=date(2026, 9, 6))
    done = planning.plan_roster(desk, weekend, by="李校")
    led = [[one.person for one in x.people] for x in done.roster.lines if x.role == "leader"]
    assert led == [["李校"], ["李校"]]
    (finding,) = of(desk, done.roster, "leader_rank")
    assert "No rank is noted for 李校, a leader is at least 中层" in str(finding.sentence)
