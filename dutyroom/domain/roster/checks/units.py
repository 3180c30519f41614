"""What the units of a company owe: somebody every weekend, one duty a month, somebody always."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from dutyroom.domain.base.dates import month_end, whole_months
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.roster import UnitRule
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import RosterLine
from dutyroom.domain.roster.checks.gaps import alike_gaps, round_the_clock, uncovered
from dutyroom.domain.roster.view import Finding, RosterView, Span, day_list
from dutyroom.values import dataclass

Known = Callable[[str, date], Person | None]
"""Tells who a key is, as of a duty date."""


@dataclass(frozen=True, slots=True)
class UnitMonth:
    """On how many dates of a month a unit has a duty, and how many it owes (R-065)."""

    unit: str
    held: int
    least: int

    @property
    def short(self) -> bool:
        """Tell whether it has fewer than it owes."""
        return self.held < self.least

    def sentence(self, first: date) -> Sentence:
        """Return what is short in the month that begins on ``first``."""
        return say(
            "{unit} has {n} duties in {month}, at least {least} are needed",
            unit=self.unit,
            n=self.held,
            month=f"{first:%Y-%m}",
            least=self.least,
        )


def unit_months(
    state: DutyState, profile: Profile, first: date, known: Known | None = None
) -> tuple[UnitMonth, ...]:
    """Return what each unit that owes duties has in the month, by the rosters in force.

    ``known`` tells of which unit somebody was on a date; else people are what they are now.
    """
    lines = tuple(line for _roster, line in state.lines(first, month_end(first)))
    known = known or _as_now(state.people)
    months = []
    for unit in profile.units:
        if unit.min_per_month:
            served = set(_dates_of(lines, known, unit))
            months.append(UnitMonth(unit.id, len(served), unit.min_per_month))
    return tuple(months)


def weekends(view: RosterView) -> Iterator[Finding]:
    """Find weekends on which a unit that must be there is not (R-063)."""
    for unit in view.profile.units:
        if not unit.weekend:
            continue
        served = set(_dates_of(view.standing, _as_now(view.people), unit))
        unserved = [day for day in view.days if day not in served]
        empty = [day for day in unserved if view.calendar.kind(day) == "weekend"]
        if empty:
            text = say("{unit} has nobody on duty: {days}", unit=unit.id, days=day_list(empty))
            yield view.find("unit_missing", text, "R-063", empty[0])


def months(view: RosterView) -> Iterator[Finding]:
    """Find months in which a unit has fewer duties than it owes (R-065)."""
    for unit in view.profile.units:
        for first in whole_months(view.roster.first, view.roster.last):
            dates = set(_dates_of(view.standing, _as_now(view.people), unit))
            served = sum((day.year, day.month) == (first.year, first.month) for day in dates)
            month = UnitMonth(unit.id, served, unit.min_per_month)
            if month.short:
                yield view.find("unit_minimum", month.sentence(first), "R-065", first)


def hours(view: RosterView) -> Iterator[Finding]:
    """Find hours in which nobody is on duty of a unit that keeps 24 h (R-062).

    Who stands at the post of its name is of the unit unless the list of people
    says another. Hours in which that post is empty are told of the post. A
    sheet of a span on which the unit does not stand at all is of other places.
    """
    for unit in view.profile.units:
        if unit.coverage == "24h":
            yield from _hours_of(view, unit)


def _hours_of(view: RosterView, unit: UnitRule) -> Iterator[Finding]:
    there = (*view.duty, *view.duties_of_others)
    covered = [(line.start, line.end) for line in there if _keeps(view, unit.id, line)]
    wanted = _wanted(view, unit.id)
    if _told_of_post(view, unit.id):
        manned = [(line.start, line.end) for line in view.by_post.get(unit.id, [])]
        covered += uncovered(wanted, manned)
    elif not view.monthly and not covered:
        return
    name = say("{unit} (unit)", unit=unit.id)
    yield from alike_gaps(view, name, uncovered(wanted, covered), "R-062", "unit_gap")


def _wanted(view: RosterView, unit: str) -> list[Span]:
    """Return the hours for which somebody of a unit is wanted."""
    if not view.monthly:
        return [(view.roster.starts, view.roster.ends)]
    own = view.profile.post(unit)
    return round_the_clock(view, (own,) if own else view.profile.posts)


def _told_of_post(view: RosterView, unit: str) -> bool:
    """Tell whether empty hours of the post that is called as the unit are gaps of the post."""
    if not view.monthly:
        return unit in view.by_post
    own = view.profile.post(unit)
    return own is not None and own.coverage == "24h"


def _keeps(view: RosterView, unit: str, line: RosterLine) -> bool:
    """Tell whether somebody of a unit is on a line."""
    units = set()
    for assignee in line.people:
        person = view.people.get(assignee.person)
        units.add(person.unit if person else "")
    return unit in units or (line.post == unit and "" in units)


def drivers(view: RosterView) -> Iterator[Finding]:
    """Find duty dates without a driver, or with one who is not confirmed (R-067, R-066).

    Only where the profile asks for drivers.
    """
    if not view.profile.roster.driver:
        return
    driven = {line.day for line in view.standing if line.role == "driver" and line.people}
    empty = [day for day in view.days if day not in driven]
    if empty:
        text = say("No driver on {days}", days=day_list(empty))
        yield view.find("driver_missing", text, "R-067", empty[0])
    if view.roster.rearrange:
        text = say("Driver to be arranged anew: {days}", days=day_list(view.roster.rearrange))
        yield view.find("driver_missing", text, "R-066", view.roster.rearrange[0])


def _as_now(people: Mapping[str, Person]) -> Known:
    return lambda key, _day: people.get(key)


def _dates_of(lines: tuple[RosterLine, ...], known: Known, unit: UnitRule) -> Iterator[date]:
    """Give the dates on which somebody of a unit is on duty; driving is the car centre's work."""
    for line in lines:
        if line.role == "driver":
            continue
        for assignee in line.people:
            person = known(assignee.person, line.day)
            if person is not None and person.unit == unit.id:
                yield line.day
                break
