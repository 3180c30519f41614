"""What of a roster stays when it is planned again: its people, its own lines, its remarks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dutyroom.domain.facts.slots import is_night
from dutyroom.domain.planning.problem import Absence, Given, Need
from dutyroom.domain.profile.calendar import DutyCalendar
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.roster import Assignee, LineRole, Roster, RosterLine
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """A roster to keep, seen by the planner.

    ``given`` are the people whom the planner knows, ``others`` those it does
    not: they stay on their lines, and their places are not to be filled.
    ``locked`` are people and days of the order, ``bolted`` shifts and people
    that are locked in the roster itself.
    """

    roster: Roster | None
    given: tuple[Given, ...]
    others: dict[str, tuple[Assignee, ...]]
    away: tuple[Absence, ...]
    locked: tuple[Absence, ...]
    bolted: frozenset[tuple[str, str]] = frozenset()

    def is_locked(self, given: Given, day: date) -> bool:
        """Tell whether a person's shift on a date was locked, in the roster or just now."""
        if (given.need, given.person) in self.bolted:
            return True
        return any(
            lock.person == given.person and lock.first <= day <= lock.last for lock in self.locked
        )

    def heads(self, role: LineRole) -> dict[date, tuple[str, ...]]:
        """Return who heads which date and is not away then."""
        return {
            line.day: tuple(
                one.person for one in line.people if not _gone(self.away, one.person, line.day)
            )
            for line in (self.roster.lines if self.roster else ())
            if line.role == role
        }

    def needs(
        self, found: tuple[Need, ...], profile: Profile, calendar: DutyCalendar
    ) -> tuple[Need, ...]:
        """Return the shifts to fill: those of the roster with its hours, and what it leaves out.

        A roster with a stated span is its own measure; nothing is added to it.
        """
        if self.roster is None:
            return found
        wanted = {need.key: need for need in found if self.roster.kind == "monthly"}
        ordinary = {need.key: need for need in found}
        for line in self.roster.lines:
            if line.role == "duty":
                need = _need(line, ordinary, profile, calendar)
                before = wanted.get(need.key)
                if before is not None and before.start == need.start:
                    need = replace(need, count=max(need.count, before.count))
                wanted[need.key] = need
        fewer = (
            replace(need, count=max(0, need.count - len(self.others.get(need.key, ()))))
            for need in wanted.values()
        )
        return tuple(sorted(fewer, key=lambda need: (need.start, need.post, need.shift)))


def _need(
    line: RosterLine, ordinary: dict[str, Need], profile: Profile, calendar: DutyCalendar
) -> Need:
    post = profile.post(line.post)
    need = Need(
        day=line.day,
        post=line.post,
        shift=line.shift,
        start=line.start,
        end=line.end,
        count=max(1, len(line.people)),
        night=is_night(profile, line),
        kind=calendar.kind(line.day),
        ranks=profile.ranks_at(post),
        pool=profile.pool_of(line.post, line.shift),
    )
    usual = ordinary.get(need.key)
    return replace(need, count=max(need.count, usual.count)) if usual else need


def _gone(away: tuple[Absence, ...], person: str, day: date) -> bool:
    return any(absence.rules_out(person, day) for absence in away)


def kept_of(
    roster: Roster | None,
    candidates: set[str],
    away: tuple[Absence, ...],
    locked: tuple[Absence, ...],
) -> Kept:
    """Return what a roster gives to the planner; without one, nothing."""
    given: list[Given] = []
    others: dict[str, tuple[Assignee, ...]] = {}
    bolted: set[tuple[str, str]] = set()
    for line in roster.lines if roster else ():
        if line.role != "duty":
            continue
        key = line.ref.key
        for one in line.people:
            if one.locked:
                bolted.add((key, one.person))
            if one.person in candidates:
                given.append(Given(need=key, person=one.person))
            elif one.locked or not _gone(away, one.person, line.day):
                others[key] = (*others.get(key, ()), one)
    return Kept(roster, tuple(given), others, away, locked, frozenset(bolted))


def merged(
    kept: Kept, lines: Iterable[RosterLine], elsewhere: Iterable[RosterLine] = ()
) -> tuple[RosterLine, ...]:
    """Return the planned lines with what the kept roster says beside: numbers, remarks, drivers.

    ``elsewhere`` are the shifts for which another roster answers: they stay as they are.
    """
    before = {line.ref: line for line in (kept.roster.lines if kept.roster else ())}
    planned = {line.ref: line for line in lines}
    found = [_as_before(before.get(place), line, kept) for place, line in planned.items()]
    found += [
        line for place, line in before.items() if place not in planned and line.role != "duty"
    ]
    found += [line for line in elsewhere if line.ref not in planned]
    return tuple(sorted(found, key=lambda x: (x.day, x.role == "duty", x.start, x.post, x.shift)))


def _as_before(before: RosterLine | None, line: RosterLine, kept: Kept) -> RosterLine:
    """Return a planned line with the assignees of before as they were, in their order."""
    if before is None:
        return line
    names = [one.person for one in line.people]
    beside = kept.others.get(line.ref.key, ())
    stay = [one for one in before.people if one.person in names or one in beside]
    there = {one.person for one in stay}
    new = [one for one in line.people if one.person not in there]
    return replace(before, people=(*stay, *new))
