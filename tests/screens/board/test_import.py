"""Taking in a roster on the Board: what it would change is shown before it does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event

import openpyxl
import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.roster.imports import import_roster
from dutyroom.desk.roster.publish import publish_roster
from dutyroom.desk.station.beside import beside
from dutyroom.desk.station.station import init_station
from dutyroom.intake import process
from dutyroom.store.lock import StationLock
from screens.board import import_form
from screens.emergency.emergency import EmergencyScreen
from screens.room import Room
from tests.screens.seen import opened, seen
from tests.stations.hostile_sheets import make
from tests.stations.making import Hands

INPUT = Path(__file__).parents[2] / "input"
SHEET = str(INPUT / "december-2026.xlsx")
ENDLESS = (
    "import json, time\n"
    "while True: print(json.dumps(['at', 30, 100]), flush=True); time.sleep(0.01)"
)
"""A reader that never comes to an end, and says so."""


async def read(room: Room, pilot: Pilot[None]) -> None:
    """Wait until the file is read and checked, and what was read is shown.

    A form that closes with what was read lets its worker go, which is no failure.
    """
    while room.workers:  # the one that reads lets another check
        with suppress(WorkerCancelled):
            await room.workers.wait_for_complete()
    await pilot.pause()


async def paste(room: Room, pilot: Pilot[None], file: str) -> None:
    """Fill in where a file is, as people do: letter by letter it takes seconds."""
    room.post_message(Paste(file))
    await pilot.pause()


async def until(room: Room, pilot: Pilot[None], words: str) -> str:
    """Wait until something can be read on the screen."""
    while words not in seen(room):
        await pilot.pause(0.01)
    return seen(room)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    init_station(tmp_path / "station", profile="property-centre", drill=True)
    made = open_desk(tmp_path / "station", terminal="值班室")
    Hands(made).at("2026-11-25 10:00:00")
    return made


async def asked(pilot: Pilot[None], room: Room, file: str) -> None:
    await pilot.press("f3", "ctrl+r")
    await pilot.pause()
    await paste(room, pilot, file)


async def test_a_preview_lists_the_changes_and_keeps_nothing(tmp_path: Path) -> None:
    init_station(tmp_path / "station", profile="property-centre", drill=True)
    desk = open_desk(tmp_path / "station", terminal="值班室")
    Hands(desk).at("2026-12-01 10:00:00")
    first = import_roster(desk, INPUT / "december-2026.xlsx").roster
    publish_roster(desk, first)
    book = openpyxl.load_workbook(INPUT / "december-2026.xlsx")
    book.worksheets[0]["F3"] = "王强"
    file = tmp_path / "other.xlsx"
    book.save(file)
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "ctrl+r")
        await pilot.pause()
        await paste(room, pilot, str(file))
        await pilot.press("down", "right", "ctrl+g")
        await read(room, pilot)
        told = " ".join(seen(room).split())
        assert "(published), changes: 1" in told
        assert "2026-12-01 管理处 晚班: 陈静 → 王强" in told
        await pilot.press("escape")
        await pilot.pause()
        below = seen(room)
        assert "changes: 1" in below and "Nothing is kept yet." in below
    assert len(desk.state().rosters) == 1


async def test_an_empty_file_name_is_asked_for(tmp_path: Path) -> None:
    init_station(tmp_path / "station", profile="property-centre", drill=True)
    desk = open_desk(tmp_path / "station", terminal="值班室")
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "ctrl+r")
        await pilot.pause()
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "Say which file" in seen(room)


async def test_a_roster_is_taken_in_and_the_form_closes(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        await asked(pilot, room, SHEET)
        await pilot.press("ctrl+g")
        await read(room, pilot)
        assert "Kept as a draft" in seen(room)
    assert len(desk.state().rosters) == 1


async def test_esc_stops_the_reading_and_nothing_typed_is_lost(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "READING", ("-P", "-c", ENDLESS))
    async with opened(desk) as (room, pilot):
        await asked(pilot, room, "a.csv")
        await pilot.press("ctrl+g")
        assert "There is no file a.csv" in await until(room, pilot, "no file")
        await pilot.press("ctrl+u")
        await paste(room, pilot, SHEET)
        await pilot.press("ctrl+g")
        assert "Esc stops" in await until(room, pilot, "Reading… 30 %")
        await pilot.press("f9")
        await until(room, pilot, "Emergency")
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("ctrl+g", "escape")
        assert SHEET[-30:] in await until(room, pilot, "The reading was stopped")
        monkeypatch.undo()
        await pilot.press("ctrl+g")
        await read(room, pilot)
        assert "Kept as a draft" in seen(room)


async def test_what_is_read_while_the_emergency_numbers_are_shown_waits_for_them(
    desk: Desk,
) -> None:
    async with opened(desk) as (room, pilot):
        await asked(pilot, room, SHEET)
        await pilot.press("ctrl+g", "f9")
        await read(room, pilot)
        assert desk.state().rosters == ()
        await pilot.press("escape")
        await pilot.pause()
        assert "Kept as a draft" in seen(room)
    assert len(desk.state().rosters) == 1


async def waits_with_a_file_read(pilot: Pilot[None], room: Room) -> None:
    """Type, let the file be read under the emergency numbers, and come back to the form."""
    await asked(pilot, room, SHEET)
    await pilot.press("ctrl+g", "f9")
    await read(room, pilot)


async def test_while_somebody_writes_what_was_read_waits_and_f9_is_answered(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        await waits_with_a_file_read(pilot, room)
        with StationLock(desk.folder.ledger / ".lock", "后门", 1).held():
            await pilot.press("escape")
            assert "Waiting for" in await until(room, pilot, "后门")
            await pilot.press("f9")
            assert isinstance(room.screen, EmergencyScreen)
            await pilot.press("escape")
        await until(room, pilot, "Kept as a draft")
        await pilot.pause()
    assert len(desk.state().rosters) == 1


async def test_what_was_read_is_kept_once_the_emergency_numbers_are_gone(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        await waits_with_a_file_read(pilot, room)
        with StationLock(desk.folder.ledger / ".lock", "后门", 1).held():
            await pilot.press("escape")
            await until(room, pilot, "Waiting for")
            await pilot.press("f9")
        await read(room, pilot)
        assert desk.state().rosters == ()
        await pilot.press("escape")
        await until(room, pilot, "Kept as a draft")
        await pilot.pause()
    assert len(desk.state().rosters) == 1


async def test_who_leaves_while_it_waits_keeps_nothing(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        await waits_with_a_file_read(pilot, room)
        with StationLock(desk.folder.ledger / ".lock", "后门", 1).held():
            await pilot.press("escape")
            await until(room, pilot, "Waiting for")
            await pilot.press("escape", "escape")
            await pilot.pause()
        await read(room, pilot)
        assert "Take in a roster" not in seen(room)
    assert desk.state().rosters == ()


async def test_without_the_look_before_the_form_would_stand_still(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the check itself waits for the lock, gives up, and nothing is kept."""

    def hasty(desk: Desk) -> Desk:
        other = beside(desk)
        monkeypatch.setattr(other.ledger._lock, "_timeout", 0.01)
        return other

    monkeypatch.setattr(Desk, "held_by", lambda *_given: "")
    monkeypatch.setattr(import_form, "beside", hasty)
    async with opened(desk) as (room, pilot):
        await waits_with_a_file_read(pilot, room)
        with StationLock(desk.folder.ledger / ".lock", "后门", 1).held():
            await pilot.press("escape")
            await until(room, pilot, "are held by")
    assert desk.state().rosters == ()


@pytest.fixture
def checking(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Let every check wait until this is set."""
    go_on = Event()

    def waits(desk: Desk) -> Desk:
        go_on.wait()
        return beside(desk)

    monkeypatch.setattr(import_form, "beside", waits)
    yield go_on
    go_on.set()


async def test_while_the_roster_is_checked_f9_is_answered_and_the_outcome_waits_for_it(
    desk: Desk, checking: Event
) -> None:
    async with opened(desk) as (room, pilot):
        await asked(pilot, room, SHEET)
        await pilot.press("ctrl+g")
        await until(room, pilot, "The roster is checked")
        await pilot.press("escape", "ctrl+g", "f9")
        assert isinstance(room.screen, EmergencyScreen)
        checking.set()
        await read(room, pilot)
        assert isinstance(room.screen, EmergencyScreen)
        await pilot.press("escape")
        assert "Kept as a draft: Ctrl+G" in await until(room, pilot, "Kept as")
        assert "Take in a roster" not in seen(room)
    assert len(desk.state().rosters) == 1


async def test_what_is_typed_while_the_roster_is_checked_stays(desk: Desk, checking: Event) -> None:
    async with opened(desk) as (room, pilot):
        await asked(pilot, room, SHEET)
        await pilot.press("ctrl+g")
        await until(room, pilot, "The roster is checked")
        await pilot.press("ctrl+u")
        await paste(room, pilot, "january.csv")
        checking.set()
        await read(room, pilot)
        told = seen(room)
        assert "what was typed meanwhile stays" in told and "january.csv" in told
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert "Take in a roster" not in seen(room)
    assert len(desk.state().rosters) == 1


async def test_another_file_typed_meanwhile_is_not_taken_for_the_one_that_was_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(desk) as (room, pilot):
        await asked(pilot, room, SHEET)
        await pilot.press("ctrl+g", "x")
        await read(room, pilot)
        assert "Another file was typed meanwhile" in seen(room)
    assert desk.state().rosters == ()


async def test_a_sheet_that_is_refused_says_what_to_do_in_the_form(
    desk: Desk, tmp_path: Path
) -> None:
    file = make("far_cell", tmp_path)
    async with opened(desk) as (room, pilot):
        await asked(pilot, room, str(file))
        await pilot.press("ctrl+g")
        await read(room, pilot)
        told = " ".join(seen(room).replace("│", " ").split())
        assert "s0 reaches to cell XFD1048576, but no roster has more than 20000 rows" in told
        assert "copy the roster alone into a new file" in told


async def test_the_room_may_be_left_while_a_file_is_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "READING", ("-P", "-c", ENDLESS))
    async with opened(desk) as (room, pilot):
        await asked(pilot, room, SHEET)
        await pilot.press("ctrl+g")
        await until(room, pilot, "Reading… 30 %")
        room.exit()
