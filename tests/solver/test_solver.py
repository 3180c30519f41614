"""The exact solver: it proves the optimum, and names rules that cannot hold together.

These need the extra ``solver`` and are left out where it is not installed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dutyroom.desk.planning import solver as solving
from dutyroom.desk.planning.solver import solve
from dutyroom.domain.planning.bounds import bounds, rule_words
from dutyroom.domain.planning.cost import cost_of, scale
from dutyroom.domain.planning.problem import Absence, Problem, Served
from dutyroom.domain.planning.search import search
from tests.stations.rosters_to_plan import TWO, can_be_filled, candidates, problem, station

pytest.importorskip("ortools", reason="the extra [solver] is not installed")

FIRST = date(2026, 10, 1)


def eight_days(**more: object) -> Problem:
    return problem(station(TWO), FIRST, FIRST + timedelta(days=7), candidates(12), **more)


def run(asked: Problem, seconds: int = 20) -> solving.Solved:
    start = search(asked, seed=1, steps=500)
    return solve(
        asked,
        start,
        seed=1,
        seconds=seconds,
        better=lambda cost, bound: None,
        stop=lambda: False,
    )


def test_the_optimum_is_proved_and_counted_as_the_heuristic_counts() -> None:
    served = tuple(Served(person=f"员{n}", total=9 + n, nights=n) for n in range(12))
    asked = eight_days(served=served)
    done = run(asked)
    assert done.proved
    assert (
        done.bound
        == done.plan.cost
        == cost_of(asked, scale(asked, bounds(asked)), done.plan.chosen)
    )
    assert done.plan.cost <= search(asked, seed=1).cost


def test_what_units_owe_is_served_and_counted_as_the_heuristic_counts() -> None:
    """R-063, R-065: every weekend of October, and twice in the month."""
    owed = [{"id": "甲", "weekend": True}, {"id": "乙", "min_per_month": 2}]
    people = candidates(14, units={0: "甲", 1: "乙"})
    asked = problem(station(TWO, units=owed), FIRST, date(2026, 10, 31), people)
    done = run(asked, seconds=10)
    assert (done.plan.short, done.plan.holes) == (0, 0)
    assert done.plan.cost == cost_of(asked, scale(asked, bounds(asked)), done.plan.chosen)


def test_what_cannot_be_is_named_by_the_fewest_rules_in_words() -> None:
    """Left without any one of them, the rest can hold together."""
    away = tuple(
        Absence(person=f"员{n}", first=FIRST + timedelta(days=2), last=FIRST + timedelta(days=2))
        for n in range(11)
    )
    asked = replace(
        problem(station(TWO), FIRST, FIRST + timedelta(days=3), candidates(12)), absences=away
    )
    done = run(asked)
    words = [str(rule) for rule in done.rules]
    assert (done.proved, done.plan.holes > 0) == (True, True)
    assert "员0 is away from 2026-10-03 to 2026-10-03" in words
    assert any("needs 1" in rule for rule in words)
    assert set(done.rules) <= set(rule_words(asked).values())
    for one in away:
        fewer = replace(asked, absences=tuple(a for a in away if a != one))
        assert can_be_filled(fewer) or f"{one.person} is away" not in " ".join(words)


def test_it_is_stopped_with_the_best_so_far() -> None:
    asked = eight_days()
    start = search(asked, seed=1, steps=500)
    done = solve(
        asked, start, seed=1, seconds=20, better=lambda cost, bound: None, stop=lambda: True
    )
    assert (done.plan, done.proved) == (start, False)
