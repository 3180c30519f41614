"""Temporary files of killed writers are put away; those of the living and of nobody's stay."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dutyroom.desk.log import entries as log
from dutyroom.desk.station import backup
from dutyroom.desk.station.backup import make_copy
from dutyroom.desk.station.station import init_station
from dutyroom.store.leftover import sweep
from tests.faults.witness import fork
from tests.stations.property_centre import property_centre

PLACES = ["", "ledger", "ledger/2026-12", "drafts", "derived", "backup", "quarantine"]


@pytest.fixture
def station(tmp_path: Path) -> Path:
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-03 20:00:00")
    log.log_entry(desk, "call", log.Note(text="一"))
    return desk.folder.path


def gone() -> int:
    """Return the number of a process that has ended."""
    child = fork(lambda _tell: None)
    child.wait()
    return child.pid


def left(folder: Path, process: int, age_s: float) -> Path:
    """Leave what a writer has written that was killed so many seconds ago."""
    path = folder / f".2026-12-03.json.{process}.{process}.tmp"
    path.write_text("half of a page")
    then = time.time() - age_s
    os.utime(path, (then, then))
    return path


@pytest.mark.parametrize("place", PLACES)
def test_what_a_killed_writer_left_goes_with_the_next_copy(station: Path, place: str) -> None:
    from dutyroom.desk.desk import open_desk

    file = left(station / place, gone(), 120)
    make_copy(open_desk(station, terminal="前台"), "hour")
    assert not file.exists()


@pytest.mark.parametrize("place", PLACES)
def test_without_the_sweeping_it_stays_for_ever(
    station: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: nothing else puts it away, copy after copy."""
    from dutyroom.desk.desk import open_desk

    monkeypatch.setattr(backup, "sweep", lambda _station: None)
    file = left(station / place, gone(), 120)
    for _ in range(2):
        make_copy(open_desk(station, terminal="前台"), "hour")
    assert file.exists()


def test_a_writer_that_is_killed_leaves_what_the_next_copy_puts_away(station: Path) -> None:
    """A real one: killed right before its page would have its name."""
    from dutyroom.desk.desk import open_desk

    def die(_tell: Callable[[str], None]) -> None:
        os.replace = lambda *_given, **_named: os.kill(os.getpid(), signal.SIGKILL)
        log.log_entry(open_desk(station, terminal="前台"), "call", log.Note(text="二"))

    child = fork(die)
    child.lines()
    child.wait()
    files = list((station / "ledger").rglob(".*.tmp"))
    assert len(files) == 1
    then = time.time() - 120
    os.utime(files[0], (then, then))
    make_copy(open_desk(station, terminal="前台"), "hour")
    assert not files[0].exists()


def test_what_is_being_written_stays(station: Path) -> None:
    files = [
        left(station / "drafts", os.getpid(), 120),  # slow, but there
        left(station / "derived", gone(), 5),  # from where processes are not seen, perhaps
    ]
    sweep(station)
    assert all(file.exists() for file in files)


def test_whose_number_somebody_else_has_now_goes_after_an_hour(station: Path) -> None:
    file = left(station / "drafts", os.getpid(), 3700)
    sweep(station)
    assert not file.exists()


@pytest.mark.parametrize("name", [".lock", ".tip", "notes.tmp", ".x.tmp", ".a.12.bak"])
def test_what_no_writer_left_stays(station: Path, name: str) -> None:
    file = left(station / "ledger", gone(), 4000).rename(station / "ledger" / name)
    sweep(station)
    assert file.exists()


def test_a_link_stays_and_what_it_points_to(station: Path, tmp_path: Path) -> None:
    theirs = left(tmp_path, gone(), 4000)
    link = station / "drafts" / theirs.name
    link.symlink_to(theirs)
    away = tmp_path / "elsewhere"
    (station / "derived").rename(away)
    (station / "derived").symlink_to(away)
    other = left(away, gone(), 4000)
    sweep(station)
    assert link.is_symlink() and theirs.exists() and other.exists()


def test_a_station_that_was_never_finished_goes_when_it_is_made_again(tmp_path: Path) -> None:
    half = tmp_path / f".station.{gone()}.new"
    (half / "ledger").mkdir(parents=True)
    then = time.time() - 120
    os.utime(half, (then, then))
    init_station(tmp_path / "station", profile="property-centre", drill=True)
    assert [path.name for path in tmp_path.iterdir()] == ["station"]


def test_a_writer_whose_file_was_put_away_writes_nothing_and_can_go_on(station: Path) -> None:
    """It stood still for more than an hour; the entry is refused, the page is whole."""
    from dutyroom.store.durable import replace_file

    page = station / "ledger" / "2026-12" / "2026-12-03.json"
    before = page.read_bytes()
    with pytest.MonkeyPatch.context() as patch:
        real = os.replace

        def late(name: str, to: str, **folders: int) -> None:
            for path in page.parent.glob(".*.tmp"):
                os.utime(path, (0, 0))
            sweep(station)
            real(name, to, **folders)

        patch.setattr(os, "replace", late)
        with pytest.raises(FileNotFoundError):
            replace_file(page, b"other", station)
    assert page.read_bytes() == before
    replace_file(page, before, station)
