"""A-02: the relief comes late in a unit that is manned round the clock."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dutyroom.desk import alarms
from dutyroom.desk.desk import Desk
from dutyroom.desk.handover import signing
from dutyroom.desk.handover.checklist import answer_line
from dutyroom.desk.handover.counts import count_article
from dutyroom.desk.handover.record import write_record
from dutyroom.desk.handover.start import start_handover
from dutyroom.desk.now import now_view
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.month_sheet import month_sheet
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.presence.sign_out import sign_out
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.due import Obligation
from dutyroom.domain.facts.attendance import arrival_marks
from dutyroom.domain.facts.slots import around
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.handover import Handover
from dutyroom.i18n import render, use
from tests.stations.making import PIN, Hands, Planned, set_up
from tests.stations.property_centre import property_centre

UNIT = "安全保卫部"


@pytest.fixture
def morning(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return the unit on 6 December at 07:55: 王强 has been on since 18:30."""
    desk, hands = set_up(
        tmp_path / "station",
        "company-two-tier",
        (
            ("王强", "中层", "duty"),
            ("孙伟", "中层", "duty"),
            ("高建国", "公司领导", "duty leader"),
        ),
        (
            Planned("2026-12-05", UNIT, "夜班", "18:30", "08:00", ("王强",)),
            Planned("2026-12-06", UNIT, "白班", "08:00", "18:30", ("孙伟",)),
            Planned("2026-12-05", "", "", "08:00", "08:00", ("高建国",), role="leader"),
            Planned("2026-12-06", "", "", "08:00", "08:00", ("高建国",), role="leader"),
        ),
        at="2026-12-05 18:28:00",
    )
    sign_in(desk, find_person(desk.state(), "王强"))
    hands.at("2026-12-06 07:55:00")
    return desk, hands


def relief(desk: Desk) -> Obligation:
    return next(o for o in alarms.obligations(desk) if o.code == "relief")


def times(obligation: Obligation) -> list[str]:
    return [f"{moment:%H:%M}" for moment in obligation.alarms]


def test_without_a_relief_nobody_leaves(morning: tuple[Desk, Hands]) -> None:
    """R-099: refused in words, and the post stays manned by 王强, held over."""
    desk, hands = morning
    hands.at("2026-12-06 08:05:00")
    with pytest.raises(Refused) as refused:
        sign_out(desk, find_person(desk.state(), "王强"))
    use("zh")
    verdict = refused.value.verdicts[0]
    assert (render(verdict.sentence), verdict.clause) == ("接班人未到，不得离岗", "R-099")
    post = next(p for p in now_view(desk).posts if p.post == UNIT)
    assert (post.status, [p.name for p in post.on]) == ("held_over", ["王强"])


def test_the_leader_is_alarmed_at_once_and_every_quarter_of_an_hour(
    morning: tuple[Desk, Hands],
) -> None:
    """R-099: at 08:00, 08:15 … 09:00, whether or not the program was open."""
    desk, hands = morning
    assert times(relief(desk)) == []
    hands.at("2026-12-06 08:00:00")
    assert times(relief(desk)) == ["08:00"]
    assert "高建国" in relief(desk).who
    hands.at("2026-12-06 09:09:59")
    assert times(relief(desk)) == ["08:00", "08:15", "08:30", "08:45", "09:00"]


def test_acknowledged_the_alarm_is_silent_but_the_post_still_waits(
    morning: tuple[Desk, Hands],
) -> None:
    """R-099: who has seen it, and why, is kept."""
    desk, hands = morning
    hands.at("2026-12-06 08:20:00")
    leader = find_person(desk.state(), "高建国")
    kept = alarms.acknowledge(desk, relief(desk).key, leader, "已电话催促")
    hands.at("2026-12-06 09:05:00")
    assert times(relief(desk)) == ["08:00", "08:15"]
    assert relief(desk).standing == "overdue"
    assert (kept.acknowledged_by, kept.reason) == ("高建国", "已电话催促")


def test_the_late_relief_and_the_one_held_over_have_their_minutes(
    morning: tuple[Desk, Hands],
) -> None:
    """R-049, R-183: 70 minutes each; without a limit in the profile nobody is absent."""
    desk, hands = morning
    start_handover(desk, UNIT, by="王强")
    hands.at("2026-12-06 09:10:00")
    came = sign_in(desk, find_person(desk.state(), "孙伟")).attendance
    assert came.marks == (Mark("late", 70 * 60),)
    assert not [o for o in alarms.obligations(desk) if o.code == "relief"]
    done = _sign_both(desk)
    left = next(a for a in desk.state().attendances if a.person == "王强")
    assert left.marks == (Mark("held_over", 70 * 60),)
    assert done.status == "complete"
    month = {p.name: p for p in month_sheet(desk, left.day.replace(day=1)).people}
    assert (month["王强"].held_over.times, month["王强"].held_over.seconds) == (1, 70 * 60)
    assert (month["孙伟"].late.seconds, month["孙伟"].awol) == (70 * 60, 0)


def _sign_both(desk: Desk) -> Handover:
    found = start_handover(desk, UNIT, by="孙伟")
    for tick in found.ticks:
        found = answer_line(desk, found, tick.code, True)
    for article in found.counts:
        found = count_article(desk, found, article.article, article.expected)
    found = write_record(desk, found, ("无异常",))
    for name in ("王强", "孙伟"):
        found = signing.sign(desk, found, find_person(desk.state(), name), PIN)
    return found


@pytest.mark.parametrize(("clock", "absent"), [("10:00:00", False), ("10:00:01", True)])
def test_with_the_property_centres_limit_a_second_past_ten_is_absent(
    morning: tuple[Desk, Hands], clock: str, absent: bool
) -> None:
    """R-183: 120 minutes count from 08:00; who comes all the same is taken in."""
    desk, hands = morning
    limit = replace(desk.profile.attendance, absent_after_min=120)
    desk.profile = replace(desk.profile, attendance=limit)
    hands.at(f"2026-12-06 {clock}")
    came = sign_in(desk, find_person(desk.state(), "孙伟")).attendance
    late = Mark("late", 7200 + absent)
    assert came.marks == ((late, Mark("awol", 7201)) if absent else (late,))


@pytest.mark.parametrize(("clock", "absent"), [("10:30:00", False), ("10:30:01", True)])
def test_the_property_centres_own_morning_begins_half_an_hour_later(
    tmp_path: Path, clock: str, absent: bool
) -> None:
    """R-183: the property centre's 120 minutes count from the start of the shift."""
    desk, hands = property_centre(tmp_path / "centre")
    arrived = hands.at(f"2026-12-01 {clock}")
    slots = around(desk.state(), desk.profile, desk.zone, arrived)
    slot = next(s for s in slots if s.shift == "早班" and s.day == arrived.date())
    marks = arrival_marks(slot, arrived, desk.profile, relieves=False)
    assert ("awol" in {m.code for m in marks}) is absent
