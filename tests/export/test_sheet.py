"""What is printed: the columns an office knows, and what must not be overlooked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dutyroom import i18n
from dutyroom.desk.desk import Desk
from dutyroom.desk.roster.publish import publish_roster
from dutyroom.domain.records.roster import Assignee, Roster
from dutyroom.export.notes import plain_notes
from dutyroom.export.roster import Printing, sheet_of
from dutyroom.export.table import PrintedTable
from tests.stations.printed import DECEMBER, NATIONAL_DAY, printing, taken_in

Taken = tuple[Desk, Roster]


@pytest.fixture(autouse=True)
def _chinese() -> None:
    i18n.use("zh")


@pytest.fixture
def december(tmp_path: Path) -> Taken:
    """Return the property centre with its December as a draft."""
    return taken_in(tmp_path / "station", DECEMBER)


@pytest.fixture
def national_day(tmp_path: Path) -> Taken:
    """Return the company with its National Day as a draft."""
    return taken_in(tmp_path / "station", NATIONAL_DAY)


def headings(table: PrintedTable) -> list[str]:
    return [column.heading.replace("\n", " ") for column in table.columns]


def section(table: PrintedTable, words: str) -> tuple[str, ...]:
    return next((s.numbered() for s in table.sections if s.heading.startswith(words)), ())


def test_a_month_has_a_line_a_date_and_a_column_a_shift(december: Taken) -> None:
    """R-202."""
    table = sheet_of(printing(*december))
    assert headings(table) == [
        "日期", "星期", "总值班员", "电话", "管理处 早班 08:30–16:30", "管理处 晚班 16:30–23:30",
        "前台 08:30–18:00", "备注",
    ]  # fmt: skip
    assert len(table.rows) == 31
    first, seventeenth = table.rows[0].cells, table.rows[16].cells
    assert first == (
        "12月1日", "周二", "彭大勇", "13800001114", "李娜、赵敏", "陈静", "刘洋", ""
    )  # fmt: skip
    assert seventeenth[6] == "郑洁（替）"
    assert table.rows[24].cells[-1] == "圣诞活动,加强巡视"
    assert (table.rows[4].kind, table.rows[0].kind) == ("weekend", "workday")


def test_a_span_has_each_person_with_a_number_and_shows_the_date_that_nobody_has(
    national_day: Taken,
) -> None:
    """R-202, R-203: 8 October was forgotten; the holiday stands beside the date."""
    table = sheet_of(printing(*national_day))
    assert headings(table) == [
        "日期", "星期", "节假日", "值班人员", "电话", "值班人员", "电话", "备注"
    ]  # fmt: skip
    assert table.rows[0].cells[:4] == ("10月1日", "周四", "国庆节", "某某某")
    assert table.rows[-1].cells == ("10月8日", "周四", "国庆节", "", "", "", "", "")
    assert "2020年10月1日8时00分起至2020年10月9日8时00分止" in table.subtitle


def test_the_program_numbers_the_notes(national_day: Taken) -> None:
    """R-193: the sheet's own numbers are dropped."""
    desk, roster = national_day
    odd = replace(
        roster, remarks=("1、电话畅通。4.登记来人。", "备注:5)打扫卫生", "4、10-1去3.5公里处")
    )
    assert section(sheet_of(printing(desk, odd)), "备注")[:4] == (
        "1. 电话畅通。",
        "2. 登记来人。",
        "3. 打扫卫生",
        "4. 10-1去3.5公里处",
    )


def test_a_number_in_a_sentence_parts_no_note() -> None:
    assert list(plain_notes(["每隔10、20分钟巡视一次"])) == ["每隔10、20分钟巡视一次"]
    assert list(plain_notes(["备注:", " ", "2."])) == []


def test_a_draft_says_so_and_has_no_issuer(december: Taken) -> None:
    """R-199."""
    table = sheet_of(printing(*december))
    assert table.marks == ("演练 DRILL", "草稿")
    assert table.issue == ""


def test_an_issued_roster_has_issuer_date_and_version(december: Taken) -> None:
    """R-192, R-199: publishing sets them itself."""
    desk, roster = december
    done = publish_roster(desk, roster)
    table = sheet_of(replace(printing(desk, done), drill=False))
    assert table.marks == ()
    assert table.issue == "签发：客户服务领班　2026年11月25日　第1版"
    by_name = replace(done, issued=None)
    assert sheet_of(printing(desk, by_name)).marks[-1] == "无签发日期"


def test_whoever_publishes_is_the_issuer(december: Taken) -> None:
    desk, roster = december
    assert publish_roster(desk, roster, by="高建国").issuer == "高建国"


def test_a_second_version_tells_the_lines_that_changed(december: Taken) -> None:
    """R-192: 变更说明."""
    desk, before = december
    line = before.lines[1]
    other = replace(line, people=(Assignee("王强"),))
    after = replace(before, version=2, lines=(before.lines[0], other, *before.lines[2:]))
    told = section(sheet_of(replace(printing(desk, after), earlier=(before,))), "变更说明")
    assert told == (f"1. 2026-12-01 管理处 {line.shift}：陈静 → 王强",)


def test_the_duties_of_the_profile_stand_below(december: Taken) -> None:
    """R-357."""
    desk, roster = december
    what = printing(desk, roster)
    rules = replace(desk.profile.roster, duties=("值班领导对值班工作负总责",))
    told = sheet_of(replace(what, profile=replace(desk.profile, roster=rules)))
    assert section(told, "职责与要求") == ("1. 值班领导对值班工作负总责",)


def test_the_telephone_of_the_station_is_printed(december: Taken) -> None:
    """R-209."""
    desk, roster = december
    what = printing(desk, roster)
    called = replace(desk.profile, station_phone="3522869")
    assert "值班电话：3522869" in sheet_of(replace(what, profile=called)).facts


def test_one_person_has_only_the_own_dates(december: Taken) -> None:
    desk, roster = december
    table = sheet_of(replace(printing(desk, roster), person="谢明"))
    assert [row.day.day for row in table.rows] == [21, 22, 23, 24, 25, 26, 27]
    assert table.title.endswith("谢明")


def test_people_and_days_are_counted(december: Taken) -> None:
    desk, roster = december
    grid = sheet_of(printing(desk, roster)).grid
    rows = {name: (cells, total, nights) for name, cells, total, nights in grid.rows}
    cells, total, nights = rows["陈静"]
    assert (cells[0], cells[6], cells[1]) == ("晚", "前", "")
    assert (total, nights) == (10, 3)
    assert rows["郑洁"][0][16] == "前*"
    assert [name for name, *_ in grid.rows][-4:] == ["彭大勇", "高建国", "吴志远", "谢明"]
    assert "早 管理处 早班 08:30–16:30" in grid.legend


def test_namesakes_are_told_apart(december: Taken) -> None:
    desk, roster = december
    people = desk.state().people
    twin = replace(people["李娜"], id="P:李娜·2")
    what: Printing = replace(printing(desk, roster), people={**people, "李娜·2": twin})
    other = replace(roster.lines[0], people=(Assignee("李娜·2"),))
    table = sheet_of(replace(what, roster=replace(roster, lines=(other, *roster.lines[1:]))))
    assert "李娜·2" in table.rows[0].cells[4]
