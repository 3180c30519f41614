"""Repairing only adds: what a copy holds comes back, what was written meanwhile stays."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from dutyroom.store.copies import Copies
from dutyroom.store.durable import replace_file
from dutyroom.store.folder import StationFolder
from dutyroom.store.mend import Doctor
from dutyroom.store.tip import Tip
from dutyroom.store.view import View
from tests.faults.damage import (
    LATE,
    damage_at_random,
    lines_of,
    make_station,
    open_book,
    remedies,
    repair,
)
from tests.store.books import on, write

PAGE_1, PAGE_4, PAGE_5 = (
    "2026-12/2026-12-01.json",
    "2026-12/2026-12-04-2.json",
    "2026-12/2026-12-05.json",
)
RECORD = f"2026-12/{LATE:%Y-%m-%d}.json"


def files(station: Path) -> dict[str, bytes]:
    """Return every page and opening balance of a station, but for that of the mending's record."""
    ledger = station / "ledger"
    found = {str(p.relative_to(ledger)): p.read_bytes() for p in sorted(ledger.glob("20*/*.json"))}
    return {name: content for name, content in found.items() if name != RECORD}


def everything(station: Path) -> dict[str, bytes]:
    """Return every file of a station."""
    return {str(p): p.read_bytes() for p in sorted(station.rglob("*")) if p.is_file()}


def aside(station: Path) -> list[str]:
    return sorted(path.name for path in (station / "quarantine").iterdir())


@pytest.mark.parametrize("name", [PAGE_1, PAGE_4, PAGE_5])
def test_a_page_that_is_missing_is_named_and_comes_back_as_it_was(
    tmp_path: Path, name: str
) -> None:
    """No other page is touched."""
    station = make_station(tmp_path, after_copy=0)
    whole = files(station)
    (station / "ledger" / name).unlink()
    (found,) = remedies(station)
    assert (found.file, found.lost) == (name, ())
    assert [remedy.file for remedy in repair(station)] == [name]
    assert files(station) == whole
    assert aside(station) == []


def test_a_page_cut_after_a_good_line_comes_back_and_the_next_is_not_touched(
    tmp_path: Path,
) -> None:
    station = make_station(tmp_path, after_copy=0)
    whole = files(station)
    page = station / "ledger" / "2026-12" / "2026-12-04.json"
    lines = page.read_bytes().split(b"\n")
    page.write_bytes(b"\n".join([*lines[:4], lines[4].removesuffix(b","), b"}}", b""]))
    assert [remedy.file for remedy in repair(station)] == ["2026-12/2026-12-04.json"]
    assert files(station) == whole


def test_a_last_line_that_was_changed_is_found_on_its_own_page(tmp_path: Path) -> None:
    station = make_station(tmp_path, after_copy=0)
    whole = files(station)
    page = station / "ledger" / PAGE_4
    page.write_bytes(page.read_bytes().replace(b'"text":"note 24"', b'"text":"note 99"'))
    assert [remedy.file for remedy in repair(station)] == [PAGE_4]
    assert files(station) == whole


def test_a_month_that_is_missing_comes_back_with_its_opening(tmp_path: Path) -> None:
    station = make_station(tmp_path, after_copy=0)
    whole = files(station)
    for month in ("2026-11", "2026-12"):
        shutil.rmtree(station / "ledger" / month)
        repair(station)
        assert files(station) == whole, month
        assert open_book(station).verify().damage == ()


def test_pages_that_were_swapped_are_put_right(tmp_path: Path) -> None:
    station = make_station(tmp_path, after_copy=0)
    whole = files(station)
    one, other = station / "ledger" / PAGE_1, station / "ledger" / PAGE_5
    one.write_bytes(whole[PAGE_5])
    other.write_bytes(whole[PAGE_1])
    assert {remedy.file for remedy in repair(station)} == {PAGE_1, PAGE_5}
    assert files(station) == whole


def test_a_page_that_became_a_folder_is_set_aside_with_what_is_in_it(tmp_path: Path) -> None:
    station = make_station(tmp_path, after_copy=0)
    whole = files(station)
    page = station / "ledger" / PAGE_5
    page.unlink()
    page.mkdir()
    (page / "note.txt").write_text("a note")
    repair(station)
    assert files(station) == whole
    (name,) = aside(station)
    assert (station / "quarantine" / name / "note.txt").read_text() == "a note"


@pytest.mark.parametrize("copied", [True, False])
def test_what_was_written_meanwhile_stays_as_it_was_written(tmp_path: Path, copied: bool) -> None:
    station = make_station(tmp_path, after_copy=0 if copied else 9)
    before = lines_of(station / "ledger")
    page = station / "ledger" / PAGE_5
    page.write_bytes(page.read_bytes()[:700])
    for day in (5, 5, 6):
        write(open_book(station), "meanwhile", at=on(12, day))
    lines = lines_of(station / "ledger")
    meanwhile = {seq: lines[seq] for seq in (31, 32, 33)}
    repair(station)
    left = lines_of(station / "ledger")
    assert {seq: left[seq] for seq in (31, 32, 33)} == meanwhile
    assert '"kind":"mending"' in left.pop(34)
    if copied:
        assert left == before | meanwhile
        assert open_book(station).verify().damage == ()
        Copies(StationFolder(station)).make(LATE, "demand")


def test_what_stands_nowhere_is_named_by_number_and_nothing_is_repaired_twice(
    tmp_path: Path,
) -> None:
    station = make_station(tmp_path, after_copy=9)
    (station / "ledger" / PAGE_5).unlink()
    write(open_book(station), "meanwhile", at=on(12, 6))
    (found,) = remedies(station)
    assert found.lost == (25, 26, 27, 28)
    repair(station)
    (accepted,) = open_book(station).verify().accepted
    assert (accepted.lines, accepted.by) == ((25, 26, 27, 28), "王芳")
    before = everything(station)
    assert repair(station) == ()
    assert everything(station) == before
    assert remedies(station) == ()


def test_a_month_that_opened_meanwhile_carries_what_was_brought_back(tmp_path: Path) -> None:
    """One repair is enough for the opening balance as well."""
    station = make_station(tmp_path, after_copy=0)
    (station / "ledger" / PAGE_5).unlink()
    write(open_book(station), "january", at=on(1, 2, 2027))
    repair(station)
    assert open_book(station).verify().damage == ()
    assert b"note 26" in files(station)["2027-01/carried.json"]
    assert repair(station) == ()


def test_random_damage_loses_nothing_that_stands_anywhere(tmp_path: Path) -> None:
    outcome = damage_at_random(tmp_path, 50, seed=20261218)
    assert outcome.complaints == []
    assert outcome.lost > 0


def without_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dutyroom.store.regain.copied_files", lambda copies, since: iter(()))


def without_the_last_line_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(View, "end", property(lambda view: Tip(view.seq, view.tip)))


def without_openings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Doctor, "_open_again", lambda self, month, at, changed: None)


@pytest.mark.parametrize(
    "take_away", [without_copies, without_the_last_line_given, without_openings]
)
def test_without_a_safety_it_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, take_away: object
) -> None:
    assert callable(take_away)
    take_away(monkeypatch)
    assert damage_at_random(tmp_path, 25, seed=20261218).complaints != []


@pytest.mark.parametrize("place", range(1, 9))
def test_a_repair_that_is_cut_off_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    """Two pages were swapped: a line that moves is on one of them at every moment."""
    station = make_station(tmp_path, after_copy=9)
    before = lines_of(station / "ledger")
    one, other = (station / "ledger" / name for name in (PAGE_4, PAGE_5))
    theirs = other.read_bytes()
    other.write_bytes(one.read_bytes())
    one.write_bytes(theirs)
    write(open_book(station), "meanwhile", at=on(1, 2, 2027))
    calls = iter(range(1, 99))

    def cut_off(path: Path, content: bytes, station: Path | None = None) -> None:
        if next(calls) == place:
            raise OSError("cut off")
        replace_file(path, content, station)

    monkeypatch.setattr("dutyroom.store.mend.replace_file", cut_off)
    with suppress(OSError):
        repair(station)
    monkeypatch.undo()
    repair(station)
    left = lines_of(station / "ledger")
    assert {seq: left.get(seq) for seq in before} == before
    assert open_book(station).verify().damage == ()
