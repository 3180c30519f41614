"""The seeded heuristic: fill greedily, then improve by moves and exchanges.

It improves in rounds that begin warm and cool down. A short one comes first:
most months are perfect after it, and nothing is tried any more.

The number of steps is counted, not timed, so the same problem and seed give
the same plan on every machine. A caller that has a deadline says so through
``stop``, and gets the best plan so far.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence

from dutyroom.domain.planning.bounds import Bounds, bounds
from dutyroom.domain.planning.cost import scale
from dutyroom.domain.planning.mending import mend
from dutyroom.domain.planning.problem import Plan, Problem
from dutyroom.domain.planning.seating import NOBODY, Seating
from dutyroom.values import dataclass

ASK_EVERY = 256
"""Steps between two looks at ``stop`` and two reports of progress."""
BLOCKS, STRETCH = 0.05, 3
"""The share of steps that exchange a stretch, and how many dates one has at most."""
_HOT, _COLD = 0.17, 0.015
"""The heat at the beginning and the end of a round, in weights of a duty."""
_SHORT = 16
"""How many times shorter the first round is."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the search is: steps done of those there are, the best plan's cost and holes."""

    done: int
    steps: int
    cost: int
    holes: int


Report = Callable[[Progress], None]
Stop = Callable[[], bool]


def silent(progress: Progress) -> None:
    """Take a report of progress that nobody wants."""


def never() -> bool:
    """Tell that the search may go on, whenever it asks."""
    return False


def search(
    problem: Problem,
    *,
    seed: int,
    steps: int | None = None,
    report: Report = silent,
    stop: Stop = never,
    limits: Bounds | None = None,
) -> Plan:
    """Return the best plan found; the same seed and number of steps give the same one.

    ``steps`` stands in for those that the profile gives a round. Holes stay where no
    hard rule lets anybody in: a plan never breaks one (see `bounds`).
    """
    limits = limits or bounds(problem)
    seating = Seating(problem, limits, scale(problem, limits))
    dice = random.Random(seed)
    fill(seating, dice)
    mend(seating)
    rules = problem.rules
    budget = max(rules.least_steps, rules.steps * len(seating.free))
    _improve(seating, dice, budget if steps is None else steps, report, stop)
    if (seating.best_holes or seating.unmet()) and not stop():
        seating.go_back()
        mend(seating)
    return seating.best()


def fill(seating: Seating, dice: random.Random) -> None:
    """Leave people where they are, then fill: the places with the least choice first."""
    left = seating.put_given()
    order = sorted(left, key=lambda seat: (len(seating.choice(seat)), seat))
    for seat in order:
        able = [p for p in seating.choice(seat) if seating.fits(p, seat)]
        if able:
            dice.shuffle(able)
            seating.put(seat, min(able, key=lambda p: seating.price(seat, p)))
    seating.keep_best()


def _improve(
    seating: Seating, dice: random.Random, budget: int, report: Report, stop: Stop
) -> None:
    if not seating.free:
        return
    rounds = (budget // _SHORT, *(budget,) * seating.problem.rules.rounds)
    for step, heat in enumerate(_heats(seating, rounds)):
        if step % ASK_EVERY == 0:
            report(Progress(step, sum(rounds), seating.best_cost, seating.best_holes))
            if stop():
                break
        if seating.best_cost == 0:
            break
        _step(seating, dice, heat)
    report(Progress(sum(rounds), sum(rounds), seating.best_cost, seating.best_holes))


def _heats(seating: Seating, rounds: Sequence[int]) -> Iterator[float]:
    """Give the heat of each step of these rounds."""
    unit = max(1, seating.problem.rules.total)
    for steps in rounds:
        heat, cooling = _HOT * unit, (_COLD / _HOT) ** (1 / max(1, steps))
        for _step_of_round in range(steps):
            yield heat
            heat *= cooling


def _step(seating: Seating, dice: random.Random, heat: float) -> None:
    if dice.random() < BLOCKS:
        _exchange(seating, dice, heat)
    else:
        _give(seating, dice, heat)


def _give(seating: Seating, dice: random.Random, heat: float) -> None:
    """Give a place to somebody else; who is in the way there takes the other's place."""
    throw, free = dice.random, seating.free
    seat = free[int(throw() * len(free))]
    choice, before = seating.choice(seat), seating.who[seat]
    person = choice[int(throw() * len(choice))] if choice else before
    if person == before:
        return
    other = seating.in_the_way(person, seat)
    if other is None:
        seats = seating.seats_of(person) if throw() < 0.5 else ()
        other = _any(dice, seats) if seats else seat
    price = None if other < 0 else seating.price_of_move(seat, other, person)
    if price is not None and _accepts(dice, heat, price):
        seating.move(seat, other, person)
        _keep_if_best(seating)


def _exchange(seating: Seating, dice: random.Random, heat: float) -> None:
    """Let two people change places over a stretch of the plan."""
    first = int(dice.random() * len(seating.problem.needs))
    last = first + int(dice.random() * STRETCH * seating.a_date)
    person, other = seating.who[_any(dice, seating.free)], seating.who[_any(dice, seating.free)]
    if NOBODY in (person, other) or person == other:
        return
    moved = seating.exchange(person, other, first, last)
    if moved is None:
        return
    if _accepts(dice, heat, moved):
        _keep_if_best(seating)
    else:
        seating.exchange(person, other, first, last)


def _accepts(dice: random.Random, heat: float, moved: int) -> bool:
    """Tell whether a change stays: always a good one, a bad one the less the cooler it is."""
    return moved <= 0 or dice.random() < math.exp(-moved / heat)


def _keep_if_best(seating: Seating) -> None:
    if seating.cost < seating.best_cost:
        seating.keep_best()


def _any(dice: random.Random, of: Sequence[int]) -> int:
    return of[int(dice.random() * len(of))]
