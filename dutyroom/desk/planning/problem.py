"""The problem that the records make of an order: who can have which shift, and what is owed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, time, timedelta

from dutyroom.desk.desk import Desk
from dutyroom.desk.planning.fairness import served_before
from dutyroom.desk.planning.leaders import Leading, plan_leaders
from dutyroom.desk.planning.order import Order, check_order
from dutyroom.domain.base.dates import DAY
from dutyroom.domain.facts.leave import kept_days
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.planning.demand import needs, quotas, rank_quotas
from dutyroom.domain.planning.kept_lines import KeptLines, kept_of
from dutyroom.domain.planning.problem import (
    Absence,
    BusyTime,
    Candidate,
    Given,
    Heading,
    Need,
    Problem,
    Quota,
)
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.times import at_time
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import LEADING, Roster, RosterLine
from dutyroom.domain.roster.edit import locked_only
from dutyroom.domain.roster.site_work import working_days
from dutyroom.values import dataclass

_NEAR = timedelta(days=2)
"""How far around the planned dates a shift may lie that takes somebody's rest."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An order with everything that the records say about it.

    ``elsewhere`` are the shifts of a kept roster for which another one answers.
    """

    order: Order
    problem: Problem
    leading: Leading
    kept_lines: KeptLines
    elsewhere: tuple[RosterLine, ...] = ()


def prepare(desk: Desk, order: Order) -> Prepared:
    """Return the problem that the records make of an order. Raises `Wrong`, the store's errors."""
    check_order(order)
    state, profile = desk.state(), desk.profile
    candidates = tuple(_candidates(profile, state, order.first))
    away = (*order.away, *_leaves(state), *_gone(state, order))
    kept_lines = _kept(order, candidates, away)
    usual = needs(profile, desk.calendar, desk.zone, order.first, order.last)
    planned = _planned(desk, order, usual)
    lines = tuple(state.lines_with(planned, order.first - _NEAR, order.last + _NEAR))
    others = [(roster, line) for roster, line in lines if roster is not planned]
    answered = _answered(lines, planned)
    wanted = kept_lines.needs(usual, profile, desk.calendar)
    asked = tuple(need for need in wanted if need.key in answered)
    leading = plan_leaders(desk, state, order, others, planned, kept_lines, away)
    busy = tuple(_busy(others))
    there = _there(state, leading, kept_lines, others)
    problem = Problem(
        needs=asked,
        people=candidates,
        rules=profile.roster.planning,
        min_rest_h=profile.swap.min_rest_h,
        absences=tuple(absence for absence in away if absence.person in state.people),
        busy=busy,
        headings=tuple(_headings(leading)),
        given=tuple(_given(kept_lines, asked, desk.duty_date())),
        quotas=_quotas(desk, state, order, asked, there),
        served=served_before(desk, state, order.first),
    )
    return Prepared(order, problem, leading, kept_lines, tuple(_elsewhere(order, answered)))


def _candidates(profile: Profile, state: DutyState, first: date) -> Iterator[Candidate]:
    """Give who has shifts; a chief or leader only where a post takes the rank by name."""
    ranks = {rank for post in profile.posts for rank in profile.ranks_at(post)}
    for person in state.people.values():
        if "duty" not in person.roles or not person.serves(first):
            continue
        leads = any(role in person.roles for role in LEADING)
        if not leads or person.rank in ranks:
            yield Candidate(
                key=person.key,
                name=person.name,
                rank=person.rank,
                night_exempt=person.night_exempt,
                unit=person.unit,
                pool=person.pool,
            )


def _leaves(state: DutyState) -> Iterator[Absence]:
    """Give the days off that are granted, without those from which somebody was recalled."""
    for leave in state.leaves:
        for day in kept_days(leave):
            yield Absence(person=leave.person, first=day, last=day)


def _gone(state: DutyState, order: Order) -> Iterator[Absence]:
    """Give the days after the last one of who leaves the station."""
    for person in state.people.values():
        if person.left is not None and person.left < order.last:
            after = max(order.first, person.left + DAY)
            yield Absence(person=person.key, first=after, last=order.last)


def _kept(order: Order, candidates: Sequence[Candidate], away: tuple[Absence, ...]) -> KeptLines:
    """Return what stays of the roster of an order: all that is not lost, or what is locked."""
    roster = order.keep
    if roster is not None and order.anew:
        roster = locked_only(roster)
    return kept_of(roster, {person.key for person in candidates}, away, order.locked)


def _planned(desk: Desk, order: Order, usual: tuple[Need, ...]) -> Roster:
    """Return a roster with the places that the plan will answer for, and what is kept."""
    lines = tuple(
        RosterLine(
            day=need.day,
            post=need.post,
            shift=need.shift,
            start=need.start,
            end=need.end,
            people=(),
        )
        for need in usual
    )
    if order.keep is not None:
        return replace(order.keep, lines=(*order.keep.lines, *lines))
    return Roster(
        title="",
        first=order.first,
        last=order.last,
        starts=at_time(order.first, time(), desk.zone),
        ends=at_time(order.last + DAY, time(), desk.zone),
        lines=lines,
    )


def _answered(lines: Sequence[tuple[Roster, RosterLine]], planned: Roster) -> set[str]:
    """Return the keys of the shifts for which the planned roster answers, and no other."""
    own = (line for roster, line in lines if roster is planned)
    return {line.ref.key for line in own if line.role == "duty"}


def _elsewhere(order: Order, answered: set[str]) -> Iterator[RosterLine]:
    """Give the shifts of a kept roster for which another one answers."""
    for line in order.keep.lines if order.keep else ():
        if line.role == "duty" and line.ref.key not in answered:
            yield line


def _busy(others: Sequence[tuple[Roster, RosterLine]]) -> Iterator[BusyTime]:
    """Give the shifts that people have by other rosters."""
    for _roster, line in others:
        if line.role == "duty":
            for assignee in line.people:
                yield BusyTime(person=assignee.person, start=line.start, end=line.end)


def _headings(leading: Leading) -> Iterator[Heading]:
    for day, names in leading.every.items():
        for name in names:
            yield Heading(person=name, day=day)


def _there(
    state: DutyState,
    leading: Leading,
    kept_lines: KeptLines,
    others: Sequence[tuple[Roster, RosterLine]],
) -> list[tuple[Person, date]]:
    """Return whom the planner does not place, and on which dates they are there."""
    there = [(heading.person, heading.day) for heading in _headings(leading)]
    for _roster, line in others:
        if line.role == "duty":
            there += [(assignee.person, line.day) for assignee in line.people]
    there += kept_lines.staying(leading.role)
    return [(state.people[key], day) for key, day in there if key in state.people]


def _given(kept_lines: KeptLines, asked: tuple[Need, ...], today: date) -> Iterator[Given]:
    """Give who has what already; what is past or locked stays for good."""
    days = {need.key: need.day for need in asked}
    for given in kept_lines.given:
        if given.need in days:
            day = days[given.need]
            yield replace(given, fixed=day < today or kept_lines.is_locked(given, day))


def _quotas(
    desk: Desk,
    state: DutyState,
    order: Order,
    asked: tuple[Need, ...],
    there: list[tuple[Person, date]],
) -> tuple[Quota, ...]:
    """Return what units and ranks owe; ``there`` is whom the planner does not place."""
    profile, calendar = desk.profile, desk.calendar
    units: dict[str, set[date]] = {}
    for person, day in there:
        units.setdefault(person.unit, set()).add(day)

    def served(ranks: tuple[str, ...]) -> set[date]:
        return {day for person, day in there if person.rank in ranks}

    return (
        *quotas(profile, calendar, order.first, order.last, units),
        *rank_quotas(profile, calendar, asked, working_days(state), served),
    )
