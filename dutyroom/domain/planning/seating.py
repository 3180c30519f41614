"""A plan while it is being made: places and people, with the cost kept up to date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from dutyroom.domain.planning.bounds import Bounds
from dutyroom.domain.planning.cost import Scale, plan_of
from dutyroom.domain.planning.problem import MEASURES, Plan, Problem, Quota, Whose, owing

NOBODY = -1
NOTHING = -1
_Turn = tuple[tuple[tuple[int, int], ...], tuple[int, ...], tuple[int, ...]]
"""What leaving one need for another changes: measures by a step, runs left, runs begun."""


class Seating:
    """Who has which place; a need of two people has two places.

    ``free`` are the places that may be given away, ``cost`` is exact at any
    moment (`dutyroom.domain.planning.cost.cost_of` agrees).
    """

    def __init__(self, problem: Problem, limits: Bounds, measured: Scale) -> None:
        """Take the fixed people; every other place is empty."""
        self.problem, self._limits, self._scale = problem, limits, measured
        self._number_places(problem)
        self._list_prices(problem, measured)
        self._empty(len(problem.people), measured.runs)
        self._owe(problem)
        days = {need.day for need in problem.needs}
        self.a_date = len(self.who) / max(1, len(days))  # places a date, on the average
        self.holes = len(self.who)
        self.cost = measured.hole * self.holes + measured.unit * self.short
        for curves in self._curves:
            self.cost += sum(curve[0] for curve in curves)
        self.free = self._take_fixed()
        self.best_cost, self.best_holes, self._best = self.cost, self.holes, list(self.who)

    def _number_places(self, problem: Problem) -> None:
        """Count the places off in the order of the needs, and say who may have each."""
        needs, people = range(len(problem.needs)), len(problem.people)
        # By place: the need that it is of, and the person who has it.
        self.need_of = [n for n in needs for _place in range(problem.needs[n].count)]
        self.who = [NOBODY] * len(self.need_of)
        # By need: the people whom no rule keeps from it, as a list and as a set.
        self._choices = [self._limits.allowed(n, people) for n in needs]
        self._able = [frozenset(choice) for choice in self._choices]

    def _list_prices(self, problem: Problem, measured: Scale) -> None:
        """Lay out the cost function for quick use: MEASURES by their number, not their name."""
        # By person and measure: what each number of duties of the measure costs.
        self._curves = []
        for person in range(len(problem.people)):
            self._curves.append([measured.curves[measure][person] for measure in MEASURES])
        # By need, with one more at the end, where NOTHING points: the measures it counts
        # for, the runs of dates it lies in, and by person what it costs beyond that.
        self._counts = [*(tuple(map(MEASURES.index, names)) for names in measured.counts), ()]
        self._runs = [*(measured.windows[need.day] for need in problem.needs), ()]
        self._extra: list[Mapping[int, int]] = [*measured.extra, {}]
        # By the need left and the need taken: what the turn changes, worked out when asked for.
        needs = len(self._runs)
        self._turns: list[list[_Turn | None]] = [[None] * needs for _need in range(needs)]

    def _empty(self, people: int, runs: int) -> None:
        """Begin with nobody on any place."""
        # By person: duties by measure, duties by run of dates, and the places by their need.
        self._many = [[0] * len(MEASURES) for _person in range(people)]
        self._in_run = [[0] * runs for _person in range(people)]
        self._held: list[dict[int, int]] = [{} for _person in range(people)]

    def _owe(self, problem: Problem) -> None:
        """Note for each unit or rank and day what is owed, and who is there already."""
        owed = self._scale.owed
        # By person: the units and ranks that one is of.
        self._owing = owing(problem.people, owed)
        # By unit or rank and day: how many of it are there, and the quotas that it counts for.
        self._there: dict[tuple[Whose, date], int] = {}
        self._quotas: dict[tuple[Whose, date], list[int]] = {}
        # By quota: the days on which somebody is there.
        self._dates = [0] * len(owed)
        for place, quota in enumerate(owed):
            for day in quota.days:
                self._quotas.setdefault((quota.whose, day), []).append(place)
                self._there[quota.whose, day] = int(day in quota.served)
                self._dates[place] += day in quota.served
        self.short = sum(map(self._missing, range(len(owed))))

    def _missing(self, quota: int) -> int:
        return max(0, self._scale.owed[quota].least - self._dates[quota])

    def unmet(self) -> list[Quota]:
        """Return what units and ranks owe and nobody of them serves yet."""
        return [quota for n, quota in enumerate(self._scale.owed) if self._missing(n)]

    def _take_fixed(self) -> list[int]:
        left = [list(people) for people in self._limits.fixed]
        free = []
        for seat, need in enumerate(self.need_of):
            if left[need]:
                self.put(seat, left[need].pop(0))
            else:
                free.append(seat)
        self._fixed = set(range(len(self.who))) - set(free)
        return free

    def put_given(self) -> list[int]:
        """Put people where the plan before has them, as far as the rules allow; return the rest."""
        place = {person.key: n for n, person in enumerate(self.problem.people)}
        before: dict[str, list[int]] = {}
        for given in self.problem.given:
            if given.person in place and not given.fixed:
                before.setdefault(given.need, []).append(place[given.person])
        left = []
        for seat in self.free:
            names = before.get(self.problem.needs[self.need_of[seat]].key, [])
            able = [p for p in names if p in self.choice(seat) and self.fits(p, seat)]
            if able:
                self.put(seat, able[0])
            else:
                left.append(seat)
        return left

    def choice(self, seat: int) -> list[int]:
        """Return the people whom no rule keeps from the place by itself."""
        return self._choices[self.need_of[seat]]

    def owing(self, whose: Whose, seat: int) -> list[int]:
        """Return those of a unit or rank whom no rule keeps from the place by itself."""
        return [person for person in self.choice(seat) if whose in self._owing[person]]

    def seats_of(self, person: int) -> list[int]:
        """Return the places of a person that may be given away."""
        return [seat for seat in self._held[person].values() if seat not in self._fixed]

    def fits(self, person: int, seat: int) -> bool:
        """Tell whether the person's other shifts leave room for this place."""
        need = self.need_of[seat]
        seats = self._held[person]
        return need not in seats and self._limits.clash[need].keys().isdisjoint(seats)

    def in_the_way(self, person: int, seat: int) -> int | None:
        """Return the one place that keeps a person from this one, -1 for several, None for none."""
        need = self.need_of[seat]
        held_seats, clash = self._held[person], self._limits.clash[need]
        seats = [place for other, place in held_seats.items() if other in clash or other == need]
        if not seats:
            return None
        return seats[0] if len(seats) == 1 and seats[0] not in self._fixed else NOBODY

    def price(self, seat: int, person: int) -> int:
        """Return what the cost would change by with this person on the empty place."""
        self.put(seat, person)
        price = self.take(seat)
        return -price

    def put(self, seat: int, person: int) -> int:
        """Put a person on an empty place and return the change of the cost."""
        need, before = self.need_of[seat], self.cost
        self.cost -= self._scale.hole
        self.holes -= 1
        self.who[seat] = person
        self._held[person][need] = seat
        self._count(need, person, 1)
        self.cost += self._scale.extra[need].get(person, 0)
        return self.cost - before

    def take(self, seat: int) -> int:
        """Empty a place and return the change of the cost."""
        need, person, before = self.need_of[seat], self.who[seat], self.cost
        self.cost += self._scale.hole - self._scale.extra[need].get(person, 0)
        self.holes += 1
        self.who[seat] = NOBODY
        del self._held[person][need]
        self._count(need, person, -1)
        return self.cost - before

    def _count(self, need: int, person: int, step: int) -> None:
        many, curves = self._many[person], self._curves[person]
        for measure in self._counts[need]:
            curve = curves[measure]
            self.cost += curve[many[measure] + step] - curve[many[measure]]
            many[measure] += step
        runs, close = self._in_run[person], self._scale.close
        for run in self._runs[need]:
            if runs[run] + step > 0 and runs[run] > 0:
                self.cost += close * step
            runs[run] += step
        for whose in self._owing[person]:
            self._serve((whose, self.problem.needs[need].day), step)

    def _serve(self, served: tuple[Whose, date], step: int) -> None:
        """Count somebody on a day; only the first one there makes a difference."""
        before = self._there.get(served, 0)
        self._there[served] = before + step
        if before and before + step:
            return
        for quota in self._quotas.get(served, ()):
            missing = self._missing(quota)
            self._dates[quota] += step
            more = self._missing(quota) - missing
            self.short += more
            self.cost += self._scale.unit * more

    def price_of_move(self, seat: int, other: int, person: int) -> int | None:
        """Return what `move` would change the cost by, or None when a rule forbids it.

        Nothing but ``other`` may be in the person's way (see `in_the_way`).
        Nearly every step of a search asks, and few are taken.
        """
        before = self.who[seat]
        owing = self._owing
        if owing[person] or (before != NOBODY and owing[before]):
            return self._tried(seat, other, before, person)
        need, old = self.need_of[seat], self.need_of[other]
        if other == seat:
            price = self._price_of_turn(person, NOTHING, need)
            if before == NOBODY:
                return price - self._scale.hole
            return price + self._price_of_turn(before, need, NOTHING)
        price = self._price_of_turn(person, old, need)
        if before == NOBODY:
            return price
        if before not in self._able[old] or self._is_busy(before, need, old):
            return None
        return price + self._price_of_turn(before, need, old)

    def _is_busy(self, person: int, left: int, taken: int) -> bool:
        """Tell whether a person's needs but the one left keep the person from the one taken."""
        clash = self._limits.clash[taken]
        for need in self._held[person]:  # noqa: SIM110 (nearly every step asks: a loop is quicker)
            if need != left and (need == taken or need in clash):
                return True
        return False

    def _tried(self, seat: int, other: int, before: int, person: int) -> int | None:
        price = self.move(seat, other, person)
        if price is not None:
            self.undo(seat, other, before, person)
        return price

    def _price_of_turn(self, person: int, left: int, taken: int) -> int:
        """Return what a person costs more with one need instead of another, or of nothing."""
        turn = self._turns[left][taken]
        if turn is None:
            turn = self._turns[left][taken] = self._turn(left, taken)
        steps, gone, come = turn
        many, curves = self._many[person], self._curves[person]
        price = self._extra[taken].get(person, 0) - self._extra[left].get(person, 0)
        for measure, step in steps:
            curve, had = curves[measure], many[measure]
            price += curve[had + step] - curve[had]
        runs, close = self._in_run[person], self._scale.close
        for run in gone:
            if runs[run] > 1:
                price -= close
        for run in come:
            if runs[run]:
                price += close
        return price

    def _turn(self, left: int, taken: int) -> _Turn:
        lost, won = self._counts[left], self._counts[taken]
        old, new = self._runs[left], self._runs[taken]
        steps = [(m, -1) for m in _without(lost, won)] + [(m, 1) for m in _without(won, lost)]
        return tuple(steps), _without(old, new), _without(new, old)

    def move(self, seat: int, other: int, person: int) -> int | None:
        """Give a place to a person; with another place of theirs, exchange the two.

        Returns the change of the cost, or None when a rule forbids it and
        nothing was changed.
        """
        before, cost = self.who[seat], self.cost
        if before != NOBODY:
            self.take(seat)
        if other != seat:
            self.take(other)
        if self.fits(person, seat) and self._may_follow(before, other, seat):
            self.put(seat, person)
            if other == seat or before == NOBODY:
                return self.cost - cost
            if self.fits(before, other):
                self.put(other, before)
                return self.cost - cost
            self.take(seat)
        if other != seat:
            self.put(other, person)
        if before != NOBODY:
            self.put(seat, before)
        return None

    def _may_follow(self, before: int, other: int, seat: int) -> bool:
        if other == seat or before == NOBODY:
            return True
        return before in self._able[self.need_of[other]]

    def undo(self, seat: int, other: int, before: int, person: int) -> None:
        """Take back a move that was made."""
        self.take(seat)
        if other != seat:
            if before != NOBODY:
                self.take(other)
            self.put(other, person)
        if before != NOBODY:
            self.put(seat, before)

    def exchange(self, one: int, other: int, first: int, last: int) -> int | None:
        """Let two people change places in the needs from ``first`` to ``last``.

        Returns the change of the cost, or None when a rule forbids it and
        nothing was changed. Doing it once more takes it back.
        """
        mine, theirs = self._between(one, first, last), self._between(other, first, last)
        if not mine and not theirs:
            return None
        cost = self.cost
        for seat in (*mine, *theirs):
            self.take(seat)
        wanted = [*((seat, other) for seat in mine), *((seat, one) for seat in theirs)]
        for n, (seat, person) in enumerate(wanted):
            if person not in self._able[self.need_of[seat]] or not self.fits(person, seat):
                self._put_back(wanted[:n], one, mine, other, theirs)
                return None
            self.put(seat, person)
        return self.cost - cost

    def _put_back(
        self,
        changed: list[tuple[int, int]],
        one: int,
        mine: list[int],
        other: int,
        theirs: list[int],
    ) -> None:
        """Undo an exchange that got as far as the places that were ``changed``."""
        for seat, _person in changed:
            self.take(seat)
        for seat in mine:
            self.put(seat, one)
        for seat in theirs:
            self.put(seat, other)

    def _between(self, person: int, first: int, last: int) -> list[int]:
        held = self._held[person]
        fixed = self._fixed
        return [s for need, s in held.items() if first <= need <= last and s not in fixed]

    def keep_best(self) -> None:
        """Remember the plan as it is."""
        self.best_cost, self.best_holes, self._best = self.cost, self.holes, list(self.who)

    def go_back(self) -> None:
        """Take up the best plan again."""
        for seat in self.free:
            if self.who[seat] != NOBODY:
                self.take(seat)
        for seat in self.free:
            if self._best[seat] != NOBODY:
                self.put(seat, self._best[seat])

    def best(self) -> Plan:
        """Return the best plan that was kept."""
        chosen: list[list[str]] = [[] for _need in self.problem.needs]
        for seat, person in enumerate(self._best):
            if person != NOBODY:
                chosen[self.need_of[seat]].append(self.problem.people[person].key)
        return plan_of(self.problem, self._scale, chosen)


@cache
def _without(these: tuple[int, ...], those: tuple[int, ...]) -> tuple[int, ...]:
    return tuple([each for each in these if each not in those])
