"""R-235, R-241: cadres of a rank and above on each weekend, the make-up ones left out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dutyroom.domain.base.shape import ShapeError
from dutyroom.domain.facts.eligibility import rank_verdict
from dutyroom.domain.planning.demand import needs
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.roster import Roster, RosterLine
from dutyroom.domain.roster.check import Finding, check_roster
from tests.stations.rosters_to_check import CALENDAR, ZONE, line, person, profile

RANKS = ["公司领导", "经理", "主管", "员工"]
CADRES: dict[str, Any] = {
    "id": "干部值班",
    "min_rank": "主管",
    "shifts": [{"id": "全天", "start": "08:00", "end": "20:00"}],
}
SATURDAY, SUNDAY, MAKE_UP = date(2026, 9, 5), date(2026, 9, 6), date(2026, 9, 20)


def rules(ranks: list[str] | None = None, **more: Any) -> Profile:
    posts = [{**CADRES, **more}]
    return profile("company-two-tier", posts=posts, ranks=ranks or RANKS, units=[], tiers=1,
                   roster={"owner": "行政人事部", "due": "none"})  # fmt: skip


def check(of: Profile, *lines: RosterLine) -> tuple[Finding, ...]:
    roster = Roster(
        id="ZB", title="干部值班表", first=SATURDAY, last=MAKE_UP, starts=lines[0].start,
        ends=lines[-1].end, lines=lines,
    )  # fmt: skip
    staff = {
        n: person(n, rank) for n, rank in (("经理", "经理"), ("主管", "主管"), ("员工", "员工"))
    }
    return check_roster(roster, of, CALENDAR, staff, ZONE)


def test_who_is_below_the_least_rank_is_refused_on_the_cadre_line() -> None:
    of = rules()
    days = (SATURDAY, SUNDAY, date(2026, 9, 12), date(2026, 9, 13), date(2026, 9, 19))
    names = ("经理", "主管", "员工", "主管", "经理")
    found = check(
        of, *(line(of, d, "干部值班", "全天", n) for d, n in zip(days, names, strict=True))
    )
    ranked = [(f.level, f.day.day) for f in found if f.code == "ineligible_rank"]
    assert ranked == [("block", 12)]
    assert not [f for f in found if f.code == "gap"], "the make-up Sunday is no duty date"
    verdict = rank_verdict(of, "干部值班", person("员工", "员工"), "R-039")
    assert verdict is not None
    assert str(verdict.sentence) == "干部值班 is for 公司领导, 经理, 主管; 员工 is 员工"


def test_of_the_ranks_named_only_those_high_enough_are_taken() -> None:
    of = rules(eligible_ranks=["主管", "员工"])
    assert of.ranks_at(of.posts[0]) == ("主管",)


def test_the_planner_knows_the_least_rank() -> None:
    of = rules()
    asked = needs(of, CALENDAR, ZONE, SATURDAY, MAKE_UP)
    assert {need.ranks for need in asked} == {("公司领导", "经理", "主管")}
    assert MAKE_UP not in {need.day for need in asked}


def test_a_least_rank_that_nobody_can_reach_is_a_mistake_of_the_profile() -> None:
    with pytest.raises(ShapeError, match="posts: 科长 does not stand in ranks"):
        rules(min_rank="科长")
    with pytest.raises(ShapeError, match="干部值班 takes nobody of 主管 or above"):
        rules(eligible_ranks=["员工"])
