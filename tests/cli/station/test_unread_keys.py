"""Keys of a profile that nothing asks for yet are named, one a line, and the station opens."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dutyroom.resources import data_text
from tests.cli.spoken import Line

WAITS = "nothing asks for this yet"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rules: dict[str, Any] = json.loads(data_text("profiles/property-centre.json"))
    rules["phone"] = {"cluster_n": 4}
    for key in ("incident", "sources", "version"):
        rules.pop(key, None)
    rules["alcohol_exception"] = True
    path = tmp_path / "own.json"
    path.write_text(json.dumps(rules, ensure_ascii=False), "utf-8")
    return path


def test_init_names_each_and_the_station_opens_all_the_same(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = Line(tmp_path / "station", capsys)
    said = line("init", "--drill", "--profile", str(file), "--name", "管理处")
    assert said.code == 0
    assert said.out.splitlines()[1:] == [
        f"phone.cluster_n: {WAITS}",
        f"alcohol_exception: {WAITS}",
    ]
    assert line("people", "list", at="2026-12-01 09:00").code == 0


def test_a_check_names_them_of_a_file_and_of_the_station_itself(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = Line(tmp_path / "station", capsys)
    line("init", "--drill", "--profile", str(file), "--name", "管理处")
    for words in ((), (str(file),)):
        told = line("profile", "check", *words).out.splitlines()
        assert [x for x in told if WAITS in x] == [
            f"phone.cluster_n: {WAITS}",
            f"alcohol_exception: {WAITS}",
        ]


def test_a_profile_without_such_keys_has_no_such_line(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = json.loads(file.read_text("utf-8"))
    del rules["phone"], rules["alcohol_exception"]
    file.write_text(json.dumps(rules, ensure_ascii=False), "utf-8")
    line = Line(tmp_path / "station", capsys)
    assert len(line("init", "--drill", "--profile", str(file)).out.splitlines()) == 1
    assert WAITS not in line("profile", "check").out
