"""Planning on the Board: a form, the search under way, who has served how much."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from dutyroom.desk.desk import Desk
from dutyroom.desk.people import people
from dutyroom.desk.planning import plan as planning
from dutyroom.desk.planning.plan import Outcome
from dutyroom.desk.planning.problem import Prepared
from dutyroom.domain.planning.problem import Plan
from dutyroom.domain.planning.search import Progress, Report, Stop
from screens.board import planning as planning_dialog
from screens.board.board import BoardScreen
from screens.board.planning import PlanRun
from tests.screens.seen import opened, seen
from tests.stations.making import Hands
from tests.stations.property_centre import property_centre


@pytest.fixture
def station(tmp_path: Path) -> tuple[Desk, Hands]:
    desk, hands = property_centre(tmp_path / "station")
    for name in ("陈静", "吴昊", "郑洁", "周倩"):
        people.add_person(desk, name, rank="物业助理", phone="13800000999")
    hands.at("2026-12-01 10:00:00")
    return desk, hands


async def done(room: App[None], pilot: Pilot[None]) -> None:
    """Wait until the search has ended and its words stand on the screen."""
    await room.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


async def test_a_month_is_planned_from_the_board_and_kept_as_a_draft(
    station: tuple[Desk, Hands],
) -> None:
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "pagedown", "ctrl+w")
        await pilot.pause()
        assert "2027-01" in seen(room)
        await pilot.press("ctrl+g")
        await done(room, pilot)
        assert "Kept as a draft" in seen(room)
    draft = desk.state().rosters[-1]
    assert (draft.state, draft.source, f"{draft.first:%Y-%m}") == (
        "draft",
        "plan seed=1",
        "2027-01",
    )
    assert all(line.people for line in draft.lines)


async def test_esc_takes_the_best_so_far(
    station: tuple[Desk, Hands], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _hands = station
    real = planning.work_out

    def endless(prepared: Prepared, *, report: Report, stop: Stop) -> Outcome:
        """Search until somebody stops it, then answer as the search does."""
        report(Progress(1, 100, 7, 0))
        while not stop():
            pass
        plan: Plan = real(prepared).plan
        return Outcome(plan, 0, proved=False, stopped=True)

    monkeypatch.setattr(planning, "work_out", endless)
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "pagedown", "ctrl+w")
        await pilot.pause()
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "│ Planning" in seen(room) and "╭" in seen(room)
        assert "1 %, shifts without anybody: 0" in seen(room)
        await pilot.press("escape")
        await done(room, pilot)
        assert "Stopped: this is the best plan so far." in seen(room)


async def test_who_has_served_how_much_is_shown_with_bars(station: tuple[Desk, Hands]) -> None:
    """R-233."""
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "ctrl+f")
        await pilot.pause()
        shown = seen(room)
        assert "most − least" in shown
        row = next(line for line in shown.splitlines() if "赵敏" in line and "█" in line)
        assert "7" in row


async def test_a_month_that_is_none_is_said_in_the_form(station: tuple[Desk, Hands]) -> None:
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "pagedown", "ctrl+w")
        await pilot.pause()
        room.screen.query_one("#month", Input).value = "x"
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "is no month" in seen(room)


async def test_who_is_away_is_typed_into_the_form(station: tuple[Desk, Hands]) -> None:
    """And a name that nobody has is said there, with the form as it was."""
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "pagedown", "ctrl+w")
        await pilot.pause()
        room.screen.query_one("#away", Input).value = "某甲=2027-01-05"
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "Nobody here is called 某甲" in seen(room)
        room.screen.query_one("#away", Input).value = "李娜=2027-01-05..2027-01-09，刘洋=2027-01-01"
        room.screen.query_one("#wish", Input).value = "赵敏=2027-01-20"
        await pilot.press("ctrl+g")
        await done(room, pilot)
    draft = desk.state().rosters[-1]
    kept_off = {"李娜": range(5, 10), "刘洋": (1,), "赵敏": (20,)}
    for name, days in kept_off.items():
        assert not [x for x in draft.lines if x.names(name) and x.day.day in days]


@pytest.fixture
def until_told(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Let the search go on until the event is set; then it ends at once."""
    real, told = planning.work_out, Event()

    def waiting(prepared: Prepared, *, report: Report, stop: Stop) -> Outcome:
        plan: Plan = real(prepared).plan
        report(Progress(1, 100, 7, 0))
        told.wait()
        return Outcome(plan, 0, proved=False, stopped=stop())

    monkeypatch.setattr(planning, "work_out", waiting)
    return told


async def _kept(room: App[None], pilot: Pilot[None]) -> None:
    """Wait until the search has ended and nobody types any more."""
    await room.workers.wait_for_complete()
    while isinstance(room.screen, PlanRun):
        await pilot.pause(planning_dialog.QUIET)
    await pilot.pause()


async def test_keys_typed_while_it_plans_do_nothing_on_the_board(
    station: tuple[Desk, Hands], until_told: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of some the search is over before they are read: neither request, menu nor mode opens."""
    desk, _hands = station
    quiet = planning_dialog.QUIET
    # However slow the machine, nobody has stopped typing before the last key.
    monkeypatch.setattr(planning_dialog, "QUIET", 600)
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "pagedown", "ctrl+w")
        await pilot.pause()
        await pilot.press("ctrl+g")
        await pilot.pause()
        await pilot.press("u", "enter", "ctrl+u", "p", "f2", "space")
        until_told.set()
        await pilot.press("u", "enter", "f10", "f4")
        assert isinstance(room.screen, PlanRun)
        monkeypatch.setattr(planning_dialog, "QUIET", quiet)
        await pilot.press("f4")
        await _kept(room, pilot)
        assert "Kept as a draft" in seen(room)
        assert isinstance(room.screen, BoardScreen)
        await pilot.press("u")
        await pilot.pause()
        assert "Nobody has asked for a swap" in seen(room)
    (draft,) = [r for r in desk.state().rosters if r.source.startswith("plan")]
    assert draft.state == "draft"


async def test_a_plan_that_ends_below_the_emergency_numbers_is_kept(
    station: tuple[Desk, Hands], until_told: Event
) -> None:
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "pagedown", "ctrl+w")
        await pilot.pause()
        await pilot.press("ctrl+g")
        await pilot.pause()
        await pilot.press("f9")
        await pilot.pause()
        until_told.set()
        await room.workers.wait_for_complete()
        await pilot.press("escape")
        await pilot.pause()
        await _kept(room, pilot)
        assert "Kept as a draft" in seen(room)


async def test_the_planners_words_are_explained_in_help(station: tuple[Desk, Hands]) -> None:
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "pagedown", "ctrl+w")
        await pilot.pause()
        assert "Variant no." in seen(room)
        await pilot.press("escape", "f1")
        await pilot.pause()
        await pilot.press("end")
        await pilot.pause()
        shown = seen(room)
        assert "Variant no." in shown and "the same number the same plan" in shown
        assert "Penalty points" in shown and "0 is perfectly" in shown
        await pilot.press("escape", "f4", "f1")
        await pilot.pause()
        await pilot.press("end")
        assert "Penalty points" not in seen(room)
