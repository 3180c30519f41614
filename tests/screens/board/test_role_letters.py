"""Who heads or drives a day is a sign of the language in use (K14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

from dutyroom.desk.desk import Desk
from dutyroom.desk.people import people
from dutyroom.desk.roster import drivers
from dutyroom.desk.roster.publish import publish_roster
from dutyroom.domain.records.roster import Assignee
from dutyroom.i18n import use
from screens.board.grid import NARROW
from tests.screens.seen import opened, seen
from tests.stations.company import LEADER, company, draft, someone

FIRST, LAST = date(2026, 12, 5), date(2026, 12, 6)
CHIEF, DRIVER = "罗成", "马骏"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a company whose weekend has a chief, a leader and a driver."""
    desk, _hands = company(tmp_path / "station", "2026-12-02 09:00:00")
    people.add_person(desk, CHIEF, rank="公司领导", phone="13800002222", roles=("duty", "chief"))
    people.add_person(desk, DRIVER, rank="司机", phone="13900000001")
    roster = draft(desk, FIRST, LAST)
    leads = next(line for line in roster.lines if line.role == "leader")
    heads = replace(leads, role="chief", people=(Assignee(CHIEF),))
    with desk.change("roster.edit", "许梅") as change:
        roster = change.put(replace(roster, lines=(*roster.lines, heads)))
    roster = publish_roster(desk, roster, by="许梅")
    drivers.set_driver(desk, roster, FIRST, someone(desk, DRIVER), "苏A·12345", by="许梅")
    return desk


@pytest.mark.parametrize(
    ("language", "signs"),
    [
        ("en", {CHIEF: "Ch", LEADER: "Ld", DRIVER: "Dr"}),
        ("zh", {CHIEF: "总", LEADER: "带", DRIVER: "车"}),
    ],
)
async def test_the_signs_of_roles_are_of_the_language_and_as_wide(
    desk: Desk, language: str, signs: dict[str, str]
) -> None:
    use(language)
    async with opened(desk) as (room, pilot):
        await pilot.press("f3")
        await pilot.pause()
        rows = seen(room).splitlines()
    for name, sign in signs.items():
        row = next(row for row in rows if row.startswith(f" {name}"))
        assert sign in row.removeprefix(f" {name}") and cell_len(sign) == NARROW


async def test_help_explains_the_signs_of_roles(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "f1", "end")
        await pilot.pause()
        assert "The chief, the duty leader and the driver of a day." in seen(room)
