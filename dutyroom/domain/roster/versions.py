"""The versions of one roster: which is overtaken, and what the next one takes along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Roster, RosterFact, RosterLine


def overtaken(state: DutyState, roster: Roster) -> Roster | None:
    """Return the version in force that a draft knows nothing of, or None (R-192)."""
    if roster.state != "draft":
        return None
    newer = [each for each in state.in_force(roster) if each.version >= roster.version]
    return newer[-1] if newer else None


def first_issued(versions: Iterable[Roster]) -> datetime | None:
    """Return when the first version of a roster was issued, or None."""
    for version in versions:
        issued = version.since or version.issued
        if issued is not None:
            return issued
    return None


def facts_taken_along(before: Iterable[Roster], roster: Roster) -> tuple[RosterFact, ...]:
    """Return what was done with the versions before, and with this one: it is taken along."""
    return tuple(dict.fromkeys(fact for r in (*before, roster) for fact in r.facts))


def with_units(roster: Roster, people: Mapping[str, Person]) -> Roster:
    """Return a roster that keeps of which unit everybody on it is now (R-045)."""
    units = {key: person.unit for key, person in people.items()}

    def with_unit(line: RosterLine) -> RosterLine:
        if line.role == "driver":
            return line
        assigned = (replace(who, unit=units.get(who.person, "")) for who in line.people)
        return replace(line, people=tuple(assigned))

    return replace(roster, lines=tuple(map(with_unit, roster.lines)))
