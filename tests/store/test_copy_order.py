"""Copies are ordered by the ledger, proved before they count, made of damaged records too."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from dutyroom.store import proving
from dutyroom.store.copies import Copies
from dutyroom.store.errors import StoreError
from dutyroom.store.folder import StationFolder
from dutyroom.store.manifest import Copy
from tests.store.books import book, on, write

AHEAD = on(6, 1, 2099)


def make(path: Path, name: str = "北门") -> StationFolder:
    folder = StationFolder(path)
    folder.create(name=name, profile_text="{}", language="zh", drill=False)
    return folder


@pytest.fixture
def station(tmp_path: Path) -> StationFolder:
    """Return a station with three records and a copy after each."""
    folder = make(tmp_path / "station")
    for day in (1, 2, 3):
        copied(folder, f"{day}", at=on(12, day))
    return folder


def copied(
    folder: StationFolder, text: str, *, at: datetime, clock: datetime | None = None
) -> Copy:
    write(book(folder.ledger), text, at=at, open=True)
    return Copies(folder).make(clock or at, "hour")


def seqs(folder: StationFolder) -> list[int]:
    return [copy.seq for copy in Copies(folder).made()]


def sentences(folder: StationFolder) -> list[str]:
    return [str(fault) for fault in Copies(folder).passed_over()]


def page(folder: StationFolder, day: int) -> Path:
    return folder.ledger / "2026-12" / f"2026-12-{day:02}.json"


def test_a_copy_of_2099_is_neither_offered_first_nor_kept_for_ever(station: StationFolder) -> None:
    copied(station, "四", at=on(12, 4), clock=AHEAD)
    for day in (5, 6):
        copied(station, f"{day}", at=on(12, day))
    assert seqs(station) == [6, 5, 4, 3, 2, 1]
    Copies(station).prune(2)
    assert seqs(station) == [6, 5]
    assert sentences(station) == []


def test_of_two_copies_with_the_same_lines_the_later_is_first(station: StationFolder) -> None:
    again = Copies(station).make(on(12, 4), "hour")
    assert Copies(station).newest() == again


# -- a copy is looked at before it counts as good


def spoilt(copy: Path) -> None:
    file = next((copy / "ledger").glob("*/2026-12-02.json"))
    content = file.read_bytes()
    file.unlink()
    file.write_bytes(content.replace(b'"rev":1', b'"rev":8'))


def cut(copy: Path) -> None:
    next((copy / "ledger").glob("*/2026-12-03.json")).unlink()


def of_another_beginning(copy: Path) -> None:
    """Put a month behind another balance: its own lines are chained as before."""
    other = make(copy.parent.parent.parent / "other", "东门")
    write(book(other.ledger), "x", at=on(11, 1))
    write(book(other.ledger), "y", at=on(12, 1))
    found = Copies(other).make(on(12, 1), "hour")
    shutil.rmtree(copy)
    shutil.copytree(other.path / "backup" / found.name, copy)
    rewrite(copy, station="")


def rewrite(copy: Path, **told: object) -> None:
    file = copy / "copy.json"
    document = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({**document, **told}), "utf-8")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (spoilt, "damaged itself: 2026-12/"),
        (cut, "tip is wrong"),
        (of_another_beginning, "line 1 of it stands otherwise"),
    ],
)
def test_a_copy_that_does_not_hold_what_it_says_is_passed_over(
    station: StationFolder, spoil: Callable[[Path], None], said: str
) -> None:
    spoil(station.path / "backup" / Copies(station).listed()[0].name)
    assert seqs(station) == [2, 1]
    (sentence,) = sentences(station)
    assert said in sentence
    assert [str(fault) for fault in Copies(station).passed_over(known=True)] == [
        told for told in [sentence] if "stands otherwise" not in told
    ]


def test_a_copy_of_lines_that_this_ledger_has_otherwise_is_passed_over(
    station: StationFolder, tmp_path: Path
) -> None:
    """A twin went another way after its second line; its copy lies among ours."""
    shutil.copytree(station.path, tmp_path / "twin")
    page(StationFolder(tmp_path / "twin"), 3).unlink()
    (tmp_path / "twin" / "ledger" / ".tip").unlink()
    shutil.rmtree(tmp_path / "twin" / "backup")
    (tmp_path / "twin" / "backup").mkdir()
    other = copied(StationFolder(tmp_path / "twin"), "anders", at=on(12, 3), clock=on(12, 9))
    shutil.copytree(tmp_path / "twin" / "backup" / other.name, station.path / "backup" / other.name)
    assert seqs(station) == [3, 2, 1]
    (sentence,) = sentences(station)
    assert "line 3 of it stands otherwise" in sentence


def test_without_the_look_at_the_chain_it_would_count(
    station: StationFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control for the two above."""
    monkeypatch.setattr(proving.Proof, "_out_of_place", lambda *_: None)
    of_another_beginning(station.path / "backup" / Copies(station).listed()[0].name)
    assert len(seqs(station)) == 3


def test_a_line_that_was_damaged_speaks_against_no_copy(station: StationFolder) -> None:
    """The copy has it right, and it is just this copy that is needed."""
    for day in (2, 3):
        file = page(station, day)
        file.write_bytes(
            file.read_bytes().replace(b'"text":"%d"' % day, b'"text":"%d"' % (day + 5))
        )
    assert seqs(station) == [3, 2, 1]


def test_a_copy_of_another_station_is_refused_by_name(
    station: StationFolder, tmp_path: Path
) -> None:
    other = make(tmp_path / "other", "江南春天管理处")
    name = copied(other, "一", at=on(12, 8)).name
    shutil.copytree(other.path / "backup" / name, station.path / "backup" / name)
    assert seqs(station) == [3, 2, 1]
    (sentence,) = sentences(station)
    assert "this copy is of 江南春天管理处, and this station is 北门" in sentence


def test_what_was_walked_once_is_walked_again_only_when_it_changed(
    station: StationFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    walked: list[str] = []
    walk = proving.Proof._walk

    def watched(self: proving.Proof, copy: Copy, folder: Path) -> dict[str, object]:
        walked.append(copy.name)
        return walk(self, copy, folder)

    monkeypatch.setattr(proving.Proof, "_walk", watched)
    assert seqs(station) == [3, 2, 1]
    assert walked == []
    spoilt(station.path / "backup" / Copies(station).listed()[0].name)
    assert seqs(station) == [2, 1]
    assert seqs(station) == [2, 1]
    assert len(walked) == 1
    (station.path / "derived" / "copies.json").write_text("[", "utf-8")
    assert seqs(station) == [2, 1]
    assert len(walked) == 4


@pytest.mark.parametrize(
    "text", ["", "[]", "[" * 100_000, '{"2026-12-01T083000-hour": 7}', '{"a": {"mark": 1}}']
)
def test_what_is_remembered_of_copies_may_be_spoilt(station: StationFolder, text: str) -> None:
    (station.path / "derived" / "copies.json").write_text(text, "utf-8")
    assert seqs(station) == [3, 2, 1]
    assert sentences(station) == []
    assert Copies(station).damage() == ()


# -- damaged records


def test_of_damaged_records_a_copy_is_made_that_says_how_far_it_is_whole(
    station: StationFolder,
) -> None:
    file = page(station, 2)
    file.write_bytes(file.read_bytes().replace(b'"rev":1', b'"rev:1', 1))
    made = copied(station, "damaged", at=on(12, 4))
    assert (made.whole, made.broken_at) == (False, 2)
    assert seqs(station) == [3, 2, 1]
    held = station.path / "backup" / made.name / "ledger" / "2026-12" / "2026-12-04.json"
    assert "damaged" in held.read_text("utf-8")


def test_copies_of_damaged_records_drive_no_good_one_out(station: StationFolder) -> None:
    file = page(station, 3)
    file.write_bytes(file.read_bytes()[:-9])
    for day in (4, 5, 6):
        copied(station, f"{day}", at=on(12, day))
    Copies(station).prune(2)
    assert seqs(station) == [3, 2]
    assert [copy.seq for copy in Copies(station).incomplete()] == [6, 5]


# -- pipes and endless files


def pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def endless(file: Path) -> None:
    with file.open("wb") as handle:
        handle.truncate(100_000_000)


@pytest.mark.parametrize("spoil", [pipe, endless])
def test_what_cannot_be_the_file_of_a_copy_is_not_read(
    station: StationFolder, spoil: Callable[[Path], None]
) -> None:
    spoil(station.path / "backup" / Copies(station).listed()[0].name / "copy.json")
    assert seqs(station) == [2, 1]
    assert "copy.json is wrong or missing" in sentences(station)[0]


def test_hundreds_of_foreign_folders_hinder_nobody(station: StationFolder) -> None:
    for n in range(300):
        (station.path / "backup" / f"junk-{n}").mkdir()
        (station.path / "backup" / f"2026-12-01T{n:06}-hour").mkdir()
    assert seqs(station) == [3, 2, 1]
    assert len(sentences(station)) == 300


def test_what_killed_programs_left_is_put_away(station: StationFolder) -> None:
    for left in (".2026-12-09T083000-hour.77.new", ".2026-12-01T083000-hour.old"):
        (station.path / "backup" / left / "ledger").mkdir(parents=True)
    copied(station, "四", at=on(12, 4))
    assert not list((station.path / "backup").glob(".*.new"))
    assert not list((station.path / "backup").glob(".*.old"))


def test_only_one_makes_copies_at_a_time(station: StationFolder) -> None:
    copies = Copies(station)
    with copies._alone(), pytest.raises(StoreError, match="is making one at this moment"):
        Copies(station).make(on(12, 4), "hour")
