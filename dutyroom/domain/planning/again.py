"""Planning again what stands already: what is kept stays, what was lost is filled.

First everything that can stay is held and only the holes are filled. Only if
holes remain, or a unit owes somebody, may the rest change, each change at its price.
"""

from __future__ import annotations

from dataclasses import replace

from dutyroom.domain.planning.bounds import bounds
from dutyroom.domain.planning.problem import Given, Plan, Problem
from dutyroom.domain.planning.search import Report, Stop, never, search, silent


def holding(problem: Problem) -> Problem:
    """Return the problem with all that is given held, but for what a person's absence takes."""
    needs = {need.key: n for n, need in enumerate(problem.needs)}
    people = {person.key: n for n, person in enumerate(problem.people)}
    limits = bounds(problem)

    def lost(given: Given) -> bool:
        codes = limits.barred[needs[given.need]].get(people[given.person], ())
        return any(code.startswith("away:") for code in codes)

    stays = []
    for given in problem.given:
        if given.need in needs and given.person in people:
            stays.append(replace(given, fixed=given.fixed or not lost(given)))
    return replace(problem, given=tuple(stays))


def plan_again(
    problem: Problem,
    *,
    seed: int,
    steps: int | None = None,
    report: Report = silent,
    stop: Stop = never,
) -> Plan:
    """Return a plan that changes least of what is given; without anything given, a new one."""
    if not problem.given:
        return search(problem, seed=seed, steps=steps, report=report, stop=stop)
    filled = search(holding(problem), seed=seed, steps=steps, report=report, stop=stop)
    if not (filled.holes or filled.short) or stop():
        return filled
    freed = search(problem, seed=seed, steps=steps, report=report, stop=stop)
    better = (freed.holes, freed.short) < (filled.holes, filled.short)
    return freed if better else filled
