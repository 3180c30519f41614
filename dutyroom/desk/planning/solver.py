"""The exact solver as a child process: it may be slow, fail or be stopped, and nothing else is."""

from __future__ import annotations

import importlib.util
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import field
from pathlib import Path
from typing import Any

from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.base.shape import to_document
from dutyroom.domain.planning.bounds import rule_words
from dutyroom.domain.planning.cost import short_of
from dutyroom.domain.planning.problem import Plan, Problem
from dutyroom.values import dataclass

GRACE = 20.0
"""Seconds that the child has past its time limit, to start and to explain."""
_LOOK = 0.1
_ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Solved:
    """What the solver found: a plan, the cost below which none can be, whether it is proved.

    ``rules`` cannot hold together and none of them can be left out; they are
    named where a place must stay empty.
    """

    plan: Plan
    bound: int
    proved: bool
    rules: tuple[Sentence, ...] = ()


Better = Callable[[int, int], None]


def is_installed() -> bool:
    """Tell whether the extra is there."""
    return importlib.util.find_spec("ortools") is not None


def check_installed() -> None:
    """Raise `Wrong` where the extra is not there."""
    if not is_installed():
        raise Wrong(
            say("The solver is not installed here: install dutyroom with its extra [solver]"),
            "solver",
        )


def solve(
    problem: Problem,
    start: Plan,
    *,
    seed: int,
    seconds: int,
    better: Better,
    stop: Callable[[], bool],
) -> Solved:
    """Look for the best plan from one that is known; ``stop`` ends it with the best so far.

    ``better`` is told the cost and the bound of each better plan. Raises
    `Wrong` when the solver is not installed or its process fails.
    """
    check_installed()
    child = _Child(problem, start, seed, seconds)
    try:
        return child.listen(better, stop)
    finally:
        child.end()


@dataclass(slots=True)
class _Child:
    problem: Problem
    start: Plan
    seed: int
    seconds: int
    _said: queue.SimpleQueue[str | None] = field(default_factory=queue.SimpleQueue)
    _process: subprocess.Popen[str] | None = None
    _talker: threading.Thread | None = None

    def _begin(self) -> None:
        """Start the child in a session of its own: Ctrl+C is for this process to judge."""
        # Without the folder in which somebody happens to be (-P), but with this program's own.
        paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "dutyroom.solver"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
        self._talker = threading.Thread(target=self._talk, args=(self._process,), daemon=True)
        self._talker.start()

    def _talk(self, process: subprocess.Popen[str]) -> None:
        """Give the problem, then pass on every line; None when the child has ended."""
        asked = {
            "problem": to_document(self.problem),
            "seed": self.seed,
            "seconds": self.seconds,
            "start": self.start.chosen,
        }
        assert process.stdin is not None and process.stdout is not None
        try:
            with process.stdin as given:
                json.dump(asked, given, ensure_ascii=False)
            with process.stdout as answers:
                for line in answers:
                    self._said.put(line)
        except (OSError, ValueError):
            pass  # the child is gone: what it said so far counts
        self._said.put(None)

    def _lines(self, stop: Callable[[], bool]) -> Iterator[dict[str, Any]]:
        """Give what the child says until it ends, time is over or somebody stops it."""
        waits = int((self.seconds + GRACE) / _LOOK)
        while waits and not stop():
            try:
                line = self._said.get(timeout=_LOOK)
            except queue.Empty:
                waits -= 1
                continue
            if line is None:
                return
            yield json.loads(line)

    def listen(self, better: Better, stop: Callable[[], bool]) -> Solved:
        self._begin()
        best = Solved(self.start, 0, proved=False)
        ended = False
        for said in self._lines(stop):
            if said["chosen"] and said["cost"] <= best.plan.cost:
                best = self._read(said)
            better(best.plan.cost, said["bound"])
            ended = said["event"] == "end"
        if not ended and not stop():
            raise Wrong(say("The solver's process ended without an answer"), "solver")
        return best

    def _read(self, said: dict[str, Any]) -> Solved:
        chosen = tuple(tuple(sorted(names)) for names in said["chosen"])
        places = sum(need.count for need in self.problem.needs)
        plan = Plan(
            chosen=chosen,
            cost=said["cost"],
            holes=places - sum(map(len, chosen)),
            short=short_of(self.problem, chosen),
        )
        words = rule_words(self.problem)
        rules = tuple(words[code] for code in said.get("core", ()))
        return Solved(plan, said["bound"], bool(said.get("proved")), rules)

    def end(self) -> None:
        """End the child, if it has not ended by itself."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
        if self._talker is not None:
            self._talker.join()
