"""What is asked of the planner, and what it answers: plain values.

They go to the solver's process as JSON (`dutyroom.domain.base.shape`), so they
hold nothing but names, numbers, dates and moments.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal, TypeAlias

from dutyroom.domain.profile.roster import PlanningRules
from dutyroom.values import dataclass

Measure = Literal["total", "nights", "weekends", "holidays"]
MEASURES: tuple[Measure, ...] = ("total", "nights", "weekends", "holidays")


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A shift to be filled on a duty date with ``count`` people.

    No ``ranks`` means any, and no ``pool``.
    """

    day: date
    post: str
    shift: str
    start: datetime
    end: datetime
    count: int = 1
    night: bool = False
    kind: str = "workday"
    ranks: tuple[str, ...] = ()
    pool: str = ""

    @property
    def key(self) -> str:
        """The word by which assignments name this shift."""
        return f"{self.day.isoformat()}/{self.post}/{self.shift}"

    def measures(self) -> tuple[Measure, ...]:
        """Return what a duty in this shift counts as (R-233)."""
        counted: list[Measure] = ["total"]
        if self.night:
            counted.append("nights")
        if self.kind in ("weekend", "holiday"):
            counted.append("weekends" if self.kind == "weekend" else "holidays")
        return tuple(counted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who may be planned; ``night_exempt`` is the reason for no nights (R-198).

    Who is on the list of a ``pool`` is planned for its shifts alone (R-303).
    """

    key: str
    name: str
    rank: str = ""
    night_exempt: str = ""
    unit: str = ""
    pool: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """What is owed: on ``least`` of the days one of a unit or rank is on duty.

    (R-063, R-065, R-079.) ``served`` are days on which one of it is there already, as a head for
    instance. It is owed by the ``ranks`` where no ``unit`` is named.
    """

    unit: str = ""
    ranks: tuple[str, ...] = ()
    days: tuple[date, ...]
    least: int = 1
    served: tuple[date, ...] = ()

    @property
    def whose(self) -> Whose:
        """By whom it is owed; those of several quotas are compared."""
        return self.unit, self.ranks


Whose: TypeAlias = "tuple[str, tuple[str, ...]]"
"""A unit, or ranks, that somebody is of."""


def is_of(person: Candidate, whose: Whose) -> bool:
    """Tell whether somebody is of a unit, or of one of these ranks."""
    unit, ranks = whose
    return person.unit == unit if unit else person.rank in ranks


def owing(people: Iterable[Candidate], quotas: Iterable[Quota]) -> list[tuple[Whose, ...]]:
    """Return for each person of which units and ranks that owe something one is."""
    every = dict.fromkeys(quota.whose for quota in quotas)
    of_people = []
    for person in people:
        of_people.append(tuple(each for each in every if is_of(person, each)))
    return of_people


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Days on which a person cannot be on duty, or, with ``wish``, would rather not."""

    person: str
    first: date
    last: date
    wish: bool = False

    def rules_out(self, person: str, day: date) -> bool:
        """Tell whether a person cannot be on duty on a day for it; a wish rules nothing out."""
        return self.person == person and self.first <= day <= self.last and not self.wish


@dataclass(frozen=True, slots=True, kw_only=True)
class BusyTime:
    """A shift of a person in another roster, next to the planned span."""

    person: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A person who is chief or leader of a date, and so has no shift on it."""

    person: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A person who already has a shift: ``fixed`` stays, any other may change at a cost."""

    need: str
    person: str
    fixed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What a person has served before, as it counts for fairness."""

    person: str
    total: int = 0
    nights: int = 0
    weekends: int = 0
    holidays: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Everything that decides a plan; the same problem and seed give the same plan."""

    needs: tuple[Need, ...]
    people: tuple[Candidate, ...]
    rules: PlanningRules
    min_rest_h: int
    absences: tuple[Absence, ...] = ()
    busy: tuple[BusyTime, ...] = ()
    headings: tuple[Heading, ...] = ()
    given: tuple[Given, ...] = ()
    served: tuple[Served, ...] = ()
    quotas: tuple[Quota, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Who has which shift: a tuple of people for each need, in the order of the needs.

    ``holes`` is the number of places that nobody could take, ``short`` that of
    days on which a unit that owes somebody has nobody. ``cost`` is what
    `dutyroom.domain.planning.cost` says of it.
    """

    chosen: tuple[tuple[str, ...], ...]
    cost: int
    holes: int
    short: int = 0
