"""Files that nobody in his senses wrote are a sentence with the file's name, not a traceback."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dutyroom.settings.config import parse_config, read_config, remember
from tests.cli.spoken import Line, line_after

DEEP = "[" * 100_000 + "]" * 100_000
NEARLY = "[" * 900 + "]" * 900
DIGITS = "9" * 5000


def begun(typed: Line) -> None:
    assert typed("init", "--drill", "--name", "江南春天管理处").code == 0


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    """Return the command line of a drill station."""
    return line_after(begun, tmp_path / "station", capsys)


JSON = {
    "deep": DEEP,
    "nearly too deep": NEARLY,
    "deep tables": '{"a":' * 50_000,
    "deep in a known key": '{"year": ' + NEARLY + "}",
    "digits": DIGITS,
    "digits in a known key": '{"year": ' + DIGITS + "}",
    "a number": "7",
    "text": '"x"',
    "nothing": "null",
    "empty": "",
    "bytes": "\udcff\udcfe",
}


def put(file: Path, text: str) -> Path:
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    return file


@pytest.mark.parametrize("name", JSON)
@pytest.mark.parametrize(
    "words",
    [
        lambda file: ("calendar", str(file)),
        lambda file: ("profile", "check", str(file)),
        lambda file: ("init", "--profile", str(file)),
    ],
    ids=["calendar", "profile", "init"],
)
def test_a_hostile_file_of_a_command(
    line: Line, tmp_path: Path, name: str, words: Callable[[Path], tuple[str, ...]]
) -> None:
    file = put(tmp_path / "given.json", JSON[name])
    said = line("--language", "en", *words(file), at="2026-12-01 08:00")
    assert said.code in (2, 3), said
    assert len(said.err) < 1000
    if name not in ("a number", "text", "nothing"):
        assert "given.json" in said.err
    assert said.err.strip()


@pytest.mark.parametrize("name", ["deep", "nearly too deep", "digits", "empty", "bytes"])
def test_a_hostile_profile_of_the_station(line: Line, name: str) -> None:
    file = put(line.folder / "profile.json", JSON[name])
    said = line("--language", "en", "now", at="2026-12-01 08:00")
    assert said.code in (2, 5)
    assert str(file) in said.err


TOML = {
    "deep": "name = " + DEEP,
    "nearly too deep": "name = " + NEARLY,
    "deep tables": "[" + ".".join("a" * 20_000) + "]",
    "digits": "name = " + DIGITS,
    "a date that is none": "name = 2026-02-31",
    "no TOML": "name = ",
    "bytes": 'name = "\udcff"',
}


@pytest.mark.parametrize("name", TOML)
def test_a_hostile_station_file(line: Line, name: str) -> None:
    file = put(line.folder / "station.toml", TOML[name])
    said = line("--language", "en", "now")
    assert said.code == 5
    assert f"{file} cannot be understood" in said.err


@pytest.mark.parametrize(
    "text", ["name = 7", 'name = ["x"]', 'drill = "false"', "language = true", "drill = 1"]
)
def test_a_station_file_of_wrong_kinds(line: Line, text: str) -> None:
    file = put(line.folder / "station.toml", text)
    said = line("--language", "en", "now")
    assert said.code == 5
    assert f"{file} cannot be understood: {text.split()[0]} is of a wrong kind" in said.err


@pytest.mark.parametrize("name", TOML)
def test_hostile_settings(tmp_path: Path, name: str) -> None:
    file = put(tmp_path / "config.toml", TOML[name])
    config = read_config(file, {})
    assert len(config.mistakes) == 1
    assert config.language == ""
    before = file.read_bytes()
    with pytest.raises((OSError, UnicodeDecodeError)):
        remember(file, "theme", "duty-day")
    assert file.read_bytes() == before


@pytest.mark.parametrize("text", ["keys = 7", "keys = []", 'language = ["zh"]', "bell = 1"])
def test_settings_of_wrong_kinds(text: str) -> None:
    assert parse_config(text, {}).mistakes


@pytest.mark.parametrize(
    "words",
    [
        lambda file: ("calendar", str(file)),
        lambda file: ("profile", "check", str(file)),
        lambda file: ("init", "--profile", str(file)),
        lambda file: ("now",),
    ],
    ids=["calendar", "profile", "init", "the station's own"],
)
def test_what_does_not_fit_is_told_with_its_file_and_its_key(
    line: Line, tmp_path: Path, words: Callable[[Path], tuple[str, ...]]
) -> None:
    typed = words(tmp_path / "given.json")
    file = tmp_path / "given.json" if len(typed) > 1 else line.folder / "profile.json"
    put(file, '{"tiers": "two", "year": "2027", "holidays": []}')
    said = line("--language", "en", *typed, at="2026-12-01 08:00")
    key = "year: '2027' is not" if "calendar" in typed else "tiers: 'two' is not"
    assert said.code == 2
    assert f"{file} does not fit; nothing was changed:\n" in said.err
    assert f"{key} a whole number" in said.err
    said = line("--language", "zh", *typed, at="2026-12-01 08:00", json=True)
    assert said.json["file"] == str(file)


@pytest.mark.parametrize("odd", [os.mkfifo, os.mkdir])
def test_an_odd_file_of_a_command_is_named(
    line: Line, tmp_path: Path, odd: Callable[[Path], None]
) -> None:
    odd(tmp_path / "given.json")
    for words in (("calendar",), ("profile", "check"), ("init", "--profile")):
        said = line("--language", "en", *words, str(tmp_path / "given.json"))
        assert said.code == 2
        assert said.err == f"{tmp_path / 'given.json'} is no file that can be read\n"


def test_settings_in_a_pipe_keep_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "config.toml")
    config = read_config(tmp_path / "config.toml", {})
    assert "config.toml is no file that can be read" in str(config.mistakes[0].sentence)
