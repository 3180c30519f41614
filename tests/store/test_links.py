"""A link in a place of the station is a sentence; what it points to stays as it is."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from dutyroom.store import durable
from dutyroom.store.copies import Copies
from dutyroom.store.durable import make_folder
from dutyroom.store.errors import Linked, StoreError
from dutyroom.store.folder import StationFolder
from tests.store.books import book, copied_station, on, write

SECRET = "ssh-ed25519 AAAA\n"


@pytest.fixture
def station(tmp_path: Path) -> StationFolder:
    """Return a station of one record with a copy."""
    return copied_station(tmp_path / "station")


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """Return a file in somebody's home that only he may write."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    file = home / "authorized_keys"
    file.write_text(SECRET, "utf-8")
    file.chmod(0o600)
    return file


def untouched(victim: Path) -> bool:
    home = victim.parent
    there = [path.name for path in home.iterdir()] == [victim.name]
    modes = (home.stat().st_mode & 0o7777, victim.stat().st_mode & 0o7777)
    return there and victim.read_text("utf-8") == SECRET and modes == (0o700, 0o600)


def put_link(place: Path, to: Path) -> None:
    """Put a link in a place; what stood there goes aside."""
    if place.exists():
        place.rename(place.with_name(f"aside-{place.name}"))
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(to)


def commit(folder: StationFolder) -> None:
    write(book(folder.ledger), "二")


def new_month(folder: StationFolder) -> None:
    write(book(folder.ledger), "二", at=on(1, 5, 2027))
    copies = Copies(folder)
    copies.make(on(1, 5, 2027), "hour")
    if copies.fault is not None:  # the copy is there; only an older month is not
        raise copies.fault


def copied(folder: StationFolder) -> None:
    Copies(folder).make(on(12, 6), "hour")


def contacts(folder: StationFolder) -> None:
    folder.write_text("contacts.txt", "110\n")
    folder.read_text("contacts.txt")


def draft(folder: StationFolder) -> None:
    folder.write_text("drafts/x.json", "{}")
    folder.read_text("drafts/x.json")


Act = Callable[[StationFolder], None]


@pytest.mark.parametrize(
    ("place", "act"),
    [
        ("ledger/.lock", commit),
        ("ledger/.tip", commit),
        ("ledger/2026-12/2026-12-05.json", commit),
        ("ledger/2026-12/2026-12-05.json", copied),
    ],
)
def test_a_link_in_place_of_a_file_is_a_sentence(
    station: StationFolder, victim: Path, place: str, act: Act
) -> None:
    put_link(station.path / place, victim)
    with pytest.raises(Linked, match=r"is a link.*Take the link away") as told:
        act(station)
    assert str(station.path / place) in str(told.value)
    assert untouched(victim)


@pytest.mark.parametrize(
    ("place", "act"),
    [
        ("ledger", commit),
        ("ledger/2026-12", commit),
        ("backup", copied),
        ("backup/months", new_month),
        ("backup/months/2026-12", new_month),
        ("drafts", draft),
    ],
)
def test_a_link_in_place_of_a_folder_is_a_sentence(
    station: StationFolder, victim: Path, place: str, act: Act
) -> None:
    put_link(station.path / place, victim.parent)
    with pytest.raises(StoreError):
        act(station)
    assert untouched(victim)


@pytest.mark.parametrize(("place", "act"), [("contacts.txt", contacts), ("drafts/x.json", draft)])
def test_a_link_in_place_of_a_small_file_is_replaced_not_followed(
    station: StationFolder, victim: Path, place: str, act: Act
) -> None:
    put_link(station.path / place, victim)
    with pytest.raises(Linked):
        station.read_text(place)
    act(station)
    assert not (station.path / place).is_symlink()
    assert untouched(victim)


def test_a_link_in_place_of_a_temporary_file_is_not_followed(
    station: StationFolder, victim: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "get_native_id", lambda: 7)
    put_link(station.path / f".contacts.txt.{os.getpid()}.7.tmp", victim)
    contacts(station)
    assert untouched(victim)


def test_a_link_to_nothing_makes_no_file_behind_it(station: StationFolder, victim: Path) -> None:
    put_link(station.ledger / ".lock", victim.with_name("new"))
    with pytest.raises(Linked):
        commit(station)
    assert untouched(victim)


def test_a_pipe_in_place_of_a_file_keeps_nobody_waiting(station: StationFolder) -> None:
    for place in ("ledger/.tip", "contacts.txt"):
        (station.path / place).unlink(missing_ok=True)
        os.mkfifo(station.path / place)
    commit(station)
    assert station.read_text("contacts.txt") == ""


def test_a_station_behind_a_link_is_a_station(station: StationFolder, tmp_path: Path) -> None:
    (tmp_path / "named").symlink_to(station.path)
    named = StationFolder(tmp_path / "named")
    contacts(named)
    commit(named)
    copied(named)
    assert book(station.ledger).seq == 2


@pytest.mark.parametrize("mode", [0o700, 0o777, 0o2770])
def test_a_folder_is_shared_by_descriptor(tmp_path: Path, mode: int) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there").chmod(mode)
    make_folder(tmp_path / "there")
    assert (tmp_path / "there").stat().st_mode & 0o7777 == 0o2770


def test_without_the_safety_the_target_would_be_written(
    station: StationFolder, victim: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: these tests see it when a lock file is opened through links again."""
    monkeypatch.setattr(durable, "INSIDE", os.O_CLOEXEC)
    monkeypatch.setattr(os, "lstat", os.stat)
    put_link(station.ledger / ".lock", victim)
    commit(station)
    assert not untouched(victim)
