"""What of a roster stays when it is planned again: its people, its own lines, its remarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from dutyroom.domain.facts.slots import is_night
from dutyroom.domain.planning.problem import Absence, Given, Need
from dutyroom.domain.profile.calendar import DutyCalendar
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.roster import Assignee, LineRole, Roster, RosterLine
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class KeptLines:
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

    @property
    def lines(self) -> tuple[RosterLine, ...]:
        """The lines of the roster, none without one."""
        return self.roster.lines if self.roster else ()

    def is_locked(self, given: Given, day: date) -> bool:
        """Tell whether a person's shift on a date was locked, in the roster or just now."""
        if (given.need, given.person) in self.bolted:
            return True
        return any(
            lock.person == given.person and lock.first <= day <= lock.last for lock in self.locked
        )

    def heads(self, role: LineRole) -> dict[date, tuple[str, ...]]:
        """Return who heads which date and is not away then."""
        heads: dict[date, tuple[str, ...]] = {}
        for line in self.lines:
            if line.role == role:
                people = (assignee.person for assignee in line.people)
                heads[line.day] = tuple(p for p in people if not _gone(self.away, p, line.day))
        return heads

    def staying(self, role: LineRole) -> Iterator[tuple[str, date]]:
        """Give who stays without the planner, and when; ``role`` is that of the planned heads."""
        for line in self.lines:
            if line.role == "duty":
                people = self.others.get(line.ref.key, ())
            else:
                people = line.people if line.role != role else ()
            for assignee in people:
                yield assignee.person, line.day

    def needs(
        self, usual: tuple[Need, ...], profile: Profile, calendar: DutyCalendar
    ) -> tuple[Need, ...]:
        """Return the shifts to fill: those of the roster with its hours, and what it leaves out.

        A roster with a stated span is its own measure; nothing is added to it.
        """
        if self.roster is None:
            return usual
        ordinary = {need.key: need for need in usual}
        wanted = dict(ordinary) if self.roster.kind == "monthly" else {}
        for line in self.lines:
            if line.role == "duty":
                need = _need(line, ordinary, profile, calendar)
                before = wanted.get(need.key)
                if before is not None and before.start == need.start:
                    need = replace(need, count=max(need.count, before.count))
                wanted[need.key] = need
        to_fill = map(self._without_others, wanted.values())
        return tuple(sorted(to_fill, key=lambda need: (need.start, need.post, need.shift)))

    def _without_others(self, need: Need) -> Need:
        """Return a shift without the places of those whom the planner does not know."""
        taken = len(self.others.get(need.key, ()))
        return replace(need, count=max(0, need.count - taken))


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
) -> KeptLines:
    """Return what a roster gives to the planner; without one, nothing."""
    given: list[Given] = []
    others: dict[str, tuple[Assignee, ...]] = {}
    bolted: set[tuple[str, str]] = set()
    for line in roster.lines if roster else ():
        if line.role != "duty":
            continue
        key = line.ref.key
        for assignee in line.people:
            if assignee.locked:
                bolted.add((key, assignee.person))
            if assignee.person in candidates:
                given.append(Given(need=key, person=assignee.person))
            elif assignee.locked or not _gone(away, assignee.person, line.day):
                others[key] = (*others.get(key, ()), assignee)
    return KeptLines(roster, tuple(given), others, away, locked, frozenset(bolted))


def merged(
    kept: KeptLines, lines: Iterable[RosterLine], elsewhere: Iterable[RosterLine] = ()
) -> tuple[RosterLine, ...]:
    """Return the planned lines with what the kept roster says as well: numbers, remarks, drivers.

    ``elsewhere`` are the shifts for which another roster answers: they stay as they are.
    """
    before = {line.ref: line for line in kept.lines}
    planned = {line.ref: line for line in lines}
    whole = [_as_before(before.get(ref), line, kept) for ref, line in planned.items()]
    for line in before.values():
        if line.role != "duty" and line.ref not in planned:
            whole.append(line)
    whole += [line for line in elsewhere if line.ref not in planned]
    return tuple(sorted(whole, key=lambda x: (x.day, x.role == "duty", x.start, x.post, x.shift)))


def _as_before(before: RosterLine | None, line: RosterLine, kept: KeptLines) -> RosterLine:
    """Return a planned line with the assignees of before as they were, in their order."""
    if before is None:
        return line
    planned = {assignee.person for assignee in line.people}
    others = kept.others.get(line.ref.key, ())
    stay = [who for who in before.people if who.person in planned or who in others]
    there = {assignee.person for assignee in stay}
    new = [assignee for assignee in line.people if assignee.person not in there]
    return replace(before, people=(*stay, *new))
