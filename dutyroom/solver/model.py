"""The planner's problem as a CP-SAT model: the same hard rules, the same cost.

Curves of fairness are convex, so each is held from below by its slopes, and
the minimum lies on the curve. Holes are allowed at their price: a plan comes
out of every problem, and whether a hole must be is for `explain` to say.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise

from ortools.sat.python import cp_model

from dutyroom.domain.planning.bounds import Bounds, bounds
from dutyroom.domain.planning.cost import Scale, cost_of, scale
from dutyroom.domain.planning.problem import MEASURES, Problem, Whose, owing

Chosen = list[list[str]]
Found = Callable[[Chosen, int, int], None]


class Model:
    """The model of a problem; ``taken[need, person]`` is true when the person has the shift."""

    def __init__(self, problem: Problem, start: Sequence[Sequence[str]] = ()) -> None:
        """Build every variable, rule and price; whatever costs more than ``start`` is left out."""
        self.problem = problem
        limits = bounds(problem)
        self._scale = scale(problem, limits)
        self.cp = cp_model.CpModel()
        self.taken = self._variables(limits)
        self._prices: list[cp_model.LinearExprT] = []
        self._most = self.cost(start) if start else None
        self._rules(limits)
        self._holes()
        for person in range(len(problem.people)):
            self._fairness(person)
            self._closeness(person)
        self._extras(self._scale)
        self._units()
        if self._most is not None:
            self.cp.add(sum(self._prices) <= self._most)
            self._hint(start)
        self.cp.minimize(sum(self._prices))

    def cost(self, chosen: Sequence[Sequence[str]]) -> int:
        """Return the cost of a plan as everybody else counts it."""
        return cost_of(self.problem, self._scale, chosen)

    def _variables(self, limits: Bounds) -> dict[tuple[int, int], cp_model.IntVar]:
        variables = {}
        for n in range(len(self.problem.needs)):
            for p in sorted({*limits.allowed(n, len(self.problem.people)), *limits.fixed[n]}):
                variables[n, p] = self.cp.new_bool_var(f"{n}/{p}")
        return variables

    def _rules(self, limits: Bounds) -> None:
        fixed = {(n, p) for n, people in enumerate(limits.fixed) for p in people}
        for pair in fixed:
            self.cp.add(self.taken[pair] == 1)
        for n, p in self.taken:
            for m in limits.clash[n]:
                both_fixed = (n, p) in fixed and (m, p) in fixed
                if n < m and (m, p) in self.taken and not both_fixed:
                    self.cp.add_at_most_one(self.taken[n, p], self.taken[m, p])
        self._once(fixed)

    def _once(self, fixed: set[tuple[int, int]]) -> None:
        """Say again, for a date at a time, that a person has one shift: it proves faster."""
        by_date: dict[tuple[object, int], list[cp_model.IntVar]] = {}
        for (n, p), var in self.taken.items():
            if (n, p) not in fixed:
                by_date.setdefault((self.problem.needs[n].day, p), []).append(var)
        for several in by_date.values():
            self.cp.add_at_most_one(several)

    def _holes(self) -> None:
        for n, need in enumerate(self.problem.needs):
            hole = self.cp.new_int_var(0, need.count, f"hole {n}")
            self.cp.add(sum(v for (m, _p), v in self.taken.items() if m == n) + hole == need.count)
            self._prices.append(hole * self._scale.hole)

    def _fairness(self, person: int) -> None:
        for measure in MEASURES:
            curve = self._scale.curves[measure][person]
            mine = [
                var
                for (n, p), var in self.taken.items()
                if p == person and measure in self._scale.counts[n]
            ]
            curve = self._within(curve[: len(mine) + 1])
            many = self.cp.new_int_var(0, len(curve) - 1, f"many {measure} {person}")
            self.cp.add(many == sum(mine))
            if max(curve) == 0:
                continue
            price = self.cp.new_int_var(0, max(curve), f"{measure} {person}")
            for n, (here, there) in enumerate(pairwise(curve)):
                self.cp.add(price >= here + (there - here) * (many - n))
            if len(curve) == 1:
                self.cp.add(price == curve[0])
            self._prices.append(price)

    def _units(self) -> None:
        """Price what units and ranks owe: a day counts when one of them is there."""
        by_day: dict[tuple[Whose, date], list[cp_model.IntVar]] = {}
        theirs = owing(self.problem.people, self._scale.owed)
        for (n, p), var in self.taken.items():
            for whose in theirs[p]:
                by_day.setdefault((whose, self.problem.needs[n].day), []).append(var)
        for place, quota in enumerate(self._scale.owed):
            there = []
            for day in sorted(set(quota.days) - set(quota.served)):
                served = self.cp.new_bool_var(f"owed {day} {place}")
                self.cp.add(served <= sum(by_day.get((quota.whose, day), [])))
                there.append(served)
            least = quota.least - len(set(quota.days) & set(quota.served))
            if least > 0:
                short = self.cp.new_int_var(0, least, f"short {place}")
                self.cp.add(short >= least - sum(there))
                self._prices.append(short * self._scale.unit)

    def _within(self, curve: tuple[int, ...]) -> tuple[int, ...]:
        """Return the part of a curve that a plan no dearer than the known one can reach."""
        if self._most is None:
            return curve
        return curve[: 1 + max(n for n, price in enumerate(curve) if price <= self._most)]

    def _closeness(self, person: int) -> None:
        runs: dict[int, list[cp_model.IntVar]] = {}
        for (n, p), var in self.taken.items():
            if p == person:
                for run in self._scale.windows[self.problem.needs[n].day]:
                    runs.setdefault(run, []).append(var)
        for run, mine in runs.items() if self._scale.close else ():
            if len(mine) > 1:
                more = self.cp.new_int_var(0, len(mine) - 1, f"close {run}/{person}")
                self.cp.add(more >= sum(mine) - 1)
                self._prices.append(more * self._scale.close)

    def _extras(self, measured: Scale) -> None:
        for (n, p), var in self.taken.items():
            if price := measured.extra[n].get(p, 0):
                self._prices.append(var * price)

    def _hint(self, chosen: Sequence[Sequence[str]]) -> None:
        for (n, p), var in self.taken.items():
            self.cp.add_hint(var, self.problem.people[p].key in chosen[n])

    def read(self, value: Callable[[cp_model.IntVar], bool]) -> Chosen:
        """Return the plan that the values of the variables make."""
        chosen: Chosen = [[] for _need in self.problem.needs]
        for (n, p), var in self.taken.items():
            if value(var):
                chosen[n].append(self.problem.people[p].key)
        return chosen


class _Listener(cp_model.CpSolverSolutionCallback):
    """Hands on each better plan as it is found."""

    def __init__(self, model: Model, found: Found) -> None:
        super().__init__()
        self._model, self._found = model, found

    def on_solution_callback(self) -> None:
        chosen = self._model.read(self.boolean_value)
        self._found(chosen, self._model.cost(chosen), _whole(self.best_objective_bound))


def steady(seed: int, seconds: float) -> cp_model.CpSolver:
    """Return a solver with one worker, a seed and a time limit."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = seconds
    return solver


def _whole(bound: float) -> int:
    """Return a bound as a cost: never below zero."""
    return max(0, math.ceil(bound - 1e-6))


def solve(
    problem: Problem, start: Sequence[Sequence[str]], *, seed: int, seconds: float, found: Found
) -> tuple[Chosen, int, int, bool]:
    """Return the best plan, its cost, the bound below which none can lie, whether it is proved."""
    model = Model(problem, start)
    solver = steady(seed, seconds)
    status = solver.solve(model.cp, _Listener(model, found))
    bound = _whole(solver.best_objective_bound)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        chosen = [list(names) for names in start]
        return chosen, model.cost(chosen) if chosen else -1, bound, False
    chosen = model.read(solver.boolean_value)
    return chosen, model.cost(chosen), bound, status == cp_model.OPTIMAL
