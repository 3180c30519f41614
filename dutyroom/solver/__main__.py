"""`python -m dutyroom.solver`: a problem as JSON comes in, JSON lines go out.

In: ``{"problem", "seed", "seconds", "start"}``. Out: a line ``best`` for each
better plan, at the end a line ``end`` with the plan, its bound, whether it is
proved, and the rules that cannot hold together where a place stays empty.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from dutyroom.domain.base.shape import from_document
from dutyroom.domain.planning.problem import Problem
from dutyroom.solver.explain import explain
from dutyroom.solver.model import Chosen, solve


def _tell(**words: Any) -> None:
    print(json.dumps(words, ensure_ascii=False), flush=True)


def main() -> None:
    """Read the problem, solve it, explain what stays empty."""
    asked = json.load(sys.stdin)
    problem = from_document(Problem, asked["problem"])
    seed = int(asked["seed"])

    def better(chosen: Chosen, cost: int, bound: int) -> None:
        _tell(event="best", chosen=chosen, cost=cost, bound=bound)

    chosen, cost, bound, proved = solve(
        problem, asked["start"], seed=seed, seconds=float(asked["seconds"]), found=better
    )
    filled = sum(map(len, chosen)) == sum(need.count for need in problem.needs)
    core = [] if filled or not proved else explain(problem, seed=seed)
    _tell(event="end", chosen=chosen, cost=cost, bound=bound, proved=proved, core=core)


if __name__ == "__main__":
    main()
