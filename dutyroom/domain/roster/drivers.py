"""The car centre's part of a roster: driver, car, what to arrange again (R-066, R-067)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Assignee, Roster, RosterLine
from dutyroom.domain.roster.changes import changes


def driver_of(roster: Roster, day: date) -> RosterLine | None:
    """Return the driver's line of a duty date, or None."""
    for line in roster.lines:
        if line.role == "driver" and line.day == day:
            return line
    return None


def with_driver(
    roster: Roster, day: date, person: Person, plate: str, phone: str = ""
) -> Roster | None:
    """Return the roster with a driver and a car on a date, which is in order then.

    The hours are those of the date's other lines; None where it has none. The
    number is the person's own if no other is given.
    """
    there = [line for line in roster.lines if line.day == day and line.role != "driver"]
    if not there:
        return None
    line = RosterLine(
        day=day,
        post="",
        shift="",
        start=min(each.start for each in there),
        end=max(each.end for each in there),
        people=(Assignee(person.key, phone or person.phone),),
        role="driver",
        plate=plate,
    )
    before = driver_of(roster, day)
    others = tuple(each for each in roster.lines if each is not before)
    return confirmed(replace(roster, lines=(*others, line)), day)


def confirmed(roster: Roster, day: date) -> Roster:
    """Return the roster with the driver of a date confirmed."""
    return replace(roster, rearrange=tuple(each for each in roster.rearrange if each != day))


def without_copies(roster: Roster, earlier: Sequence[Roster]) -> Roster:
    """Return a draft without the drivers that stand in a roster before it just so."""
    copied: set[RosterLine] = set()
    for before in earlier:
        copied.update(line for line in before.lines if line.role == "driver")
    return replace(roster, lines=tuple(line for line in roster.lines if line not in copied))


def with_drivers_of(before: Roster, after: Roster) -> Roster:
    """Return a draft with the drivers it will have, for a look at it: nobody waits yet."""
    return replace(rearranged(before, after), rearrange=())


def rearranged(before: Roster, after: Roster) -> Roster:
    """Return a new version that keeps the car centre's lines; changed dates wait for it (待重排).

    A driver whom the new version names itself takes precedence over the old one's.
    """
    undriven = {line.day for line in after.lines} - _driven(after)
    drivers = [line for line in before.lines if line.role == "driver" and line.day in undriven]
    whole = replace(after, lines=(*after.lines, *drivers))
    changed = {change.day for change in changes(before, whole) if change.role != "driver"}
    waiting = (set(before.rearrange) | changed) & _driven(whole)
    return replace(whole, rearrange=tuple(sorted(waiting)))


def _driven(roster: Roster) -> set[date]:
    """Return the dates that have a driver's line."""
    return {line.day for line in roster.lines if line.role == "driver"}
