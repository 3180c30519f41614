"""The file of a copy is believed in nothing that was not looked at, and a link is no copy."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dutyroom.store.copies import Copies
from dutyroom.store.folder import StationFolder
from dutyroom.store.manifest import MANIFEST, Copy, NoCopy
from dutyroom.store.restorable import check_copy
from tests.store.books import MORNING, book, copied_station, write

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def station(tmp_path: Path) -> StationFolder:
    """Return a station of one record with a copy of it, and a neighbour's folder next to it."""
    folder = copied_station(tmp_path / "station")
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "letter.txt").write_text("kept", "utf-8")
    return folder


def only(folder: StationFolder) -> Copy:
    (copy,) = Copies(folder).listed()
    return copy


def rewrite(folder: StationFolder, change: Change) -> None:
    file = folder.path / "backup" / only(folder).name / MANIFEST
    document = json.loads(file.read_text("utf-8"))
    change(document)
    file.write_text(json.dumps(document), "utf-8")


def standing(path: Path) -> set[str]:
    return {str(found.relative_to(path)) for found in path.rglob("*")}


@pytest.mark.parametrize("name", ["{base}/precious", "../../precious", "..", ".", "", "months", 7])
def test_what_a_copy_calls_itself_names_no_folder(
    station: StationFolder, tmp_path: Path, name: str | int
) -> None:
    told = name.format(base=tmp_path) if isinstance(name, str) else name
    rewrite(station, lambda document: document.update(name=told))
    assert only(station).name == "2026-12-05T083000-hour"
    before = standing(tmp_path)
    Copies(station).prune(0)
    gone = before - standing(tmp_path)
    assert gone
    assert all(found.startswith("station/backup/2026-12-05T083000-hour") for found in gone)
    assert not Copies(station).made()


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("month", ".."),
        ("month", "/etc"),
        ("month", "2026-13"),
        ("month", "2026-11"),
        ("month", ""),
        ("month", None),
        ("month", ["2026-12"]),
        ("at", "yesterday"),
        ("at", "2026-12-01T08:00:00"),
        ("at", "0001-01-01T00:00:00+08:00"),
        ("at", 20261201),
        ("why", "../demand"),
        ("why", ""),
        ("why", {}),
        ("seq", "1"),
        ("seq", -1),
        ("seq", True),
        ("seq", 10**400),
        ("records", None),
        ("revisions", 1.5),
        ("tip", "0"),
        ("tip", []),
    ],
)
def test_a_copy_whose_file_is_wrong_is_passed_over_by_name(
    station: StationFolder, field: str, wrong: object
) -> None:
    name, copies = only(station).name, Copies(station)
    assert list(copies.pages_like("2026-12", "2026-12-05.json"))
    rewrite(station, lambda document: document.update({field: wrong}))
    before = standing(station.path)
    assert copies.made() == ()
    (sentence,) = copies.passed_over()
    assert name in str(sentence)
    assert f": {field} is wrong" in str(sentence)
    copies.prune(0)
    assert standing(station.path) == before
    assert list(copies.pages_like("2026-12", "2026-12-05.json")) == []


@pytest.mark.parametrize(
    "content",
    [b"[" * 200_000, b'{"seq":' + b"9" * 5000 + b"}", b"\xff\xfe", b"", b"[]", b"null", b'"copy"'],
    ids=["deep", "endless", "bytes", "empty", "list", "null", "text"],
)
def test_a_copy_whose_file_is_no_document_is_passed_over_by_name(
    station: StationFolder, content: bytes
) -> None:
    file = station.path / "backup" / only(station).name / MANIFEST
    file.write_bytes(content)
    assert Copies(station).made() == ()
    (sentence,) = Copies(station).passed_over()
    assert str(file) in str(sentence)


def test_a_copy_that_tells_another_last_line_is_not_restored(station: StationFolder) -> None:
    rewrite(station, lambda document: document.update(tip="0" * 64))
    with pytest.raises(NoCopy, match="tip"):
        check_copy(station, only(station))


@pytest.mark.parametrize("part", ["", "ledger", "ledger/2026-12", MANIFEST])
def test_a_copy_behind_a_link_is_neither_followed_nor_removed(
    station: StationFolder, tmp_path: Path, part: str
) -> None:
    there = station.path / "backup" / only(station).name / part
    elsewhere = tmp_path / "elsewhere"
    there.rename(elsewhere)
    there.symlink_to(elsewhere)
    before = standing(tmp_path)
    assert Copies(station).made() == ()
    assert "link" in str(Copies(station).passed_over()[0])
    Copies(station).prune(0)
    assert standing(tmp_path) == before


def test_next_to_a_wrong_copy_good_ones_are_made_and_pruned(station: StationFolder) -> None:
    rewrite(station, lambda document: document.update(at=""))
    copies = Copies(station)
    for hour in (1, 2, 3):
        copies.make(MORNING + timedelta(hours=hour), "hour")
    copies.prune(1)
    assert [datetime.fromisoformat(copy.at).hour for copy in copies.made()] == [MORNING.hour + 3]
    assert len(copies.passed_over()) == 1


def test_an_honest_copy_may_be_restored(station: StationFolder) -> None:
    write(book(station.ledger), "二")
    check_copy(station, only(station))
