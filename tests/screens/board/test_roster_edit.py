"""Changing the roster from the Board: give, move, take off, take back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people import people
from dutyroom.desk.planning import plan as planning
from dutyroom.desk.planning.order import Order
from dutyroom.desk.roster.check import check_roster
from dutyroom.desk.roster.edit import (
    lift_person,
    lock_shifts,
    place_person,
    shift_held,
    shift_named,
    undo_edit,
)
from dutyroom.desk.roster.month import month_grid
from dutyroom.desk.swaps.decide import approve_swap
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.planning.problem import Absence
from dutyroom.domain.records.roster import Roster, ShiftRef
from dutyroom.domain.roster.edit import shifts_of
from dutyroom.store.errors import Conflict
from screens.board.board import BoardScreen
from screens.board.edit_form import edit_form
from screens.board.grid import Grid
from screens.kit.form import Choice
from tests.screens.seen import opened, seen, stand_on
from tests.stations.making import PIN, Hands
from tests.stations.printed import NATIONAL_DAY, taken_in
from tests.stations.property_centre import property_centre
from tests.stations.swaps import ask, evening, station, who


@pytest.fixture
def centre(tmp_path: Path) -> tuple[Desk, Hands]:
    return station(tmp_path)


def draft_of(desk: Desk) -> Roster:
    return next(r for r in reversed(desk.state().rosters) if r.state == "draft")


def evenings(desk: Desk, name: str, roster: Roster) -> list[ShiftRef]:
    days = {line.day for line in roster.lines}
    return [ref for day in sorted(days) for ref in shifts_of(roster, who(desk, name).key, day)]


async def test_a_shift_is_moved_by_its_day_and_taken_back(centre: tuple[Desk, Hands]) -> None:
    """The roster in force stays in force; what was changed is in a draft of its next version."""
    desk, _hands = centre
    (published,) = desk.state().published()
    async with opened(desk) as (room, pilot):
        await pilot.press("f3")
        await pilot.pause()
        stand_on(room, "陈静", 8)
        await pilot.press("space")
        await pilot.pause()
        assert "管理处 晚班" in seen(room)
        room.screen.query_one("#day", Input).value = "2026-12-10"
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "draft v2" in seen(room)
        assert desk.state().published() == (published,)
        draft = draft_of(desk)
        assert evenings(desk, "陈静", draft) == [evening(9), evening(10)]
        assert "gaps" in seen(room)
        await pilot.press("ctrl+v")
        await pilot.pause()
        assert "published v1" in seen(room)
        await pilot.press("ctrl+v", "ctrl+y")
        await pilot.pause()
        assert "The last change is taken back" in seen(room)
        assert "published v1" in seen(room)
        assert desk.state().published() == (published,)
        await pilot.press("ctrl+v")
        await pilot.pause()
        assert "There is no draft of this month" in seen(room)
        await pilot.press("ctrl+y")
        await pilot.pause()
        assert "Only a draft can be changed back" in seen(room)
        assert isinstance(room.screen, BoardScreen)


async def test_who_is_taken_off_is_so_whatever_stands_for_the_day(
    centre: tuple[Desk, Hands],
) -> None:
    desk, _hands = centre
    async with opened(desk) as (room, pilot):
        await room.push_screen(
            edit_form(desk, desk.state().published()[0], "陈静", date(2026, 12, 8))
        )
        room.screen.query_one("#shift", Choice).value = ""
        room.screen.query_one("#day", Input).value = "2026-12-"
        await pilot.press("ctrl+g")
        await pilot.pause()
    assert evenings(desk, "陈静", draft_of(desk)) == [evening(9)]


def test_a_shift_is_given_to_somebody_else(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    draft = place_person(
        desk,
        desk.state().published()[0],
        who(desk, "刘洋"),
        evening(8),
        instead_of=("陈静", evening(8)),
    )
    assert (draft.state, draft.version) == ("draft", 2)
    assert (evenings(desk, "刘洋", draft), evenings(desk, "陈静", draft)) == (
        [evening(8)],
        [evening(9)],
    )


def test_edits_are_taken_back_one_after_the_other(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    first = lift_person(desk, desk.state().published()[0], who(desk, "陈静"), evening(8))
    second = lift_person(desk, first, who(desk, "陈静"), evening(9))
    third = place_person(desk, second, who(desk, "刘洋"), evening(9))
    back = undo_edit(desk, third)
    assert back.lines == second.lines
    back = undo_edit(desk, back)
    assert back.lines == first.lines
    assert undo_edit(desk, back) == desk.state().published()[0]
    assert not [r for r in desk.state().rosters if r.state == "draft"]
    with pytest.raises(Wrong, match="Only a draft"):
        undo_edit(desk, desk.state().published()[0])


def test_an_edit_before_a_swap_is_taken_back_and_the_swap_stands(
    centre: tuple[Desk, Hands],
) -> None:
    """R-124: what the swap changed in the draft, too, is in force."""
    desk, _hands = centre
    lift_person(desk, desk.state().published()[0], who(desk, "陈静"), evening(9))
    swap = ask(desk)
    approve_swap(desk, swap, who(desk, "刘主管"), PIN, substitute=who(desk, "刘洋"))
    back = undo_edit(desk, draft_of(desk))
    assert back == desk.state().published()[0]
    assert (evenings(desk, "刘洋", back), evenings(desk, "陈静", back)) == (
        [evening(8)],
        [evening(9)],
    )


def test_two_clerks_on_one_roster_do_not_cover_each_other(centre: tuple[Desk, Hands]) -> None:
    """A-08: the second is told, with both versions."""
    desk, _hands = centre
    draft = lift_person(desk, desk.state().published()[0], who(desk, "陈静"), evening(8))
    other = open_desk(desk.folder.path, terminal="综合办公室")
    other.clock = desk.clock
    place_person(other, draft, who(desk, "刘洋"), evening(8))
    with pytest.raises(Conflict) as caught:
        place_person(desk, draft, who(desk, "保安甲"), evening(8))
    assert isinstance(caught.value.current, Roster)
    assert caught.value.current.rev == draft.rev + 1


async def test_a_locked_shift_is_marked_and_stays_whoever_plans(centre: tuple[Desk, Hands]) -> None:
    """It is kept with the roster: another terminal, and planning anew, find it locked."""
    desk, _hands = centre
    async with opened(desk) as (room, pilot):
        await pilot.press("f3")
        await pilot.pause()
        stand_on(room, "陈静", 8)
        await pilot.press("insert")
        await pilot.pause()
        assert "陈静(locked)" in seen(room)
        assert "Locked: 陈静 12-08, the planner leaves it" in seen(room)
        await pilot.press("insert")
        await pilot.pause()
        assert "Free: 陈静 12-08" in seen(room)
        await pilot.press("insert")
        await pilot.pause()
        cell = room.screen.query_one(Grid).cell
        assert cell is not None and cell.locked
    other = open_desk(desk.folder.path, terminal="综合办公室")
    other.clock = desk.clock
    draft = draft_of(other)
    gone = Absence(person="陈静", first=evening(8).day, last=evening(9).day)
    for anew in (False, True):
        order = Order(first=draft.first, last=draft.last, keep=draft, away=(gone,), anew=anew)
        done = planning.plan_roster(other, order, preview=True)
        assert shifts_of(done.roster, "陈静", evening(8).day) == (evening(8),)
    free = lock_shifts(other, draft, who(other, "陈静"), evening(8).day)
    with pytest.raises(Wrong, match="Nothing is changed"):
        lock_shifts(other, free, who(other, "陈静"), evening(8).day, locked=False)
    again = planning.plan_roster(other, replace(order, keep=free), preview=True)
    assert shifts_of(again.roster, "陈静", evening(8).day) == ()
    assert undo_edit(other, free).lines == draft.lines


def test_what_cannot_be_is_said(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    roster = desk.state().published()[0]
    with pytest.raises(Wrong, match="outside the roster"):
        place_person(desk, roster, who(desk, "刘洋"), evening(20))
    with pytest.raises(Wrong, match="No shift is called"):
        nowhere = ShiftRef(evening(8).day, "管理处", "夜班")
        place_person(desk, roster, who(desk, "刘洋"), nowhere)
    with pytest.raises(Wrong, match="no shift on"):
        lift_person(desk, roster, who(desk, "刘洋"), evening(8))


def test_saving_what_stands_there_already_changes_nothing(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    roster = desk.state().published()[0]
    with pytest.raises(Wrong, match="Nothing is changed"):
        place_person(desk, roster, who(desk, "陈静"), evening(8))
    assert [r.state for r in desk.state().rosters] == ["published"]


async def test_a_shift_that_only_the_roster_has_is_filled(tmp_path: Path) -> None:
    """The company's office has no 24 hours by its profile; the sheet of National Day has."""
    desk, roster = taken_in(tmp_path / "company", NATIONAL_DAY)
    people.add_person(desk, "许梅", rank="中层", phone="13800000001")
    async with opened(desk) as (room, pilot):
        room.push_screen(edit_form(desk, roster, "", date(2020, 10, 8)))
        await pilot.pause()
        room.screen.query_one("#name", Input).value = "许梅"
        room.screen.query_one("#shift", Choice).value = "公司办公室/24小时"
        await pilot.press("ctrl+g")
        await pilot.pause()
    (line,) = [line for line in draft_of(desk).lines if line.day.day == 8]
    assert (line.post, line.start.hour, line.end.day) == ("公司办公室", 8, 9)


async def test_the_publish_form_counts_the_drafts_own_findings(centre: tuple[Desk, Hands]) -> None:
    """In lines that stand whole, and as many as the Board counts over the draft."""
    desk, _hands = centre
    published = desk.state().published()[-1]
    lift_person(desk, published, who(desk, "陈静"), evening(8))
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "ctrl+g")
        await pilot.pause()
        (asked,) = re.findall(r"│ (\d+) findings", seen(room))
        assert "␊" not in seen(room)
        await pilot.press("escape", "ctrl+v")
        await pilot.pause()
        assert f"draft v2  {asked} findings" in seen(room)


async def test_enter_on_a_finding_stands_on_its_day(centre: tuple[Desk, Hands]) -> None:
    """The gravest stands first: it is what one came for."""
    desk, _hands = centre
    lift_person(desk, desk.state().published()[-1], who(desk, "赵敏"), evening(10))
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "ctrl+v", "ctrl+k")
        await pilot.pause()
        listed = [line for line in seen(room).splitlines() if re.search(r"│ +(blocks|note) ", line)]
        grave = next(n for n, line in enumerate(listed) if "-12-10" in line and "晚班" in line)
        assert "note" not in " ".join(listed[:grave])
        for _line in range(grave):
            await pilot.press("down")
        await pilot.press("enter")
        await pilot.pause()
        day = room.screen.query_one(Grid).day
        assert day is not None and day.day == 10


def test_nobody_changes_rows_with_a_draft(centre: tuple[Desk, Hands]) -> None:
    """Who has the first shift of the month says nothing about the row."""
    desk, _hands = centre
    before = [row.person for row in month_grid(desk, evening(8).day).rows]
    turned = replace(desk.state().published()[-1], state="draft")
    with desk.change("roster.compile", "") as change:
        change.put(replace(turned, lines=turned.lines[::-1]))
    assert [row.person for row in month_grid(desk, evening(8).day).rows] == before
    assert before == [person for person in desk.state().people if person in before]


async def test_a_shift_given_on_a_day_that_is_past_is_remarked(centre: tuple[Desk, Hands]) -> None:
    """R-192: it is kept in the draft, and the Board says what it means; a coming day is not."""
    desk, hands = centre
    hands.at("2026-12-09 10:00:00")
    async with opened(desk) as (room, pilot):
        await pilot.press("f3")
        await pilot.pause()
        for day, past in (("2026-12-08", True), ("2026-12-10", False)):
            stand_on(room, "陈静", 8)
            await pilot.press("space")
            await pilot.pause()
            room.screen.query_one("#name", Input).value = "赵敏"
            room.screen.query_one("#day", Input).value = day
            await pilot.press("ctrl+g")
            await pilot.pause()
            assert (f"{day} is past: the roster will say that 赵敏 had" in seen(room)) is past
            await pilot.press("ctrl+y")
            await pilot.pause()


def test_a_profile_may_refuse_it(centre: tuple[Desk, Hands]) -> None:
    desk, hands = centre
    hands.at("2026-12-09 10:00:00")
    levels = {**desk.profile.levels, "shift_past": "block"}
    desk.profile = replace(desk.profile, levels=levels)
    (roster,) = desk.state().published()
    with pytest.raises(Refused, match="2026-12-08 is past"):
        place_person(desk, roster, who(desk, "赵敏"), evening(8))
    assert desk.state().rosters == (roster,)


def chiefs(roster: Roster) -> dict[int, tuple[str, ...]]:
    lines = (line for line in roster.lines if line.role == "chief")
    return {line.day.day: tuple(one.person for one in line.people) for line in lines}


async def test_who_heads_a_date_is_changed_like_a_shift(tmp_path: Path) -> None:
    """R-018, R-192: under the cursor or by name, in a draft; a second one is found."""
    desk, hands = property_centre(tmp_path / "data")
    hands.at("2026-12-01 10:00:00")
    people.add_person(desk, "吴志远", rank="总值班员", roles=("duty", "chief"))
    async with opened(desk) as (room, pilot):
        await pilot.press("f3")
        await pilot.pause()
        stand_on(room, "彭大勇", 1)
        await pilot.press("space")
        await pilot.pause()
        assert "chief" in seen(room)
        room.screen.query_one("#name", Input).value = "吴志远"
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "draft v2" in seen(room)
        assert chiefs(draft_of(desk)) == {1: ("吴志远",)}
        await pilot.press("ctrl+v")
        await pilot.pause()
        assert "published v1" in seen(room)


def test_a_date_without_a_head_gets_one(tmp_path: Path) -> None:
    """R-041: from its first shift to its last; taken off again it is missing."""
    desk, _hands = property_centre(tmp_path / "data")
    (roster,) = desk.state().published()
    bare = replace(roster, lines=tuple(x for x in roster.lines if x.role == "duty"), state="draft")
    with desk.change("roster.compile", "office") as change:
        bare = change.put(replace(bare, id=change.number(Roster, bare.first), rev=0, version=2))
    peng = who(desk, "彭大勇")
    ref = shift_named(desk, bare, bare.first, "chief")
    done = place_person(desk, bare, peng, ref)
    line = next(x for x in done.lines if x.role == "chief")
    assert (f"{line.start:%H:%M}", f"{line.end:%H:%M}") == ("08:30", "23:30")
    assert "chief_missing" not in {f.code for f in check_roster(desk, done)}
    gone = lift_person(desk, done, peng, shift_held(done, peng, bare.first))
    assert "chief_missing" in {f.code for f in check_roster(desk, gone)}
