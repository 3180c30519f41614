"""What is to be planned, as somebody orders it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dutyroom.desk.errors import Wrong
from dutyroom.desk.planning import solver as solving
from dutyroom.domain.base.sentence import say
from dutyroom.domain.planning.problem import Absence
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Roster
from dutyroom.values import dataclass

MOST_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be planned: duty dates, a seed, what stays, who is away.

    ``keep`` is a roster of which only what is empty or lost is filled; with
    ``anew`` nothing of it stays but what is locked in it.
    ``locked`` are people and days whose shifts in it stay whatever is said of
    leave. ``solver`` lets the exact solver go on from the heuristic's plan for
    ``seconds``, by default the profile's.
    """

    first: date
    last: date
    seed: int = 1
    keep: Roster | None = None
    anew: bool = False
    away: tuple[Absence, ...] = ()
    locked: tuple[Absence, ...] = ()
    solver: bool = False
    seconds: int | None = None


def check_order(order: Order) -> None:
    """Raise `Wrong` for a span that cannot be, and where the solver is asked for and not there."""
    if order.last < order.first:
        raise Wrong(say("The last day is before the first"), "last")
    if (order.last - order.first).days >= MOST_DAYS:
        raise Wrong(say("Plan one year at most at once"), "last")
    if order.solver:
        solving.check_installed()


Named = Callable[[str], Person]


def absence_of(words: str, named: Named, *, wish: bool = False) -> Absence:
    """Return the absence that was typed as NAME=FROM..TO or NAME=DAY. Raises `Wrong`."""
    name, _sign, days = words.partition("=")
    first, _dots, last = days.partition("..")
    try:
        begins = date.fromisoformat(first.strip())
        ends = date.fromisoformat(last.strip()) if last.strip() else begins
    except ValueError as error:
        text = say("{text} is no absence: write 李娜=2027-01-05..2027-01-09", text=words)
        raise Wrong(text, "away") from error
    return Absence(person=named(name).key, first=begins, last=ends, wish=wish)
