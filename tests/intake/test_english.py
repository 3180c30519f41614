"""Rosters in English: their headings, dates, weekdays and shifts, in columns or as a list."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from dutyroom.desk.desk import Desk
from dutyroom.desk.roster.files import roster_file
from dutyroom.desk.roster.imports import import_roster
from dutyroom.domain.records.roster import Assignee
from dutyroom.i18n import render, use
from dutyroom.intake.dates import read_date, read_span, read_title_month, read_weekday
from dutyroom.intake.roster import RosterDraft
from dutyroom.words.codes import word
from tests.stations.printed import station

LIST = """\
Front office duty roster December 2026,,,,,,
Date,Day,Shift,Post,Name,Phone,Remarks
1 Dec,Tue,Morning 8:30-16:30,管理处,李娜,13800000101,
1 Dec,Tue,Morning,管理处,赵敏,13800000102,bring the keys
"Dec 2, 2026",Wednesday,Evening,管理处,陈静 (sub),13800000103,
Thu 3 December,Thu,Chief,,彭大勇,13800001114,
4th December,Sat,前台,前台,刘洋,13800000104,
5 Dec,Sat,Noon,管理处,刘洋,,
Remarks: 1. Be on time.
"""
COLUMNS = """\
Duty roster 江南春天管理处 December 2026,,,,,,
Date,Day,Chief,Phone,Morning shift,Evening shift 16:30-23:30,Remarks
1-Dec-2026,Tuesday,彭大勇,13800001114,"李娜, 赵敏",陈静,Evening: keys
2 December (Wed),Wed.,彭大勇,13800001114,Zhao Min and Li Na & 周倩,王强,busy day
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return station(tmp_path / "station", "property-centre", "2026-11-25 10:00:00")


def read(desk: Desk, text: str, tmp_path: Path) -> RosterDraft:
    (tmp_path / "sheet.csv").write_text(text, "utf-8")
    return roster_file(desk, tmp_path / "sheet.csv").read().draft


def test_a_list_gives_a_line_a_shift_with_everybody_on_it(desk: Desk, tmp_path: Path) -> None:
    found = read(desk, LIST, tmp_path)
    assert (found.first, found.last) == (date(2026, 12, 1), date(2026, 12, 31))
    assert found.remarks == ("Remarks: 1. Be on time.",)
    assert [(x.day.day, x.role, x.post, x.shift) for x in found.lines] == [
        (1, "duty", "管理处", "早班"),
        (2, "duty", "管理处", "晚班"),
        (3, "chief", "", ""),
        (4, "duty", "前台", "前台"),
    ]
    first = found.lines[0]
    assert [who.person for who in first.people] == ["李娜", "赵敏"]
    assert first.remark == "bring the keys"
    assert found.lines[1].people == (Assignee("陈静", "13800000103", substitute=True),)


def test_a_list_says_which_row_has_a_wrong_weekday_or_an_unknown_shift(
    desk: Desk, tmp_path: Path
) -> None:
    grave = {p.cell: render(p.sentence) for p in read(desk, LIST, tmp_path).problems if p.grave}
    assert set(grave) == {"sheet!C8", "sheet!B7"}
    assert "Noon" in grave["sheet!C8"] and "Sat" in grave["sheet!B7"]


def test_a_date_of_a_list_stands_for_the_shifts_below_it(desk: Desk, tmp_path: Path) -> None:
    text = (
        "Duty roster December 2026,,,\nDate,Post,Shift,Name\n1 Dec,管理处,Morning,李娜\n"
        ",管理处,Evening,陈静\n2 Dec,管理处,Morning,赵敏\n,,,\nNote: keys at the desk\n"
    )
    found = read(desk, text, tmp_path)
    said = [(x.day.day, x.shift, x.people[0].person) for x in found.lines]
    assert said == [(1, "早班", "李娜"), (1, "晚班", "陈静"), (2, "早班", "赵敏")]
    assert found.remarks == ("Note: keys at the desk",)


def test_a_shift_called_day_is_no_weekday(desk: Desk, tmp_path: Path) -> None:
    (post, *others) = desk.profile.posts
    early = replace(post.shifts[0], id="Day")
    desk.profile = replace(desk.profile, posts=(replace(post, shifts=(early,)), *others))
    found = read(desk, "Roster December 2026,\nDate,Day\n1 Dec,李娜\n", tmp_path)
    assert [(x.shift, x.people[0].person) for x in found.lines] == [("Day", "李娜")]


def test_a_list_is_read_with_chinese_headings_too(desk: Desk, tmp_path: Path) -> None:
    text = "2026年12月值班表,,,,\n日期,班次,岗位,姓名,电话\n12月1日,早班,管理处,李娜,13800000101\n"
    (line,) = read(desk, text, tmp_path).lines
    assert (line.post, line.shift, line.people[0].person) == ("管理处", "早班", "李娜")


def test_columns_with_english_headings(desk: Desk, tmp_path: Path) -> None:
    found = read(desk, COLUMNS, tmp_path)
    assert not [p for p in found.problems if p.grave]
    said = [(x.day.day, x.role, x.shift, x.remark) for x in found.lines]
    assert said == [
        (1, "duty", "早班", ""),
        (1, "duty", "晚班", "keys"),
        (1, "chief", "", ""),
        (2, "duty", "早班", "busy day"),
        (2, "duty", "晚班", "busy day"),
        (2, "chief", "", ""),
    ]
    assert [who.person for who in found.lines[0].people] == ["李娜", "赵敏"]
    assert [who.person for who in found.lines[3].people] == ["Zhao Min", "Li Na", "周倩"]


@pytest.mark.parametrize(
    "text",
    ["1 Dec", "1st December 2026", "Dec 1", "December 1, 2026", "Tue 1 Dec", "Dec. 1 (Tue)",
     "Tuesday, 1 December 2026", "1-Dec-2026"],
)  # fmt: skip
def test_a_date_in_english(text: str) -> None:
    assert read_date(text, year=2026) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("text", "number"),
    [("Mon", 0), ("Tues", 1), ("Wednesday", 2), ("THU.", 3), ("Fri", 4), ("Sat", 5), ("Sunday", 6)],
)
def test_a_weekday_in_english(text: str, number: int) -> None:
    assert read_weekday(text) == number


@pytest.mark.parametrize("text", ["Monthly", "Sunny", "Day", "Wed 3"])
def test_other_words_are_no_weekday(text: str) -> None:
    assert read_weekday(text) is None


@pytest.mark.parametrize("text", ["Duty roster, December 2026", "12/2026 roster", "Dec 2026"])
def test_a_month_in_an_english_title(text: str) -> None:
    assert read_title_month(text) == (2026, 12)


@pytest.mark.parametrize(
    "text",
    ["from 2020-10-01 08:00 to 2020-10-09 08:00", "1 October 2020 08:00 to 9 October 2020 08:00"],
)
def test_a_span_in_english(text: str) -> None:
    span = read_span(text)
    assert span is not None
    assert (span.starts, span.ends) == (datetime(2020, 10, 1, 8), datetime(2020, 10, 9, 8))  # noqa: DTZ001


ROLES = {"总值班员": "chief", "带班领导": "leader", "客户服务主管": "supervisor"}


@pytest.mark.parametrize(("rank", "role"), ROLES.items())
def test_an_english_rank_gives_the_role_that_the_chinese_one_gives(
    tmp_path: Path, rank: str, role: str
) -> None:
    """The words are those by which the program itself calls the roles."""
    use("en")
    english = (word(role), word(role).capitalize(), f" {word(role).upper()} ")
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Roster", 0)
    for row in csv.reader(COLUMNS.splitlines()):
        sheet.append(row)
    listed = book.create_sheet("People")
    listed.append(["Name", "Rank", "Phone"])
    for number, words in enumerate((rank, *english, "Assistant")):
        listed.append([f"Person {'ABCDE'[number]}", words, f"1380000020{number}"])
    book.save(tmp_path / "roster.xlsx")
    company = station(tmp_path / "company", "company-two-tier", "2026-11-25 10:00:00")
    import_roster(company, tmp_path / "roster.xlsx", accept_problems=True)
    people = [p for p in company.state().people.values() if p.name.startswith("Person")]
    assert [p.roles for p in people] == [("duty", role)] * 4 + [("duty",)]
    ranks = {p.rank.strip().casefold() for p in people[:4]}
    assert ranks == ({rank} if rank == "带班领导" else {rank, word(role)})
