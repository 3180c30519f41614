"""The car centre works from the office's roster: driver, car, and what has to be arranged anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people import people
from dutyroom.desk.roster import drivers
from dutyroom.desk.roster.check import check_roster
from dutyroom.desk.roster.day import day_view
from dutyroom.desk.roster.export import roster_content
from dutyroom.desk.roster.month import month_grid
from dutyroom.desk.roster.publish import publish_roster
from dutyroom.desk.station.contacts import contact_panel
from dutyroom.domain.records.roster import Roster
from dutyroom.domain.roster.drivers import driver_of
from tests.stations.company import company, draft, someone

FIRST, LAST = date(2026, 12, 5), date(2026, 12, 6)
PLATE = "苏A·12345"


@pytest.fixture
def driven(tmp_path: Path) -> tuple[Desk, Roster]:
    """Return a company that asks for drivers, with 马骏 on both days of a weekend."""
    desk, hands = company(tmp_path / "station", "2026-12-02 09:00:00")
    desk.profile = replace(desk.profile, roster=replace(desk.profile.roster, driver=True))
    people.add_person(desk, "马骏", rank="司机", phone="13900000001", roles=("duty",))
    roster = publish_roster(desk, draft(desk, FIRST, LAST), by="许梅")
    for day in (FIRST, LAST):
        roster = drivers.set_driver(desk, roster, day, someone(desk, "马骏"), PLATE, by="马骏")
    hands.at("2026-12-05 09:00:00")
    return desk, roster


def findings(desk: Desk, roster: Roster) -> list[str]:
    return [str(f.sentence) for f in check_roster(desk, roster) if f.code == "driver_missing"]


def test_the_driver_stands_on_the_board_and_among_the_numbers(driven: tuple[Desk, Roster]) -> None:
    """R-067: the arrangement is no new version of the office's roster."""
    desk, roster = driven
    assert roster.version == 1 and not findings(desk, roster)
    (line,) = [x for x in day_view(desk, FIRST).lines if x.role == "driver"]
    assert (line.planned[0][:2], line.plate, line.waits) == (("马骏", "13900000001"), PLATE, False)
    shown = [(c.number, c.name) for c in contact_panel(desk) if c.category == "司机"]
    assert shown == [("13900000001", f"马骏 {PLATE}")]


def test_driving_is_no_duty_on_the_board(driven: tuple[Desk, Roster]) -> None:
    """R-067: a cell of its own, no 带 of a leader, and not in the sum; a duty goes before it."""
    desk, roster = driven
    drivers.set_driver(desk, roster, FIRST, someone(desk, "钱程"), PLATE, by="马骏")
    grid = month_grid(desk, FIRST)
    rows = {row.name: row for row in grid.rows}
    drives, both, other = rows["马骏"], rows["钱程"], rows["孙悦"]
    assert [cell.letter for cell in drives.cells if cell.letter] == ["车"] and not drives.total
    assert (both.total, both.cells) == (other.total, other.cells)


def test_the_car_is_printed_with_the_date(driven: tuple[Desk, Roster]) -> None:
    """R-067."""
    desk, roster = driven
    sheet = roster_content(desk, roster, "md", language="zh").decode()
    assert sheet.count(f"车 {PLATE}") == 2 and "马骏" in sheet


def test_a_date_without_a_driver_is_warned_of(driven: tuple[Desk, Roster]) -> None:
    desk, roster = driven
    only = replace(roster, lines=tuple(x for x in roster.lines if x is not driver_of(roster, LAST)))
    assert findings(desk, only) == ["No driver on 12-06"]


def test_a_new_version_makes_the_changed_dates_wait_for_the_car_centre(
    driven: tuple[Desk, Roster],
) -> None:
    """R-066: the other date keeps its driver as it is."""
    desk, _roster = driven
    changed = draft(desk, FIRST, LAST, without={"孙悦": [LAST]}, version=2)
    done = publish_roster(desk, changed, by="许梅")
    assert done.rearrange == (LAST,)
    assert findings(desk, done) == ["Driver to be arranged anew: 12-06"]
    assert all(driver_of(done, day) for day in (FIRST, LAST))
    with pytest.raises(Wrong, match="2026-12-05"):
        drivers.confirm_driver(desk, done, FIRST)
    assert not drivers.confirm_driver(desk, done, LAST, by="马骏").rearrange


def test_another_driver_is_an_answer_too(driven: tuple[Desk, Roster]) -> None:
    desk, _roster = driven
    changed = draft(desk, FIRST, LAST, without={"孙悦": [LAST]}, version=2)
    done = publish_roster(desk, changed, by="许梅")
    done = drivers.set_driver(desk, done, LAST, someone(desk, "吴铭"), "苏A·67890")
    line = driver_of(done, LAST)
    assert line and line.names("吴铭") and not done.rearrange
    with pytest.raises(Wrong, match="plate"):
        drivers.set_driver(desk, done, LAST, someone(desk, "吴铭"), " ")


def test_a_changed_date_without_a_driver_is_asked_for_until_it_has_one(
    driven: tuple[Desk, Roster],
) -> None:
    """R-066, R-067: there is nothing to arrange anew on it; it is missing, and once only."""
    desk, _roster = driven
    saturday = date(2027, 1, 2)
    first = publish_roster(desk, draft(desk, saturday, saturday), by="许梅", provisional=True)
    assert findings(desk, first) == ["No driver on 01-02"]
    changed = draft(desk, saturday, saturday, without={"孙悦": [saturday]}, version=2)
    done = publish_roster(desk, changed, by="许梅", provisional=True)
    assert findings(desk, done) == ["No driver on 01-02"] and not done.rearrange
    done = drivers.set_driver(desk, done, saturday, someone(desk, "马骏"), PLATE, by="马骏")
    assert not findings(desk, done)
