"""Today's lines stand a second time: a page that is gone an hour after the last copy comes back."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from dutyroom.store import ledger as ledgers
from dutyroom.store.folder import FOLDERS
from dutyroom.store.pages import Page
from dutyroom.store.second import put_away, second_lines, write_again
from tests.faults.damage import lines_of, open_book, repair
from tests.faults.witness import fork
from tests.store.books import on, write

TODAY = "2026-12-05.lines"


def station_of(path: Path, notes: int = 6) -> Path:
    """Make a station of one day of which no copy was ever made; a page holds four lines."""
    for folder in FOLDERS:
        (path / folder).mkdir(parents=True)
    for n in range(notes):
        write(open_book(path), f"note {n + 1}")
    return path


def shown(backup: Path) -> dict[int, str]:
    """Return the words of each line that was written a second time, by number."""
    lines = {}
    for _page, sheet in second_lines(backup, ""):
        lines.update({raw.seq: raw.document["data"]["text"] for raw in sheet.lines("revisions")})
    return lines


def newest(station: Path) -> Path:
    return station / "ledger" / "2026-12" / "2026-12-05-2.json"


def remove(page: Path) -> None:
    page.unlink()


def remove_month(page: Path) -> None:
    shutil.rmtree(page.parent)


def cut(page: Path) -> None:
    page.write_bytes(page.read_bytes()[:-150])


def fill_with_zeros(page: Path) -> None:
    page.write_bytes(bytes(len(page.read_bytes())))


def turn_into_folder(page: Path) -> None:
    page.unlink()
    page.mkdir()


DAMAGES = [remove, remove_month, cut, fill_with_zeros, turn_into_folder]


@pytest.mark.parametrize("damage", DAMAGES)
def test_every_line_of_today_comes_back_without_any_copy(tmp_path: Path, damage: object) -> None:
    assert callable(damage)
    station = station_of(tmp_path)
    whole = lines_of(station / "ledger")
    damage(newest(station))
    assert open_book(station).verify().damage
    repair(station)
    assert whole.items() <= lines_of(station / "ledger").items()
    assert open_book(station).verify().damage == ()


@pytest.mark.parametrize("damage", [remove, cut, fill_with_zeros, turn_into_folder])
def test_without_the_second_writing_the_last_lines_would_be_lost(
    tmp_path: Path, damage: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(damage)
    monkeypatch.setattr(ledgers, "write_again", lambda *given: None)
    station = station_of(tmp_path)
    whole = lines_of(station / "ledger")
    damage(newest(station))
    repair(station)
    assert not whole.items() <= lines_of(station / "ledger").items()


def test_no_number_is_left_out_after_a_page_that_is_gone(tmp_path: Path) -> None:
    """The second writing shows which numbers were given, so the next one is the next."""
    station = station_of(tmp_path)
    remove(newest(station))
    (note,) = write(open_book(station), "meanwhile")
    assert note.id == "LD-20261205-007"


def test_a_line_that_was_half_added_spoils_neither_neighbour(tmp_path: Path) -> None:
    station = station_of(tmp_path, notes=1)
    today = station / "backup" / "today" / TODAY
    with today.open("ab") as file:
        file.write(b'\n"2":{"id":"LD-2026')
    write(open_book(station), "note 2")
    assert list(shown(station / "backup")) == [1, 2]


def test_the_lines_stand_as_they_stand_in_the_page(tmp_path: Path) -> None:
    station = station_of(tmp_path, notes=2)
    page = (newest(station).parent / "2026-12-05.json").read_text("utf-8").split("\n")
    lines = (station / "backup" / "today" / TODAY).read_text("utf-8").split("\n")
    assert lines == ["", page[4].removesuffix(","), page[5]]


@pytest.mark.parametrize("place", ["backup", "backup/today", f"backup/today/{TODAY}"])
def test_no_link_is_followed_and_the_entry_is_taken_all_the_same(
    tmp_path: Path, place: str
) -> None:
    station, elsewhere = station_of(tmp_path / "station", notes=0), tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "file").write_text("theirs")
    link = station / place
    if place == "backup":
        link.rmdir()
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(elsewhere / "file" if place.endswith(TODAY) else elsewhere)
    write(open_book(station), "note 1")
    assert [path.name for path in elsewhere.iterdir()] == ["file"]
    assert (elsewhere / "file").read_text() == "theirs"
    assert shown(station / "backup") == {}
    assert open_book(station).seq == 1


def test_an_entry_is_taken_where_nothing_can_be_written_a_second_time(tmp_path: Path) -> None:
    station = station_of(tmp_path, notes=0)
    (station / "backup").rmdir()
    write(open_book(station), "note 1")
    (station / "backup").mkdir()
    (station / "backup" / "today").write_text("no folder")
    write(open_book(station), "note 2")
    assert open_book(station).seq == 2


def test_what_is_no_file_shows_nothing(tmp_path: Path) -> None:
    today = station_of(tmp_path, notes=1) / "backup" / "today"
    (today / "2026-12-06.lines").mkdir()
    os.mkfifo(today / "2026-12-07.lines")
    (today / "2026-12-08.lines").write_text('"1":' + '{"prev":' * 100_000)
    (today / "2026-12-09.lines").write_text('"1":{"prev":' + "9" * 5000 + "}")
    (today / "notes.txt").write_text("theirs")
    assert list(shown(today.parent).values()) == ["note 1"]


def test_several_writers_add_whole_lines_to_one_file(tmp_path: Path) -> None:
    station = station_of(tmp_path, notes=1)

    def act(tell: object) -> None:
        ledger = open_book(station)
        for n in range(20):
            write(ledger, f"note {n}")

    children = [fork(act) for _ in range(3)]
    assert [child.wait() for child in children] == [0, 0, 0]
    assert list(shown(station / "backup")) == list(lines_of(station / "ledger"))
    assert len(shown(station / "backup")) == 61


def test_a_good_copy_lets_all_but_the_last_two_days_go(tmp_path: Path) -> None:
    station = station_of(tmp_path, notes=0)
    for month, day in ((11, 29), (11, 30), (12, 3), (12, 4), (12, 5)):
        write(open_book(station), f"note {day}", at=on(month, day))
    put_away(station, "2026-12")
    left = sorted(path.name for path in (station / "backup" / "today").iterdir())
    assert left == ["2026-12-04.lines", TODAY]


def test_lines_added_again_are_one_line(tmp_path: Path) -> None:
    station = station_of(tmp_path)
    whole = lines_of(station / "ledger")
    page = Page("2026-12-05", 2)
    write_again(station / "backup", page, {str(seq): text for seq, text in whole.items()})
    remove(newest(station))
    repair(station)
    assert whole.items() <= lines_of(station / "ledger").items()
