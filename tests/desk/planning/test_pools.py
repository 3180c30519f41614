"""R-303: the school keeps two lists of people, for its days and its nights; no rule asks why."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people import people
from dutyroom.desk.people.find import find_person
from dutyroom.desk.planning import plan as planning
from dutyroom.desk.planning.order import Order
from dutyroom.desk.roster.check import check_roster
from dutyroom.desk.roster.edit import place_person
from dutyroom.desk.swaps.requests import swap_candidates
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import ShiftRef
from dutyroom.i18n import render, use
from screens.kit.form import Form
from tests.screens.seen import opened, seen
from tests.stations.making import Planned, set_up

DAY, NIGHT = "白班组", "夜班组"
FIRST, LAST = date(2026, 12, 12), date(2026, 12, 13)
STAFF = {"苏婷": DAY, "李玲": DAY, "林凡": NIGHT, "许昌": NIGHT, "何平": ""}


@pytest.fixture
def school(tmp_path: Path) -> Desk:
    """Return a school before a weekend; 何平 is on neither list."""
    desk, _hands = set_up(
        tmp_path / "school",
        "school",
        ((name, "教师", "duty") for name in STAFF),
        (Planned("2026-12-05", "学校", "白班", "08:00", "18:00", ("何平",)),),
        at="2026-12-06 10:00:00",
    )
    for name, pool in STAFF.items():
        if pool:
            people.move_person(desk, who(desk, name), pool=pool)
    return desk


def who(desk: Desk, name: str) -> Person:
    return find_person(desk.state(), name)


def test_the_planner_keeps_to_the_lists(school: Desk) -> None:
    """R-303: only who is on the list of a shift is planned on it, or who is on none."""
    done = planning.plan_roster(school, Order(first=FIRST, last=LAST), by="校长")
    assert done.outcome.plan.holes == 0
    for line in (line for line in done.roster.lines if line.role == "duty"):
        wanted = DAY if line.shift == "白班" else NIGHT
        assert {STAFF[one.person] for one in line.people} <= {wanted, ""}


def test_placed_by_hand_or_as_a_substitute_it_is_said(school: Desk) -> None:
    """R-303: a warning like that of R-198, not a refusal."""
    use("en")
    draft = planning.plan_roster(school, Order(first=FIRST, last=LAST), by="校长").roster
    night = ShiftRef(FIRST, "学校", "夜班")
    placed = place_person(school, draft, who(school, "苏婷"), night)
    found = [f for f in check_roster(school, placed) if f.code == "other_pool"]
    assert [(f.level, render(f.sentence)) for f in found] == [
        ("warn", "2026-12-12: 苏婷 is of 白班组; 夜班 is for 夜班组")
    ]
    day = ShiftRef(date(2026, 12, 5), "学校", "白班")
    against = {c.person.name: [v.code for v in c.against] for c in swap_candidates(school, day)}
    assert (against["林凡"], against["苏婷"]) == (["other_pool"], [])


def test_a_list_that_no_shift_is_for_is_none(school: Desk) -> None:
    """R-303: what there are is said."""
    with pytest.raises(Wrong, match="No pool is called 早班组; there are"):
        people.move_person(school, who(school, "何平"), pool="早班组")
    assert people.move_person(school, who(school, "苏婷"), pool="").pool == ""


async def test_the_form_of_a_person_asks_for_the_list(school: Desk) -> None:
    """R-303: among what else a person is."""
    async with opened(school) as (room, pilot):
        room.action_people()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        form = room.screen
        assert isinstance(form, Form)
        assert "Pool" in seen(room)
        form.fill({"pool": NIGHT})
        await pilot.press("ctrl+g")
        await pilot.pause()
        name = next(iter(school.state().people))
        assert school.state().people[name].pool == NIGHT
