"""What makes a station beside its records is in each copy, whatever stands in its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dutyroom.store.copies import Copies
from dutyroom.store.folder import StationFolder
from tests.store.books import book, on, write


@pytest.fixture
def station(tmp_path: Path) -> StationFolder:
    """Return a station with everything that makes one."""
    folder = StationFolder(tmp_path / "station")
    folder.create(name="北门", profile_text='{"a": 1}', language="zh", drill=True)
    write(book(folder.ledger), "一")
    (folder.path / "profiles").mkdir()
    for name in ("contacts.txt", "calendars/2027.json", "profiles/2026-12-01.json", "demo"):
        (folder.path / name).write_text(f"{name}\n", "utf-8")
    (folder.path / "drafts" / "x.json").write_text("{}", "utf-8")
    return folder


def copied(folder: StationFolder, hour: int = 8) -> Path:
    return folder.path / "backup" / Copies(folder).make(on(12, 5).replace(hour=hour), "hour").name


def names(copy: Path) -> set[str]:
    found = (path for path in copy.rglob("*") if path.is_file())
    return {str(path.relative_to(copy)) for path in found if "ledger" not in path.parts}


EVERYTHING = {
    "station.toml",
    "profile.json",
    "contacts.txt",
    "demo",
    "calendars/2027.json",
    "profiles/2026-12-01.json",
    "copy.json",
}


def test_everything_that_makes_a_station_is_in_a_copy(station: StationFolder) -> None:
    copy = copied(station)
    assert names(copy) == EVERYTHING
    for name in EVERYTHING - {"copy.json"}:
        assert (copy / name).read_bytes() == (station.path / name).read_bytes()


def test_what_did_not_change_is_the_same_file_as_in_the_copy_before(station: StationFolder) -> None:
    first, second = copied(station), copied(station, 9)
    for name in EVERYTHING - {"copy.json"}:
        assert (first / name).samefile(second / name)
        assert not (second / name).samefile(station.path / name)


def test_a_copy_tells_whether_everything_stands_in_it_as_now(station: StationFolder) -> None:
    copies, copy = Copies(station), Copies(station).listed
    copied(station)
    assert copies.is_up_to_date(copy()[0])
    (station.path / "calendars" / "2028.json").write_text("{}", "utf-8")
    assert not copies.is_up_to_date(copy()[0])
    copied(station, 9)
    assert copies.is_up_to_date(copy()[0])
    (station.path / "profile.json").write_text("{}", "utf-8")
    assert not copies.is_up_to_date(copy()[0])


def a_pipe(place: Path) -> None:
    os.mkfifo(place)


def a_folder(place: Path) -> None:
    place.mkdir()


def a_link(place: Path) -> None:
    place.symlink_to("/etc/passwd")


def endless(place: Path) -> None:
    with place.open("wb") as file:
        file.truncate(10**9)


@pytest.mark.parametrize("spoil", [a_pipe, a_folder, a_link, endless])
@pytest.mark.parametrize("name", ["profile.json", "calendars/2027.json", "calendars"])
def test_what_is_no_file_hinders_no_copy(station: StationFolder, spoil: object, name: str) -> None:
    """The copy has what it had before, or nothing in this place."""
    before = copied(station)
    place = station.path / name
    place.rename(station.path / "aside")
    spoil(place)  # type: ignore[operator]
    after = copied(station, 9)
    assert names(after) <= names(before)
    assert Copies(station).listed()[0].name == after.name
    assert Copies(station).passed_over() == ()


def test_the_name_and_the_id_of_the_station_stand_in_the_copy(station: StationFolder) -> None:
    copied(station)
    (copy,) = Copies(station).made()
    assert copy.called == "北门"
    assert copy.station == station.read().id
    assert len(copy.station) == 16


def test_a_station_without_an_id_stays_as_it_was_written(station: StationFolder) -> None:
    """What somebody wrote by hand is not written by the program."""
    text = '# unsere Wache\nname = "北门"\n'
    (station.path / "station.toml").write_text(text, "utf-8")
    copied(station)
    assert (station.path / "station.toml").read_text("utf-8") == text
    assert [copy.station for copy in Copies(station).made()] == [""]
