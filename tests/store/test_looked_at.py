"""A file is looked at before it is read: what it is, how large, and whether a link leads there."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dutyroom.documents import Unread, read_text
from dutyroom.store import durable
from dutyroom.store.durable import LARGEST_FILE, read_file
from dutyroom.store.errors import Linked, NotAStation, Oversized, StoreError
from dutyroom.store.folder import StationFolder
from dutyroom.store.manifest import read_copy
from tests.store.books import copied_station

Read = Callable[[StationFolder], object]


@pytest.fixture
def station(tmp_path: Path) -> StationFolder:
    """Return a station with a copy, a draft and a notice."""
    folder = copied_station(tmp_path / "station")
    folder.write_text("drafts/x.json", "{}")
    folder.write_text("calendars/2027.json", "{}")
    return folder


def the_copy(station: StationFolder) -> object:
    return read_copy(next(station.path.glob("backup/2*")))


def the_notice(station: StationFolder) -> object:
    found = station.notices()["2027.json"]
    if isinstance(found, StoreError):
        raise found
    return found


SMALL: list[tuple[str, Read]] = [
    ("station.toml", StationFolder.read),
    ("profile.json", StationFolder.profile_text),
    ("drafts/x.json", lambda station: station.read_text("drafts/x.json")),
    ("calendars/2027.json", the_notice),
    ("backup/2*/copy.json", the_copy),
]


def grown(path: Path, size: int) -> Path:
    with path.open("r+b") as file:
        file.truncate(size)
    return path


@pytest.mark.parametrize(("name", "read"), SMALL[:-1])
def test_a_file_without_end_is_not_read(station: StationFolder, name: str, read: Read) -> None:
    (path,) = station.path.glob(name)
    grown(path, LARGEST_FILE + 1)
    with pytest.raises(Oversized, match="far larger than such a file can be") as told:
        read(station)
    assert str(path) in str(told.value)


def test_the_largest_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"")
    assert len(read_file(grown(path, 1000), most=1000)) == 1000
    with pytest.raises(durable.TooLarge):
        read_file(grown(path, 1001), most=1000)


@pytest.mark.parametrize(("name", "read"), SMALL)
def test_no_link_is_read_in_place_of_a_file(
    station: StationFolder, tmp_path: Path, name: str, read: Read
) -> None:
    (path,) = station.path.glob(name)
    path.rename(tmp_path / "aside")
    path.symlink_to(tmp_path / "aside")
    with pytest.raises(StoreError, match=r"is a link") as told:
        read(station)
    assert str(path) in str(told.value)


@pytest.mark.parametrize("folder", ["drafts", "calendars"])
def test_no_link_is_looked_through_in_place_of_a_folder(
    station: StationFolder, tmp_path: Path, folder: str
) -> None:
    (station.path / folder).rename(tmp_path / "aside")
    (station.path / folder).symlink_to(tmp_path / "aside")
    for read in (
        lambda: station.names(folder, ".json"),
        lambda: station.read_text(f"{folder}/x.json"),
        lambda: station.write_text(f"{folder}/x.json", "{}"),
        lambda: station.remove(f"{folder}/x.json"),
    ):
        with pytest.raises(Linked, match=f"station/{folder} is a link"):
            read()
    assert len(list((tmp_path / "aside").iterdir())) == 1


def test_a_pipe_holds_nothing(station: StationFolder) -> None:
    for name in ("station.toml", "profile.json"):
        (station.path / name).unlink()
        os.mkfifo(station.path / name)
    assert station.profile_text() == ""
    with pytest.raises(NotAStation, match=r"station\.toml cannot be understood: it says no name"):
        station.read()


def test_a_folder_in_place_of_the_stations_file_is_named(station: StationFolder) -> None:
    (station.path / "station.toml").unlink()
    (station.path / "station.toml").mkdir()
    with pytest.raises(StoreError, match=r"station\.toml cannot be used: Is a directory"):
        station.read()


@pytest.mark.parametrize("put", [os.mkfifo, os.mkdir])
def test_a_persons_own_file_is_looked_at_too(tmp_path: Path, put: Callable[[Path], None]) -> None:
    put(tmp_path / "odd")
    with pytest.raises(Unread, match="odd is no file that can be read"):
        read_text(tmp_path / "odd")


def test_a_persons_own_file_may_lie_behind_a_link_but_has_an_end(tmp_path: Path) -> None:
    (tmp_path / "own").write_text("\ufeffx = 1", "utf-8")
    (tmp_path / "named").symlink_to(tmp_path / "own")
    assert read_text(tmp_path / "named") == "x = 1"
    grown(tmp_path / "own", LARGEST_FILE + 1)
    with pytest.raises(Unread, match="named is far larger"):
        read_text(tmp_path / "named")
