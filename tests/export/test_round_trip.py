"""What is written is read again as the same roster, by another station too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from dutyroom.desk.roster.export import export_roster
from dutyroom.domain.records.roster import RosterLine
from tests.stations.printed import DECEMBER, NATIONAL_DAY, read_back, station, taken_in


def comparable(lines: Iterable[RosterLine]) -> list[tuple[object, ...]]:
    return sorted(
        (
            (line.day, line.role, line.post, line.shift, line.start, line.end, line.remark,
             line.people)
            for line in lines
        ),
        key=str,
    )  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("which", [DECEMBER, NATIONAL_DAY], ids=["december", "national day"])
def test_a_roster_comes_back_line_by_line(
    tmp_path: Path, which: tuple[str, str, str], kind: str, language: str
) -> None:
    """Printed in either language."""
    desk, roster = taken_in(tmp_path / "station", which)
    to = tmp_path / f"out.{kind}"
    file = export_roster(desk, roster, kind, to, language=language).path
    elsewhere = station(tmp_path / "other", which[1], which[2])
    found = read_back(elsewhere, file)
    assert comparable(found.lines) == comparable(roster.lines)
    assert (found.title, found.kind) == (roster.title, roster.kind)
    assert (found.first, found.last) == (roster.first, roster.last)
    assert (found.starts, found.ends) == (roster.starts, roster.ends)
    assert not [problem for problem in found.problems if problem.grave]


def test_the_telephone_list_comes_back_with_those_who_do_no_nights(tmp_path: Path) -> None:
    desk, roster = taken_in(tmp_path / "station", DECEMBER)
    file = export_roster(desk, roster, "xlsx", tmp_path / "out.xlsx").path
    elsewhere = station(tmp_path / "other", DECEMBER[1], DECEMBER[2])
    people = {person.name: person for person in read_back(elsewhere, file).people}
    assert len(people) == 16
    assert (people["陈静"].phone, people["陈静"].night_exempt) == ("13800000103", "不值夜班")


def test_a_printed_roster_that_is_printed_again_says_nothing_twice(tmp_path: Path) -> None:
    """The foot with duties, changes and issuer is made anew, not taken for remarks."""
    desk, roster = taken_in(tmp_path / "station", NATIONAL_DAY)
    file = export_roster(desk, roster, "xlsx", tmp_path / "out.xlsx").path
    remarks = read_back(desk, file).remarks
    assert [words[:2] for words in remarks] == ["1.", "2.", "3.", "4.", "5."]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_every_remark_comes_back_to_its_own_line(tmp_path: Path, kind: str) -> None:
    """One of the chief, of one shift, of all on duty, and the plate of a driver."""
    desk, roster = taken_in(tmp_path / "station", DECEMBER)
    said = {
        ("chief", "", 3): "带好钥匙；电话不离身",
        ("chief", "", 25): "查岗",
        ("duty", "晚班", 4): "值班:一早",
    }
    lines = [
        replace(line, remark=said.get((line.role, line.shift, line.day.day), line.remark))
        for line in roster.lines
    ]
    chief = next(line for line in lines if line.role == "chief")
    lines.append(replace(chief, role="driver", plate="鄂A12345", remark="夜间备勤"))
    remarked = replace(roster, lines=tuple(lines))
    file = export_roster(desk, remarked, kind, tmp_path / f"out.{kind}").path
    found = read_back(station(tmp_path / "other", DECEMBER[1], DECEMBER[2]), file)
    assert comparable(found.lines) == comparable(lines)
    assert [line.plate for line in found.lines if line.role == "driver"] == ["鄂A12345"]


def test_a_remark_for_a_shift_that_nobody_has_is_kept_below(tmp_path: Path) -> None:
    text = (
        "江南春天管理处 2026年12月值班安排表,,,\n日期,早班,晚班,备注\n"
        "12月1日,李娜,,加强巡视；晚班：带钥匙\n12月2日,赵敏,陈静,晚班：查水泵\n"
    )
    (tmp_path / "sheet.csv").write_text(text, "utf-8")
    desk = station(tmp_path / "station", DECEMBER[1], DECEMBER[2])
    found = read_back(desk, tmp_path / "sheet.csv")
    said = [(line.day.day, line.shift, line.remark) for line in found.lines]
    assert said == [(1, "早班", "加强巡视"), (2, "早班", ""), (2, "晚班", "查水泵")]
    assert found.remarks == ("12-01: 晚班：带钥匙",)
