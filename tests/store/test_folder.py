"""A station's folder is made whole, shared by its group, and understood again."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from dutyroom.store import folder as folder_module
from dutyroom.store.errors import Exists, NoSpace, NotAStation, StoreError
from dutyroom.store.folder import FOLDERS, StationFolder, StationInfo


@pytest.fixture
def _private_umask() -> Iterator[None]:
    before = os.umask(0o077)
    yield
    os.umask(before)


def make(path: Path, name: str = "江南春天管理处") -> StationFolder:
    station = StationFolder(path)
    station.create(name=name, profile_text='{"a": 1}\n', language="zh", drill=True)
    return station


@pytest.mark.usefixtures("_private_umask")
def test_a_station_is_shared_by_its_group_whatever_the_umask(tmp_path: Path) -> None:
    station = make(tmp_path / "station")
    station.write_text("contacts.txt", "110\n")
    for path in (station.path, *station.path.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o2770 if path.is_dir() else 0o660), path
    assert {p.name for p in station.path.iterdir() if p.is_dir()} == set(FOLDERS)


@pytest.mark.parametrize(
    "name",
    [
        '他说"好"',
        "back\\slash",
        "[/] [b]",
        "全\u3000角",
        "\x1b[31m\x00\x07\x7f\x85",
        "a\nb\r\tc",
        "",
        "'''",
    ],
)
def test_any_name_is_read_back(tmp_path: Path, name: str) -> None:
    station = make(tmp_path / "station", name)
    assert replace(station.read(), id="") == StationInfo(name, "zh", True)
    assert station.profile_text() == '{"a": 1}\n'


def test_half_a_character_in_a_name_becomes_a_question_mark(tmp_path: Path) -> None:
    assert make(tmp_path / "station", "楼\udce4").read().name == "楼?"


def test_a_station_is_not_written_over(tmp_path: Path) -> None:
    station = make(tmp_path / "station", "first")
    with pytest.raises(Exists, match="nothing was changed"):
        make(tmp_path / "station", "second")
    assert station.read().name == "first"
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(Exists):
        make(tmp_path / "file")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "station"]


def test_an_empty_folder_may_become_a_station(tmp_path: Path) -> None:
    (tmp_path / "station").mkdir()
    assert make(tmp_path / "station").read().drill


def test_a_failure_leaves_nothing_half_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> NoReturn:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(folder_module, "replace_file", full)
    with pytest.raises(NoSpace):
        make(tmp_path / "station")
    assert list(tmp_path.iterdir()) == []


def test_no_station_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotAStation, match="dutyroom init") as caught:
        StationFolder(tmp_path / "none").read()
    assert caught.value.text.format(**caught.value.values) == str(caught.value)
    make(tmp_path / "station")
    for spoilt in (b"name = ", b"\xff"):
        (tmp_path / "station" / "station.toml").write_bytes(spoilt)
        with pytest.raises(NotAStation, match=r"station\.toml cannot be understood"):
            StationFolder(tmp_path / "station").read()


def test_small_files_are_replaced_and_read(tmp_path: Path) -> None:
    station = make(tmp_path / "station")
    assert station.read_text("contacts.txt") is None
    station.write_text("contacts.txt", "火警 119\udcff\n")
    assert station.read_text("contacts.txt") == "火警 119?\n"
    station.write_text("calendars/2027.json", "{}")
    assert station.year_files() == ("{}",)
    with pytest.raises(StoreError):
        station.write_text("no/such/folder.txt", "x")
