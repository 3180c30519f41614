"""The calendar, day by day from 2004 to 2026, against another library and the notices.

The library `holidays` is used by this test only, and left out where it is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from dutyroom.domain.profile.calendar import DutyCalendar
from dutyroom.intake.holidays import station_calendar
from tests.stations.notices import days_off

FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)

JOINED = {
    date(2014, 4, 6): "清明节 2014: 4月5日放假, 4月7日补休; the Sunday between",
    date(2019, 4, 6): "清明节 2019: 与周末连休",
    date(2019, 4, 7): "清明节 2019: 与周末连休",
    date(2019, 6, 8): "端午节 2019: 与周末连休",
    date(2019, 6, 9): "端午节 2019: 与周末连休",
    date(2019, 9, 14): "中秋节 2019: 与周末连休",
    date(2019, 9, 15): "中秋节 2019: 与周末连休",
    date(2023, 12, 30): "元旦 2024: 与周末连休",
    date(2023, 12, 31): "元旦 2024: 与周末连休",
}
"""Weekends that the notice joins to a holiday, and that our package counts to it.

They are days off and duty days either way; we leave them to the holiday.
"""

CHANGED = {
    date(2019, 4, 28): "worked for 2 and 3 May",
    date(2019, 5, 2): "off",
    date(2019, 5, 3): "off",
    date(2019, 5, 5): "worked for 2 and 3 May",
}
"""The notice of March 2019 (国办发明电〔2019〕3号) that made 1 May four days long.

Versions of the library up to 0.86 know only the one before; we are right.
"""


def every_day() -> Iterator[date]:
    for n in range((LAST - FIRST).days + 1):
        yield FIRST + timedelta(days=n)


@pytest.fixture(scope="module")
def calendar() -> DutyCalendar:
    return station_calendar(())


def test_every_holiday_is_in_a_notice_and_every_day_of_a_notice_is_a_holiday(
    calendar: DutyCalendar,
) -> None:
    """But for the weekends that are only joined, each of them named."""
    ours = {day for day in every_day() if calendar.kind(day) == "holiday"}
    assert ours - days_off() == set(JOINED)
    assert days_off() - ours == set()


@pytest.fixture(scope="module")
def library() -> Any:
    """Return what the library says of China, where it is installed."""
    theirs = pytest.importorskip("holidays", reason="the library is not installed")
    return theirs.China(years=range(FIRST.year, LAST.year + 2))


def test_nobody_works_on_a_day_off_of_the_library_or_the_other_way_round(
    calendar: DutyCalendar, library: Any
) -> None:
    """Make-up days too: but for one notice that was changed, 23 years agree."""
    differ = {
        day
        for day in every_day()
        if (calendar.kind(day) in ("holiday", "weekend")) != _is_off(library, day)
    }
    assert differ == set(CHANGED)
    ours = {day for day in every_day() if calendar.kind(day) == "make_up"}
    theirs = {day for day in library.weekend_workdays if FIRST <= day <= LAST}
    assert ours ^ theirs == {day for day in CHANGED if day.weekday() >= 5}


def test_where_the_library_says_weekend_and_we_say_holiday_the_notice_is_on_our_side(
    calendar: DutyCalendar, library: Any
) -> None:
    """It keeps the name for statutory and exchanged days; the notice gives the whole span."""
    differ = {
        day for day in every_day() if (calendar.kind(day) == "holiday") != (day in library)
    } - set(CHANGED)
    assert {calendar.kind(day) for day in differ} == {"holiday"}
    assert min(day.weekday() for day in differ) >= 5
    assert differ - days_off() == set(JOINED)


def _is_off(library: Any, day: date) -> bool:
    worked = day in library.weekend_workdays
    return day in library or (day.weekday() >= 5 and not worked)
