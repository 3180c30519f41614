"""Changing a roster by hand: a person onto a shift, off it, to another day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from dutyroom.domain.profile import Profile
from dutyroom.domain.records import Assignee, Person, Roster, RosterLine, ShiftRef
from dutyroom.domain.times import span


def shifts_of(roster: Roster, person: str, day: date) -> tuple[ShiftRef, ...]:
    """Return the duty shifts that a person has on a day."""
    return tuple(
        line.ref
        for line in roster.lines
        if line.role == "duty" and line.day == day and line.names(person)
    )


def without(roster: Roster, person: str, ref: ShiftRef) -> Roster:
    """Return the roster with a person off a shift; the shift stays, as a gap."""
    lines = tuple(
        replace(line, people=tuple(one for one in line.people if one.person != person))
        if line.is_shift(ref)
        else line
        for line in roster.lines
    )
    return replace(roster, lines=lines)


def with_lock(roster: Roster, person: str, ref: ShiftRef, *, locked: bool) -> Roster:
    """Return the roster with a person's shift locked, or free again."""
    lines = tuple(
        replace(
            line,
            people=tuple(
                replace(one, locked=locked) if one.person == person else one for one in line.people
            ),
        )
        if line.is_shift(ref)
        else line
        for line in roster.lines
    )
    return replace(roster, lines=lines)


def locked_only(roster: Roster) -> Roster:
    """Return the roster with nobody on it but drivers and those who are locked."""
    lines = (
        replace(line, people=tuple(one for one in line.people if one.locked))
        if line.role != "driver"
        else line
        for line in roster.lines
    )
    return replace(roster, lines=tuple(lines))


def is_locked(roster: Roster, person: str, ref: ShiftRef) -> bool:
    """Tell whether a person's shift is locked."""
    return any(
        one.person == person and one.locked
        for line in roster.lines
        if line.is_shift(ref)
        for one in line.people
    )


def with_person(
    roster: Roster, profile: Profile, zone: ZoneInfo, person: Person, ref: ShiftRef
) -> Roster | None:
    """Return the roster with a person on a shift as well.

    A shift that the roster does not have yet comes from the profile, with its
    hours in the station's zone; None where that has none of this name.
    """
    if any(line.is_shift(ref) and line.names(person.key) for line in roster.lines):
        return roster
    new = Assignee(person.key, person.phone)
    if any(line.is_shift(ref) for line in roster.lines):
        lines = tuple(
            replace(line, people=(*line.people, new)) if line.is_shift(ref) else line
            for line in roster.lines
        )
        return replace(roster, lines=lines)
    post = profile.post(ref.post)
    rule = post.template(ref.shift) if post else None
    if rule is None:
        return None
    start, end = span(rule, ref.day, zone)
    line = RosterLine(
        day=ref.day, post=ref.post, shift=ref.shift, start=start, end=end, people=(new,)
    )
    ordered = sorted((*roster.lines, line), key=lambda each: (each.day, each.start))
    return replace(roster, lines=tuple(ordered))
