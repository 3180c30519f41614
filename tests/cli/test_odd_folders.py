"""What is no folder, given as the station's: a sentence from every command, and from the room."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dutyroom.cli.main import run


def nothing(_path: Path) -> None:
    pass


def a_file(path: Path) -> None:
    path.write_text("x", "utf-8")


def a_link_in_a_circle(path: Path) -> None:
    path.symlink_to(path)


def a_link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


COMMANDS = [
    ("now",),
    ("log", "call", "x"),
    ("data", "doctor"),
    ("data", "restore", "--recover"),
    ("search", "x"),
    (),
]


@pytest.mark.parametrize("words", COMMANDS)
@pytest.mark.parametrize(
    "put", [nothing, a_file, os.mkfifo, a_link_in_a_circle, a_link_to_a_device]
)
def test_an_odd_folder_is_a_sentence(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    put: Callable[[Path], None],
    words: tuple[str, ...],
) -> None:
    put(tmp_path / "station")
    before = sorted(tmp_path.iterdir())
    assert run([*words, "--data", str(tmp_path / "station"), "--language", "en"]) in (2, 5)
    said = capsys.readouterr()
    assert said.out + said.err
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("words", COMMANDS)
@pytest.mark.parametrize("path", ["a\0b", "\ud800", "~nobody-at-all/x", "x" * 5000, "/dev/zero/x"])
def test_a_path_that_is_none_is_a_sentence(
    capsys: pytest.CaptureFixture[str], path: str, words: tuple[str, ...]
) -> None:
    assert run([*words, "--data", path, "--language", "en"]) in (2, 5)
    assert "\n" in capsys.readouterr().err
