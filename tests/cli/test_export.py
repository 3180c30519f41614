"""Rosters out and in, typed as commands: exported, and previewed before they are taken in."""

from __future__ import annotations

import stat
from pathlib import Path

import openpyxl
import pytest

from tests.cli.spoken import Line, line_after

INPUT = Path(__file__).parents[1] / "input"
AT = "2026-11-25 10:00"


def begun(typed: Line) -> None:
    assert typed("init", "--drill", "--name", "江南春天管理处", "--language", "zh").code == 0
    assert typed("roster", "import", str(INPUT / "december-2026.xlsx"), at=AT).code == 0
    assert typed("roster", "publish", at=AT).code == 0


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    """Return the command line of a drill station with December published."""
    return line_after(begun, tmp_path / "station", capsys)


@pytest.mark.parametrize("kind", ["xlsx", "csv", "ics", "html", "md", "docx"])
def test_each_format_is_written_and_its_path_told(line: Line, tmp_path: Path, kind: str) -> None:
    if kind == "docx":
        pytest.importorskip("docx")
    file = tmp_path / f"out.{kind}"
    said = line("roster", "export", "--to", str(file), at=AT, json=True)
    assert (said.code, said.json["path"], said.json["format"]) == (0, str(file), kind)
    assert file.stat().st_size == said.json["size"] > 1000
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert {each.name for each in tmp_path.iterdir()} == {file.name, "station"}


def test_a_file_that_is_there_stays_unless_it_is_forced(line: Line, tmp_path: Path) -> None:
    file = tmp_path / "out.md"
    file.write_text("mine", "utf-8")
    refused = line("roster", "export", "--to", str(file), at=AT)
    assert (refused.code, file.read_text("utf-8")) == (2, "mine")
    assert str(file) in refused.err and "--force" in refused.err
    assert line("roster", "export", "--to", str(file), "--force", at=AT).code == 0
    assert file.read_text("utf-8").startswith("# 江南春天管理处")


def test_without_a_name_the_file_is_called_as_the_roster(
    line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = line("roster", "export", "--as", "ics", "--person", "陈静", at=AT)
    name = "江南春天管理处 2026年12月值班安排表 陈静 v1.ics"
    assert said.out.strip() == f"Written: {name}"
    assert (tmp_path / name).exists()


def test_text_goes_to_the_screen_and_a_workbook_does_not(line: Line) -> None:
    shown = line("roster", "export", "--as", "csv", "--to", "-", at=AT).out
    assert shown.startswith("\ufeff") and "2026-12-01" in shown
    refused = line("roster", "export", "--as", "xlsx", "--to", "-", at=AT)
    assert (refused.code, refused.out) == (2, "")
    told = line("roster", "export", "--as", "md", "--to", "-", at=AT, json=True).json
    assert told["text"].startswith("# 江南春天管理处")


def test_the_sheet_speaks_the_station_s_language_unless_another_is_asked_for(line: Line) -> None:
    assert "| 日期" in line("roster", "export", "--as", "md", "--to", "-", at=AT).out
    asked = line("roster", "export", "--as", "md", "--to", "-", "--language", "en", at=AT)
    assert "| Date" in asked.out and "演练 DRILL" in asked.out


def test_people_and_days_are_the_second_sheet_and_a_layout_of_their_own(
    line: Line, tmp_path: Path
) -> None:
    file = tmp_path / "out.xlsx"
    assert line("roster", "export", "--to", str(file), at=AT).code == 0
    assert openpyxl.load_workbook(file).sheetnames[1] == "人员与日期"
    shown = line("roster", "export", "--as", "md", "--month", "--to", "-", at=AT).out
    assert "| 陈静" in shown and "夜班" in shown
    assert line("roster", "export", "--as", "ics", "--month", "--to", "-", at=AT).code == 2


def test_a_draft_is_exported_as_a_draft(line: Line) -> None:
    sheet = str(INPUT / "december-2026.xlsx")
    assert line("roster", "import", sheet, at=AT).code == 0
    assert "【草稿】" in line("roster", "export", "--as", "md", "--to", "-", at=AT).out


@pytest.mark.parametrize(
    "words",
    [
        ("--to", "/no/such/folder/out.md"),
        ("--to", "/tmp", "--as", "md"),
        ("--as", "md", "--to", "-", "--person", "谁也不是"),
        ("--to", "out.exe"),
        ("2031-01", "--to", "-", "--as", "md"),
    ],
)
def test_wrong_words_are_one_sentence(line: Line, words: tuple[str, ...]) -> None:
    said = line("roster", "export", *words, at=AT)
    assert (said.code, len(said.err.strip().splitlines())) == (2, 1)


def test_a_preview_says_what_would_change_and_keeps_nothing(line: Line, tmp_path: Path) -> None:
    """Lines new, left out and changed; people and numbers that are new."""
    book = openpyxl.load_workbook(INPUT / "december-2026.xlsx")
    month, people = book.worksheets
    month["F3"] = "王强"
    month["G4"] = None
    month["E10"] = "钱多多"
    month["D9"] = "13800009999"
    people.append(["钱多多", "物业助理", "13800000199", None])
    file = tmp_path / "other.xlsx"
    book.save(file)
    said = line("roster", "import", str(file), "--preview", at=AT)
    assert said.code == 0
    out = said.out
    assert "New people: 钱多多" in out
    assert "Compared with ZB-20261201-001 v1 (published), changes: 4" in out
    assert "2026-12-01 管理处 晚班: 陈静 → 王强" in out
    assert "2026-12-02 前台: left out, was 孙伟" in out
    assert "2026-12-08 管理处 早班: 刘洋, 周倩 → 钱多多" in out
    assert "telephone of 高建国: 13800001111 → 13800009999" in out
    listed = line("people", "list", at=AT).out
    assert "钱多多" not in listed
    assert line("roster", "show", at=AT, json=True).json["version"] == 1


def test_the_second_version_prints_what_changed_since_the_first(line: Line, tmp_path: Path) -> None:
    """R-192."""
    book = openpyxl.load_workbook(INPUT / "december-2026.xlsx")
    book.worksheets[0]["F3"] = "王强"
    file = tmp_path / "other.xlsx"
    book.save(file)
    assert line("roster", "import", str(file), at=AT).code == 0
    assert line("roster", "publish", "--by", "高建国", at="2026-11-27 09:00").code == 0
    shown = line("roster", "export", "--as", "md", "--to", "-", at=AT).out
    assert "变更说明（与第1版相比）" in shown
    assert "1. 2026-12-01 管理处 晚班：陈静 → 王强" in shown
    assert "签发：高建国　2026年11月27日　第2版" in shown
    calendar = line("roster", "export", "--as", "ics", "--to", "-", at=AT).out
    assert calendar.count("STATUS:CANCELLED") == 1


def test_the_first_roster_of_a_span_is_compared_with_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = Line(tmp_path / "new", capsys)
    typed("init", "--drill", "--name", "江南春天管理处")
    said = typed("roster", "import", str(INPUT / "december-2026.xlsx"), "--preview", at=AT)
    assert "all 124 lines are new" in said.out


def test_a_swap_is_a_new_version_that_prints_what_changed(line: Line) -> None:
    """R-192: the date of issue is that of the swap; the calendar calls off the old shift."""
    add = ("people", "add", "刘主管", "--roles", "duty,supervisor", "--pin", "1234")
    assert line(*add, at=AT).code == 0
    asked = line(
        "swap", "ask", "陈静", "2026-12-04", "--shift", "晚班", "--reason", "家中有事",
        "--cause", "private",
        at=AT, json=True,
    )  # fmt: skip
    number = asked.json["id"]
    approve = ("swap", "approve", number, "刘主管", "--to", "王强", "--pin", "1234")
    assert line(*approve, at="2026-11-28 09:00").code == 0
    shown = line("roster", "export", "--as", "md", "--to", "-", at="2026-11-28 10:00").out
    assert "变更说明（与第1版相比）" in shown
    assert "1. 2026-12-04 管理处 晚班：陈静 → 王强（替）" in shown
    assert "2026年11月28日　第2版" in shown
    calendar = line("roster", "export", "--as", "ics", "--to", "-", at="2026-11-28 10:00").out
    assert calendar.count("STATUS:CANCELLED") == 1


def test_a_preview_shows_the_units_and_cars_of_the_address_list(line: Line, tmp_path: Path) -> None:
    """R-067: the import keeps the unit of a new person, and the car on the driver's lines."""
    book = openpyxl.Workbook()
    month, people = book.worksheets[0], book.create_sheet("通讯录")
    for row in (["2027年1月值班表"], ["日期", "早班", "司机"], ["2027-01-01", "李娜", "王师傅"]):
        month.append(row)
    people.append(["姓名", "手机", "部门", "车牌号"])
    people.append(["王师傅", "13800000301", "车队", "京A12345"])
    people.append(["李娜", "13800000101", "客服部", "京B54321"])
    book.save(tmp_path / "cars.xlsx")
    words = ("roster", "import", str(tmp_path / "cars.xlsx"))
    out = line(*words, "--preview", at=AT).out
    assert "New people: 王师傅 (车队)" in out
    assert "Car 京A12345: 王师傅, dates as driver: 1" in out
    assert "nobody drives them here: 李娜 京B54321" in out
    assert "keeps no unit of 李娜 (客服部)" in out
    assert line(*words, at=AT).code == 0
    found = {p["name"]: p["unit"] for p in line("people", "list", at=AT, json=True).json}
    assert (found["王师傅"], found["李娜"]) == ("车队", "")
    lines = line("roster", "show", "2027-01", at=AT, json=True).json["lines"]
    assert [x["plate"] for x in lines if x["role"] == "driver"] == ["京A12345"]
    line("people", "change", "李娜", "--unit", "前台", at=AT)
    assert "李娜 is of 客服部 here; the station keeps 前台" in line(*words, "--preview", at=AT).out
