"""A-13: make-up working weekends, and what the units of a company owe."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from dutyroom.domain.facts.eligibility import reaches
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Assignee, LineRole, Roster, RosterLine
from dutyroom.domain.roster.check import Finding, can_publish, check_roster
from tests.stations.rosters_to_check import CALENDAR, ZONE, line, person, profile

FIRST, LAST = date(2026, 9, 1), date(2026, 10, 31)
UNITS = ("综合办公室", "设备材料部", "分公司", "财劳部", "生产经营部")
MAKE_UP = (date(2026, 9, 20), date(2026, 10, 10))


def company() -> Profile:
    """Return the company's rules with one post that is manned by date."""
    found = profile("company-two-tier")
    return replace(found, posts=found.posts[:1])


def staff() -> dict[str, Person]:
    made = [person(unit, rank="中层", unit=unit) for unit in UNITS]
    return {p.key: p for p in (*made, person("高建国", rank="公司领导"))}


def duty_days() -> list[date]:
    length = (LAST - FIRST).days + 1
    dates = [FIRST + timedelta(days=n) for n in range(length)]
    return [day for day in dates if CALENDAR.is_duty_day(day, "holidays_weekends")]


def roster(*units: str, leave_out: date | None = None, leaders: bool = True) -> Roster:
    lines = []
    for day in duty_days():
        start = datetime.combine(day, time(8), ZONE)
        there = units if day != leave_out else units[1:]
        whole = {"day": day, "start": start, "end": start + timedelta(days=1)}
        names = tuple(Assignee(unit) for unit in there)
        lines.append(RosterLine(post="公司办公室", shift="24小时", people=names, **whole))  # type: ignore[arg-type]
        if leaders:
            head = (Assignee("高建国"),)
            lines.append(RosterLine(post="", shift="", people=head, role="leader", **whole))  # type: ignore[arg-type]
    begins = datetime.combine(FIRST, time(8), ZONE)
    ends = datetime.combine(LAST, time(8), ZONE) + timedelta(days=1)
    return Roster(
        title="值班表", first=FIRST, last=LAST, starts=begins, ends=ends, lines=tuple(lines)
    )


def found(made: Roster, code: str) -> list[Finding]:
    every = check_roster(made, company(), CALENDAR, staff(), ZONE)
    return [finding for finding in every if finding.code == code]


def test_make_up_weekends_ask_for_nobody_and_their_neighbours_do() -> None:
    """R-046: no leader is asked for on 20 September and 10 October, but on the 19th and 11th."""
    assert not set(MAKE_UP) & set(duty_days())
    made = roster(*UNITS, leaders=False)
    (missing,) = found(made, "leader_missing")
    words = str(missing.sentence)
    assert "09-19" in words and "09-20" not in words
    assert "10-01–10-07, 10-11" in words and "10-10" not in words


def test_a_weekend_without_a_unit_that_must_be_there_is_refused() -> None:
    """R-063: by unit and date."""
    made = roster(*UNITS, leave_out=date(2026, 9, 19))
    (missing,) = found(made, "unit_missing")
    assert (str(missing.sentence), missing.level) == (
        "综合办公室 has nobody on duty: 09-19",
        "block",
    )
    assert not can_publish([missing])
    assert not found(roster(*UNITS), "unit_missing")


SECURITY = "安全保卫部"


def security(*guards: Person, kind: str = "monthly", post: str = SECURITY) -> list[Finding]:
    """Return what is said of the unit's hours on a weekend manned by these guards in turn."""
    rules = replace(profile("company-two-tier"), levels={"unit_gap": "warn", "gap": "block"})
    saturday = date(2026, 9, 5)
    lines = []
    for place, day in enumerate((saturday, saturday + timedelta(days=1))):
        for number, shift in enumerate(("白班", "夜班")):
            guard = guards[(2 * place + number) % len(guards)]
            lines.append(line(rules, day, post, shift, guard.key))
    made = replace(
        roster(), kind=kind, lines=tuple(lines), first=saturday, last=saturday + timedelta(days=1)
    )
    begins = datetime.combine(saturday, time(8), ZONE)
    made = replace(made, starts=begins, ends=begins + timedelta(days=2))
    staff = {guard.key: guard for guard in guards}
    return [
        f
        for f in check_roster(made, rules, CALENDAR, staff, ZONE)
        if f.code == "unit_gap" or (f.code == "gap" and f.post == SECURITY)
    ]


def test_a_unit_keeps_24_hours_by_its_own_people() -> None:
    """R-062: hours in which only another unit's people stand at its post are named."""
    own, other = person("王强", unit=SECURITY), person("许梅", unit="综合办公室")
    assert security(own) == []
    (nights,) = security(own, other)
    assert (nights.code, nights.clause, nights.level, nights.day.day) == (
        "unit_gap",
        "R-062",
        "warn",
        5,
    )
    assert str(nights.sentence) == (
        "安全保卫部 (unit): nobody from 18:30 to 08:00, 13 h 30 min each day: 09-05–09-06"
    )


def test_who_has_no_unit_is_of_the_post_s_and_an_empty_post_is_told_once() -> None:
    """R-062: no flood where the list of people keeps no units, nor beside the post's own gap."""
    assert security(person("王强")) == []
    assert [f.code for f in security(person("王强"), post="公司办公室")] == ["gap"]


def test_a_holiday_sheet_of_other_places_says_nothing_of_the_security_unit() -> None:
    """R-062: its own sheet has it; on one that has its people at all the span is covered."""
    own, other = person("王强", unit=SECURITY), person("许梅", unit="综合办公室")
    assert security(other, kind="span", post="公司办公室") == []
    (nights,) = security(own, other, other, other, kind="span", post="公司办公室")
    assert "from 2026-09-05 (Sat) 18:30 to 2026-09-07 08:00" in str(nights.sentence)


def test_a_driver_is_no_duty_of_the_unit() -> None:
    """R-063, R-065: neither on the weekend nor in the month; a leader of the unit is one."""
    saturday = date(2026, 9, 19)
    whole = roster(*UNITS, leave_out=saturday)
    start = datetime.combine(saturday, time(8), ZONE)

    def with_line(made: Roster, role: LineRole, name: str) -> Roster:
        line = RosterLine(
            day=saturday,
            post="",
            shift="",
            start=start,
            end=start + timedelta(days=1),
            people=(Assignee(name),),
            role=role,
        )
        return replace(made, lines=(*made.lines, line))

    assert found(with_line(whole, "driver", "综合办公室"), "unit_missing")
    assert not found(with_line(whole, "leader", "综合办公室"), "unit_missing")
    without = roster(*UNITS[:3], "生产经营部")
    driven = found(with_line(without, "driver", "财劳部"), "unit_minimum")
    assert [finding.day for finding in driven] == [date(2026, 9, 1), date(2026, 10, 1)]


def test_a_leader_below_the_least_rank_is_refused_and_never_planned() -> None:
    """R-235, R-302: the order of ranks is the profile's; one that is not in it does not reach."""
    base = company()
    levels = {**base.levels, "leader_rank": "block"}
    rules = replace(base, ranks=("公司领导", "中层", "员工"), levels=levels)
    rules = replace(rules, roster=replace(rules.roster, min_rank="中层"))
    for rank, fits in (("公司领导", True), ("中层", True), ("员工", False), ("司机", False)):
        people = {**staff(), "高建国": person("高建国", rank=rank)}
        every = check_roster(roster(*UNITS), rules, CALENDAR, people, ZONE)
        low = [finding for finding in every if finding.code == "leader_rank"]
        assert [finding.level for finding in low] == ([] if fits else ["block"])
        assert reaches(rules, rank, "中层") is fits


def test_a_company_is_led_by_its_leaders() -> None:
    """R-041: a middle manager on the leader's line is warned of."""
    for rank, fits in (("公司领导", True), ("带班领导", True), ("中层", False)):
        people = {**staff(), "高建国": person("高建国", rank=rank)}
        every = check_roster(roster(*UNITS), company(), CALENDAR, people, ZONE)
        low = [finding for finding in every if finding.code == "leader_rank"]
        assert [finding.level for finding in low] == ([] if fits else ["warn"])


def test_a_unit_with_no_duty_in_a_month_is_warned_of() -> None:
    """R-065: in each month of the roster that has none."""
    months = found(roster(*UNITS[:3], "生产经营部"), "unit_minimum")
    assert [(f.day, str(f.sentence).split()[0]) for f in months] == [
        (date(2026, 9, 1), "财劳部"),
        (date(2026, 10, 1), "财劳部"),
    ]
    assert all(finding.level == "warn" for finding in months)
