"""Rosters as offices send them, read line by line with every oddity named by its cell."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from dutyroom.domain.profile.profile import Profile, load_profile
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Assignee, RosterLine
from dutyroom.domain.roster.check import can_publish, check_roster
from dutyroom.intake.apart.reader import read_sheets
from dutyroom.intake.holidays import station_calendar
from dutyroom.intake.roster import FoundPerson, RosterDraft, SheetProblem, read_roster
from dutyroom.intake.sheets import Unreadable

ZONE = ZoneInfo("Asia/Shanghai")
ROOT = Path(__file__).parents[2]
INPUT = ROOT / "tests" / "input"
TITLE = "2026年12月值班安排表"


def profile(name: str) -> Profile:
    def document(which: str) -> dict[str, Any]:
        text = (ROOT / "data" / "profiles" / f"{which}.json").read_text(encoding="utf-8")
        found: dict[str, Any] = json.loads(text)
        return found

    return load_profile(document(name), document("base"))


CENTRE = profile("property-centre")
COMPANY = profile("company-two-tier")
HOTEL = profile("hotel")


@pytest.fixture(scope="module")
def december() -> RosterDraft:
    return read_roster(read_sheets(INPUT / "december-2026.xlsx"), CENTRE, ZONE)


@pytest.fixture(scope="module")
def national_day() -> RosterDraft:
    return read_roster(read_sheets(INPUT / "national-day-2020.csv"), COMPANY, ZONE)


def at(day: int, hour: int, minute: int = 0, *, month: int = 12, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


def of(draft: RosterDraft, day: int, shift: str) -> RosterLine:
    [line] = [x for x in draft.lines if x.day.day == day and x.shift == shift]
    return line


def who(line: RosterLine) -> list[str]:
    return [assignee.person for assignee in line.people]


def found(draft: RosterDraft) -> dict[str, str]:
    return {problem.cell: str(problem.sentence) for problem in draft.problems}


class Office:
    """Writes a sheet as an office would, and has it read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def sends(
        self,
        *rows: Sequence[object],
        rules: Profile = HOTEL,
        people: Sequence[object] = (),
        headings: Sequence[str] = ("姓名", "岗位", "手机", "备注"),
        known: tuple[Person, ...] = (),
        year: int | None = None,
    ) -> RosterDraft:
        """Read rows as a roster, with an address list of these names."""
        book = openpyxl.Workbook()
        page = book.active
        assert page is not None
        page.title = "表"
        for row in rows:
            page.append(list(row))
        if people:
            addresses = book.create_sheet("通讯录")
            addresses.append(list(headings))
            for person in people:
                addresses.append(
                    [person, "员工", "13800000101"] if isinstance(person, str) else person
                )
        book.save(self.folder / "roster.xlsx")
        sheets = read_sheets(self.folder / "roster.xlsx")
        return read_roster(sheets, rules, ZONE, known=known, year=year)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


STAFF = ["李娜", "赵敏", "陈静"]
HEADINGS = ["日期", "星期", "白班", "夜班", "备注"]


# The property centre's December -------------------------------------------------


def test_december_has_93_shifts_and_31_chiefs(december: RosterDraft) -> None:
    assert Counter((x.role, x.post, x.shift) for x in december.lines) == {
        ("duty", "管理处", "早班"): 31,
        ("duty", "管理处", "晚班"): 31,
        ("duty", "前台", "前台"): 31,
        ("chief", "", ""): 31,
    }
    assert {x.day for x in december.lines} == {date(2026, 12, n) for n in range(1, 32)}


def test_december_says_what_it_is_and_when(december: RosterDraft) -> None:
    assert december.title == "江南春天管理处 2026年12月值班安排表"
    assert (december.kind, december.first, december.last) == (
        "monthly",
        date(2026, 12, 1),
        date(2026, 12, 31),
    )
    assert (december.starts, december.ends) == (at(1, 8, 30), at(31, 23, 30))
    assert december.remarks == (
        "备注:1.值班人员要做到电话畅通,做好来人来电登记。2.接班人员提前5分钟到岗。",
    )


def test_december_has_nothing_that_was_not_understood(december: RosterDraft) -> None:
    assert december.problems == ()


@pytest.mark.parametrize(
    ("day", "shift", "names"),
    [
        (1, "早班", ["李娜", "赵敏"]),
        (2, "早班", ["周倩", "郑洁"]),
        (3, "早班", ["吴昊", "欧阳慧"]),
        (4, "早班", ["李娜", "赵敏"]),
        (12, "早班", ["孙伟"]),
        (12, "晚班", ["吴昊", "欧阳慧"]),
        (15, "早班", ["王强", "孙伟"]),
        (24, "晚班", ["孙伟", "吴昊"]),
        (31, "前台", ["李娜"]),
    ],
)
def test_december_parts_its_names_however_they_are_parted(
    december: RosterDraft, day: int, shift: str, names: list[str]
) -> None:
    assert who(of(december, day, shift)) == names


def test_the_chief_of_the_week_is_the_chief_of_each_of_its_days(december: RosterDraft) -> None:
    chiefs = {x.day.day: who(x) for x in december.lines if x.role == "chief"}
    weeks = [
        (range(1, 7), "彭大勇"),
        (range(7, 14), "高建国"),
        (range(14, 21), "吴志远"),
        (range(21, 28), "谢明"),
        (range(28, 32), "彭大勇"),
    ]
    assert chiefs == {day: [name] for days, name in weeks for day in days}


def test_a_chief_answers_from_the_first_hour_round_the_clock(december: RosterDraft) -> None:
    [line] = [x for x in december.lines if x.role == "chief" and x.day.day == 23]
    assert (line.start, line.end) == (at(23, 8, 30), at(24, 8, 30))
    assert line.people == (Assignee("谢明", "13800001113"),)


def test_the_substitute_of_the_17th_is_marked(december: RosterDraft) -> None:
    marked = [
        (x.day.day, x.shift, a.person) for x in december.lines for a in x.people if a.substitute
    ]
    assert marked == [(17, "前台", "郑洁")]


def test_the_remark_of_a_day_goes_with_its_shifts(december: RosterDraft) -> None:
    assert of(december, 25, "晚班").remark == "圣诞活动,加强巡视"
    assert of(december, 31, "早班").remark == "跨年,加强值班"
    assert of(december, 30, "早班").remark == ""


def test_the_address_list_gives_people_with_rank_number_and_nights(december: RosterDraft) -> None:
    people = {person.name: person for person in december.people}
    assert len(people) == 16
    assert people["陈静"] == FoundPerson(
        name="陈静",
        rank="物业助理",
        phone="13800000103",
        night_exempt="不值夜班",
        cell="通讯录!A4",
        listed=True,
    )
    chiefs = [person.name for person in december.people if person.is_chief]
    assert chiefs == ["高建国", "吴志远", "谢明", "彭大勇"]
    assert [p.name for p in december.people if p.night_exempt] == ["陈静", "单小云"]


def test_an_address_list_gives_the_unit_and_a_driver_the_car(office: Office) -> None:
    """R-067: a plate in the roster's own remark goes before the list's."""
    draft = office.sends(
        ["2026年12月值班表"],
        ["日期", "白班", "司机", "备注"],
        ["2026-12-01", "李娜", "王师傅", ""],
        ["2026-12-02", "李娜", "王师傅", "司机：京A99999"],
        people=[
            ["李娜", "13800000101", "财劳部", ""],
            ["王师傅", "13800000102", "小车服务中心", "京A12345"],
        ],
        headings=["姓名", "手机", "部门", "车牌号"],
    )
    assert {p.name: (p.unit, p.plate) for p in draft.people} == {
        "李娜": ("财劳部", ""),
        "王师傅": ("小车服务中心", "京A12345"),
    }
    cars = {line.day.day: line.plate for line in draft.lines if line.role == "driver"}
    assert cars == {1: "京A12345", 2: "京A99999"}
    assert not [problem for problem in draft.problems if "通讯录" in problem.cell]


def test_of_two_columns_of_one_kind_the_first_that_is_filled_counts(office: Office) -> None:
    draft = office.sends(
        ["2026年12月值班表"],
        ["日期", "白班"],
        ["2026-12-01", "李娜、王师傅"],
        people=[["李娜", "13800000101", "", "财劳部"], ["王师傅", "13800000102", "车队", ""]],
        headings=["姓名", "手机", "部门", "科室"],
    )
    assert {p.name: p.unit for p in draft.people} == {"李娜": "财劳部", "王师傅": "车队"}


def test_december_may_be_published_and_its_nights_are_warned_of(december: RosterDraft) -> None:
    people = {
        p.name: Person(
            id=f"P:{p.name}",
            name=p.name,
            rank=p.rank,
            phone=p.phone,
            night_exempt=p.night_exempt,
        )
        for p in december.people
    }
    findings = check_roster(
        december.roster("december-2026.xlsx"), CENTRE, station_calendar(()), people, ZONE
    )
    assert can_publish(findings)
    nights = [f.day.day for f in findings if f.code == "night_exempt"]
    assert nights == [1, 4, 22, 29, 31]
    desk = [f.day.day for f in findings if f.code == "ineligible_rank"]
    assert desk == [2, 5, 8, 11, 27]


def test_people_whom_the_station_knows_are_named_by_their_key() -> None:
    known = (Person(id="P:li-na", name="李娜", phone="13900000000"),)
    draft = read_roster(read_sheets(INPUT / "december-2026.xlsx"), CENTRE, ZONE, known=known)
    assert who(of(draft, 1, "早班")) == ["li-na", "赵敏"]


# The county firm's National Day ---------------------------------------------------


def test_the_national_day_sheet_has_two_places_and_two_people_a_day(
    national_day: RosterDraft,
) -> None:
    assert Counter(x.post for x in national_day.lines) == {"公司办公室": 7, "烟花爆竹仓库": 7}
    first = national_day.lines[0]
    assert (first.shift, first.start, first.end) == (
        "24小时",
        at(1, 8, month=10, year=2020),
        at(2, 8, month=10, year=2020),
    )
    assert first.people == (Assignee("某某某"), Assignee("某某某"))


def test_its_span_is_that_of_the_remark_not_of_the_table(national_day: RosterDraft) -> None:
    assert (national_day.first, national_day.last) == (date(2020, 10, 1), date(2020, 10, 8))
    assert (national_day.starts, national_day.ends) == (
        at(1, 8, month=10, year=2020),
        at(9, 8, month=10, year=2020),
    )
    assert max(x.day for x in national_day.lines) == date(2020, 10, 7)


def test_all_five_remarks_are_kept(national_day: RosterDraft) -> None:
    assert [remark[:2] for remark in national_day.remarks] == ["1、", "2、", "3、", "4、", "5、"]
    assert national_day.remarks[4] == "5、值班电话:3522869"


def test_blanked_names_are_incomplete_and_nothing_else_is_odd(national_day: RosterDraft) -> None:
    assert list(found(national_day)) == [
        f"national-day-2020!{column}{row}" for row in range(3, 10) for column in "BD"
    ]
    assert not any(problem.grave for problem in national_day.problems)
    assert national_day.people == ()


def test_the_hole_is_found_and_a_line_for_the_8th_closes_it(national_day: RosterDraft) -> None:
    roster = national_day.roster("national-day-2020.csv")
    calendar = station_calendar(())
    gaps = [f for f in check_roster(roster, COMPANY, calendar, {}, ZONE) if f.code == "gap"]
    assert [gap.post for gap in gaps] == ["公司办公室", "烟花爆竹仓库"]
    eighth = tuple(
        replace(
            x,
            day=date(2020, 10, 8),
            start=at(8, 8, month=10, year=2020),
            end=at(9, 8, month=10, year=2020),
        )
        for x in roster.lines
        if x.day.day == 7
    )
    filled = replace(roster, lines=roster.lines + eighth)
    assert can_publish(check_roster(filled, COMPANY, calendar, {}, ZONE))


# Dates ---------------------------------------------------------------------------


def test_a_date_that_stands_twice_names_both_cells(office: Office) -> None:
    draft = office.sends(
        [TITLE],
        HEADINGS,
        ["12月1日", "周二", "李娜", "赵敏"],
        ["12/1", "周二", "陈静", ""],
        people=STAFF,
    )
    [problem] = draft.problems
    assert (problem.cell, problem.grave) == ("表!A4", True)
    assert str(problem.sentence) == "2026-12-01 stands both here and in 表!A3"
    assert len(draft.lines) == 3


def test_a_day_that_does_not_exist_is_grave_and_its_people_are_not_lost(office: Office) -> None:
    draft = office.sends(
        [TITLE], HEADINGS, ["2月30日", "", "李娜"], ["12/2", "", "赵敏"], people=STAFF
    )
    assert found(draft) == {
        "表!A3": "2月30日: there is no such day",
        "表!C3": "李娜: not understood, the row has no date",
    }
    assert all(problem.grave for problem in draft.problems)


def test_a_weekday_that_contradicts_its_date_is_grave(office: Office) -> None:
    draft = office.sends(
        [TITLE],
        HEADINGS,
        ["12月1日", "周三", "李娜"],
        ["12月2日(周四)", "星期三", "李娜"],
        ["12月3日", "周末", "李娜"],
        people=STAFF,
    )
    assert found(draft) == {
        "表!B3": "2026-12-01 is a 星期二, not 周三",
        "表!A4": "2026-12-02 is a 星期三, not 12月2日(周四)",
        "表!B5": "周末 is no weekday",
    }


def test_a_date_outside_the_month_of_the_title_is_grave(office: Office) -> None:
    draft = office.sends(
        [TITLE], HEADINGS, ["12/1", "", "李娜"], ["2026-11-30", "", "李娜"], people=STAFF
    )
    assert found(draft) == {"表!A4": "2026-11-30 is outside 2026-12-01 – 2026-12-31"}


def test_days_after_new_year_are_next_years(office: Office) -> None:
    draft = office.sends(
        ["2026年元旦值班表"],
        HEADINGS,
        ["12月31日", "周四", "李娜"],
        ["1月1日", "周五", "赵敏"],
        people=STAFF,
    )
    assert [x.day for x in draft.lines] == [date(2026, 12, 31), date(2027, 1, 1)]
    assert (draft.first, draft.last, draft.problems) == (
        date(2026, 12, 31),
        date(2027, 1, 1),
        (),
    )


def test_days_alone_belong_to_the_month_of_the_title(office: Office) -> None:
    draft = office.sends(
        [TITLE], HEADINGS, ["1日", "周二", "李娜"], [2, "周三", "赵敏"], people=STAFF
    )
    assert [x.day.day for x in draft.lines] == [1, 2]


def test_the_year_may_be_given_with_the_file(office: Office) -> None:
    rows = (["12月值班表"], HEADINGS, ["12/1", "", "李娜"])
    assert office.sends(*rows, people=STAFF, year=2027).first == date(2027, 12, 1)
    with pytest.raises(Unreadable, match="does not say its year"):
        office.sends(*rows, people=STAFF)


# Columns -----------------------------------------------------------------------


def test_hours_other_than_the_profiles_are_a_problem_and_stand(office: Office) -> None:
    draft = office.sends([TITLE], ["日期", "白班 9:00-21:00"], ["12/1", "李娜"], people=STAFF)
    assert found(draft) == {"表!B2": "白班 9:00-21:00: by the profile 白班 is 08:00–20:00"}
    assert (draft.lines[0].start, draft.lines[0].end) == (at(1, 9), at(1, 21))


def test_a_column_is_known_by_its_hours_alone(office: Office) -> None:
    draft = office.sends(
        [TITLE],
        ["日期", "8:30-16:30", "PM16:30-23:30"],
        ["12/1", "李娜", "赵敏"],
        rules=CENTRE,
        people=STAFF,
    )
    assert [(x.post, x.shift) for x in draft.lines] == [("管理处", "早班"), ("管理处", "晚班")]


def test_a_heading_over_two_rows_is_read_together(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    headings = (["日期", "管理处", None], [None, "早班", "晚班"])
    for row in ([TITLE], *headings, ["12/1", "李娜", "赵敏"]):
        page.append(row)
    page.merge_cells("A2:A3")
    page.merge_cells("B2:C2")
    book.save(tmp_path / "a.xlsx")
    draft = read_roster(read_sheets(tmp_path / "a.xlsx"), CENTRE, ZONE)
    assert [(x.post, x.shift, who(x)) for x in draft.lines] == [
        ("管理处", "早班", ["李娜"]),
        ("管理处", "晚班", ["赵敏"]),
    ]


def test_a_day_over_two_rows_has_the_people_of_both(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in ([TITLE], ["日期", "白班"], ["12/1", "李娜"], [None, "赵敏"]):
        page.append(row)
    page.merge_cells("A3:A4")
    book.save(tmp_path / "a.xlsx")
    draft = read_roster(read_sheets(tmp_path / "a.xlsx"), HOTEL, ZONE)
    assert [(x.day.day, who(x)) for x in draft.lines] == [(1, ["李娜"]), (1, ["赵敏"])]
    assert not any(problem.grave for problem in draft.problems)


def test_a_shift_of_two_posts_is_read_as_the_firsts_and_said(office: Office) -> None:
    draft = office.sends([TITLE], ["日期", "白班"], ["12/5", "李娜"], rules=COMPANY, people=STAFF)
    expected = "may be a shift of 公司办公室 / 安全保卫部; read as that of 公司办公室"
    assert expected in found(draft)["表!B2"]


def test_a_column_that_nobody_understands_is_named_with_its_cells(office: Office) -> None:
    draft = office.sends(
        [TITLE], ["序号", "日期", "白班", "暗号"], [1, "12/1", "李娜", "芝麻开门"], people=STAFF
    )
    problems = found(draft)
    assert problems["表!D3"] == "芝麻开门: not understood"
    assert problems["表!D2"].startswith("暗号: this column is neither a shift")
    assert len(problems) == 2


def test_a_second_table_beside_the_first_is_never_read_into_the_firsts_days(
    office: Office,
) -> None:
    draft = office.sends(
        [TITLE], ["日期", "白班", "日期", "白班"], ["12/1", "李娜", "12/16", "赵敏"], people=STAFF
    )
    assert [(x.day.day, who(x)) for x in draft.lines] == [(1, ["李娜"])]
    assert found(draft) == {
        "表!C2": "日期: a second table beside the first is not read",
        "表!C3": "12/16: not understood",
        "表!D3": "赵敏: not understood",
    }
    assert all(problem.grave for problem in draft.problems)


def test_a_remark_of_a_day_without_shifts_is_kept_with_its_date(office: Office) -> None:
    draft = office.sends(
        [TITLE], HEADINGS, ["12/1", "", "李娜", "", ""], ["12/2", "", "", "", "停电"], people=STAFF
    )
    assert draft.remarks == ("12-02: 停电",)


def test_years_that_no_roster_has_are_grave_and_keep_no_line(office: Office) -> None:
    draft = office.sends(
        [TITLE],
        HEADINGS,
        ["12/1", "", "李娜"],
        ["9999-12-02", "", "李娜"],
        [datetime.fromisoformat("1900-12-03"), "", "赵敏"],
        people=STAFF,
    )
    assert found(draft)["表!A4"] == "9999-12-02: this year cannot be right"
    assert found(draft)["表!A5"] == "1900-12-03: this year cannot be right"
    with pytest.raises(Unreadable, match="no roster is that long"):
        office.sends(["值班表"], HEADINGS, ["2026-12-01", "", "李娜"], ["2029-12-01", "", "李娜"])


def test_leaders_and_drivers_have_lines_of_their_own(office: Office) -> None:
    draft = office.sends(
        [TITLE],
        ["日期", "带班领导", "电话", "值班人员", "联系电话", "值班司机"],
        ["12/5", "谢明", "13800001113", "李娜、赵敏", "13800000101/13800000102", "王强"],
        people=[*STAFF, "谢明", "王强"],
    )
    assert [x.role for x in draft.lines] == ["duty", "leader", "driver"]
    assert draft.lines[0].people == (
        Assignee("李娜", "13800000101"),
        Assignee("赵敏", "13800000102"),
    )
    assert draft.lines[1].people == (Assignee("谢明", "13800001113"),)


def test_hours_in_a_remark_are_those_of_every_day(office: Office) -> None:
    draft = office.sends(
        [TITLE],
        ["日期", "值班人员"],
        ["12/5", "李娜"],
        ["备注:"],
        ["1、值班时间:8:00-20:00"],
        people=STAFF,
    )
    assert [(x.post, x.shift) for x in draft.lines] == [("酒店", "白班")]
    assert draft.problems == ()


def test_a_sheet_without_place_or_hours_says_how_it_was_read(office: Office) -> None:
    draft = office.sends(
        [TITLE],
        ["日期", "值班人员"],
        ["12/5", "李娜"],
        ["12/6", "赵敏"],
        rules=COMPANY,
        people=STAFF,
    )
    assert [str(problem.sentence) for problem in draft.problems] == [
        "The sheet does not say the place; read as 公司办公室",
        "The sheet does not say the hours; read as 24 h from 08:00",
    ]


# People ------------------------------------------------------------------------


def test_an_unknown_name_is_named_once_with_its_first_cell_and_keeps_its_line(
    office: Office,
) -> None:
    draft = office.sends(
        [TITLE], HEADINGS, ["12/1", "", "李那", "赵敏"], ["12/2", "", "李那", "陈静"], people=STAFF
    )
    assert found(draft) == {"表!C3": "李那 is in no address list (2 times on the roster)"}
    assert who(draft.lines[0]) == ["李那"]
    assert [p.name for p in draft.people] == STAFF


def test_a_stranger_with_a_number_becomes_a_person(office: Office) -> None:
    draft = office.sends(
        [TITLE], ["日期", "值班人员", "电话"], ["12/1", "钱多", "13800000199"], people=STAFF
    )
    assert (draft.people[-1].name, draft.people[-1].phone, draft.people[-1].listed) == (
        "钱多",
        "13800000199",
        False,
    )


def test_a_number_of_ten_digits_is_said_in_both_sheets(office: Office) -> None:
    draft = office.sends(
        [TITLE],
        ["日期", "白班", "电话"],
        ["12/1", "李娜", 1380000010],
        people=[
            ["李娜", "员工", "1380000010", None],
        ],
    )
    text = "1380000010: a mobile number has 11 digits, this one has 10"
    assert found(draft) == {"表!C3": text, "通讯录!C2": text}


def test_a_number_that_the_address_list_knows_otherwise_is_said(office: Office) -> None:
    draft = office.sends(
        [TITLE], ["日期", "白班", "电话"], ["12/1", "李娜", "13800000999"], people=STAFF
    )
    assert found(draft) == {
        "表!B3": "李娜 has 13800000999 here and 13800000101 in the address list"
    }


def test_a_number_beside_the_name_in_one_cell_is_its_number(office: Office) -> None:
    draft = office.sends(
        [TITLE], ["日期", "值班人员及电话"], ["12/1", "钱多 13800000199、李娜"], people=STAFF
    )
    assert draft.lines[0].people == (
        Assignee("钱多", "13800000199"),
        Assignee("李娜", "13800000101"),
    )


@pytest.mark.parametrize("name", ["[/]", "张[/]三", "[b]李娜[/b]", "=1+1", "欧阳　慧敏"])
def test_names_that_break_screens_are_kept_as_text(office: Office, name: str) -> None:
    draft = office.sends([TITLE], ["日期", "白班"], ["12/1", name], people=[name])
    assert who(draft.lines[0]) == [name]
    assert draft.problems == ()


def test_a_name_of_200_characters_is_kept_and_said(office: Office) -> None:
    draft = office.sends([TITLE], ["日期", "白班"], ["12/1", "长" * 200], people=["长" * 200])
    assert who(draft.lines[0]) == ["长" * 200]
    assert found(draft)["表!B3"].endswith("a name of 200 characters")


def test_a_name_that_stands_twice_in_the_address_list_is_said(office: Office) -> None:
    draft = office.sends([TITLE], ["日期", "白班"], ["12/1", "李娜"], people=["李娜", "李 娜"])
    assert found(draft) == {"通讯录!A3": "李 娜 stands in 通讯录!A2 too"}


def test_two_known_people_of_one_name_are_said(office: Office) -> None:
    known = (Person(id="P:李娜", name="李娜"), Person(id="P:李娜2", name="李娜"))
    draft = office.sends([TITLE], ["日期", "白班"], ["12/1", "李娜"], known=known)
    assert found(draft) == {"表!B3": "There are two people by the name of 李娜"}
    assert who(draft.lines[0]) == ["李娜"]


# What is left over ----------------------------------------------------------------


def test_text_between_the_days_is_named_and_text_below_them_is_a_remark(office: Office) -> None:
    draft = office.sends(
        [TITLE],
        HEADINGS,
        ["12/1", "", "李娜"],
        ["", "", "陈静"],
        ["12/2", "", "赵敏"],
        ["备注:"],
        ["1、按时到岗"],
        ["", "", "综合办公室"],
        ["2026年11月25日"],
        people=STAFF,
    )
    assert draft.problems == (SheetProblem("表!C4", draft.problems[0].sentence, grave=True),)
    assert str(draft.problems[0].sentence) == "陈静: not understood, the row has no date"
    assert draft.remarks == ("1、按时到岗", "综合办公室", "2026年11月25日")


def test_a_sheet_that_is_neither_roster_nor_address_list_is_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in ([TITLE], ["日期", "白班"], ["12/1", "李娜"]):
        page.append(row)
    book.create_sheet("菜单").append(["红烧肉"])
    book.create_sheet("空")
    book.save(tmp_path / "a.xlsx")
    draft = read_roster(read_sheets(tmp_path / "a.xlsx"), HOTEL, ZONE)
    assert found(draft)["菜单!A1"].startswith("This sheet was not read")
    assert "空!A1" not in found(draft)


def test_a_file_without_a_roster_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["姓名", "手机"], ["李娜", "13800000101"]])
    with pytest.raises(Unreadable, match="There is no roster"):
        read_roster(read_sheets(path), HOTEL, ZONE)


def test_a_draft_becomes_a_roster_that_names_its_file(december: RosterDraft) -> None:
    roster = december.roster("december-2026.xlsx")
    assert (roster.state, roster.kind, roster.source) == ("draft", "monthly", "december-2026.xlsx")
    assert roster.lines == december.lines
    assert time(8, 30) == roster.starts.time()
