"""What a plan costs: one function for the heuristic and the solver.

The cost is a sum of whole numbers, each weight from the profile:

- ``hole`` for each place that nobody has;
- ``unit`` for each day on which a unit or rank that owes somebody has nobody;
- for each person and measure (all duties, nights, weekends, holidays) the
  weight times the square of the distance from the fair share. The share is
  (what the group carries + what is to be filled) / people of the group, and
  lies between two whole numbers: within them nothing is owed. The group is
  everybody whom some shift of the measure takes;
- ``close`` for each duty beyond the first in any ``close_days`` dates in a row;
- ``wish`` for each shift that reaches into days its person asked to be spared;
- ``change`` for each place whose person is another than in the plan before.

What a person carries from before is the difference to the group's mean, not
more than ``history_cap`` either way: nobody pays in one month for a whole year.
Who has served nothing yet starts at the mean, not at zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from dutyroom.domain.planning.bounds import Bounds, touches
from dutyroom.domain.planning.problem import (
    MEASURES,
    Measure,
    Need,
    Plan,
    Problem,
    Quota,
    Served,
    Whose,
    owing,
)
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """The cost function of a problem, worked out once.

    ``curves[measure][person][n]`` is what n duties of a measure cost that
    person; ``extra[need][person]`` what the person costs in that need for a
    wish or a change. ``windows`` gives for each date the runs it lies in.
    ``owed`` are the quotas of units that somebody can serve.
    """

    curves: Mapping[Measure, tuple[tuple[int, ...], ...]]
    extra: tuple[Mapping[int, int], ...]
    windows: Mapping[date, tuple[int, ...]]
    runs: int
    close: int
    hole: int
    counts: tuple[tuple[Measure, ...], ...]
    owed: tuple[Quota, ...] = ()
    unit: int = 0


def scale(problem: Problem, limits: Bounds) -> Scale:
    """Work out the cost function of a problem."""
    windows = _windows(problem)
    counts = tuple(need.measures() for need in problem.needs)
    weights = problem.rules
    return Scale(
        curves={measure: _curves(problem, limits, measure) for measure in MEASURES},
        extra=tuple(_extra(problem, need) for need in problem.needs),
        windows=windows,
        runs=1 + max((run for runs in windows.values() for run in runs), default=-1),
        close=weights.close,
        hole=weights.hole,
        counts=counts,
        owed=tuple(_owed(problem)),
        unit=weights.unit,
    )


def _owed(problem: Problem) -> Iterator[Quota]:
    able = {each for mine in owing(problem.people, problem.quotas) for each in mine}
    return (quota for quota in problem.quotas if quota.whose in able)


def _weight(problem: Problem, measure: Measure) -> int:
    rules = problem.rules
    weights: dict[Measure, int] = {
        "total": rules.total,
        "nights": rules.nights,
        "weekends": rules.weekends,
        "holidays": rules.holidays,
    }
    return weights[measure]


def _curves(problem: Problem, limits: Bounds, measure: Measure) -> tuple[tuple[int, ...], ...]:
    """Return by person what each number of duties of a measure costs, from none to all of them."""
    ours = [n for n, need in enumerate(problem.needs) if measure in need.measures()]
    group = _takers(problem, limits, ours)
    if not group:
        return tuple((0,) * (len(ours) + 1) for _person in problem.people)
    carried = _carried(problem, group, measure)
    owed = sum(carried.values()) + sum(problem.needs[n].count for n in ours)
    low, high = owed // len(group), -(-owed // len(group))
    weight = _weight(problem, measure)
    curves = []
    for person in range(len(problem.people)):
        had = carried.get(person, low)
        apart = (max(low - had - n, had + n - high, 0) for n in range(len(ours) + 1))
        curves.append(tuple(weight * far * far for far in apart))
    return tuple(curves)


def _takers(problem: Problem, limits: Bounds, needs: Sequence[int]) -> list[int]:
    """Return the numbers of the people whom some of these needs takes."""
    takers = []
    for person in range(len(problem.people)):
        if any(person not in limits.barred[n] or person in limits.fixed[n] for n in needs):
            takers.append(person)
    return takers


def _carried(problem: Problem, group: Sequence[int], measure: Measure) -> dict[int, int]:
    """Return what each of a group carries: the capped distance to the mean, from zero up."""
    cap = problem.rules.history_cap
    served = {each.person: each for each in problem.served if each.total}
    had: dict[int, int] = {}
    for person in group:
        before = served.get(problem.people[person].key)
        if before is not None:
            had[person] = _had(before, measure)
    mean = round(sum(had.values()) / len(had)) if had else 0
    carried = {}
    for person in group:
        apart = had.get(person, mean) - mean
        carried[person] = cap + max(-cap, min(cap, apart))
    return carried


def _had(served: Served, measure: Measure) -> int:
    return int(getattr(served, measure))


def _extra(problem: Problem, need: Need) -> dict[int, int]:
    """Return by person what a need costs for a wish or a change, where it costs something."""
    before = {given.person for given in problem.given if given.need == need.key}
    rules = problem.rules
    extra: dict[int, int] = {}
    for n, person in enumerate(problem.people):
        changed = bool(before) and person.key not in before
        price = rules.wish * _is_wished_free(problem, need, person.key) + rules.change * changed
        if price:
            extra[n] = price
    return extra


def _is_wished_free(problem: Problem, need: Need, person: str) -> bool:
    """Tell whether a person asked to be spared on days into which a shift reaches."""
    wishes = (each for each in problem.absences if each.wish and each.person == person)
    return any(touches(wish, need) for wish in wishes)


def _windows(problem: Problem) -> dict[date, tuple[int, ...]]:
    """Return for each date the runs of ``close_days`` dates that hold it and another one."""
    days = sorted({need.day for need in problem.needs})
    size, run = problem.rules.close_days, 0
    windows: dict[date, tuple[int, ...]] = dict.fromkeys(days, ())
    for day in days:
        inside = [other for other in days if 0 <= (other - day).days < size]
        if len(inside) > 1:
            for other in inside:
                windows[other] = (*windows[other], run)
            run += 1
    return windows


def cost_of(problem: Problem, measured: Scale, chosen: Sequence[Sequence[str]]) -> int:
    """Return the cost of a plan, worked out from the beginning."""
    number = {person.key: n for n, person in enumerate(problem.people)}
    needs_of: dict[int, list[int]] = {n: [] for n in range(len(problem.people))}
    total = 0
    for n, names in enumerate(chosen):
        total += measured.hole * (problem.needs[n].count - len(names))
        for name in names:
            needs_of[number[name]].append(n)
            total += measured.extra[n].get(number[name], 0)
    total += measured.unit * short_of(problem, chosen)
    return total + sum(_cost_of_person(problem, measured, p, mine) for p, mine in needs_of.items())


def short_of(problem: Problem, chosen: Sequence[Sequence[str]]) -> int:
    """Return on how many days too few a unit or rank has somebody, all together."""
    owed = tuple(_owed(problem))
    keys = (person.key for person in problem.people)
    whose_of = dict(zip(keys, owing(problem.people, owed), strict=True))
    there: set[tuple[Whose, date]] = set()
    for need, names in zip(problem.needs, chosen, strict=True):
        for name in names:
            there.update((whose, need.day) for whose in whose_of[name])
    total = 0
    for quota in owed:
        days = [d for d in quota.days if d in quota.served or (quota.whose, d) in there]
        total += max(0, quota.least - len(days))
    return total


def _cost_of_person(problem: Problem, measured: Scale, person: int, mine: Sequence[int]) -> int:
    total = 0
    for measure in MEASURES:
        many = sum(measure in measured.counts[n] for n in mine)
        total += measured.curves[measure][person][many]
    runs: dict[int, int] = {}
    for n in mine:
        for run in measured.windows[problem.needs[n].day]:
            runs[run] = runs.get(run, 0) + 1
    return total + measured.close * sum(many - 1 for many in runs.values())


def plan_of(problem: Problem, measured: Scale, chosen: Sequence[Sequence[str]]) -> Plan:
    """Return a plan with its cost, its holes and what units are short of."""
    names = tuple(tuple(sorted(people)) for people in chosen)
    seated = zip(problem.needs, names, strict=True)
    holes = sum(need.count - len(people) for need, people in seated)
    return Plan(
        chosen=names,
        cost=cost_of(problem, measured, names),
        holes=holes,
        short=short_of(problem, names),
    )
