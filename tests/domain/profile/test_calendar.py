"""Holidays, make-up days and duty days, as the notices say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from chinese_calendar import is_holiday
from hypothesis import given, settings
from hypothesis import strategies as st

from dutyroom.domain.base.shape import ShapeError
from dutyroom.domain.profile.calendar import DutyCalendar, YearNotice
from dutyroom.intake.holidays import package_notice, read_year_file, station_calendar

NOTICE_2027 = """{
  "year": 2027,
  "notice": "国办发明电〔2026〕7号",
  "holidays": [
    {"name": "元旦", "first": "2026-12-31", "last": "2027-01-02"},
    {"name": "春节", "first": "2027-02-05", "last": "2027-02-12"}
  ],
  "make_up": ["2026-12-27", "2027-02-20"]
}"""


def notice(**changes: Any) -> YearNotice:
    document: dict[str, Any] = {
        "year": 2027,
        "holidays": [{"name": "元旦", "first": "2027-01-01", "last": "2027-01-03"}],
        "make_up": ["2027-01-09"],
    }
    return YearNotice.from_document(document | changes)


@pytest.fixture
def package() -> DutyCalendar:
    return station_calendar(())


def test_national_day_2026_is_seven_days_off_with_its_name(package: DutyCalendar) -> None:
    days = [date(2026, 10, 1) + timedelta(days=n) for n in range(7)]
    assert {package.kind(day) for day in days} == {"holiday"}
    assert {package.holiday_name(day) for day in days} == {"国庆节"}


def test_make_up_weekends_of_2026_are_no_duty_days_but_their_neighbours_are(
    package: DutyCalendar,
) -> None:
    def duty(month: int, day: int) -> bool:
        return package.is_duty_day(date(2026, month, day), "holidays_weekends")

    assert package.kind(date(2026, 9, 20)) == "make_up"
    assert not duty(9, 20)
    assert not duty(10, 10)
    assert duty(9, 19)
    assert duty(10, 11)
    assert all(duty(10, n) for n in range(1, 8))


def test_a_station_that_is_manned_every_day_has_duty_on_make_up_days_too(
    package: DutyCalendar,
) -> None:
    assert package.is_duty_day(date(2026, 10, 10), "every_day")
    assert not package.is_duty_day(date(2026, 10, 11), "notice")


def test_the_last_day_of_2005_was_worked_whatever_the_package_says(package: DutyCalendar) -> None:
    assert is_holiday(date(2005, 12, 31))
    assert package.kind(date(2005, 12, 31)) == "make_up"


def test_everywhere_else_we_agree_with_the_package(package: DutyCalendar) -> None:
    day = date(2004, 1, 1)
    while day < date(2027, 1, 1):
        off = package.kind(day) in ("holiday", "weekend")
        assert off == is_holiday(day) or day == date(2005, 12, 31), day
        day += timedelta(days=1)


def test_every_year_of_the_package_would_pass_as_a_year_file(package: DutyCalendar) -> None:
    from dutyroom.domain.base.shape import to_document

    for year in range(2004, 2027):
        known = package_notice(year)
        assert known is not None
        assert YearNotice.from_document(to_document(known)) == known


def test_a_year_without_a_notice_is_said_and_not_guessed(package: DutyCalendar) -> None:
    assert not package.is_known(2027)
    assert package.kind(date(2027, 2, 6)) == "weekend"
    assert package.kind(date(2027, 2, 8)) == "workday"
    assert package.unknown_years(date(2026, 12, 20), date(2027, 2, 28)) == (2027,)
    assert package.unknown_years(date(2026, 12, 1), date(2026, 12, 31)) == ()


def test_a_year_file_makes_the_year_known_and_patches_the_december_before() -> None:
    calendar = station_calendar((NOTICE_2027,))
    assert calendar.is_known(2027)
    assert calendar.kind(date(2026, 12, 31)) == "holiday"
    assert calendar.holiday_name(date(2026, 12, 31)) == "元旦"
    assert calendar.kind(date(2026, 12, 27)) == "make_up"
    assert calendar.kind(date(2026, 12, 26)) == "weekend"
    assert calendar.kind(date(2027, 2, 20)) == "make_up"
    assert calendar.holiday_name(date(2027, 2, 20)) == ""


def test_a_year_file_stands_before_the_package() -> None:
    text = (
        '{"year": 2026, "holidays": [{"name": "元旦", "first": "2026-01-01", '
        '"last": "2026-01-01"}]}'
    )
    calendar = station_calendar((text,))
    assert calendar.kind(date(2026, 1, 1)) == "holiday"
    assert calendar.kind(date(2026, 1, 2)) == "workday"
    assert calendar.kind(date(2025, 10, 1)) == "holiday"


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"year": "2027"}, "year: "),
        ({"hollidays": []}, "hollidays: unknown key"),
        ({"make_up": ["2027-01-05"]}, "make_up[0]: 2027-01-05 is no Saturday or Sunday"),
        ({"make_up": ["2026-11-28"]}, "make_up[0]: 2026-11-28 is neither in 2027"),
        ({"make_up": ["2027-01-02"]}, "make_up[0]: 2027-01-02 is already a day of 元旦"),
        ({"make_up": ["2027-01-09", "2027-01-09"]}, "make_up[1]: 2027-01-09 is already"),
        ({"make_up": ["2027-13-01"]}, "make_up[0]: "),
        (
            {"holidays": [{"name": "春节", "first": "2027-02-12", "last": "2027-02-05"}]},
            "holidays[0].last: the last day is before the first",
        ),
        (
            {"holidays": [{"name": " ", "first": "2027-02-05", "last": "2027-02-05"}]},
            "holidays[0].name: the holiday has no name",
        ),
        (
            {"holidays": [{"name": "元旦", "first": "2026-11-30", "last": "2027-01-01"}]},
            "holidays[0].first: 2026-11-30 is neither",
        ),
        (
            {
                "holidays": [
                    {"name": "元旦", "first": "2027-01-01", "last": "2027-01-03"},
                    {"name": "春节", "first": "2027-01-03", "last": "2027-01-05"},
                ]
            },
            "holidays[1]: 2027-01-03 is already a day of 元旦",
        ),
    ],
)
def test_a_mistake_in_a_year_file_is_named_by_its_key(
    changes: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(ShapeError) as caught:
        notice(**changes)
    assert any(complaint in str(problem) for problem in caught.value.problems), caught.value


def test_a_year_file_that_is_no_json_names_the_line() -> None:
    with pytest.raises(ShapeError, match="no valid JSON: line 2"):
        read_year_file('{"year": 2027,\n oops}')


def test_two_files_for_one_year_are_refused() -> None:
    with pytest.raises(ShapeError, match="two year files for 2027"):
        station_calendar((NOTICE_2027, NOTICE_2027))


@settings(deadline=None, max_examples=60)
@given(st.dates(date(2004, 1, 1), date(2026, 12, 31)))
def test_no_day_is_two_things_at_once(day: date) -> None:
    calendar = station_calendar(())
    kind = calendar.kind(day)
    assert (calendar.holiday_name(day) != "") == (kind == "holiday")
    assert not (kind == "workday" and day.weekday() >= 5)
    assert not (kind in ("weekend", "make_up") and day.weekday() < 5)
