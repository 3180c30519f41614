"""What the checker says of rosters: holes, chiefs, nights, ranks, rest and telephones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutyroom.domain.base.shape import ShapeError
from dutyroom.domain.profile.calendar import DutyCalendar
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.roster import Assignee, Roster, RosterLine
from dutyroom.domain.records.station import Contact
from dutyroom.domain.roster.check import Finding, can_publish, check_roster
from dutyroom.domain.roster.checks.gaps import uncovered
from dutyroom.domain.roster.view import is_blanked
from tests.stations.rosters_to_check import (
    AT_NIGHT,
    CALENDAR,
    FIRST,
    ZONE,
    check,
    chief,
    days,
    document,
    full_week,
    line,
    people,
    person,
    profile,
    roster,
)


def of(code: str, findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.code == code]


@pytest.fixture
def centre() -> Profile:
    return profile("property-centre")


# Holes -------------------------------------------------------------------------


def test_a_full_week_may_be_published_and_the_open_night_is_noted_once(centre: Profile) -> None:
    findings = check(full_week(centre), centre)
    assert can_publish(findings)
    assert [(f.code, f.level, f.clause) for f in findings] == [("after_hours", "note", "R-107")]
    assert "from 23:30 to 08:30, 9 h a day: 值班电话转接人 王强 13800000107" in str(
        findings[0].sentence
    )


@pytest.mark.parametrize(
    "known",
    [
        Contact(category="供水", number="96889", name="自来水"),
        replace(AT_NIGHT, name=""),
        replace(AT_NIGHT, number=""),
    ],
)
def test_who_answers_at_night_is_asked_for_by_name_and_number(
    centre: Profile, known: Contact
) -> None:
    """R-107: that the profile has a word for it is not enough."""
    [finding] = check(full_week(centre), centre, contacts=(known,))
    assert (finding.code, finding.level) == ("after_hours_contact", "warn")
    assert "值班电话转接人 answers then, but the contacts have no name and number for it" in str(
        finding.sentence
    )


def test_a_shift_without_a_line_is_named_with_its_day_and_refuses_publishing(
    centre: Profile,
) -> None:
    lines = [x for x in full_week(centre) if (x.day.day, x.shift) != (3, "晚班")]
    findings = check(lines, centre)
    [gap] = of("gap", findings)
    assert (gap.level, gap.clause, gap.day, gap.post) == (
        "block",
        "R-079",
        date(2026, 12, 3),
        "管理处",
    )
    assert str(gap.sentence) == "管理处 晚班: nobody on 2026-12-03 (Thu)"
    assert not can_publish(findings)


def test_a_line_with_nobody_on_it_covers_nothing(centre: Profile) -> None:
    lines = [
        replace(x, people=()) if (x.day.day, x.shift) == (3, "晚班") else x
        for x in full_week(centre)
    ]
    assert len(of("gap", check(lines, centre))) == 1


def test_a_shift_that_ends_early_leaves_a_hole_of_so_many_minutes(centre: Profile) -> None:
    lines = [
        replace(x, end=x.end - timedelta(minutes=45)) if (x.day.day, x.shift) == (5, "早班") else x
        for x in full_week(centre)
    ]
    [gap] = of("gap", check(lines, centre))
    assert str(gap.sentence) == (
        "管理处: nobody from 2026-12-05 (Sat) 15:45 to 2026-12-05 16:30, 45 min"
    )


def test_a_shift_that_stands_nowhere_on_the_roster_is_one_finding_about_all_its_dates(
    centre: Profile,
) -> None:
    """R-079: a week without a night is read once, not seven times; the board marks each day."""
    [gap] = of("gap", check((x for x in full_week(centre) if x.shift != "晚班"), centre))
    assert str(gap.sentence) == "管理处 晚班: nobody on any date, 12-01–12-07"
    assert all(gap.concerns(day) for day in days())
    assert [f.post for f in of("gap", check([], centre))] == ["管理处", "管理处", "前台"]


def test_a_profile_without_anybody_for_the_night_says_so() -> None:
    posts = document("property-centre")["posts"]
    del posts[0]["after_hours_contact"]
    rules = profile("property-centre", posts=posts)
    [finding] = of("after_hours_contact", check(full_week(rules), rules))
    assert "does not say who answers" in str(finding.sentence)


def guarded(handover_24h: bool, coverage: str) -> Profile:
    post = document("company-two-tier")["posts"][1]
    post |= {"handover_24h": handover_24h, "coverage": coverage}
    return profile("company-two-tier", posts=[post], duty_days="every_day")


def guards(rules: Profile) -> list[RosterLine]:
    return [
        line(rules, day, "安全保卫部", shift, name)
        for day in days()
        for shift, name in (("白班", "李娜"), ("夜班", "赵敏"))
    ]


def test_without_the_handover_at_half_past_six_two_and_a_half_hours_are_empty_each_day() -> None:
    rules = guarded(handover_24h=False, coverage="24h")
    [gap] = of("gap", check(guards(rules), rules))
    assert str(gap.sentence) == (
        "安全保卫部: nobody from 17:30 to 20:00, 2 h 30 min each day: 12-01–12-07"
    )
    assert gap.clause == "R-062"


def test_with_the_handover_at_half_past_six_no_minute_is_empty() -> None:
    rules = guarded(handover_24h=True, coverage="24h")
    assert of("gap", check(guards(rules), rules)) == []


def test_a_post_with_fixed_hours_has_the_same_hole_as_a_note() -> None:
    rules = guarded(handover_24h=False, coverage="hours")
    findings = check(guards(rules), rules)
    assert of("gap", findings) == []
    [note] = of("after_hours_contact", findings)
    assert note.clause == "R-049"
    assert "from 17:30 to 20:00" in str(note.sentence)
    switched = guarded(handover_24h=True, coverage="hours")
    assert of("after_hours_contact", check(guards(switched), switched)) == []


def test_two_empty_days_in_a_row_are_one_hole_of_48_hours() -> None:
    rules = guarded(handover_24h=True, coverage="24h")
    lines = [x for x in guards(rules) if x.day.day not in (3, 4)]
    [gap] = of("gap", check(lines, rules))
    assert str(gap.sentence) == (
        "安全保卫部: nobody from 2026-12-03 (Thu) 08:00 to 2026-12-05 08:00, 48 h"
    )


def test_a_company_on_duty_at_weekends_needs_nobody_on_working_days() -> None:
    post = document("company-two-tier")["posts"][1]
    rules = profile("company-two-tier", posts=[post])
    weekend = [x for x in guards(rules) if x.day.day in (5, 6)]
    assert of("gap", check(weekend, rules)) == []
    make_up = DutyCalendar({2026: replace_notice(date(2026, 12, 6))})
    saturday = [x for x in weekend if x.day.day == 5]
    assert of("gap", check(saturday, rules, calendar=make_up)) == []
    assert len(of("gap", check(saturday, rules))) == 1


def replace_notice(*make_up: date) -> Any:
    from dutyroom.domain.profile.calendar import YearNotice

    return YearNotice(year=2026, holidays=(), make_up=make_up)


def national_day(*missing: int) -> Roster:
    return Roster(
        title="国庆节期间值班安排表",
        kind="span",
        first=date(2020, 10, 1),
        last=date(2020, 10, 8),
        starts=datetime(2020, 10, 1, 8, tzinfo=ZONE),
        ends=datetime(2020, 10, 9, 8, tzinfo=ZONE),
        lines=tuple(
            RosterLine(
                day=day,
                post=post,
                shift="24小时",
                start=datetime.combine(day, time(8), ZONE),
                end=datetime.combine(day + timedelta(days=1), time(8), ZONE),
                people=(Assignee("某某某"), Assignee("某某某")),
            )
            for day in days(date(2020, 10, 1), date(2020, 10, 8))
            if day.day not in missing
            for post in ("公司办公室", "烟花爆竹仓库")
        ),
    )


def test_the_published_roster_with_a_hole_is_refused_and_passes_when_it_is_filled() -> None:
    rules = profile("company-two-tier")
    findings = check_roster(national_day(8), rules, CALENDAR, {}, ZONE)
    gaps = of("gap", findings)
    assert [(f.post, f.level, f.clause) for f in gaps] == [
        ("公司办公室", "block", "R-203"),
        ("烟花爆竹仓库", "block", "R-203"),
    ]
    assert "from 2020-10-08 (Thu) 08:00 to 2020-10-09 08:00, 24 h" in str(gaps[0].sentence)
    assert not can_publish(findings)
    [incomplete] = of("phone_missing", findings)
    assert "某某某 is incomplete, neither name nor telephone number: 10-01–10-07" in str(
        incomplete.sentence
    )
    filled = check_roster(national_day(), rules, CALENDAR, {}, ZONE)
    assert of("gap", filled) == []
    assert can_publish(filled)


def test_blanked_names_are_not_taken_for_one_tired_person() -> None:
    findings = check_roster(national_day(), profile("company-two-tier"), CALENDAR, {}, ZONE)
    assert not {"rest", "overlap", "places_shared", "person_unknown", "min_staff"} & {
        finding.code for finding in findings
    }


def stated(*lines: RosterLine, last: int = 8) -> Roster:
    """Return a sheet of the holidays that says 1 to 8 October 2026, the 8th a working day."""
    sheet = roster(lines, date(2026, 10, 1), date(2026, 10, last))
    ends = datetime.combine(date(2026, 10, last) + timedelta(days=1), time(8), ZONE)
    return replace(sheet, kind="span", ends=ends)


def test_a_stated_span_asks_for_every_shift_of_each_place_to_its_last_date() -> None:
    """R-203: a working day at its end is duty as the sheet says, and so is a night within."""
    rules = profile("company-two-tier")

    def shifts(post: str, *missing: int) -> list[RosterLine]:
        return [
            line(rules, day, post, shift, "李娜")
            for day in days(date(2026, 10, 1), date(2026, 10, 8))
            for shift in ("白班", "夜班")
            if (day.day, shift) not in [(n, "夜班") for n in missing] and day.day < 8
        ]

    sheet = stated(*shifts("公司办公室"), *shifts("安全保卫部", 4))
    found = of("gap", check_roster(sheet, rules, CALENDAR, people(), ZONE))
    assert {f.clause for f in found} == {"R-203"}
    assert [(f.post, f.day.day, str(f.sentence)) for f in found if f.post == "公司办公室"] == [
        ("公司办公室", 8, "公司办公室 白班: nobody on 2026-10-08 (Thu)"),
        ("公司办公室", 8, "公司办公室 夜班: nobody on 2026-10-08 (Thu)"),
    ]
    assert [f.day.day for f in found if f.post == "安全保卫部"] == [4, 8]


def test_a_list_of_weekends_asks_for_no_working_day_between() -> None:
    rules = profile("company-two-tier")
    weekends = [date(2026, 12, n) for n in (5, 6, 12, 13)]
    lines = [
        line(rules, day, "公司办公室", s, "李娜") for day in weekends for s in ("白班", "夜班")
    ]
    sheet = replace(roster(lines, weekends[0], weekends[-1]), kind="span")
    assert not of("gap", check_roster(sheet, rules, CALENDAR, people(), ZONE))


def test_a_place_from_which_everybody_was_lifted_is_empty_for_the_whole_span() -> None:
    """R-203: the other place is manned, and the hole is named all the same."""
    lifted = national_day()
    lines = (replace(x, people=()) if x.post == "烟花爆竹仓库" else x for x in lifted.lines)
    sheet = replace(lifted, lines=tuple(lines))
    [gap] = of("gap", check_roster(sheet, profile("company-two-tier"), CALENDAR, {}, ZONE))
    assert gap.post == "烟花爆竹仓库" and "192 h" in str(gap.sentence)


def test_a_sheet_without_any_line_is_one_hole_from_end_to_end() -> None:
    empty = replace(national_day(), lines=())
    findings = check_roster(empty, profile("company-two-tier"), CALENDAR, {}, ZONE)
    [gap] = of("gap", findings)
    assert "192 h" in str(gap.sentence)


# Chiefs, leaders, numbers ----------------------------------------------------------


def test_days_without_a_chief_and_days_with_two_are_named(centre: Profile) -> None:
    lines = [x for x in full_week(centre) if not (x.role == "chief" and x.day.day in (2, 3, 6))]
    lines.append(chief(date(2026, 12, 5), "谢明"))
    missing, many = of("chief_missing", check(lines, centre, person("谢明", "总值班员")))
    assert str(missing.sentence) == "No chief duty officer on 12-02–12-03, 12-06"
    assert str(many.sentence) == "More than one chief duty officer on 12-05"
    assert {missing.level, many.level} == {"block"}
    assert missing.clause == "R-018"


def test_a_station_of_two_tiers_misses_its_leader() -> None:
    rules = guarded(handover_24h=True, coverage="24h")
    [finding] = of("leader_missing", check(guards(rules), rules))
    assert finding.clause == "R-041"
    led = [replace(chief(day, "高建国"), role="leader") for day in days()]
    assert of("leader_missing", check([*guards(rules), *led], rules)) == []


def test_days_with_two_leaders_are_named_at_the_level_of_the_profile() -> None:
    """R-041: exactly one on each date; the same person on two lines is one."""
    rules = guarded(handover_24h=True, coverage="24h")
    led = [replace(chief(day, "高建国"), role="leader") for day in days()]
    twice = [*led, led[0], *(replace(x, people=(Assignee("李娜"),)) for x in led[1:3])]
    (many,) = of("leader_missing", check([*guards(rules), *twice], rules))
    assert str(many.sentence) == "More than one duty leader on 12-02–12-03"
    assert (many.level, many.clause) == (rules.level("leader_missing"), "R-041")


def test_contractor_and_supervision_each_have_a_leader_of_the_rank() -> None:
    """R-373: one of both sides on every date, each 质安部门负责人 or above."""
    rules = profile("site")
    staff = (
        person("彭大勇", "公司领导", unit="施工"),
        person("田志远", "质安部门负责人", unit="监理"),
        person("罗平", "监理处处长", unit="监理"),
        person("高处长", "公司领导", unit="监理"),
    )
    on_site = [line(rules, day, "工地", "24小时", "李娜") for day in days()]

    def led(*names: str) -> list[RosterLine]:
        both = tuple(Assignee(name) for name in names)
        return [*on_site, *(replace(chief(d, "x"), role="leader", people=both) for d in days())]

    def said(lines: list[RosterLine]) -> list[tuple[str, str, str]]:
        wanted = ("leader_missing", "leader_rank")
        found = [f for f in check(lines, rules, *staff) if f.code in wanted]
        return [(f.code, f.level, str(f.sentence)) for f in found]

    assert said(led("彭大勇", "田志远")) == []
    assert said(led("彭大勇", "田志远", "高处长")) == [
        ("leader_missing", "block", "More than one duty leader of 监理 on 12-01–12-07")
    ]
    assert said(led("彭大勇")) == [
        ("leader_missing", "block", "No duty leader of 监理 on 12-01–12-07")
    ]
    assert [words for _code, _level, words in said(on_site)] == [
        "No duty leader of 施工 on 12-01–12-07",
        "No duty leader of 监理 on 12-01–12-07",
    ]
    ((code, level, words),) = said(led("彭大勇", "罗平"))
    assert (code, level) == ("leader_rank", "block") and "罗平 is 监理处处长" in words


def test_a_holiday_needs_more_people_than_a_working_day() -> None:
    rules = profile("hotel", roster={"holiday_min_staff": 2})
    first = date(2026, 10, 7)
    lines = [
        line(rules, day, "酒店", shift, "李娜")
        for day in (first, first + timedelta(days=1))
        for shift in ("白班", "夜班")
    ]
    sheet = roster(lines, first, first + timedelta(days=1))
    [finding] = of("min_staff", check_roster(sheet, rules, CALENDAR, people(), ZONE))
    assert finding.day == first
    assert "国庆节: 1 on duty, at least 2 needed" in str(finding.sentence)
    assert (finding.level, finding.clause) == ("block", "R-092")


def test_a_holiday_of_the_centre_with_one_person_is_refused(centre: Profile) -> None:
    """R-092: reinforced on the first day of the year, not on the day before."""
    eve, holiday = date(2025, 12, 31), date(2026, 1, 1)
    alone = [line(centre, day, "管理处", "早班", "李娜") for day in (eve, holiday)]
    sheet = roster(alone, eve, holiday)
    (finding,) = of("min_staff", check_roster(sheet, centre, CALENDAR, people(), ZONE))
    assert (finding.level, finding.day, finding.clause) == ("block", holiday, "R-092")
    both = replace(sheet, lines=(*sheet.lines, line(centre, holiday, "前台", "前台", "刘洋")))
    assert not of("min_staff", check_roster(both, centre, CALENDAR, people(), ZONE))


# Ranks that must be there ---------------------------------------------------------


def ranked(*rules: dict[str, Any], name: str = "property-centre", **more: Any) -> Profile:
    roster = document(name)["roster"] | {"required_ranks": list(rules)}
    return profile(name, roster=roster, **more)


def with_person_on(lines: list[RosterLine], name: str, *days: int) -> list[RosterLine]:
    """Return lines with somebody else on the early shift of these days."""
    return [
        replace(x, people=(Assignee(name),)) if x.shift == "早班" and x.day.day in days else x
        for x in lines
    ]


def test_dates_without_a_rank_that_must_be_there_are_listed_and_refuse_publishing() -> None:
    """R-079: a 管理员 on every date; on working days too."""
    rules = ranked({"ranks": ["管理员"], "days": "every"})
    lines = with_person_on(full_week(rules), "王强", 2, 3, 6)
    [found] = of("rank_missing", check(lines, rules, person("王强", "管理员")))
    assert str(found.sentence) == "Nobody of 管理员 on duty: 12-01, 12-04–12-05, 12-07"
    assert (found.level, found.clause, found.day) == ("block", "R-079", date(2026, 12, 1))
    assert [day.day for day in days() if found.concerns(day)] == [1, 4, 5, 7]
    assert not can_publish([found])
    everyday = with_person_on(full_week(rules), "王强", *range(1, 8))
    assert not of("rank_missing", check(everyday, rules, person("王强", "管理员")))


def test_a_rank_that_holidays_want_is_not_missed_on_other_days() -> None:
    """R-079: so many of them, of any of the ranks."""
    wanted = {"ranks": ["中层", "公司领导"], "days": "holiday", "least": 2}
    rules = ranked(wanted, name="hotel")
    staff = {
        p.key: p for p in (person("甲", "中层"), person("乙", "公司领导"), person("丙", "员工"))
    }
    first, last = date(2026, 9, 30), date(2026, 10, 2)
    turns = {30: ("丙", "丙"), 1: ("甲", "乙"), 2: ("甲", "丙")}
    lines = [
        line(rules, day, "酒店", shift, name)
        for day in days(first, last)
        for shift, name in zip(("白班", "夜班"), turns[day.day], strict=True)
    ]
    [found] = of(
        "rank_missing", check_roster(roster(lines, first, last), rules, CALENDAR, staff, ZONE)
    )
    assert str(found.sentence) == "Fewer than 2 of 中层 / 公司领导 on duty: 10-02"


def test_an_empty_date_is_a_gap_and_no_missing_rank_besides() -> None:
    rules = ranked({"ranks": ["管理员"], "days": "every"})
    assert not of("rank_missing", check([], rules))
    weekends = ranked({"ranks": ["管理员"], "days": "every"}, name="company-two-tier")
    [found] = of("rank_missing", check([], weekends))
    assert str(found.sentence) == "Nobody of 管理员 on duty: 12-01–12-04, 12-07"


def test_hours_at_which_a_post_is_manned_without_a_rank_are_named() -> None:
    """R-102: the manager's office; a person without a rank is taken to be of it."""
    rules = ranked({"ranks": ["管理员"], "post": "管理处"})
    lines = [
        replace(x, people=(Assignee("某"),)) if (x.day.day, x.shift) == (4, "晚班") else x
        for x in with_person_on(full_week(rules), "王强", *range(1, 8))
    ]
    [found] = of("rank_hours", check(lines, rules, person("王强", "管理员"), person("某", "")))
    assert str(found.sentence) == (
        "管理处, 管理员: nobody from 16:30 to 23:30, 7 h each day: 12-01–12-03, 12-05–12-07"
    )
    assert (found.level, found.clause, found.post) == ("warn", "R-102", "管理处")


def test_a_rule_about_ranks_that_cannot_hold_is_no_profile() -> None:
    with pytest.raises(ShapeError) as error:
        ranked({"ranks": [], "least": 0, "post": "大门"})
    assert [str(each) for each in error.value.problems] == [
        "roster.required_ranks[0]: at least one rank is needed",
        "roster.required_ranks[0].least: 0 is too small",
        "roster.required_ranks[0]: there is no post 大门",
    ]


# People ------------------------------------------------------------------------


def test_the_front_desk_takes_property_assistants_only(centre: Profile) -> None:
    lines = [
        replace(x, people=(Assignee("王强"),)) if (x.day.day, x.shift) == (5, "前台") else x
        for x in full_week(centre)
    ]
    [finding] = of("ineligible_rank", check(lines, centre, person("王强", "管理员")))
    assert str(finding.sentence) == (
        "2026-12-05 (Sat) 前台: 王强 is 管理员, the post takes 物业助理"
    )
    assert finding.level == "warn"


def test_a_company_refuses_a_rank_that_does_no_duty() -> None:
    rules = guarded(handover_24h=True, coverage="24h")
    assert {f.level for f in of("ineligible_rank", check(guards(rules), rules))} == {"block"}


def test_somebody_who_does_no_nights_is_a_warning_by_date_on_the_late_shift(
    centre: Profile,
) -> None:
    exempt = person("赵敏", night_exempt="不值夜班")
    lines = [x for x in full_week(centre) if x.shift != "晚班" or x.day.day in (1, 4)]
    findings = of("night_exempt", check(lines, centre, exempt))
    assert [f.day.day for f in findings] == [1, 4]
    assert str(findings[0].sentence) == "2026-12-01 (Tue) 晚班: 赵敏 does no nights (不值夜班)"
    assert {f.level for f in findings} == {"warn"}


def test_a_24_hour_duty_is_a_night_too() -> None:
    rules = profile("township")
    lines = [line(rules, day, "乡政府", "24小时", "童颖") for day in days()]
    exempt = person("童颖", "干部", night_exempt="医嘱")
    assert len(of("night_exempt", check(lines, rules, exempt))) == 7


def test_a_person_without_a_number_is_named_once_with_all_days(centre: Profile) -> None:
    findings = check(full_week(centre), centre, person("刘洋", phone=""))
    [finding] = of("phone_missing", findings)
    assert str(finding.sentence) == "刘洋 has no telephone number: 12-01–12-07"
    assert can_publish(findings)


def test_a_number_on_the_sheet_is_a_number(centre: Profile) -> None:
    lines = [
        replace(x, people=(Assignee("刘洋", "0571-8888666"),)) if x.shift == "前台" else x
        for x in full_week(centre)
    ]
    assert of("phone_missing", check(lines, centre, person("刘洋", phone=""))) == []


def test_an_unknown_person_is_named(centre: Profile) -> None:
    lines = [*full_week(centre), line(centre, FIRST, "前台", "前台", "刘羊[/]")]
    [finding] = of("person_unknown", check(lines, centre))
    assert str(finding.sentence) == "刘羊[/] is not among the station's people: 12-01"


def test_nobody_can_be_in_two_shifts_at_once(centre: Profile) -> None:
    lines = [
        replace(x, people=(Assignee("李娜"),)) if (x.day.day, x.shift) == (2, "前台") else x
        for x in full_week(centre)
    ]
    [finding] = of("overlap", check(lines, centre))
    assert "李娜 is in" in str(finding.sentence)
    assert finding.day == date(2026, 12, 2)


def test_a_long_duty_is_held_against_every_shift_that_it_covers() -> None:
    rules = profile("hotel")
    start = datetime(2026, 12, 1, 8, tzinfo=ZONE)
    whole = RosterLine(
        day=FIRST,
        post="酒店",
        shift="24小时",
        start=start,
        end=start + timedelta(days=1),
        people=(Assignee("李娜"),),
    )
    inside = line(rules, FIRST, "酒店", "夜班", "李娜")
    early = replace(
        line(rules, FIRST, "酒店", "白班", "李娜"),
        start=start + timedelta(hours=1),
        end=start + timedelta(hours=2),
    )
    findings = check([whole, early, inside], rules)
    assert len(of("overlap", findings)) == 2
    assert of("rest", findings) == []


def test_a_sheet_that_names_all_people_for_all_places_is_one_note() -> None:
    sheet = national_day()
    named = tuple(
        replace(x, people=(Assignee("李娜"), Assignee("赵敏")))
        for x in sheet.lines
        if x.day.day in (1, 3)
    )
    findings = check_roster(
        replace(sheet, lines=named), profile("company-two-tier"), CALENDAR, people(), ZONE
    )
    [note] = of("places_shared", findings)
    assert "10-01, 10-03" in str(note.sentence)
    assert of("overlap", findings) == []


def test_too_little_rest_after_a_late_shift_is_said(centre: Profile) -> None:
    rules = profile("property-centre", swap={"mode": "supervisor_assigns", "min_rest_h": 10})
    lines = [
        replace(x, people=(Assignee("李娜"),)) if (x.day.day, x.shift) == (2, "晚班") else x
        for x in full_week(rules)
    ]
    rests = of("rest", check(lines, rules))
    assert [(f.day.day, "9 h of rest" in str(f.sentence)) for f in rests] == [
        (2, False),
        (3, True),
    ]


def test_a_substitute_is_a_note(centre: Profile) -> None:
    lines = [
        replace(x, people=(Assignee("陈静", substitute=True),))
        if (x.day.day, x.shift) == (6, "前台")
        else x
        for x in full_week(centre)
    ]
    [note] = of("substitute", check(lines, centre))
    assert "2026-12-06 (Sun) 前台 前台: 陈静 stands in" in str(note.sentence)


def test_a_roster_into_a_year_without_a_notice_warns(centre: Profile) -> None:
    sheet = roster([], date(2026, 12, 25), date(2027, 1, 5))
    [finding] = of("year_unknown", check_roster(sheet, centre, CALENDAR, people(), ZONE))
    assert (finding.level, finding.clause, finding.day) == ("warn", "R-046", date(2027, 1, 1))


def test_a_rule_that_the_profile_switches_off_is_silent(centre: Profile) -> None:
    rules = profile("property-centre", levels={"gap": "off", "chief_missing": "off"})
    assert {f.code for f in check([], rules)} == {"after_hours"}


@pytest.mark.parametrize(
    ("name", "blanked"),
    [
        ("某某某", True),
        ("李某", True),
        ("李某某", True),
        ("×××", True),
        ("XXX", True),
        ("某 某", True),
        ("李娜", False),
        ("X先生", False),
        ("[/]", False),
        ("某天明", False),
    ],
)
def test_names_made_unreadable_are_recognised(name: str, blanked: bool) -> None:
    assert is_blanked(name) == blanked


# Spans -------------------------------------------------------------------------

hours = st.integers(0, 200)
spans = st.tuples(hours, hours).filter(lambda pair: pair[0] < pair[1])


def moments(pair: tuple[int, int]) -> tuple[datetime, datetime]:
    start = datetime(2026, 12, 1, tzinfo=ZONE)
    return start + timedelta(hours=pair[0]), start + timedelta(hours=pair[1])


@settings(deadline=None)
@given(spans, st.lists(spans, max_size=8))
def test_every_hour_is_either_manned_or_in_a_gap(
    wanted: tuple[int, int], manned: list[tuple[int, int]]
) -> None:
    found = uncovered([moments(wanted)], [moments(pair) for pair in manned])
    for hour in range(*wanted):
        start, end = moments((hour, hour + 1))
        covered = any(first <= hour < last for first, last in manned)
        assert covered != any(a <= start and end <= b for a, b in found)
    assert all(a < b for a, b in found)
    assert all(x[1] < y[0] for x, y in pairwise(found))
