"""A month that began without its roster stays to be read in its attendance sheet (R-109)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.spoken import Line, Type, line_after

INPUT = Path(__file__).parents[1] / "input"
BEFORE = "2026-11-20 10:00"


def begun(typed: Line) -> None:
    assert typed("init", "--drill", "--name", "江南春天管理处").code == 0
    typed("people", "add", "周领班", "--rank", "客户服务领班", at=BEFORE)
    assert typed("roster", "import", str(INPUT / "december-2026.xlsx"), at=BEFORE).code == 0


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Type:
    """Return the command line of a centre with a lead and a draft of December."""
    return line_after(begun, tmp_path / "station", capsys)


def sheet(line: Type, at: str, month: str = "2026-12", *more: str) -> str:
    out: str = line("shift", "sheet", "--month", month, *more, at=at).out
    return out


def test_a_roster_in_time_is_no_exception(line: Type) -> None:
    line("roster", "publish", at="2026-11-30 23:59:59")
    assert "exception" not in sheet(line, "2026-12-05 09:00")


def test_a_roster_published_after_the_first_is_one_for_the_lead(line: Type) -> None:
    """R-109: with the lead's name, both times and the clause, in every later month too."""
    assert "exception" not in sheet(line, "2026-11-30 23:59")
    said = sheet(line, "2026-12-01 00:00")
    assert "exception: Roster of 2026-12 is not published (客户服务领班)" in said
    assert "[R-109]  周领班  owed 12-01 00:00  not done" in said
    line("roster", "publish", at="2026-12-02 09:14")
    line("people", "change", "周领班", "--rank", "物业助理", at="2026-12-03 09:00")
    after = "2027-02-15 10:00"
    said = sheet(line, after)
    assert "exception: Roster of 2026-12 was published too late" in said
    assert "[R-109]  周领班  owed 12-01 00:00  done 12-02 09:14" in said
    chinese = sheet(line, after, "2026-12", "--language", "zh")
    assert "例外：2026-12值班表发布过晚（客户服务领班）" in chinese
    found = line("shift", "sheet", "--month", "2026-12", at=after, json=True).json
    (late,) = found["exceptions"]
    assert (late["code"], late["people"], late["done"][:10]) == (
        "roster_late",
        ["周领班"],
        "2026-12-02",
    )


def test_a_later_version_does_not_make_a_month_late(line: Type) -> None:
    """R-109: version 1 counts; what a swap or a new version changed later was in force before."""
    line("roster", "publish", at="2026-11-28 09:00")
    file = str(INPUT / "december-2026.xlsx")
    assert line("roster", "import", file, at="2026-12-10 09:00").code == 0
    assert line("roster", "publish", at="2026-12-10 09:01").code == 0
    assert "exception" not in sheet(line, "2026-12-11 09:00")


def test_one_persons_sheet_has_only_what_names_that_person(line: Type) -> None:
    line("roster", "publish", at="2026-12-02 09:14")
    assert "R-109" in sheet(line, "2026-12-05 09:00", "2026-12", "--person", "周领班")
    assert "R-109" not in sheet(line, "2026-12-05 09:00", "2026-12", "--person", "李娜")


def test_a_month_before_the_station_was_set_up_is_nobodys_fault(line: Type) -> None:
    assert "exception" not in sheet(line, "2026-12-05 09:00", "2026-11")
