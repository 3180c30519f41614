"""Pages that lie ahead of today are laid where they belong, and no line of them changes (R8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from dutyroom.store.astray import Astray, exchange, pages_ahead, set_aside
from dutyroom.store.folder import StationFolder
from dutyroom.store.ledger import Ledger
from tests.store.books import ZONE, Note, Notes, book, on, write

TODAY = date(2026, 12, 10)


@pytest.fixture
def folder(tmp_path: Path) -> StationFolder:
    """Return a folder with a ledger in which a month of 2099 holds lines of December 2026."""
    folder = StationFolder(tmp_path)
    for name in ("ledger", "quarantine"):
        (tmp_path / name).mkdir()
    ledger = book(folder.ledger)
    write(ledger, "november", at=on(11, 30))
    (note,) = write(ledger, "first", at=on(12, 5))
    with ledger.commit(at=at("2099-06-01"), by="王芳", action="note.add") as commit:
        commit.put(Note(commit.number("N", date(2099, 6, 1)), text="ahead", open=True))
    with ledger.commit(at=on(12, 6), by="王芳", action="note.amend") as commit:
        commit.put(Note(note.id, note.rev, "amended", open=True))
    write(ledger, "sixth", at=on(12, 6))
    write(ledger, "ninth", at=on(12, 9))
    return folder


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day} 09:00").replace(tzinfo=ZONE)


def put_right(folder: StationFolder, today: date = TODAY) -> list[str]:
    doctor = Astray(folder, opening_of, today)
    with book(folder.ledger).held():
        laid = [page.name for page in doctor.put_right()]
        set_aside(folder.path, at(today.isoformat()))
    return laid


def opening_of(root: Path, month: str) -> bytes:
    return Ledger(root, Notes(), terminal="doctor").opening_of(month)


def names(folder: StationFolder) -> list[str]:
    return [f"{p.parent.name}/{p.name}" for p in sorted(folder.ledger.glob("2*/2*.json"))]


def texts(root: Path) -> Iterator[tuple[str, str]]:
    for id_ in ("N-20261205-001", "N-20990601-001"):
        for revision in book(root).history(id_):
            yield id_, revision.record.text  # type: ignore[attr-defined]


def test_lines_go_to_the_pages_of_their_days(folder: StationFolder) -> None:
    before, report = list(texts(folder.ledger)), book(folder.ledger).verify()
    assert put_right(folder) == ["2099-06-01.json"]
    assert names(folder) == [
        "2026-11/2026-11-30.json",
        "2026-12/2026-12-05-2.json",
        "2026-12/2026-12-05.json",
        "2026-12/2026-12-06.json",
        "2026-12/2026-12-09.json",
    ]
    after = book(folder.ledger).verify()
    assert (after.damage, after.tip, after.revisions) == ((), report.tip, report.revisions)
    assert list(texts(folder.ledger)) == before


def test_months_turn_again_and_numbers_go_on(folder: StationFolder) -> None:
    put_right(folder)
    ledger = book(folder.ledger)
    write(ledger, "tenth", at=on(12, 10))
    with ledger.commit(at=at("2027-01-02"), by="王芳", action="note.add") as commit:
        commit.put(Note(commit.number("N", date(2099, 6, 1)), text="again"))
    assert names(folder)[-2:] == ["2026-12/2026-12-10.json", "2027-01/2027-01-02.json"]
    assert ledger.get("N-20990601-002") is not None
    carried = [note.text for note in book(folder.ledger).records(Note)]
    assert carried == ["amended", "ahead", "again"]
    assert ledger.verify().damage == ()


def test_a_month_between_is_opened_with_its_balance(folder: StationFolder) -> None:
    ledger = book(folder.ledger)
    write(ledger, "january", at=at("2027-01-04"))
    put_right(folder, date(2027, 1, 5))
    assert names(folder)[-2:] == ["2026-12/2026-12-09.json", "2027-01/2027-01-04.json"]
    assert (folder.ledger / "2027-01" / "carried.json").exists()
    assert book(folder.ledger).verify().damage == ()


def test_a_second_time_there_is_nothing_to_do(folder: StationFolder) -> None:
    put_right(folder)
    laid = names(folder)
    assert put_right(folder) == []
    assert names(folder) == laid
    assert pages_ahead(folder.ledger, TODAY) == []


def test_the_ledger_as_it_was_lies_in_quarantine(folder: StationFolder) -> None:
    put_right(folder)
    (aside,) = (folder.path / "quarantine").iterdir()
    assert (aside / "2099-06" / "2099-06-01.json").exists()
    assert book(aside).verify().damage == ()


def test_an_open_ledger_goes_on_with_the_new_pages(folder: StationFolder) -> None:
    other = book(folder.ledger)
    other.refresh()
    put_right(folder)
    write(other, "from another terminal", at=on(12, 10))
    assert names(folder)[-1] == "2026-12/2026-12-10.json"
    assert book(folder.ledger).verify().damage == ()


def test_a_ledger_that_began_ahead_is_laid_where_its_sure_lines_are(tmp_path: Path) -> None:
    folder = StationFolder(tmp_path)
    for name in ("ledger", "quarantine"):
        (tmp_path / name).mkdir()
    ledger = book(folder.ledger)
    write(ledger, "ahead", at=at("2099-06-01"))
    write(ledger, "sure", at=on(12, 6))
    put_right(folder)
    assert names(folder) == ["2026-12/2026-12-06.json"]
    assert book(folder.ledger).verify().damage == ()


def test_whatever_stops_it_the_ledger_is_the_old_one_or_the_new(
    folder: StationFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid = names(folder)

    def stop(one: Path, other: Path) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr("dutyroom.store.astray.exchange", stop)
    with pytest.raises(OSError, match="gone"):
        put_right(folder)
    assert names(folder) == laid
    assert [path.name for path in folder.path.iterdir()] == ["ledger", "quarantine"]
    monkeypatch.setattr("dutyroom.store.astray.exchange", exchange)
    put_right(folder)
    assert names(folder) != laid


def test_two_folders_change_places(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    exchange(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / "other" / "one").exists()
    assert (tmp_path / "one" / "other").exists()
