"""While the records are damaged every command says so on the error stream, and in its JSON (R7)."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyroom.store.pending import Mended, Pending, keep_pending
from tests.cli.spoken import Line, Said
from tests.stations.damaged import NIGHT, cut, newest_page, night_centre
from tests.stations.making import PIN

PAGE = "2026-12-03.json"


@pytest.fixture
def whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    """Return the command line of the centre at night: nothing is damaged yet."""
    night_centre(tmp_path / "station")
    return Line(tmp_path / "station", capsys)


def ask(line: Line, *words: str, at: str = "", json: bool = False) -> Said:
    return line(*words, "--language", "zh", at=at, json=json)


READING = [
    ("now",),
    ("due",),
    ("log", "list"),
    ("contacts",),
    ("people", "list"),
    ("search", "来电"),
    ("handover", "show"),
    ("roster", "show"),
    ("swap", "list"),
    ("audit",),
    ("data", "copies"),
    ("data", "doctor"),
    ("data", "verify"),
]


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_every_command_names_the_file_the_copy_and_what_to_type(
    whole: Line, words: tuple[str, ...]
) -> None:
    """What it answers otherwise, and its exit code, stay as they were."""
    before = ask(whole, *words)
    assert "损坏" not in before.err
    cut(whole.folder)
    said = ask(whole, *words)
    (line,) = [each for each in said.err.splitlines() if each.startswith("! 记录有损坏")]
    assert PAGE in line and "dutyroom data doctor" in line
    assert "21:40 的备份有" in line and "条记录" in line
    if words[0] != "data":
        assert said.code == before.code


def test_json_has_the_damage_where_it_is_an_object_and_only_then(whole: Line) -> None:
    """A list stays a list, and answers about whole records stay byte for byte."""
    assert "damage" not in ask(whole, "now", json=True).json
    cut(whole.folder)
    damage = ask(whole, "now", json=True).json["damage"]
    assert damage["found"][0]["file"] == f"2026-12/{PAGE}"
    assert damage["copy"]["at"].startswith("2026-12-03T21:40:00")
    assert damage["copy"]["records"] > 6
    assert damage["fault"] is None
    assert isinstance(ask(whole, "log", "list", json=True).json, list)


def test_a_refusal_while_damaged_has_its_clause_its_exit_code_and_the_damage(whole: Line) -> None:
    number = ask(whole, "log", "list", json=True).json[-1]["id"]
    cut(whole.folder)
    said = ask(whole, "log", "close", number, "好了", "--by", "赵敏", json=True)
    assert said.code == 3
    (rule,) = said.json["rules"]
    assert (rule["code"], rule["clause"]) == ("records_damaged", "R-013")
    assert "Ctrl+]" in rule["text"] and "data doctor --mend" in rule["text"]
    assert said.json["damage"]["copy"] is not None


def test_a_call_is_taken_while_damaged_with_the_line_behind_it(whole: Line) -> None:
    cut(whole.folder)
    said = ask(whole, "log", "call", "停电后第一个来电", "--by", "赵敏", json=True)
    assert said.code == 0
    assert "记录有损坏" in said.err
    assert said.json["entry"]["id"] not in [f"LD-20261203-{n:03}" for n in range(1, 9)]


def test_without_a_copy_it_says_that_there_is_none(whole: Line) -> None:
    cut(whole.folder)
    (whole.folder / "backup").rename(whole.folder / "away")
    assert "没有可用的备份" in ask(whole, "now").err


def test_the_line_goes_with_the_mending(whole: Line) -> None:
    page = newest_page(whole.folder)
    page.write_bytes(page.read_bytes().replace('"text":"来电1"'.encode(), '"text":"来电1'.encode()))
    assert "记录有损坏" in ask(whole, "now", at=NIGHT).err
    assert ask(whole, "data", "doctor", "--mend", at=NIGHT).err == ""
    assert "损坏" not in ask(whole, "now", at=NIGHT).err


def test_a_mending_that_was_cut_off_is_named_until_another_finishes_it(whole: Line) -> None:
    """Its pages are in order already: only the record of it is owed."""
    file = f"2026-12/{PAGE}"
    keep_pending(whole.folder / "ledger", Pending(3, (Mended(file, 1),)))
    said = ask(whole, "data", "doctor", at=NIGHT)
    assert said.code == 0
    assert f"{file}：上次修复中断" in said.out
    assert "dutyroom data doctor --mend" in said.out
    assert ask(whole, "data", "doctor", at=NIGHT, json=True).json["cut_off"] == [file]
    assert ask(whole, "data", "doctor", "--mend", at=NIGHT, json=True).json["record"]
    assert "中断" not in ask(whole, "data", "doctor", at=NIGHT).out


def test_restoring_without_a_reason_says_that_it_mended_all_the_same(whole: Line) -> None:
    """The reason is asked for only where something would be put back."""
    signed = ("--yes", "--by", "刘建平", "--pin", PIN)
    same = ask(whole, "data", "restore", *signed, at=NIGHT)
    assert (same.code, "无须恢复" in same.out) == (0, True)
    assert ask(whole, "contacts", "set", "供水", "96889", at="2026-12-03 21:49:10").code == 0
    copy = ask(whole, "data", "backup", at="2026-12-03 21:49:20", json=True).json["name"]
    assert ask(whole, "contacts", "set", "供水", "12345", at="2026-12-03 21:49:30").code == 0
    page = newest_page(whole.folder)
    page.write_bytes(page.read_bytes().replace('"text":"来电1"'.encode(), '"text":"来电1'.encode()))
    said = ask(whole, "data", "restore", copy, *signed, at=NIGHT)
    assert (said.code, "原因" in said.err) == (2, True)
    assert "已先修复" in said.err
    assert "损坏" not in ask(whole, "now", at=NIGHT).err


@pytest.mark.parametrize("words", [("clock", "set", "21:41"), ("clock", "right")], ids=" ".join)
def test_who_says_what_time_it_is_is_asked_for_with_the_option(
    whole: Line, words: tuple[str, ...]
) -> None:
    said = ask(whole, *words)
    assert said.code == 2
    assert "--by" in said.err
