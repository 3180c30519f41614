"""Planned hours and duties add up, across midnight, month and year end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutyroom.domain.planning.fairness import Fairness, fairness
from dutyroom.domain.planning.search import search
from dutyroom.domain.records.roster import RosterLine
from tests.stations.rosters_to_plan import CALENDAR, THREE, TWO, candidates, lines, problem, station

SUMS = ("total", "nights", "weekends", "holidays", "minutes")


def planned(first: date, days: int, shifts: Sequence[tuple[str, str, str]]) -> list[RosterLine]:
    last = first + timedelta(days=days - 1)
    asked = problem(station(shifts), first, last, candidates(7))
    return list(lines(asked, search(asked, seed=1, steps=200)))


def table(found: Sequence[RosterLine], first: date, last: date) -> Fairness:
    return fairness(found, (), station(TWO), CALENDAR, first, last)


def sums(found: Fairness) -> dict[str, int]:
    return {name: sum(getattr(row, name) for row in found.rows) for name in SUMS}


@settings(max_examples=40, deadline=None)
@given(
    st.dates(date(2024, 2, 20), date(2026, 12, 31)),
    st.integers(1, 20),
    st.integers(0, 19),
    st.sampled_from([TWO, THREE]),
)
def test_two_parts_of_a_span_add_up_to_the_whole_wherever_it_is_cut(
    first: date, days: int, cut: int, shifts: Sequence[tuple[str, str, str]]
) -> None:
    """R-048: a night over the cut counts once, with all its hours, for the date it starts."""
    last, middle = first + timedelta(days=days - 1), first + timedelta(days=cut)
    found = planned(first, days, shifts)
    whole = sums(table(found, first, last))
    one, other = table(found, first, middle), table(found, middle + timedelta(days=1), last)
    assert whole == {name: sums(one)[name] + sums(other)[name] for name in SUMS}
    assert whole["minutes"] == days * 24 * 60
    assert whole["total"] == sum(len(line.people) for line in found)


@pytest.mark.parametrize("year", [2026, 2027])
def test_the_night_of_new_years_eve_belongs_to_the_old_year(year: int) -> None:
    found = planned(date(2026, 12, 31), 1, TWO)
    old, new = date(2026, 1, 1), date(2026, 12, 31)
    if year == 2027:
        old, new = date(2027, 1, 1), date(2027, 12, 31)
    counted = sums(table(found, old, new))
    expected = (2, 1, 24 * 60) if year == 2026 else (0, 0, 0)
    assert (counted["total"], counted["nights"], counted["minutes"]) == expected


def test_the_spread_is_the_most_minus_the_least() -> None:
    found = planned(date(2026, 10, 1), 9, TWO)
    counted = table(found, date(2026, 10, 1), date(2026, 10, 9))
    for name, spread in counted.spread:
        values = [getattr(row, name) for row in counted.rows]
        assert spread == (max(values) - min(values) if name != "heads" else 0)
