"""What is to be planned, and the problem that the records make of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time, timedelta

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.planning import solver as solving
from dutyroom.desk.planning.fairness import served_before
from dutyroom.desk.planning.kept_lines import Kept, kept_of
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.eligibility import reaches
from dutyroom.domain.facts.in_force import precedence
from dutyroom.domain.facts.leave import kept_days
from dutyroom.domain.planning.demand import duty_dates, needs, quotas, rank_quotas
from dutyroom.domain.planning.leaders import order_of_turns, rotate
from dutyroom.domain.planning.problem import (
    Absence,
    Busy,
    Candidate,
    Given,
    Heading,
    Need,
    Problem,
    Quota,
)
from dutyroom.domain.profile.times import at_time
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import LEADING, LineRole, Roster, RosterLine
from dutyroom.domain.roster.edit import locked_only
from dutyroom.domain.roster.site_work import working_days
from dutyroom.values import dataclass

MOST_DAYS = 366
_NEAR = timedelta(days=2)
"""How far around the planned dates a shift may lie that takes somebody's rest."""


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


@dataclass(frozen=True, slots=True)
class Prepared:
    """An order with everything that the records say about it."""

    order: Order
    problem: Problem
    heads: dict[date, tuple[str, ...]]
    role: LineRole
    kept: Kept
    elsewhere: tuple[RosterLine, ...] = ()


def prepare(desk: Desk, order: Order) -> Prepared:
    """Return the problem that the records make of an order. Raises `Wrong`, the store's errors."""
    _check(order)
    if order.solver:
        solving.check_installed()
    state, profile = desk.state(), desk.profile
    days = duty_dates(profile, desk.calendar, order.first, order.last)
    away = (*order.away, *_leaves(desk), *_gone(desk, order))
    candidates = tuple(_candidates(desk, order.first))
    held = locked_only(order.keep) if order.keep and order.anew else order.keep
    kept = kept_of(held, {person.key for person in candidates}, away, order.locked)
    found = needs(profile, desk.calendar, desk.zone, order.first, order.last)
    planned = _planned(desk, order, found)
    lines = tuple(desk.state().beside(planned, order.first - _NEAR, order.last + _NEAR))
    standing = {x.ref.key for roster, x in lines if roster is planned and x.role == "duty"}
    wanted = kept.needs(found, profile, desk.calendar)
    asked = tuple(need for need in wanted if need.key in standing)
    role: LineRole = "chief" if profile.roster.chief_per_date else "leader"
    count = profile.roster.chief_per_date or int(profile.tiers > 1)
    others = [(roster, line) for roster, line in lines if roster is not planned]
    led = _led(others, planned, role, days)
    unled = [day for day in days if day not in led]
    heads = _heads(desk, order, unled, role, count, kept, away)
    heading = {**heads, **led}
    duties = (line for _roster, line in others if line.role == "duty")
    beside = [(line, one.person) for line in duties for one in line.people]
    there = _there(desk, heading, role, kept, [(who, line.day) for line, who in beside])
    problem = Problem(
        needs=asked,
        people=candidates,
        rules=profile.roster.planning,
        min_rest_h=profile.swap.min_rest_h,
        absences=tuple(a for a in away if a.person in state.people),
        busy=tuple(Busy(person=who, start=line.start, end=line.end) for line, who in beside),
        headings=tuple(Heading(person=p, day=d) for d, names in heading.items() for p in names),
        given=_given(desk, order, kept, asked),
        quotas=_quotas(desk, order, asked, there),
        served=served_before(desk, order.first),
    )
    mine = order.keep.lines if order.keep else ()
    elsewhere = tuple(x for x in mine if x.role == "duty" and x.ref.key not in standing)
    return Prepared(order, problem, heads, role, kept, elsewhere)


def _check(order: Order) -> None:
    if order.last < order.first:
        raise Wrong(say("The last day is before the first"), "last")
    if (order.last - order.first).days >= MOST_DAYS:
        raise Wrong(say("Plan one year at most at once"), "last")


def _candidates(desk: Desk, first: date) -> Iterator[Candidate]:
    """Give who has shifts; a chief or leader only where a post takes the rank by name."""
    ranks = {rank for post in desk.profile.posts for rank in desk.profile.ranks_at(post)}
    for person in filter(lambda each: each.serves(first), desk.state().people.values()):
        heads = set(LEADING) & set(person.roles)
        if "duty" in person.roles and (not heads or person.rank in ranks):
            yield Candidate(
                key=person.key,
                name=person.name,
                rank=person.rank,
                night_exempt=person.night_exempt,
                unit=person.unit,
                pool=person.pool,
            )


def _leaves(desk: Desk) -> Iterator[Absence]:
    """Give the days off that are granted, without those from which somebody was recalled."""
    for leave in desk.state().leaves:
        for day in kept_days(leave):
            yield Absence(person=leave.person, first=day, last=day)


def _gone(desk: Desk, order: Order) -> Iterator[Absence]:
    """Give the days after the last one of who leaves the station."""
    for person in desk.state().people.values():
        if person.left is not None and person.left < order.last:
            after = max(order.first, person.left + timedelta(days=1))
            yield Absence(person=person.key, first=after, last=order.last)


def _led(
    others: list[tuple[Roster, RosterLine]], planned: Roster, role: LineRole, days: list[date]
) -> dict[date, tuple[str, ...]]:
    """Return the dates whose heads the plan leaves to another roster in force (R-061).

    To a list of heads alone, or to one that goes before.
    """
    led: dict[date, tuple[str, ...]] = {}
    for roster, line in others:
        first = roster.of_heads or precedence(roster) > precedence(planned)
        if first and line.role == role and line.day in days:
            led[line.day] = (*led.get(line.day, ()), *(one.person for one in line.people))
    return led


def _planned(desk: Desk, order: Order, found: tuple[Need, ...]) -> Roster:
    """Return a roster with the places that the plan will answer for, and what is kept."""
    lines = tuple(
        RosterLine(day=n.day, post=n.post, shift=n.shift, start=n.start, end=n.end, people=())
        for n in found
    )
    if order.keep is not None:
        return replace(order.keep, lines=(*order.keep.lines, *lines))
    return Roster(
        title="",
        first=order.first,
        last=order.last,
        starts=at_time(order.first, time(), desk.zone),
        ends=at_time(order.last + timedelta(days=1), time(), desk.zone),
        lines=lines,
    )


def _quotas(
    desk: Desk, order: Order, asked: tuple[Need, ...], there: list[tuple[Person, date]]
) -> tuple[Quota, ...]:
    """Return what units and ranks owe; ``there`` is whom the planner does not place."""
    profile, calendar = desk.profile, desk.calendar
    units: dict[str, set[date]] = {}
    for person, day in there:
        units.setdefault(person.unit, set()).add(day)

    def served(ranks: tuple[str, ...]) -> set[date]:
        return {day for person, day in there if person.rank in ranks}

    working = working_days(desk.state())
    return (
        *quotas(profile, calendar, order.first, order.last, units),
        *rank_quotas(profile, calendar, asked, working, served),
    )


def _there(
    desk: Desk,
    heads: dict[date, tuple[str, ...]],
    role: LineRole,
    kept: Kept,
    beside: list[tuple[str, date]],
) -> list[tuple[Person, date]]:
    """Return whom the planner does not place, and on which dates they are there.

    ``beside`` is whom other rosters put on duty.
    """
    there = [*((p, day) for day, names in heads.items() for p in names), *beside]
    for line in kept.roster.lines if kept.roster else ():
        others = kept.others.get(line.ref.key, ())
        names = others if line.role == "duty" else line.people if line.role != role else ()
        there += [(one.person, line.day) for one in names]
    people = desk.state().people
    return [(people[key], day) for key, day in there if key in people]


def _given(desk: Desk, order: Order, kept: Kept, asked: tuple[Need, ...]) -> tuple[Given, ...]:
    """Return who has what already; what is past or locked stays for good."""
    today = desk.duty_date()
    days = {need.key: need.day for need in asked}
    return tuple(
        replace(one, fixed=days[one.need] < today or kept.is_locked(one, days[one.need]))
        for one in kept.given
        if one.need in days
    )


def _heads(
    desk: Desk,
    order: Order,
    days: list[date],
    role: LineRole,
    count: int,
    kept: Kept,
    away: tuple[Absence, ...],
) -> dict[date, tuple[str, ...]]:
    """Return who heads which date; where units lead side by side, each by its own rotation."""
    if not count:
        return {}
    rules, people, last = desk.profile.roster, desk.state().people, _last_served(desk, order, role)
    least = rules.min_rank if role == "leader" else ""
    able = [
        person
        for person in desk.state().with_role(role, order.first)
        if not least or not person.rank or reaches(desk.profile, person.rank, least)
    ]

    def free(person: str, day: date) -> bool:
        return not any(absence.rules_out(person, day) for absence in away)

    def turn(unit: str | None) -> dict[date, tuple[str, ...]]:
        def belongs(key: str) -> bool:
            return unit is None or (key in people and people[key].unit == unit)

        heads = kept.heads(role).items()
        had = {day: tuple(filter(belongs, names)) for day, names in heads}
        turns = order_of_turns([p.key for p in able if belongs(p.key)], last)
        return rotate(days, turns, free, kept=had, count=count)

    units = rules.leader_units if role == "leader" else ()
    whole = [turn(unit) for unit in units or (None,)]
    return {day: tuple(name for part in whole for name in part[day]) for day in days}


def _last_served(desk: Desk, order: Order, role: LineRole) -> dict[str, date]:
    last: dict[str, date] = {}
    for _roster, line in desk.state().lines(last=order.first - timedelta(days=1)):
        for one in line.people if line.role == role else ():
            last[one.person] = max(line.day, last.get(one.person, line.day))
    return last


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
