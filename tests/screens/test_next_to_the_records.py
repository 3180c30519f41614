"""Nothing that lies next to the records ends the room: it says what is wrong in its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dutyroom import i18n
from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.log import entries as log
from dutyroom.desk.station.backup import make_copy
from tests.screens.seen import opened, seen
from tests.stations.making import Hands
from tests.stations.property_centre import property_centre


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return the centre with one copy."""
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-01 08:26:00")
    make_copy(desk, "hour")
    i18n.use("en")
    return desk


def no_backup(station: Path) -> None:
    (station / "backup").rename(station / "elsewhere")


def backup_is_a_file(station: Path) -> None:
    no_backup(station)
    (station / "backup").write_text("", "utf-8")


def copy_of_the_year_1(station: Path) -> None:
    (file,) = station.glob("backup/*/copy.json")
    file.write_text(file.read_text("utf-8").replace('"at": "2026', '"at": "0001'), "utf-8")


def copy_without_zone(station: Path) -> None:
    (file,) = station.glob("backup/*/copy.json")
    file.write_text(file.read_text("utf-8").replace("+08:00", ""), "utf-8")


def seen_without_zone(station: Path) -> None:
    (station / "derived" / "seen.txt").write_text("2026-12-01T08:00:00", "utf-8")


def deep_draft(station: Path) -> None:
    (station / "drafts" / "x.json").write_text("[" * 200_000, "utf-8")


def wrong_calendar(station: Path) -> None:
    (station / "calendars" / "2027.json").write_text('{"year":"2027"}', "utf-8")


@pytest.mark.parametrize(
    ("spoil", "name"),
    [
        (no_backup, "backup"),
        (backup_is_a_file, "backup"),
        (copy_of_the_year_1, "copy.json"),
        (copy_without_zone, "copy.json"),
        (seen_without_zone, "seen.txt"),
        (deep_draft, "drafts/x.json"),
        (wrong_calendar, "calendars/2027.json"),
    ],
)
async def test_the_room_says_what_is_wrong_and_goes_on(
    desk: Desk, spoil: Callable[[Path], None], name: str
) -> None:
    async with opened(desk) as (room, pilot):
        spoil(desk.folder.path)
        other = open_desk(desk.folder.path, terminal="前台")
        other.clock = desk.clock
        log.log_entry(other, "call", log.Note(text="二号楼停电"), by="刘洋")
        room.look_again()
        room._beat()
        await room.workers.wait_for_complete()
        await pilot.pause()
        assert name in seen(room).replace("\n", "")
        await pilot.press("f4")
        await pilot.pause()
        assert "二号楼停电" in seen(room)
    assert room.return_code in (0, None)


async def test_the_room_opens_on_a_station_with_all_of_it_wrong(desk: Desk) -> None:
    for spoil in (no_backup, seen_without_zone, deep_draft, wrong_calendar):
        spoil(desk.folder.path)
    fresh = open_desk(desk.folder.path, terminal="前台")
    Hands(fresh).at("2026-12-01 08:27:00")
    async with opened(fresh) as (room, pilot):
        await pilot.pause()
        assert "seen.txt" in seen(room)
        await pilot.press("f9")
        await pilot.pause()
        assert "110" in seen(room)


@pytest.mark.parametrize(
    "page",
    [
        b"[" * 200_000,
        b'{"about":{\n"1":{"schema":[1]}\n},\n"revisions":{\n"1":{"id":"x","schema":[1]}\n}}\n',
        b'{"about":{\n"1":{"schema":5}\n},\n"revisions":{\n"1":{"id":"x","prev":'
        + b"[" * 900
        + b"]" * 900
        + b"}\n}}\n",
        b'{"about":{\n"1":{"schema":5}\n},\n"revisions":{\n"%s":{}\n}}\n' % (b"9" * 5000),
    ],
    ids=["deep", "schema", "nearly too deep", "digits"],
)
async def test_a_hostile_page_leaves_the_room_and_the_numbers(desk: Desk, page: bytes) -> None:
    (file,) = (desk.folder.ledger / "2026-11").glob("2026-11-*.json")
    day = desk.folder.ledger / "2026-12" / "2026-12-01.json"
    async with opened(desk) as (room, pilot):
        target = day if day.exists() else file
        target.write_bytes(page)
        room.look_again()
        room._beat()
        await room.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("f9")
        await pilot.pause()
        assert "110" in seen(room)
    assert room.return_code in (0, None)
    assert open_desk(desk.folder.path, terminal="前台").ledger.verify().damage
