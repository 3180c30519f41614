"""What lies next to the ledger is wrong or gone: it is named, and the work goes on."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.log import entries as log
from dutyroom.desk.station import drafts
from dutyroom.desk.station.backup import (
    copies_of,
    copy_after,
    fault_of_copies,
    is_copy_due,
    make_copy,
)
from dutyroom.desk.station.calendars import take_in_notice
from dutyroom.desk.station.opening import beat, last_seen, open_room
from dutyroom.desk.station.repair import examine_records, line_stands, mend_records
from dutyroom.store import copies
from dutyroom.store.errors import NoSpace
from tests.faults.errors import small_disk
from tests.stations.making import Hands
from tests.stations.property_centre import property_centre

HOLIDAY = {"name": "元旦", "first": "2026-01-01", "last": "2026-01-01"}
DEEP, ENDLESS = "[" * 200_000, '{"year":' + "9" * 5000 + "}"


@pytest.fixture
def station(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return the centre in the evening, with a copy and one call after it."""
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-03 20:00:00")
    make_copy(desk, "hour")
    log.log_entry(desk, "call", log.Note(text="一"))
    return desk, hands


def again(desk: Desk) -> Desk:
    fresh = open_desk(desk.folder.path, terminal="前台")
    fresh.clock = desk.clock
    return fresh


def said(desk: Desk) -> str:
    return "\n".join(map(str, desk.passed_over))


# -- copies


def moved_away(backup: Path) -> None:
    backup.rename(backup.with_name("elsewhere"))


def a_file(backup: Path) -> None:
    shutil.rmtree(backup)
    backup.write_text("", "utf-8")


def a_link_to_nothing(backup: Path) -> None:
    moved_away(backup)
    backup.symlink_to("nowhere")


def wrong_time(backup: Path) -> None:
    (file,) = backup.glob("*/copy.json")
    file.write_text(file.read_text("utf-8").replace('"at": "', '"at": "on '), "utf-8")


def a_folder_in_its_place(backup: Path) -> None:
    (file,) = backup.glob("*/copy.json")
    file.unlink()
    file.mkdir()


def deep(backup: Path) -> None:
    (file,) = backup.glob("*/copy.json")
    file.write_text(DEEP, "utf-8")


def endless(backup: Path) -> None:
    (file,) = backup.glob("*/copy.json")
    with file.open("wb") as handle:
        handle.truncate(100_000_000)


def a_pipe(backup: Path) -> None:
    (file,) = backup.glob("*/copy.json")
    file.unlink()
    os.mkfifo(file)


def junk(backup: Path) -> None:
    for n in range(400):
        (backup / f"2026-12-01T{n:06}-hour").mkdir()


def months_are_a_file(backup: Path) -> None:
    shutil.rmtree(backup / "months", ignore_errors=True)
    (backup / "months").write_text("", "utf-8")


def its_lock_is_a_folder(backup: Path) -> None:
    (backup / ".lock").unlink()
    (backup / ".lock").mkdir()


@pytest.mark.parametrize(
    "spoil",
    [
        moved_away,
        a_file,
        a_link_to_nothing,
        wrong_time,
        a_folder_in_its_place,
        deep,
        endless,
        a_pipe,
        junk,
        its_lock_is_a_folder,
        months_are_a_file,
    ],
)
def test_copies_that_cannot_be_read_are_named_and_end_nothing(
    station: tuple[Desk, Hands], spoil: Callable[[Path], None]
) -> None:
    desk, hands = station
    spoil(desk.folder.path / "backup")
    hands.at("2026-12-03 21:30:00")
    if is_copy_due(desk):
        copy_after(desk, "hour")
    assert "backup" in str(fault_of_copies(desk))
    assert log.log_entry(desk, "call", log.Note(text="二")).entry.text == "二"
    assert examine_records(desk).report.damage == ()


@pytest.mark.parametrize("spoil", [moved_away, a_file, wrong_time, deep])
def test_a_page_is_looked_after_without_copies(
    station: tuple[Desk, Hands], spoil: Callable[[Path], None]
) -> None:
    desk, _hands = station
    spoil(desk.folder.path / "backup")
    page = desk.folder.ledger / "2026-12" / "2026-12-03.json"
    page.write_bytes(page.read_bytes().replace(b'"rev":1', b'"rev:1', 1))
    assert examine_records(again(desk)).report.damage
    assert mend_records(again(desk)).remedies


def test_when_the_copies_are_back_nothing_is_wrong_any_more(station: tuple[Desk, Hands]) -> None:
    desk, _hands = station
    backup = desk.folder.path / "backup"
    moved_away(backup)
    assert not is_copy_due(desk)
    assert fault_of_copies(desk) is not None
    backup.with_name("elsewhere").rename(backup)
    assert fault_of_copies(desk) is None
    assert len(copies_of(desk)) == 1


@pytest.mark.parametrize("moment", ["listing", "copying"])
def test_a_folder_of_copies_that_is_gone_in_the_midst_is_a_sentence(
    station: tuple[Desk, Hands], monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    desk, _hands = station
    place = {"listing": "clear_left", "copying": "copy_belongings"}[moment]
    really = getattr(copies, place)

    def late(*words: object) -> object:
        if (desk.folder.path / "backup").exists():
            moved_away(desk.folder.path / "backup")
        return really(*words)

    monkeypatch.setattr(copies, place, late)
    copy_after(desk, "hour")
    assert desk.copy_fault is not None
    assert not is_copy_due(desk)
    assert log.log_entry(desk, "call", log.Note(text="二")).entry.text == "二"


def test_a_disk_of_copies_that_is_full_is_a_sentence(station: tuple[Desk, Hands]) -> None:
    desk, _hands = station
    backup = desk.folder.path / "backup"
    moved_away(backup)
    try:
        with small_disk(backup, 8):
            copy_after(desk, "hour")
            assert isinstance(desk.copy_fault, NoSpace)
            assert log.log_entry(desk, "call", log.Note(text="二")).entry.text == "二"
            assert copies_of(desk) == ()
            assert not list(backup.glob(".*.new"))
    except OSError as error:
        pytest.skip(f"no small disk: {error}")


@pytest.mark.parametrize("spoil", ["a file", "gone"])
def test_without_what_is_derived_copies_are_made_and_looked_at(
    station: tuple[Desk, Hands], spoil: str
) -> None:
    desk, _hands = station
    shutil.rmtree(desk.folder.path / "derived")
    if spoil == "a file":
        (desk.folder.path / "derived").write_text("", "utf-8")
    copy_after(desk, "hour")
    assert desk.copy_fault is None
    assert len(copies_of(desk)) == 2
    assert fault_of_copies(desk) is None


def test_a_station_file_that_is_broken_while_the_room_is_open_stops_no_copy(
    station: tuple[Desk, Hands],
) -> None:
    desk, _hands = station
    for text in ("[", "", "name = 7"):
        (desk.folder.path / "station.toml").write_text(text, "utf-8")
        copy_after(desk, "hour")
        assert desk.copy_fault is None
    assert len(copies_of(desk)) == 4


def test_a_notice_without_end_is_not_read(station: tuple[Desk, Hands]) -> None:
    desk, _hands = station
    with (desk.folder.path / "calendars" / "2026.json").open("wb") as file:
        file.truncate(10**11)
    assert "far larger" in said(again(desk))


# -- derived/


@pytest.mark.parametrize(
    "text",
    ["2026-12-03T19:00:00", "0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-08:00", "x", DEEP],
)
def test_when_the_room_was_last_seen_is_not_known(station: tuple[Desk, Hands], text: str) -> None:
    desk, _hands = station
    (desk.folder.path / "derived" / "seen.txt").write_text(text, "utf-8")
    assert open_room(desk) is None
    assert "derived/seen.txt" in said(desk)
    beat(desk)
    beat(desk)
    assert said(desk) == ""
    assert last_seen(desk) == desk.now()


# -- calendars/


@pytest.mark.parametrize(
    "text",
    [
        '{"year":"2027"}',
        json.dumps({"year": "2027", "holidays": [HOLIDAY]}),
        '{"year": 2027, "holidays": {"a": 1}}',
        "[]",
        "",
        "\x00",
        DEEP,
        ENDLESS,
    ],
    ids=["wrong", "text", "table", "list", "empty", "zero", "deep", "endless"],
)
def test_a_wrong_notice_is_left_out_and_its_year_unknown(
    station: tuple[Desk, Hands], text: str
) -> None:
    desk, _hands = station
    assert desk.calendar.is_known(2026)
    (desk.folder.path / "calendars" / "2026.json").write_text(text, "utf-8")
    log.log_entry(again(desk), "call", log.Note(text="二"))
    for seen in (desk, again(desk)):
        assert len(seen.state().entries) == 2
        assert "calendars/2026.json is left out" in said(seen)
        assert not seen.calendar.is_known(2026)
        assert seen.calendar.is_known(2025)
    assert examine_records(again(desk)).report.damage == ()


def test_a_notice_that_is_no_text_is_left_out(station: tuple[Desk, Hands]) -> None:
    desk, _hands = station
    folder = desk.folder.path / "calendars"
    (folder / "2026.json").write_bytes(b"\xff\xfe")
    (folder / "2025.json").mkdir()
    fresh = again(desk)
    assert "calendars/2026.json" in said(fresh)
    assert "calendars/2025.json" in said(fresh)
    assert fresh.calendar.unknown_years(date(2024, 1, 1), date(2026, 1, 1)) == (2025, 2026)


def test_calendars_that_are_no_folder_are_named(station: tuple[Desk, Hands]) -> None:
    desk, _hands = station
    folder = desk.folder.path / "calendars"
    shutil.rmtree(folder)
    folder.write_text("", "utf-8")
    assert "calendars" in said(again(desk))


def test_a_second_file_about_a_year_is_left_out(station: tuple[Desk, Hands]) -> None:
    desk, _hands = station
    for name in ("2026.json", "2026-again.json"):
        file = desk.folder.path / "calendars" / name
        file.write_text(json.dumps({"year": 2026, "holidays": [HOLIDAY]}), "utf-8")
    fresh = again(desk)
    assert "calendars/2026.json is left out" in said(fresh)
    assert fresh.calendar.is_known(2026)


def test_a_good_notice_puts_a_wrong_one_right_and_is_not_kept_out_by_another(
    station: tuple[Desk, Hands],
) -> None:
    desk, _hands = station
    for year in (2025, 2026):
        (desk.folder.path / "calendars" / f"{year}.json").write_text("{", "utf-8")
    text = json.dumps({"year": 2026, "holidays": [HOLIDAY]})
    take_in_notice(desk, text, by="王海")
    assert desk.calendar.is_known(2026)
    assert "2026.json" not in said(desk)
    assert "2025.json" in said(desk)


# -- drafts/


def kept(desk: Desk) -> Path:
    """Return the file of a draft whose program is gone."""
    drafts.keep(desk, "20261203T200000-1-1", "call", "", "来电", {"text": "漏水"}, desk.now())
    (file,) = (desk.folder.path / "drafts").glob("*.json")
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), "owner": "x 1 1"}), "utf-8")
    assert [draft.values["text"] for draft in drafts.left_over(desk)] == ["漏水"]
    return file


@pytest.mark.parametrize("content", [DEEP, ENDLESS, "[]", "{}", '{"id": 7}', "null", "\x00"])
def test_a_draft_that_makes_no_sense_is_named_and_stays(
    station: tuple[Desk, Hands], content: str
) -> None:
    desk, _hands = station
    file = kept(desk)
    file.write_text(content, "utf-8")
    assert drafts.left_over(desk) == ()
    assert f"drafts/{file.name}" in said(desk)
    assert file.exists()
    file.unlink()
    drafts.left_over(desk)
    assert said(desk) == ""


@pytest.mark.parametrize("owner", ["a ² 1", "a " + "9" * 5000 + " 1", "", "a", "a -1 1"])
def test_a_draft_of_a_strange_owner_is_offered(station: tuple[Desk, Hands], owner: str) -> None:
    desk, _hands = station
    file = kept(desk)
    document = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({**document, "owner": owner}), "utf-8")
    assert len(drafts.left_over(desk)) == 1


@pytest.mark.parametrize("id_", ["../contacts", "/etc/passwd", "../calendars/2026", ""])
def test_what_a_draft_calls_itself_names_no_file(station: tuple[Desk, Hands], id_: str) -> None:
    desk, _hands = station
    precious = desk.folder.path / "calendars" / "2026.json"
    precious.write_text("{}", "utf-8")
    file = kept(desk)
    document = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({**document, "id": id_}), "utf-8")
    (draft,) = drafts.left_over(desk)
    drafts.drop(desk, draft.id)
    assert not file.exists()
    assert precious.exists()


@pytest.mark.parametrize("tip", ["² 00", "9" * 5000 + " 00", "", "x y"])
def test_a_line_that_is_none_stands_nowhere(station: tuple[Desk, Hands], tip: str) -> None:
    desk, _hands = station
    assert not line_stands(desk, tip)
