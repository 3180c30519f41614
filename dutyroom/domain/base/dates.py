"""The dates of a span, and where months begin and end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

DAY = timedelta(days=1)


def dates(first: date, last: date) -> tuple[date, ...]:
    """Return every date of a span, both ends included; none if it ends before it begins."""
    return tuple(first + n * DAY for n in range((last - first).days + 1))


def month_end(day: date) -> date:
    """Return the last date of the month that a date lies in."""
    return next_month(day) - DAY


def next_month(day: date) -> date:
    """Return the first date of the month after the one that a date lies in."""
    return (day.replace(day=1) + 32 * DAY).replace(day=1)


def month_before(day: date) -> date:
    """Return the first date of the month before the one that a date lies in."""
    return (day.replace(day=1) - DAY).replace(day=1)


def is_month(first: date, last: date) -> bool:
    """Tell whether a span is one month, from end to end."""
    return first.day == 1 and last == month_end(first)


def whole_months(first: date, last: date) -> Iterator[date]:
    """Give the first date of each month that lies in a span from end to end."""
    begins = first if first.day == 1 else next_month(first)
    while month_end(begins) <= last:
        yield begins
        begins = next_month(begins)
