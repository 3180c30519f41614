"""Months that are over: copied once they are proved, renewed for the better, told when damaged."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dutyroom.store import finished
from dutyroom.store.copies import Copies
from dutyroom.store.copying import copy_files
from dutyroom.store.folder import StationFolder
from tests.faults.damage import repair
from tests.store.books import book, on, write


@pytest.fixture
def station(tmp_path: Path) -> StationFolder:
    """Return a station with three months and a copy in the third."""
    folder = StationFolder(tmp_path / "station")
    folder.create(name="北门", profile_text="{}", language="zh", drill=False)
    for month, day in ((10, 1), (10, 2), (11, 1), (11, 2), (12, 1)):
        write(book(folder.ledger), f"{month}-{day}", at=on(month, day), open=True)
    make(folder)
    return folder


def make(folder: StationFolder, hour: int = 8) -> bool:
    return Copies(folder).make(on(12, 1).replace(hour=hour), "hour").whole


def page(folder: StationFolder, root: str = "ledger", month: str = "2026-11", day: int = 1) -> Path:
    return folder.path / root / month / f"{month}-{day:02}.json"


def copied(folder: StationFolder) -> dict[str, bytes]:
    months = folder.path / "backup" / "months"
    return {str(p.relative_to(months)): p.read_bytes() for p in sorted(months.glob("*/*.json"))}


def damaged(folder: StationFolder) -> list[str]:
    return [damage.file for damage in Copies(folder).damage()]


def change_line(path: Path) -> None:
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content.replace(b'"text":"11-1"', b'"text":"11-8"'))


def change_last_line(path: Path) -> None:
    path = path.with_name("2026-11-02.json")
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content.replace(b'"text":"11-2"', b'"text":"11-8"'))


def drop_page(path: Path) -> None:
    path.unlink()


def break_line(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-30])


def test_each_finished_month_is_copied(station: StationFolder) -> None:
    assert [name for name in copied(station) if "carried" not in name] == [
        "2026-10/2026-10-01.json",
        "2026-10/2026-10-02.json",
        "2026-11/2026-11-01.json",
        "2026-11/2026-11-02.json",
    ]
    assert damaged(station) == []


@pytest.mark.parametrize("spoil", [change_line, change_last_line, drop_page, break_line])
def test_a_damaged_month_never_takes_the_place_of_its_good_copy_and_is_told(
    station: StationFolder, spoil: Callable[[Path], None]
) -> None:
    """Copies of the newest month are good all the while."""
    before = copied(station)
    spoil(page(station))
    assert make(station, 9)
    assert copied(station) == before
    assert {file[:7] for file in damaged(station)} == {"2026-11"}


@pytest.mark.parametrize("spoil", [change_line, change_last_line, drop_page, break_line])
def test_once_it_is_mended_nothing_is_told_any_more(
    station: StationFolder, spoil: Callable[[Path], None]
) -> None:
    before = copied(station)
    spoil(page(station))
    make(station, 9)
    repair(station.path, on(12, 1))
    assert damaged(station) == []
    assert make(station, 10)
    assert damaged(station) == []
    assert copied(station) == before


def test_a_spoilt_copy_of_a_month_is_renewed_from_the_ledger(station: StationFolder) -> None:
    before = copied(station)
    change_line(page(station, "backup/months"))
    assert make(station, 9)
    assert copied(station) == before
    assert damaged(station) == []
    assert not list((station.path / "backup" / "months").glob(".*"))


def test_a_disk_that_changes_a_copy_without_a_trace_is_found_in_its_turn(
    station: StationFolder,
) -> None:
    """Nothing tells it but the contents; another month is looked at closely each hour."""
    before, file = copied(station), page(station, "backup/months")
    times = file.stat()
    with file.open("r+b") as handle:
        content = handle.read()
        handle.seek(content.index(b'"text":"11-1"'))
        handle.write(b'"text":"11-8"')
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert copied(station) != before
    for hour in (9, 10):
        assert make(station, hour)
    assert copied(station) == before


def test_a_month_that_was_laid_out_anew_is_copied_again(station: StationFolder) -> None:
    """Its lines are the same: the walk proves it."""
    first, second = page(station), page(station, day=2)
    content = first.read_bytes()
    second.rename(first.with_name("2026-11-03.json"))
    assert make(station, 9)
    assert "2026-11/2026-11-03.json" in copied(station)
    assert "2026-11/2026-11-02.json" not in copied(station)
    assert first.read_bytes() == content
    assert damaged(station) == []


def test_a_newer_copy_that_is_not_proved_leaves_the_older_one(
    station: StationFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The month is damaged between the look at it and its copying."""
    before = copied(station)
    page(station, day=2).rename(page(station, day=3))

    def late(
        source: Path, names: list[str], target: Path, like: Path | None, station: Path
    ) -> None:
        copy_files(source, names, target, like, station)
        if like is not None and target.parent.name == ".2026-11.new":
            change_line(target / "2026-11-01.json")

    monkeypatch.setattr(finished, "copy_files", late)
    make(station, 9)
    assert copied(station) == before


def test_without_the_walk_the_damage_would_be_copied(
    station: StationFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: these tests see it when months are believed."""
    before = copied(station)
    monkeypatch.setattr(finished.Finished, "_walk", lambda *_: ())
    change_line(page(station))
    make(station, 9)
    assert copied(station) != before
    assert damaged(station) == []


def test_a_month_that_is_over_while_it_is_damaged_is_copied_for_its_lines(
    station: StationFolder,
) -> None:
    shutil.rmtree(station.path / "backup" / "months" / "2026-11")
    change_line(page(station))
    assert make(station, 9)
    assert copied(station)["2026-11/2026-11-01.json"] == page(station).read_bytes()
    assert damaged(station)


def test_what_a_walk_through_everything_finds_is_told_at_once(station: StationFolder) -> None:
    whole = page(station).read_bytes()
    change_line(page(station))
    Copies(station).know(book(station.ledger).verify().damage)
    assert damaged(station)
    page(station).write_bytes(whole)
    Copies(station).know(book(station.ledger).verify().damage)
    assert damaged(station) == []


def test_a_month_that_was_only_walked_is_copied_all_the_same(station: StationFolder) -> None:
    shutil.rmtree(station.path / "backup" / "months" / "2026-11")
    change_line(page(station))
    Copies(station).know(book(station.ledger).verify().damage)
    make(station, 9)
    assert "2026-11/2026-11-01.json" in copied(station)


def test_an_older_copy_whose_place_is_empty_is_put_back(station: StationFolder) -> None:
    """Somebody was killed between the two steps, and the month is damaged since."""
    before = copied(station)
    months = station.path / "backup" / "months"
    (months / "2026-11").rename(months / ".2026-11.old")
    change_line(page(station))
    make(station, 9)
    assert copied(station) == before


def test_what_did_not_change_is_walked_once(
    station: StationFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    walked: list[str] = []
    walk = finished.Finished._walk

    def watched(self: finished.Finished, month: str, following: str) -> object:
        walked.append(month)
        return walk(self, month, following)

    monkeypatch.setattr(finished.Finished, "_walk", watched)
    make(station, 9)
    assert walked == []
    change_line(page(station))
    for hour in (10, 12, 14):
        make(station, hour)
    assert walked == ["2026-11"]
