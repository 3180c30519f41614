"""R12: the records are gone; every command says so, and the folder's owner puts a copy back."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from dutyroom.desk.desk import open_desk
from dutyroom.store.errors import StoreError
from dutyroom.store.lost import NoLedger
from tests.cli.spoken import Line, line_after

DAY = "2026-12-01"


def begun(typed: Line) -> None:
    assert typed("init", "--drill", "--name", "江南春天管理处").code == 0
    assert typed("people", "add", "李娜", "--pin", "1234", at="2026-11-20 09:00").code == 0
    typed("contacts", "set", "供水", "96889", at="2026-11-20 09:00")
    typed("log", "call", "十一月", at="2026-11-20 09:10")
    typed("log", "call", "一", at=f"{DAY} 08:00")
    typed("log", "call", "二", at=f"{DAY} 09:00")
    assert typed("data", "backup", at=f"{DAY} 09:30").code == 0
    typed("log", "call", "三", at=f"{DAY} 09:40")


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    """Return the command line of a drill station with a copy of 09:30, and a call after it."""
    return line_after(begun, tmp_path / "station", capsys)


def calls(line: Line) -> list[str]:
    found = line("log", "list", at=f"{DAY} 10:05", json=True).json
    return [call["text"] for call in reversed(found)]


def gone(line: Line) -> None:
    shutil.rmtree(line.folder / "ledger")


def emptied(line: Line) -> None:
    gone(line)
    (line.folder / "ledger").mkdir()


def turned_into_a_file(line: Line) -> None:
    gone(line)
    (line.folder / "ledger").write_text("x")


LOSSES = [gone, emptied, turned_into_a_file]


@pytest.mark.parametrize("lose", LOSSES)
@pytest.mark.parametrize(
    "words",
    [
        ("now",),
        ("log", "call", "来电"),
        ("log", "list"),
        ("shift", "in", "李娜"),
        ("people", "add", "外人", "--pin", "0000"),
        ("data", "verify"),
        ("data", "doctor", "--mend"),
        ("data", "backup"),
        ("data", "restore", "--yes"),
        ("search", "一"),
        ("audit",),
    ],
    ids=" ".join,
)
def test_every_command_says_that_the_records_are_gone(
    line: Line, words: tuple[str, ...], lose: object
) -> None:
    """Nothing is begun anew: a new ledger would know no PIN."""
    assert callable(lose)
    lose(line)
    before = sorted(path.name for path in line.folder.rglob("*"))
    said = line(*words, at=f"{DAY} 10:00")
    assert said.code == 5
    assert f"{DAY}T093000-demand with" in said.err
    assert "data restore --recover" in said.err
    assert sorted(path.name for path in line.folder.rglob("*")) == before


def test_the_contacts_answer_all_the_same(line: Line) -> None:
    gone(line)
    assert "96889" in line("contacts", at=f"{DAY} 10:00").out


def test_a_room_that_is_open_writes_nothing_into_an_emptied_ledger(line: Line) -> None:
    desk = open_desk(line.folder, terminal="值班室", at=f"{DAY} 10:00")
    people = desk.state().people
    emptied(line)
    assert desk.state().people == people
    assert isinstance(desk.fault, NoLedger)
    with pytest.raises(StoreError), desk.change("log.call", ""):
        pass
    assert list((line.folder / "ledger").glob("20*")) == []


@pytest.mark.parametrize("lose", LOSSES)
def test_the_owner_puts_the_newest_good_copy_back(line: Line, lose: object) -> None:
    """With the call of after the copy, which stands among today's lines."""
    assert callable(lose)
    lose(line)
    done = line("data", "restore", "--recover", at=f"{DAY} 10:00")
    assert (done.code, done.err) == (0, "")
    assert calls(line) == ["十一月", "一", "二", "三"]
    assert line("search", "十一月", at=f"{DAY} 10:05").out.count("十一月") == 1
    assert line("data", "verify", at=f"{DAY} 10:06").code == 0
    assert (
        line("log", "call", "四", at=f"{DAY} 10:10", json=True).json["entry"]["id"].endswith("004")
    )
    mended, told = line("audit", at=f"{DAY} 10:12", json=True).json
    assert mended["id"].startswith("XF")
    assert (told["recovered"], told["copy"]) == (True, f"{DAY}T093000-demand")
    assert told["user"]
    assert "no records were left" in line("audit", at=f"{DAY} 10:12").out


def test_what_makes_the_station_comes_back_with_it(line: Line) -> None:
    gone(line)
    files = {name: (line.folder / name).read_bytes() for name in ("station.toml", "profile.json")}
    (line.folder / "station.toml").unlink()
    (line.folder / "profile.json").write_text("{")
    (line.folder / "contacts.txt").unlink()
    assert line("data", "restore", "--recover", at=f"{DAY} 10:00").code == 0
    assert {name: (line.folder / name).read_bytes() for name in files} == files
    assert "96889" in (line.folder / "contacts.txt").read_text("utf-8")
    assert calls(line) == ["十一月", "一", "二", "三"]
    assert [path.name for path in (line.folder / "quarantine").glob("profile.json*")] != []


@pytest.mark.parametrize("name", ["profile.json", "station.toml"])
def test_a_broken_file_of_the_station_is_put_back_while_the_records_stay(
    line: Line, name: str
) -> None:
    (line.folder / name).write_text("{")
    said = line("now", at=f"{DAY} 10:00")
    assert said.code in (2, 5)
    assert f"{name} is missing or cannot be used" in said.err
    assert line("data", "restore", "--recover", at=f"{DAY} 10:00").code == 0
    assert calls(line) == ["十一月", "一", "二", "三"]
    again = line("data", "restore", "--recover", at=f"{DAY} 10:01")
    assert (again.code, "Nothing is missing" in again.out) == (0, True)


def test_a_station_that_is_reached_through_a_link_comes_back_too(line: Line) -> None:
    gone(line)
    real = line.folder.rename(line.folder.with_name("elsewhere"))
    line.folder.symlink_to(real)
    assert line("data", "restore", "--recover", at=f"{DAY} 10:00").code == 0
    assert calls(line) == ["十一月", "一", "二", "三"]


def test_a_month_of_copies_that_is_a_link_is_not_followed(line: Line, tmp_path: Path) -> None:
    gone(line)
    months = line.folder / "backup" / "months"
    months.rename(tmp_path / "elsewhere")
    months.symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "2026-11" / "2026-11-29.json").write_text("somebody's letter")
    assert line("data", "restore", "--recover", at=f"{DAY} 10:00").code == 0
    assert list(line.folder.glob("*/2026-11/2026-11-29.json")) == []


def test_somebody_who_does_not_own_the_folder_puts_nothing_back(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone(line)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 4711)
    said = line("data", "restore", "--recover", at=f"{DAY} 10:00")
    assert said.code == 3
    assert "owns the station's folder" in said.err
    assert not (line.folder / "ledger").exists()


@pytest.mark.parametrize("words", [("doctor", "--mend"), ("restore", "--recover")], ids=" ".join)
def test_where_the_last_line_is_still_known_mending_brings_everything_back_too(
    line: Line, words: tuple[str, ...]
) -> None:
    for month in (line.folder / "ledger").glob("20*"):
        shutil.rmtree(month)
    assert line("now", at=f"{DAY} 10:00").err
    assert line("data", *words, at=f"{DAY} 10:00").code == 0
    assert calls(line) == ["十一月", "一", "二", "三"]
    assert line("data", "verify", at=f"{DAY} 10:06").code == 0


def test_nothing_is_begun_anew_where_only_todays_lines_are_left(line: Line) -> None:
    emptied(line)
    for copy in (line.folder / "backup").glob("[2m]*"):
        shutil.rmtree(copy)
    said = line("log", "call", "来电", at=f"{DAY} 10:00")
    assert (said.code, "The records are gone" in said.err) == (5, True)


def test_without_any_copy_nothing_is_made_up(line: Line) -> None:
    gone(line)
    shutil.rmtree(line.folder / "backup")
    (line.folder / "backup").mkdir()
    said = line("data", "restore", "--recover", at=f"{DAY} 10:00")
    assert (said.code, "no good copy" in said.err) == (5, True)
    assert line("log", "call", "来电", at=f"{DAY} 10:00").code == 5
    assert not (line.folder / "ledger").exists()


def test_records_that_are_there_are_not_called_gone_for_want_of_a_copy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = Line(tmp_path / "station", capsys)
    line("init", "--drill", "--profile", "property-centre")
    line("log", "call", "停电", at="2026-12-03 10:00")
    (tmp_path / "station" / "profile.json").unlink()
    said = line("data", "restore", "--recover")
    assert (said.code, said.err) == (2, "There is no copy yet.\n")
