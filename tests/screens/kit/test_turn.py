"""Somebody else is writing and does not end: F9 and every other key are answered all the same."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from dutyroom.desk.desk import Desk
from dutyroom.desk.handover.start import start_handover
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.store.lock import StationLock
from screens.emergency.emergency import EmergencyScreen
from screens.kit import turn
from screens.kit.form import Form
from screens.room import Room
from tests.screens.seen import opened, seen, write
from tests.stations.property_centre import property_centre

PATIENCE = 60
"""Seconds until a test gives up; nothing is measured by it."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-01 08:40:00")
    sign_in(desk, find_person(desk.state(), "李娜"))
    return desk


@contextmanager
def somebody_writes(desk: Desk) -> Iterator[None]:
    """Hold the lock as another terminal does that stands still."""
    with StationLock(desk.folder.ledger / ".lock", "后门", 1).held():
        yield


async def until(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "it did not come about"
        await pilot.pause()


async def type_a_call(room: Room, pilot: Pilot[None]) -> Form[object]:
    await pilot.press("ctrl+n")
    await write(room, pilot, "漏水")
    await pilot.press("ctrl+g")
    assert isinstance(room.screen, Form)
    return room.screen


def texts(desk: Desk) -> list[str]:
    return [entry.text for entry in desk.state().entries]


async def test_a_form_says_whom_it_waits_for_and_is_saved_when_they_have_done(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        with somebody_writes(desk):
            form = await type_a_call(room, pilot)
            await until(pilot, lambda: "后门" in seen(room))
            assert "Waiting for" in seen(room)
            await pilot.press("f9")
            assert isinstance(room.screen, EmergencyScreen)
            assert texts(desk) == []
            await pilot.press("escape")
            assert isinstance(room.screen, Form)
        await until(pilot, lambda: room.screen is not form)
    assert texts(desk) == ["漏水"]
    assert list((desk.folder.path / "drafts").iterdir()) == []


async def test_it_is_saved_while_the_emergency_numbers_stand_above_it(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        with somebody_writes(desk):
            form = await type_a_call(room, pilot)
            await pilot.press("f9")
        await until(pilot, lambda: texts(desk) == ["漏水"])
        assert isinstance(room.screen, EmergencyScreen)
        await pilot.press("escape")
        await until(pilot, lambda: room.screen is not form)


async def test_what_is_typed_while_it_waits_is_saved_with_it(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        with somebody_writes(desk):
            form = await type_a_call(room, pilot)
            await write(room, pilot, "，三楼")
        await until(pilot, lambda: room.screen is not form)
    assert texts(desk) == ["漏水，三楼"]


async def test_who_waits_too_long_is_told_and_keeps_the_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turn, "LONGEST", 0.0)
    async with opened(desk) as (room, pilot):
        with somebody_writes(desk):
            form = await type_a_call(room, pilot)
            await until(pilot, lambda: "are held by" in seen(room))
            assert form.values()["text"] == "漏水"
        await pilot.press("ctrl+g")
        await until(pilot, lambda: room.screen is not form)
    assert texts(desk) == ["漏水"]


async def test_who_leaves_the_form_meanwhile_saves_nothing(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        with somebody_writes(desk):
            form = await type_a_call(room, pilot)
            await pilot.press("escape", "escape")
            await until(pilot, lambda: room.screen is not form)
        await pilot.pause()
    assert texts(desk) == []


async def test_a_step_on_a_screen_waits_as_well(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        await pilot.press("f7")
        with somebody_writes(desk):
            await pilot.press("ctrl+b")
            await until(pilot, lambda: "Waiting for" in seen(room))
            await pilot.press("f9")
            assert isinstance(room.screen, EmergencyScreen)
            await pilot.press("escape")
        await until(pilot, lambda: len(desk.state().handovers) == 1)


async def test_without_the_look_before_the_room_would_stand_still(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock is waited for where no key is answered, and the action given up."""
    monkeypatch.setattr(Desk, "held_by", lambda *given: "")
    monkeypatch.setattr(desk.ledger._lock, "_timeout", 0.01)
    async with opened(desk) as (room, pilot):
        with somebody_writes(desk):
            await type_a_call(room, pilot)
            assert "are held by" in seen(room)
    assert texts(desk) == []


def test_a_handover_is_opened_where_nobody_writes(desk: Desk) -> None:
    """The look itself holds nobody up."""
    assert desk.held_by() == ""
    start_handover(desk, "管理处")
    assert desk.held_by() == ""
