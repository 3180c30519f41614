"""Planning a roster: from the records to a problem, from the plan to a draft.

`prepare` (see `dutyroom.desk.planning.problem`) reads the records, `work_out` only
computes and may run in a thread, `keep_plan` writes. `plan_roster` does all three.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

from dutyroom.desk.change import Change
from dutyroom.desk.desk import Desk
from dutyroom.desk.planning import solver as solving
from dutyroom.desk.planning.order import Order
from dutyroom.desk.planning.problem import Prepared, prepare
from dutyroom.desk.roster.check import check_roster
from dutyroom.desk.roster.powers import ask_lines
from dutyroom.domain.base.dates import is_month
from dutyroom.domain.base.sentence import Sentence
from dutyroom.domain.planning.again import holding, plan_again
from dutyroom.domain.planning.kept_lines import merged
from dutyroom.domain.planning.problem import Need, Plan
from dutyroom.domain.planning.search import Progress, Report, Stop, never, silent
from dutyroom.domain.profile.times import at_time
from dutyroom.domain.records.roster import Assignee, Roster, RosterLine
from dutyroom.domain.roster.check import Finding
from dutyroom.i18n import _
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """What planning gave: ``rules`` cannot hold together, where the solver proved that."""

    plan: Plan
    bound: int
    proved: bool
    stopped: bool
    rules: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangedPlace:
    """A place that has somebody else than in the roster before."""

    day: date
    post: str
    shift: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """A planned roster and what is to be said of it; ``written`` when it was kept as a draft."""

    roster: Roster
    outcome: Outcome
    findings: tuple[Finding, ...]
    changes: tuple[ChangedPlace, ...]
    written: bool


def plan_roster(
    desk: Desk,
    order: Order,
    *,
    by: str = "",
    pin: str = "",
    preview: bool = False,
    report: Report = silent,
    stop: Stop = never,
) -> Planned:
    """Plan the duty dates and keep the roster as a draft, unless it is only a ``preview``.

    ``stop`` ends the search with the best so far. Raises `Wrong` for a span
    that cannot be and a solver that is not there, and the store's errors.
    """
    prepared = prepare(desk, order)
    outcome = work_out(prepared, report=report, stop=stop)
    return keep_plan(desk, prepared, outcome, by=by, pin=pin, preview=preview)


def work_out(prepared: Prepared, *, report: Report = silent, stop: Stop = never) -> Outcome:
    """Return the best plan: the heuristic's, and the solver's where it is asked for.

    Touches no records. Raises `Wrong` when the solver's process fails.
    """
    order, problem = prepared.order, prepared.problem
    plan = plan_again(problem, seed=order.seed, report=report, stop=stop)
    if not order.solver or stop():
        return Outcome(plan, 0, proved=False, stopped=stop())
    places = sum(need.count for need in problem.needs)

    def better(cost: int, bound: int) -> None:
        report(Progress(places, places, cost, plan.holes))

    solved = solving.solve(
        problem if plan.holes or plan.short else holding(problem),
        plan,
        seed=order.seed,
        seconds=order.seconds or problem.rules.solver_s,
        better=better,
        stop=stop,
    )
    return Outcome(solved.plan, solved.bound, solved.proved, stop(), solved.rules)


def keep_plan(
    desk: Desk,
    prepared: Prepared,
    outcome: Outcome,
    *,
    by: str = "",
    pin: str = "",
    preview: bool = False,
) -> Planned:
    """Make the plan a draft: of a draft that was kept a new revision, else a new roster.

    Raises `Refused` for lines that an office owns (R-059, R-061).
    """
    roster = _roster(desk, prepared, outcome.plan)
    if not preview:
        ask_lines(desk, prepared.order.keep, roster, by, pin)
        with desk.change("roster.plan", by) as change:
            roster = change.put(_numbered(change, roster))
    changes = tuple(_changes(prepared.order.keep, roster))
    return Planned(roster, outcome, check_roster(desk, roster), changes, written=not preview)


def _numbered(change: Change, roster: Roster) -> Roster:
    """Return a roster with a number, and of a new one with the next version of its series."""
    if roster.id:
        return roster
    versions = [r.version for r in change.state.rosters if r.series == roster.series]
    number = change.number(Roster, roster.first)
    return replace(roster, id=number, version=1 + max(versions, default=0))


def _roster(desk: Desk, prepared: Prepared, plan: Plan) -> Roster:
    order = prepared.order
    lines = merged(prepared.kept_lines, _lines(desk, prepared, plan), prepared.elsewhere)
    source = f"plan seed={order.seed}" + (f" keep={order.keep.id}" if order.keep else "")
    if order.keep is not None:
        again = replace(order.keep, lines=lines, state="draft", source=source)
        same = order.keep.state == "draft" and not order.anew
        return again if same else replace(again, id="", rev=0)
    first, last = order.first, order.last
    span = f"{first:%Y-%m}" if is_month(first, last) else f"{first} – {last}"
    day = timedelta(days=1)
    begins = at_time(first, time(), desk.zone)
    return Roster(
        title=_("Duty roster {span}").format(span=span),
        first=first,
        last=last,
        starts=min((line.start for line in lines), default=begins),
        ends=max((line.end for line in lines), default=at_time(last + day, time(), desk.zone)),
        lines=lines,
        source=source,
    )


def _lines(desk: Desk, prepared: Prepared, plan: Plan) -> Iterator[RosterLine]:
    starts: dict[date, Need] = {}
    for need, names in zip(prepared.problem.needs, plan.chosen, strict=True):
        if need.day not in starts or need.start < starts[need.day].start:
            starts[need.day] = need
        yield RosterLine(
            day=need.day,
            post=need.post,
            shift=need.shift,
            start=need.start,
            end=need.end,
            people=tuple(Assignee(name) for name in names),
        )
    for day, names in prepared.leading.planned.items():
        start = starts[day].start if day in starts else at_time(day, time(), desk.zone)
        if names:
            yield RosterLine(
                day=day,
                post="",
                shift="",
                start=start,
                end=start + timedelta(days=1),
                people=tuple(Assignee(name) for name in names),
                role=prepared.leading.role,
            )


def _changes(before: Roster | None, after: Roster) -> Iterator[ChangedPlace]:
    """Give the shifts and heads of a kept roster that somebody else has now."""
    if before is None:
        return
    people_before = {line.ref: line.people for line in before.lines}
    for line in after.lines:
        names = {assignee.person for assignee in line.people}
        had = {assignee.person for assignee in people_before.get(line.ref, ())}
        if names != had:
            shift = line.shift or line.role
            yield ChangedPlace(line.day, line.post, shift, tuple(sorted(had)), tuple(sorted(names)))
