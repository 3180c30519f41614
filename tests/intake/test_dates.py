"""Dates and hours as offices write them."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutyroom.intake.dates import (
    BadDate,
    read_clock,
    read_date,
    read_hours,
    read_span,
    read_title_month,
    read_weekday,
    weekday_within,
    without_hours,
)


@pytest.mark.parametrize(
    "written",
    [
        "12月3日",
        "12月3号",
        "12 月 3 日",
        "12/3",
        "12-03",
        "12.3",
        "2026.12.3",
        "2026-12-03",
        "2026年12月3日",
        "2026/12/3",
        "3日",
        "3",
        "１２月３日",
        "２０２６．１２．３",
        "12月3日(周四)",
        "12月3日（星期四）",
        "12月3日 周四",
        "2026-12-03 00:00:00",
        " 12/3 ",
    ],
)
def test_a_date_is_read_however_it_is_written(written: str) -> None:
    assert read_date(written, year=2026, month=12) == date(2026, 12, 3)


def test_a_date_cell_and_a_bare_excel_day_are_dates() -> None:
    assert read_date(datetime.fromisoformat("2026-12-04")) == date(2026, 12, 4)
    assert read_date(date(2026, 12, 4)) == date(2026, 12, 4)
    assert read_date(46360) == date(2026, 12, 4)
    assert read_date(46360.0) == date(2026, 12, 4)


@pytest.mark.parametrize("written", ["2月30日", "13/1", "2026-02-29", "11月31日", "0日"])
def test_a_day_that_does_not_exist_is_said(written: str) -> None:
    with pytest.raises(BadDate, match="there is no such day"):
        read_date(written, year=2026, month=2)


def test_a_date_whose_year_or_month_nobody_knows_is_said() -> None:
    with pytest.raises(BadDate, match="the year is not said"):
        read_date("12月1日")
    with pytest.raises(BadDate, match="the month is not said"):
        read_date("1日", year=2026)


@pytest.mark.parametrize(
    "written", ["备注", "", None, True, "李娜", "5、值班电话:3522869", "12月第三周"]
)
def test_what_is_no_date_is_none(written: object) -> None:
    assert read_date(written, year=2026, month=12) is None


@settings(deadline=None)
@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.sampled_from(
        [
            "{d.year}年{d.month}月{d.day}日",
            "{d.month}月{d.day}日",
            "{d.month}/{d.day}",
            "{d.month}-{d.day}",
            "{d.year}.{d.month}.{d.day}",
            "{d:%Y-%m-%d}",
            "{d.day}日",
            "{d:%m-%d}",
        ]
    ),
)
def test_every_day_of_the_century_comes_back_from_every_way_of_writing(day: date, way: str) -> None:
    assert read_date(way.format(d=day), year=day.year, month=day.month) == day


@settings(deadline=None)
@given(st.text(max_size=30))
def test_no_text_breaks_the_readers(text: str) -> None:
    try:
        assert read_date(text, year=2026, month=12) is None or text
    except BadDate as error:
        assert str(error.sentence)
    read_clock(text)
    read_hours(text)
    read_span(text, year=2026)
    read_title_month(text)
    read_weekday(text)
    without_hours(text)


@pytest.mark.parametrize(
    ("written", "weekday"),
    [
        ("周二", 1),
        ("星期三", 2),
        ("星期日", 6),
        ("礼拜天", 6),
        ("周 六", 5),
        ("一", 0),
        ("周八", None),
        ("", None),
    ],
)
def test_weekdays_are_read(written: str, weekday: int | None) -> None:
    assert read_weekday(written) == weekday


def test_a_weekday_behind_the_date_is_read() -> None:
    assert weekday_within("12月1日(周二)") == 1
    assert weekday_within("12月1日") is None


@pytest.mark.parametrize(
    ("written", "clock"),
    [
        ("早上8时", time(8)),
        ("8:30", time(8, 30)),
        ("20：00", time(20)),
        ("下午4点", time(16)),
        ("晚上8点半", time(20, 30)),
        ("8时30分", time(8, 30)),
        ("PM4:30", time(16, 30)),
        ("PM16:30", time(16, 30)),
        ("24:00", time(0)),
        ("２０：００", time(20)),
        ("25:00", None),
        ("3522869", None),
        ("早班", None),
    ],
)
def test_clock_times_are_read(written: str, clock: time | None) -> None:
    assert read_clock(written) == clock


@pytest.mark.parametrize(
    ("heading", "name", "hours"),
    [
        ("早班 8:30-16:30", "早班", (time(8, 30), time(16, 30))),
        ("AM8:30-16:30", "", (time(8, 30), time(16, 30))),
        ("晚班\nPM16:30-23:30", "晚班", (time(16, 30), time(23, 30))),
        ("夜班(20:00—次日8:00)", "夜班", (time(20), time(8))),
        ("白班8：00～17：30", "白班", (time(8), time(17, 30))),
        ("24小时", "24小时", None),
        ("值班人员", "值班人员", None),
    ],
)
def test_a_heading_is_parted_into_name_and_hours(
    heading: str, name: str, hours: tuple[time, time] | None
) -> None:
    assert (without_hours(heading), read_hours(heading)) == (name, hours)


def test_the_span_of_a_remark_is_read_with_its_hours() -> None:
    span = read_span("1、值班时间:从2020年10月1日早上8时起至2020年10月9日早上8时止。")
    assert span is not None
    assert (span.starts.isoformat(), span.ends.isoformat()) == (
        "2020-10-01T08:00:00",
        "2020-10-09T08:00:00",
    )
    assert (span.first, span.last, span.clocked) == (date(2020, 10, 1), date(2020, 10, 8), True)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2021年2月10日至2月17日", date(2021, 2, 10), date(2021, 2, 17)),
        ("2026年10月1日至8日值班表", date(2026, 10, 1), date(2026, 10, 8)),
        ("2026年12月31日8时至1月3日8时", date(2026, 12, 31), date(2027, 1, 2)),
        ("2026年12月30日—1月3日", date(2026, 12, 30), date(2027, 1, 3)),
    ],
)
def test_a_span_may_leave_out_what_is_plain(written: str, first: date, last: date) -> None:
    span = read_span(written)
    assert span is not None
    assert (span.first, span.last) == (first, last)


@pytest.mark.parametrize(
    "written", ["2026年10月9日至2026年10月1日", "10月1日至10月8日", "2月30日至3月1日", "8时至16时"]
)
def test_no_span_is_made_up(written: str) -> None:
    assert read_span(written) is None


@pytest.mark.parametrize(
    ("title", "year", "month"),
    [
        ("江南春天管理处 2026年12月值班安排表", 2026, 12),
        ("国庆节期间值班安排表", None, None),
        ("2026年国庆值班表", 2026, None),
        ("12月份值班表", None, 12),
        ("2026年10月1日至8日值班表", 2026, None),
    ],
)
def test_titles_say_year_and_month(title: str, year: int | None, month: int | None) -> None:
    assert read_title_month(title) == (year, month)
