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
        ShiftRef(line.day, line.post, line.shift)
        for line in roster.lines
        if line.role == "duty"
        and line.day == day
        and any(one.person == person for one in line.people)
    )


def without(roster: Roster, person: str, ref: ShiftRef) -> Roster:
    """Return the roster with a person off a shift; the shift stays, as a gap."""
    lines = tuple(
        replace(line, people=tuple(one for one in line.people if one.person != person))
        if line.role == "duty" and ShiftRef(line.day, line.post, line.shift) == ref
        else line
        for line in roster.lines
    )
    return replace(roster, lines=lines)


def with_person(
    roster: Roster, profile: Profile, zone: ZoneInfo, person: Person, ref: ShiftRef
) -> Roster | None:
    """Return the roster with a person on a shift as well.

    A shift that the roster does not have yet comes from the profile, with its
    hours in the station's zone; None where that has none of this name.
    """
    if person.key in {who for line in roster.lines if _is(line, ref) for who in _people(line)}:
        return roster
    new = Assignee(person.key, person.phone)
    if any(_is(line, ref) for line in roster.lines):
        lines = tuple(
            replace(line, people=(*line.people, new)) if _is(line, ref) else line
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


def _is(line: RosterLine, ref: ShiftRef) -> bool:
    return line.role == "duty" and ShiftRef(line.day, line.post, line.shift) == ref


def _people(line: RosterLine) -> tuple[str, ...]:
    return tuple(one.person for one in line.people)
