"""What lies next to the records and cannot be believed is named on the error stream."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.spoken import Line, line_after


def begun(typed: Line) -> None:
    assert typed("init", "--drill", "--name", "江南春天管理处").code == 0
    assert typed("data", "backup", at="2026-12-01 08:00").code == 0


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    """Return the command line of a drill station with one copy."""
    return line_after(begun, tmp_path / "station", capsys)


@pytest.mark.parametrize("words", [("data", "copies"), ("data", "doctor"), ("data", "restore")])
def test_a_wrong_copy_is_named(line: Line, words: tuple[str, ...]) -> None:
    (file,) = line.folder.glob("backup/*/copy.json")
    file.write_text('{"name": "/", "month": ".."}', "utf-8")
    said = line("--language", "en", *words)
    assert f"{file} is passed over" in said.err
    assert said.code == (2 if "restore" in words else 0)
    said = line("--language", "zh", *words)
    assert "不予采用" in said.err


def test_doctor_names_a_folder_that_is_open_to_everybody(line: Line) -> None:
    (line.folder / "drafts").chmod(0o777)
    said = line("--language", "zh", "data", "doctor")
    assert said.code == 0
    assert f"{line.folder}/drafts 对本机所有人开放（权限 777）。请执行 chmod o=" in said.err
