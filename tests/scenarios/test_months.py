"""R-024, R-180: what the month's sheet says of leave, and of swaps nobody approved."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dutyroom.desk import leave as leaves
from dutyroom.desk.desk import Desk
from dutyroom.desk.month_sheet import month_sheet
from dutyroom.domain.month_sheet import PersonMonth
from dutyroom.sheet import month_lines
from tests.duty_stations import PIN
from tests.scenarios.test_swaps import station, who

DECEMBER = date(2026, 12, 1)


def month(desk: Desk, name: str) -> PersonMonth:
    return next(p for p in month_sheet(desk, DECEMBER).people if p.name == name)


def test_a_shift_on_a_day_of_leave_is_no_absence(tmp_path: Path) -> None:
    """R-024: 陈静 has leave on the 8th, and on the 9th nobody knows where she is."""
    desk, hands = station(tmp_path)
    day = date(2026, 12, 8)
    leaves.grant_leave(
        desk, who(desk, "陈静"), day, day,
        kind="sick", reason="住院", leader=who(desk, "刘主管"), pin=PIN,
    )  # fmt: skip
    hands.at("2027-02-11 08:00:00")
    found = month(desk, "陈静")
    assert (found.planned, found.leave, found.absent, found.awol) == (2, 1, 1, 1)
    lines = tuple(month_lines(month_sheet(desk, DECEMBER).of("陈静")))
    assert "  on leave 1×" in lines and "  absent 1×" in lines


def test_leave_that_was_granted_the_month_before_counts(tmp_path: Path) -> None:
    """R-024: also when that month's pages are no longer looked at for presence."""
    desk, hands = station(tmp_path)
    hands.at("2026-10-20 08:00:00")
    leaves.grant_leave(
        desk, who(desk, "陈静"), date(2026, 12, 8), date(2026, 12, 9),
        kind="rest", reason="年假", leader=who(desk, "刘主管"), pin=PIN,
    )  # fmt: skip
    hands.at("2026-12-11 08:00:00")
    found = month(desk, "陈静")
    assert (found.leave, found.absent, found.awol) == (2, 0, 0)
