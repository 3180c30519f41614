"""How good and how fast plans are: `python -m tests.bench.plan [--no-solver]`.

Eight days of 2 shifts for 12 people, and a year of 3 shifts for 30, a month
after the other with what came before counted. Each as it is, and once more
with leaves, wishes and an uneven past, where nothing perfect can be had. The
optimum is proved by the solver where the extra is installed.
"""

from __future__ import annotations

import importlib.util
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dutyroom.desk.planning.solver import solve
from dutyroom.domain.planning.again import plan_again
from dutyroom.domain.planning.fairness import fairness
from dutyroom.domain.planning.problem import Absence, Given, Plan, Problem, Served
from dutyroom.domain.planning.search import search
from dutyroom.domain.records.roster import RosterLine
from tests.stations.rosters_to_plan import CALENDAR, THREE, TWO, candidates, lines, problem, station

SECONDS = 60


@dataclass
class Line:
    """A line of the report: what was planned, cost, optimum, time."""

    what: str
    cost: int = 0
    best: int = 0
    proved: bool = True
    took: float = 0.0
    solver: float = 0.0

    def __str__(self) -> str:
        ratio = f"{self.cost / self.best:.4f}" if self.best else "1" if not self.cost else "?"
        optimum = f"{self.best}{'' if self.proved else ' (not proved)'}"
        return (
            f"{self.what:34} cost {self.cost:6} optimum {optimum:>6} ratio {ratio:6} "
            f"heuristic {self.took:5.2f} s  solver {self.solver:6.2f} s"
        )


def uneven(asked: Problem, first: date, days: int, dice: random.Random) -> Problem:
    """Give everybody some days away or unwished."""
    absences = []
    for person in asked.people:
        begins = first + timedelta(days=dice.randrange(days))
        ends = begins + timedelta(days=dice.randrange(max(1, days // 2)))
        absences.append(
            Absence(person=person.key, first=begins, last=ends, wish=dice.random() < 0.5)
        )
    return replace(asked, absences=tuple(absences))


def uneven_past(people: int, dice: random.Random) -> tuple[Served, ...]:
    """Give everybody another past."""
    return tuple(
        Served(
            person=f"员{n}",
            total=dice.randrange(30, 40),
            nights=dice.randrange(8, 14),
            weekends=dice.randrange(6, 12),
            holidays=dice.randrange(4),
        )
        for n in range(people)
    )


def measure(line: Line, asked: Problem, *, exact: bool) -> Plan:
    """Plan once, and prove how good it is."""
    begun = time.perf_counter()
    plan = search(asked, seed=1)
    line.took += time.perf_counter() - begun
    line.cost += plan.cost
    begun = time.perf_counter()
    if exact and plan.cost:
        done = solve(
            asked, plan, seed=1, seconds=SECONDS, better=lambda *_: None, stop=lambda: False
        )
        line.best += done.plan.cost
        line.proved &= done.proved
    elif plan.cost:
        line.proved = False
    line.solver += time.perf_counter() - begun
    return plan


def eight_days(*, hard: bool, exact: bool) -> Line:
    """Plan National Day 2026, the golden week."""
    first, dice = date(2026, 10, 1), random.Random(1)
    asked = problem(station(TWO), first, first + timedelta(days=7), candidates(12))
    if hard:
        asked = uneven(replace(asked, served=uneven_past(12, dice)), first, 8, dice)
    line = Line("8 days x 2 x 12" + ", uneven" * hard)
    measure(line, asked, exact=exact)
    return line


def months(year: int) -> Iterator[tuple[date, date]]:
    for month in range(1, 13):
        first = date(year, month, 1)
        yield first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def a_year(*, hard: bool, exact: bool) -> Line:
    """Plan 2026 by months, each counting those before."""
    dice, line = random.Random(1), Line("a year x 3 x 30 by month" + ", uneven" * hard)
    rules, people = station(THREE), candidates(30, exempt=range(0, 30, 7) if hard else ())
    past = uneven_past(30, dice) if hard else ()
    found: list[RosterLine] = []
    for first, last in months(2026):
        table = fairness(found, (), rules, CALENDAR, date(2026, 1, 1), last)
        served = _sum(past, tuple(row.served() for row in table.rows))
        asked = problem(rules, first, last, people, served=served)
        if hard:
            asked = uneven(asked, first, (last - first).days + 1, dice)
        found += lines(asked, measure(line, asked, exact=exact))
    return line


def _sum(one: tuple[Served, ...], other: tuple[Served, ...]) -> tuple[Served, ...]:
    more = {served.person: served for served in other}
    names = dict.fromkeys([served.person for served in (*one, *other)])
    before = {served.person: served for served in one}
    return tuple(_both(name, before.get(name), more.get(name)) for name in names)


def _both(name: str, one: Served | None, other: Served | None) -> Served:
    def of(measure: str) -> int:
        return int(getattr(one, measure, 0)) + int(getattr(other, measure, 0))

    return Served(
        person=name,
        total=of("total"),
        nights=of("nights"),
        weekends=of("weekends"),
        holidays=of("holidays"),
    )


def after_a_leave() -> str:
    """Plan October again after everybody in turn has left for three days."""
    first, last = date(2026, 10, 1), date(2026, 10, 31)
    asked = problem(station(THREE), first, last, candidates(30))
    before = search(asked, seed=1)
    given = tuple(
        Given(need=need.key, person=name)
        for need, names in zip(asked.needs, before.chosen, strict=True)
        for name in names
    )
    lost = moved = 0
    slowest = 0.0
    for n in range(30):
        begins = first + timedelta(days=n % 29)
        gone = Absence(person=f"员{n}", first=begins, last=begins + timedelta(days=2))
        begun = time.perf_counter()
        after = plan_again(replace(asked, absences=(gone,), given=given), seed=2)
        slowest = max(slowest, time.perf_counter() - begun)
        for old, new in zip(before.chosen, after.chosen, strict=True):
            lost += old != new and gone.person in old
            moved += old != new and gone.person not in old
    return f"30 leaves: {lost} lost shifts filled, {moved} others changed, slowest {slowest:.2f} s"


if __name__ == "__main__":
    proves = "--no-solver" not in sys.argv and importlib.util.find_spec("ortools") is not None
    for hard in (False, True):
        print(eight_days(hard=hard, exact=proves), flush=True)
        print(a_year(hard=hard, exact=proves), flush=True)
    print(after_a_leave())
