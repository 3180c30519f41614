"""Planning typed as commands: a month, a leave, who has served how much."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from tests.cli.spoken import Line, line_after

AT = "2026-11-25 10:00"
INPUT = Path(__file__).parents[1] / "input"


def begun(typed: Line) -> None:
    assert typed("init", "--drill", "--name", "江南春天管理处").code == 0
    assert typed("roster", "import", str(INPUT / "december-2026.xlsx"), at=AT).code == 0
    assert typed("roster", "publish", at=AT).code == 0


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    """Return the command line of a drill station with December published."""
    return line_after(begun, tmp_path / "station", capsys)


def plan(line: Line, *words: str) -> dict[str, object]:
    said = line("roster", "plan", *words, at=AT, json=True)
    assert said.code == 0, said.err
    found: dict[str, object] = said.json
    return found


def test_a_month_is_planned_checked_and_published(line: Line) -> None:
    """R-109: the lead compiles next month's roster."""
    done = plan(line, "--month", "2027-01", "--seed", "5")
    roster = done["roster"]
    assert isinstance(roster, dict)
    assert (roster["state"], roster["source"], done["empty"]) == ("draft", "plan seed=5", 0)
    assert [f for f in done["findings"] if f["level"] == "block"] == []  # type: ignore[attr-defined]
    assert line("roster", "publish", "2027-01", "--provisional", at=AT).code == 0


def test_the_same_seed_plans_the_same_month(line: Line) -> None:
    one, other = (plan(line, "--month", "2027-01", "--preview") for _ in range(2))
    assert one == other
    assert one["written"] is False


def test_planning_again_after_a_leave_changes_only_what_was_lost(line: Line) -> None:
    """The published roster stays in force; the new version is a draft beside it."""
    before = plan(line, "--month", "2027-01")["roster"]
    assert line("roster", "publish", "2027-01", "--provisional", at=AT).code == 0
    lost = [x for x in before["lines"] if _has(x, "李娜") and "05" <= x["day"][8:] <= "12"]  # type: ignore[index]
    done = plan(line, "--keep", "2027-01", "--away", "李娜=2027-01-05..2027-01-12")
    changes = done["changes"]
    assert lost
    assert [(c["day"], c["shift"]) for c in changes] == [  # type: ignore[attr-defined]
        (x["day"], x["shift"]) for x in lost
    ]
    roster = done["roster"]
    assert (roster["state"], roster["version"]) == ("draft", 2)  # type: ignore[index]
    assert roster["id"] != before["id"]  # type: ignore[index]


def _has(line: dict[str, object], name: str) -> bool:
    return name in json.dumps(line["people"], ensure_ascii=False) and line["role"] == "duty"


def test_a_shift_is_locked_by_a_command_and_planned_around(line: Line) -> None:
    before = plan(line, "--month", "2027-01")["roster"]
    day = next(x["day"] for x in before["lines"] if _has(x, "李娜"))  # type: ignore[index]
    assert f"keeps the shift of {day}" in line("roster", "lock", "李娜", day, at=AT).out
    away = ("--keep", "2027-01", "--away", f"李娜={day}")
    assert plan(line, *away)["changes"] == []
    assert "free again" in line("roster", "lock", "李娜", day, "--free", at=AT).out
    assert [c["day"] for c in plan(line, *away)["changes"]] == [day]  # type: ignore[attr-defined]


def _on(line: Line, day: str, shift: str) -> list[str]:
    found = line("roster", "show", "2026-12", at=AT, json=True).json
    (there,) = [x for x in found["lines"] if (x["day"], x["shift"]) == (day, shift)]
    return [one["person"] for one in there["people"]]


def test_a_roster_is_edited_by_commands_and_the_edit_taken_back(line: Line) -> None:
    """What the Board does with Space, for who writes scripts; the roster in force stands."""
    day, shift = "2026-12-04", "晚班"
    (before,) = _on(line, day, shift)
    new = next(name for name in ("李娜", "刘洋", "陈静") if name != before)
    edit = ("roster", "place", new, day, shift, "--instead-of", before)
    done = line(*edit, at=AT, json=True)
    assert (done.code, done.json["state"], done.json["version"]) == (0, "draft", 2), done.err
    assert line("roster", "lift", new, day, shift, at=AT).code == 0
    twice = line("roster", "lift", new, day, shift, at=AT)
    assert (twice.code, "has no shift on" in twice.err) == (2, True)
    assert line("roster", "undo", day, at=AT).code == 0
    away = line("roster", "undo", day, at=AT, json=True).json
    assert (away["state"], away["version"]) == ("published", 1)
    assert _on(line, day, shift) == [before]
    assert "Only a draft can be changed back" in line("roster", "undo", day, at=AT).err
    assert "Name one shift: " in line("roster", "place", new, day, "茶歇", at=AT).err


def test_who_heads_a_date_is_changed_by_a_command(line: Line) -> None:
    """R-018: the chief duty officer is one line a date, in the roster as the shifts are."""
    found = line("roster", "show", "2026-12", at=AT, json=True).json["lines"]
    before = next(x for x in found if (x["day"], x["role"]) == ("2026-12-04", "chief"))
    old = before["people"][0]["person"]
    words = ("roster", "place", "李娜", "2026-12-04", "总值班员", "--instead-of", old)
    done = line(*words, at=AT, json=True)
    assert (done.code, done.json["version"]) == (0, 2), done.err
    heads = [x for x in done.json["lines"] if (x["day"], x["role"]) == ("2026-12-04", "chief")]
    assert [one["person"] for one in heads[0]["people"]] == ["李娜"] and len(heads) == 1
    assert line("roster", "lift", "李娜", "2026-12-04", "chief", at=AT).code == 0


def test_a_draft_that_is_planned_again_is_the_same_draft(line: Line) -> None:
    before = plan(line, "--month", "2027-01")["roster"]
    again = plan(line, "--keep", "2027-01")
    assert again["roster"]["id"] == before["id"]  # type: ignore[index]
    assert again["changes"] == []


def test_what_last_year_brought_is_counted(line: Line) -> None:
    """R-233: December is counted, by kind, and the most minus the least is told."""
    table = line("roster", "fairness", "2026", at=AT, json=True).json
    people = {row["person"]: row for row in table["people"]}
    assert people["李娜"]["total"] > 0
    totals = [row["total"] for row in table["people"] if row["total"]]
    assert table["spread"]["total"] == max(totals) - min(totals)
    said = line("roster", "fairness", "2026", at=AT)
    assert "most − least" in said.out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--month", "2027-13"), "2027-13 is no month: write 2027-01"),
        (("--month", "next"), "next is no month: write 2027-01"),
        (("--month", "２０２７-０１"), "２０２７-０１ is no month: write 2027-01"),
        ((), "Say what to plan"),
        (("--from", "2027-01-09", "--to", "2027-01-01"), "The last day is before the first"),
        (("--from", "2027-01-01", "--to", "2029-01-01"), "one year at most"),
        (("--month", "2027-01", "--away", "李娜"), "李娜 is no absence"),
        (("--month", "2027-01", "--away", "某甲=2027-01-01"), "某甲"),
        (("--month", "2027-01", "--seconds", "0"), "at least one second"),
    ],
)
def test_wrong_words_are_named(line: Line, words: tuple[str, ...], sentence: str) -> None:
    said = line("roster", "plan", *words, at=AT)
    assert (said.code, sentence in said.err) == (2, True)


@pytest.mark.skipif(importlib.util.find_spec("ortools") is not None, reason="it is installed")
def test_without_the_extra_the_solver_is_said_to_be_missing(line: Line) -> None:
    said = line("roster", "plan", "--month", "2027-01", "--solver", at=AT)
    assert (said.code, "[solver]" in said.err) == (2, True)
