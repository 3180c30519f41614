"""Which rules cannot hold together: a set from which none can be left out.

Each rule is an assumption of the model. What the solver names as the core may
hold literals that are none of ours, and more than is needed: it is filtered to
the rules, proved again, and thinned out one rule at a time, each time proved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ortools.sat.python import cp_model

from dutyroom.domain.planning.bounds import FIXED, Bounds, bounds
from dutyroom.domain.planning.problem import Problem
from dutyroom.solver.model import steady

_SECONDS = 5.0
"""How long one proof may take; what is not proved in time is taken as needed."""


class _Rules:
    """A problem in which every hard rule can be switched off by its code."""

    def __init__(self, problem: Problem, seed: int) -> None:
        self.problem, self._seed = problem, seed
        self.cp = cp_model.CpModel()
        self.switches: dict[str, cp_model.IntVar] = {}
        limits = bounds(problem)
        pairs = [(n, p) for n in range(len(problem.needs)) for p in range(len(problem.people))]
        self._taken = {(n, p): self.cp.new_bool_var(f"{n}/{p}") for n, p in pairs}
        self._bar(limits)
        self._part(limits)
        self._fill()

    def switch(self, code: str) -> cp_model.IntVar:
        """Return the switch of a rule."""
        if code not in self.switches:
            self.switches[code] = self.cp.new_bool_var(code)
        return self.switches[code]

    def _bar(self, limits: Bounds) -> None:
        for (n, p), var in self._taken.items():
            if p in limits.fixed[n]:
                person = self.problem.people[p].key
                code = f"{FIXED}:{self.problem.needs[n].key}:{person}"
                self.cp.add_implication(self.switch(code), var)
                continue
            for code in limits.barred[n].get(p, ()):
                self.cp.add_implication(self.switch(code), ~var)

    def _part(self, limits: Bounds) -> None:
        for n, clash in enumerate(limits.clash):
            for m, code in clash.items():
                for p in range(len(self.problem.people)) if n < m else ():
                    if not (p in limits.fixed[n] and p in limits.fixed[m]):
                        self.cp.add_bool_or(
                            ~self.switch(code), ~self._taken[n, p], ~self._taken[m, p]
                        )

    def _fill(self) -> None:
        for n, need in enumerate(self.problem.needs):
            mine = sum(self._taken[n, p] for p in range(len(self.problem.people)))
            self.cp.add(mine == need.count).only_enforce_if(self.switch(f"need:{need.key}"))

    def core(self, codes: Sequence[str]) -> list[str] | None:
        """Return those of the rules that the solver blames, None if they can hold together."""
        self.cp.clear_assumptions()
        self.cp.add_assumptions([self.switches[code] for code in codes])
        solver = steady(self._seed, _SECONDS)
        if solver.solve(self.cp) != cp_model.INFEASIBLE:
            return None
        blamed = set(solver.sufficient_assumptions_for_infeasibility())
        return [code for code in codes if self.switches[code].index in blamed]

    def fail(self, codes: Sequence[str]) -> bool:
        """Tell whether it is proved that these rules cannot hold together."""
        return self.core(codes) is not None


def explain(problem: Problem, *, seed: int) -> list[str]:
    """Return the codes of rules that cannot hold together, none of which can be left out.

    Empty when all of them can, or when nothing was proved in time.
    """
    rules = _Rules(problem, seed)
    every = list(rules.switches)
    core = rules.core(every)
    if core is None:
        return []
    blamed = core if core and rules.fail(core) else every
    for code in _by_weight(blamed):
        fewer = [other for other in blamed if other != code]
        smaller = rules.core(fewer)
        if smaller is not None:
            blamed = smaller if smaller and rules.fail(smaller) else fewer
    return blamed


def _by_weight(codes: Sequence[str]) -> Iterator[str]:
    """Give first the shifts to fill: a reader looks for the fewest of them."""
    yield from (code for code in codes if code.startswith("need:"))
    yield from (code for code in codes if not code.startswith("need:"))
