"""The planner: what it gives passes the checker, is fair, and changes least."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutyroom.domain.planning.again import plan_again
from dutyroom.domain.planning.bounds import bounds
from dutyroom.domain.planning.cost import cost_of, scale
from dutyroom.domain.planning.demand import needs, quotas
from dutyroom.domain.planning.fairness import fairness
from dutyroom.domain.planning.leaders import order_of_turns, rotate
from dutyroom.domain.planning.problem import Absence, BusyTime, Given, Plan, Problem, Served
from dutyroom.domain.planning.search import Progress, fill, search
from dutyroom.domain.planning.seating import NOBODY, Seating
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.roster.check import check_roster
from tests.stations.rosters_to_plan import (
    CALENDAR,
    THREE,
    TWO,
    ZONE,
    can_be_filled,
    can_serve_units,
    candidates,
    persons,
    problem,
    roster,
    station,
)

OCTOBER = date(2026, 10, 1)
STEPS = 3000
TWELVE = candidates(12)


def week(people: int = 6, days: int = 7, **more: object) -> Problem:
    last = OCTOBER + timedelta(days=days - 1)
    return problem(station(TWO), OCTOBER, last, candidates(people), **more)


def given_of(asked: Problem, plan: Plan) -> tuple[Given, ...]:
    return tuple(
        Given(need=need.key, person=name)
        for need, names in zip(asked.needs, plan.chosen, strict=True)
        for name in names
    )


# The checker judges ------------------------------------------------------------

STARTS = st.sampled_from(
    [
        date(2026, 9, 30),
        date(2026, 10, 1),
        date(2026, 10, 16),
        date(2026, 12, 29),
        date(2026, 2, 26),
    ]
)


@st.composite
def small(draw: st.DrawFn) -> tuple[Problem, date, date, object]:
    """A station with a few people, some away, some without nights, some of another rank."""
    count = draw(st.integers(2, 6))
    first = draw(STARTS)
    last = first + timedelta(days=draw(st.integers(0, 3)))
    rules = station(
        draw(st.sampled_from([TWO, THREE])),
        units=[{"id": name, "weekend": True} for name in draw(st.sampled_from(["", "甲", "甲乙"]))],
        holiday_min_staff=draw(st.integers(1, 3)),
    )
    some = st.sets(st.integers(0, count - 1), max_size=2)
    units = dict(enumerate(draw(st.text("甲乙丙", min_size=count, max_size=count))))
    people = candidates(count, draw(some), draw(some), units)
    away = [
        Absence(person=f"员{who}", first=first + timedelta(days=off), last=last, wish=wish)
        for who, off, wish in draw(
            st.lists(
                st.tuples(st.integers(0, count - 1), st.integers(0, 3), st.booleans()), max_size=2
            )
        )
        if first + timedelta(days=off) <= last
    ]
    return problem(rules, first, last, people, absences=tuple(away)), first, last, rules


@settings(max_examples=60, deadline=None, derandomize=True)
@given(small(), st.integers(0, 99))
def test_whatever_is_planned_passes_the_checker_and_holes_are_left_only_where_they_must_be(
    asked: tuple[Problem, date, date, object], seed: int
) -> None:
    """The judge that tries everything and the checker know nothing of the planner."""
    found, first, last, rules = asked
    plan = search(found, seed=seed, steps=STEPS)
    findings = check_roster(
        roster(found, plan, first, last),
        rules,  # type: ignore[arg-type]
        CALENDAR,
        persons(found.people),
        ZONE,
    )
    grave = {finding.code for finding in findings if finding.level == "block"}
    assert grave - {"gap", "min_staff", "unit_missing"} == set()
    assert (plan.holes == 0) == can_be_filled(found)
    if plan.holes == 0:
        assert grave - {"unit_missing"} == set()
        assert ("unit_missing" not in grave) == can_serve_units(found)


@settings(max_examples=30, deadline=None)
@given(small(), st.integers(0, 99))
def test_the_same_seed_gives_the_same_roster_at_the_same_cost(
    asked: tuple[Problem, date, date, object], seed: int
) -> None:
    found = asked[0]
    told: list[Progress] = []
    one, other = (search(found, seed=seed, steps=300, report=told.append) for _ in range(2))
    assert one == other
    assert one.cost == cost_of(found, scale(found, bounds(found)), one.chosen)
    assert all(0 <= one.cost <= progress.cost for progress in told)


@settings(max_examples=40, deadline=None)
@given(small(), st.integers(0, 99))
def test_a_move_costs_what_was_said_before_it(
    asked: tuple[Problem, date, date, object], seed: int
) -> None:
    """The planner looks at ten moves for one that it makes."""
    found, dice = asked[0], random.Random(seed)
    limits = bounds(found)
    seating = Seating(found, limits, scale(found, limits))
    fill(seating, dice)
    for _step in range(40 if seating.free else 0):
        seat = dice.choice(seating.free)
        person = dice.choice(seating.choice(seat) or [seating.who[seat]])
        other = seating.in_the_way(person, seat) if person != seating.who[seat] else NOBODY
        if other is None:
            other = dice.choice([*seating.seats_of(person), seat])
        if other >= 0:
            assert seating.price_of_move(seat, other, person) == seating.move(seat, other, person)


# Hard rules --------------------------------------------------------------------


def test_nobody_on_leave_is_planned_not_even_for_the_night_that_reaches_into_it() -> None:
    away = Absence(
        person="员0", first=OCTOBER + timedelta(days=2), last=OCTOBER + timedelta(days=3)
    )
    asked = week(absences=(away,))
    plan = search(asked, seed=1, steps=STEPS)
    mine = [n for n, names in zip(asked.needs, plan.chosen, strict=True) if "员0" in names]
    assert all(n.end.date() < away.first or n.day > away.last for n in mine if n.shift == "夜")
    assert all(n.day not in (away.first, away.last) for n in mine)


def test_the_shift_in_the_roster_before_leaves_its_rest() -> None:
    """The last night of September ends at 8 on the first: no shift before 16."""
    asked = week(people=3, days=1)
    night = asked.needs[1]
    before = (night.start - timedelta(days=1), night.end - timedelta(days=1))
    busy = tuple(BusyTime(person=f"员{n}", start=before[0], end=before[1]) for n in (0, 1))
    plan = search(replace(asked, busy=busy), seed=1, steps=STEPS)
    assert plan.chosen[0] == ("员2",)


def test_a_holiday_has_the_people_that_the_profile_wants() -> None:
    """R-092: reinforced on holidays, by day first."""
    rules = station(TWO, holiday_min_staff=3)
    found = needs(rules, CALENDAR, ZONE, date(2026, 10, 7), date(2026, 10, 8))
    assert [(need.day.day, need.shift, need.count) for need in found] == [
        (7, "白", 2),
        (7, "夜", 1),
        (8, "白", 1),
        (8, "夜", 1),
    ]


def test_a_place_that_nobody_may_take_stays_empty_and_is_counted() -> None:
    asked = problem(station(TWO), OCTOBER, OCTOBER, candidates(3, exempt=range(3)))
    plan = search(asked, seed=1, steps=STEPS)
    assert (len(plan.chosen[0]), plan.chosen[1], plan.holes) == (1, (), 1)


# What units owe ------------------------------------------------------------------


def grave(rules: Profile, asked: Problem, plan: Plan, first: date, last: date) -> set[str]:
    judged = roster(asked, plan, first, last)
    found = check_roster(judged, rules, CALENDAR, persons(asked.people), ZONE)
    return {str(finding.sentence) for finding in found if finding.level == "block"}


@settings(max_examples=12, deadline=None, derandomize=True)
@given(st.sampled_from([1, 2, 9, 12]), st.integers(1, 3), st.integers(0, 99))
def test_a_month_brings_every_unit_as_often_as_it_owes(month: int, least: int, seed: int) -> None:
    """R-063, R-065: one man of 甲 for every weekend, 乙 so often in the month."""
    rules = station(
        TWO, units=[{"id": "甲", "weekend": True}, {"id": "乙", "min_per_month": least}]
    )
    first = date(2026, month, 1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    people = candidates(14, exempt=[0, 2], units={0: "甲", 1: "甲", 2: "乙"})
    asked = problem(rules, first, last, people)
    plan = search(asked, seed=seed, steps=20_000)
    assert (plan.holes, plan.short) == (0, 0)
    assert grave(rules, asked, plan, first, last) == set()
    assert plan.cost == cost_of(asked, scale(asked, bounds(asked)), plan.chosen)


def test_a_unit_with_nobody_to_send_is_left_to_the_checker() -> None:
    """And one whose head is there that weekend owes nobody else."""
    rules = station(TWO, units=[{"id": "甲", "weekend": True}, {"id": "乙", "weekend": True}])
    saturday = date(2026, 10, 17)
    people = candidates(4, units={3: "乙"}, other_rank=[3])
    asked = problem(rules, saturday, saturday, people)
    plan = search(asked, seed=1, steps=STEPS)
    assert (plan.holes, plan.short) == (0, 1)
    words = grave(rules, asked, plan, saturday, saturday)
    assert words == {f"{unit} has nobody on duty: 10-17" for unit in "甲乙"}
    led = replace(asked, quotas=quotas(rules, CALENDAR, saturday, saturday, {"乙": {saturday}}))
    assert search(led, seed=1, steps=STEPS).short == 0


@settings(max_examples=6, deadline=None, derandomize=True)
@given(st.sampled_from(["every", "weekend", "holiday"]), st.integers(0, 99))
def test_a_rank_that_must_be_there_is_planned_for(days: str, seed: int) -> None:
    """R-079: two leads among fourteen, one of them on every such date."""
    rule = {"ranks": ["组长"], "days": days}
    rules = station(TWO, takes=["组长"], required_ranks=[rule])
    first, last = date(2026, 10, 1), date(2026, 10, 20)
    people = [
        replace(person, rank="组长") if person.key in ("员0", "员1", "员2") else person
        for person in candidates(14)
    ]
    asked = problem(rules, first, last, people)
    plan = search(asked, seed=seed, steps=20_000)
    assert (plan.holes, plan.short) == (0, 0)
    assert grave(rules, asked, plan, first, last) == set()
    without = search(replace(asked, quotas=()), seed=seed, steps=STEPS)
    assert days == "holiday" or grave(rules, asked, without, first, last) != set()


def test_a_rank_that_a_shift_asks_for_anyway_costs_the_planner_nothing() -> None:
    """R-079: where the post takes nobody else, filling it is enough."""
    rules = station(TWO, required_ranks=[{"ranks": ["员工", "组长"], "days": "every"}])
    asked = problem(rules, OCTOBER, OCTOBER, candidates(4))
    assert asked.quotas == ()


# Hours and dates -----------------------------------------------------------------


@settings(max_examples=20, deadline=None, derandomize=True)
@given(
    st.sampled_from([TWO, THREE]),
    st.sampled_from([date(2026, 12, 28), date(2026, 9, 29), date(2028, 2, 27), date(2026, 1, 30)]),
    st.integers(1, 7),
    st.integers(0, 99),
)
def test_planned_hours_and_duty_dates_add_up_over_midnight_month_and_year_end(
    shifts: tuple[tuple[str, str, str], ...], first: date, days: int, seed: int
) -> None:
    """R-047, R-048: 24 hours a duty date, a night counts for the date on which it starts."""
    last = first + timedelta(days=days - 1)
    asked = problem(station(shifts), first, last, candidates(9))
    made = roster(asked, search(asked, seed=seed, steps=300), first, last)
    hours, duties = Counter[str](), Counter[date]()
    for line in made.lines:
        assert line.start.date() == line.day
        for one in line.people:
            hours[one.person] += int((line.end - line.start) / timedelta(hours=1))
            duties[line.day] += 1
    extra = sum(need.count - 1 for need in asked.needs)
    assert extra == 0 and hours.total() == 24 * days
    assert duties == {first + timedelta(days=n): len(shifts) for n in range(days)}
    table = fairness(made.lines, (), station(shifts), CALENDAR, first, last)
    assert sum(row.total for row in table.rows) == len(shifts) * days
    assert sum(row.nights for row in table.rows) == days


# Fairness ----------------------------------------------------------------------


def counts(asked: Problem, plan: Plan, measure: str = "total") -> Counter[str]:
    found: Counter[str] = Counter({person.key: 0 for person in asked.people})
    for need, names in zip(asked.needs, plan.chosen, strict=True):
        found.update(names if measure in need.measures() else ())
    return found


@pytest.mark.parametrize("measure", ["total", "nights", "weekends", "holidays"])
def test_nobody_has_more_than_one_duty_more_than_another(measure: str) -> None:
    """R-041, R-233: all duties, nights, weekends and holidays each are even."""
    asked = problem(station(TWO), date(2026, 10, 1), date(2026, 10, 31), TWELVE)
    found = counts(asked, search(asked, seed=1), measure).values()
    assert max(found) - min(found) <= 1


def test_who_had_more_last_year_has_less_now_but_not_everything_at_once() -> None:
    served = tuple(
        Served(person=person.key, total=20 + 10 * (person.key == "员0")) for person in candidates(6)
    )
    asked = week(days=12, served=served)
    found = counts(asked, search(asked, seed=1, steps=STEPS))
    others = [many for name, many in found.items() if name != "员0"]
    assert found["员0"] == min(found.values()) < min(others)


def test_a_newcomer_starts_at_the_mean_and_is_not_given_everything() -> None:
    served = tuple(Served(person=f"员{n}", total=40, nights=20) for n in range(5))
    asked = week(days=12, served=served)
    found = counts(asked, search(asked, seed=1, steps=STEPS))
    assert max(found.values()) - min(found.values()) <= 1


def test_a_wish_is_granted_where_it_costs_nobody_anything() -> None:
    wish = Absence(person="员0", first=OCTOBER, last=OCTOBER + timedelta(days=1), wish=True)
    asked = week(absences=(wish,))
    plan = search(asked, seed=1, steps=STEPS)
    days = {n.day for n, who in zip(asked.needs, plan.chosen, strict=True) if "员0" in who}
    assert days.isdisjoint({OCTOBER, OCTOBER + timedelta(days=1)})


# Planning again ----------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 5), st.integers(0, 6), st.integers(0, 9))
def test_planning_again_after_a_leave_changes_only_what_was_lost(
    who: int, day: int, seed: int
) -> None:
    asked = week()
    before = search(asked, seed=seed, steps=300)
    gone = Absence(
        person=f"员{who}", first=OCTOBER + timedelta(days=day), last=OCTOBER + timedelta(days=day)
    )
    again = replace(asked, absences=(gone,), given=given_of(asked, before))
    after = plan_again(again, seed=seed + 1, steps=300)
    assert after.holes == 0
    for old, new in zip(before.chosen, after.chosen, strict=True):
        if gone.person not in old:
            assert new == old


def test_a_locked_shift_stays_even_against_the_rules() -> None:
    """A night of somebody without nights, placed by hand, is left to the checker to warn of."""
    asked = problem(station(TWO), OCTOBER, OCTOBER, candidates(4, exempt=[0]))
    night = asked.needs[1].key
    held = replace(asked, given=(Given(need=night, person="员0", fixed=True),))
    assert plan_again(held, seed=1, steps=STEPS).chosen[1] == ("员0",)


def test_others_move_only_when_a_place_can_be_filled_in_no_other_way() -> None:
    """员0 falls out; only 员1 may do the night, so 员1 leaves the day to 员2."""
    asked = problem(station(TWO), OCTOBER, OCTOBER, candidates(3, exempt=[2]))
    before = (
        Given(need=asked.needs[0].key, person="员1"),
        Given(need=asked.needs[1].key, person="员0"),
    )
    away = Absence(person="员0", first=OCTOBER, last=OCTOBER)
    plan = plan_again(replace(asked, given=before, absences=(away,)), seed=1, steps=STEPS)
    assert plan.chosen == (("员2",), ("员1",))


# Progress and stopping -----------------------------------------------------------


def test_it_tells_how_far_it_is_and_stops_with_the_best_so_far() -> None:
    seen: list[Progress] = []
    asked = week(people=5, served=(Served(person="员0", total=9), Served(person="员1", total=1)))
    plan = search(asked, seed=1, steps=100_000, report=seen.append, stop=lambda: len(seen) > 2)
    assert plan.holes == 0
    assert [one.done for one in seen[:3]] == [0, 256, 512]
    assert len(seen) <= 4


def test_a_plan_that_nothing_can_make_better_is_not_searched_on() -> None:
    told: list[Progress] = []
    first = date(2026, 10, 1)
    asked = problem(station(THREE), first, date(2026, 10, 31), candidates(30))
    assert search(asked, seed=1, report=told.append).cost == 0
    assert told[-1].cost == 0
    assert told[-2].done < told[-1].steps / 10


# Heads ---------------------------------------------------------------------------


def dates(count: int) -> list[date]:
    return [OCTOBER + timedelta(days=n) for n in range(count)]


@given(st.integers(1, 7), st.integers(1, 40))
def test_leaders_take_turns_and_nobody_is_ahead_by_more_than_one(people: int, days: int) -> None:
    """R-041, R-290."""
    names = [f"领导{n}" for n in range(people)]
    found = rotate(dates(days), names, lambda person, day: True)
    served = Counter(name for who in found.values() for name in who)
    assert all(len(who) == 1 for who in found.values())
    assert max(served.values()) - min(served[name] for name in names) <= 1


def test_the_rotation_goes_on_after_the_last_person_served() -> None:
    last = {"甲": date(2026, 9, 29), "乙": date(2026, 9, 30), "丙": date(2026, 9, 28)}
    assert order_of_turns(["甲", "乙", "丙", "丁"], last) == ["丁", "丙", "甲", "乙"]


def test_who_is_away_keeps_the_turn_and_the_order_of_the_rest_stays() -> None:
    """R-291."""
    found = rotate(dates(4), ["甲", "乙", "丙"], lambda who, day: (who, day.day) != ("甲", 1))
    assert [who[0] for who in found.values()] == ["乙", "甲", "丙", "乙"]


def test_a_date_that_was_lost_goes_to_somebody_and_the_others_stay() -> None:
    kept = dict(zip(dates(5), [("甲",), (), ("丙",), ("丁",), ("甲",)], strict=True))
    found = rotate(dates(5), list("甲乙丙丁"), lambda who, day: who != "乙", kept=kept)
    assert len(found[dates(5)[1]]) == 1
    assert {day: who for day, who in found.items() if day.day != 2} == {
        day: who for day, who in kept.items() if day.day != 2
    }
