"""What a roster must cover, when it is due, who makes it, and how the planner weighs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Literal

from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRule:
    """What a unit owes the roster: every weekend (R-063), so many duties a month (R-065).

    With ``coverage`` 24h somebody of it is on duty at every hour of a duty date (R-062).
    """

    id: str
    coverage: Literal["none", "24h"] = "none"
    weekend: bool = False
    min_per_month: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RankRule:
    """Ranks of which at least so many people are on duty, on which dates (R-079).

    ``days`` are every calendar date, the duty dates, holidays, weekends, or those
    on which work goes on (R-372). With a ``post`` they are there at every hour at
    which it is manned (R-102).
    """

    ranks: tuple[str, ...]
    least: int = 1
    days: Literal["every", "duty", "holiday", "weekend", "working"] = "duty"
    post: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningRules:
    """Weights and limits of the planner; what each is for, `dutyroom.domain.planning.cost` says.

    ``steps`` is how many changes the heuristic tries for each place in each of its
    ``rounds``, at least ``least_steps`` a round, ``solver_s`` how many seconds the solver has,
    ``history_years`` how many calendar years before the planned one count.
    """

    hole: int
    unit: int
    total: int
    nights: int
    weekends: int
    holidays: int
    close: int
    close_days: int
    wish: int
    change: int
    history_cap: int
    history_years: int
    steps: int
    least_steps: int
    rounds: int
    solver_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRules:
    """Who makes the roster, when it is due, and what it must cover.

    ``duties`` are printed below its lines (R-357); ``owners`` names the office
    that alone compiles the lines of statutory holidays (holiday, R-059) and the
    leaders' lines of weekends (leaders, R-061). Before a holiday it is due
    ``days_before`` the first duty date at ``due_at``, else at the end of that
    day (R-236); ``remind_days`` is how long before something due is shown.
    ``departments`` report their own roster and receive the whole one (R-234),
    ``filing_to`` are the bodies that have it on file (R-064); with ``notify``
    everybody on it is told (R-243). A unit without a duty is an alarm from
    ``unit_alarm_days`` before the month's last weekend (R-065).
    ``min_rank`` is the lowest rank that may lead a duty date (R-302);
    ``leader_units`` are the units of which each has a leader of its own there,
    as contractor and supervision have (R-373). ``required_ranks`` are those of
    which somebody must be there (R-079, R-102).
    """

    owner: str
    due: Literal["month_end", "before_holiday", "days_before", "none"]
    remind_from_day: int
    remind_days: int
    days_before: int | None
    due_at: time | None
    departments: tuple[str, ...]
    filing_to: tuple[str, ...]
    notify: bool
    unit_alarm_days: int
    chief_per_date: int
    min_staff: int
    holiday_min_staff: int
    min_rank: str
    leader_units: tuple[str, ...]
    required_ranks: tuple[RankRule, ...]
    driver: bool
    owners: Mapping[str, str]
    planning: PlanningRules
    duties: tuple[str, ...] = ()
