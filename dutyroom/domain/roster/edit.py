"""Changing a roster by hand: a person onto a shift, off it, to another day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Verdict
from dutyroom.domain.profile.posts import ShiftRule
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.times import span
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import LEADING, Assignee, LineRole, Roster, RosterLine, ShiftRef
from dutyroom.domain.roster.changes import ROLE_WORDS

_ChangePeople = Callable[[tuple[Assignee, ...]], tuple[Assignee, ...]]


def past_verdict(profile: Profile, person: Person, ref: ShiftRef, today: date) -> Verdict | None:
    """Return that a shift given to somebody is over, at the profile's level (R-192)."""
    if ref.day >= today:
        return None
    text = say(
        "{day} is past: the roster will say that {person} had {shift}",
        day=ref.day,
        person=person.name,
        shift=ROLE_WORDS.get(ref.role, ref.shift),
    )
    return Verdict(profile.level("shift_past"), "shift_past", text, "R-192")


def shifts_of(roster: Roster, person: str, day: date) -> tuple[ShiftRef, ...]:
    """Return the duty shifts that a person has on a day."""
    return tuple(line.ref for line in _lines_of(roster, person, day) if line.role == "duty")


def leading_of(roster: Roster, person: str, day: date) -> tuple[ShiftRef, ...]:
    """Return the lines by which a person is chief or leader of a day."""
    return tuple(line.ref for line in _lines_of(roster, person, day) if line.leads)


def _lines_of(roster: Roster, person: str, day: date) -> list[RosterLine]:
    """Return the lines of a date on which a person stands, in whatever role."""
    return [line for line in roster.lines if line.day == day and line.names(person)]


def leading_roles(roster: Roster, profile: Profile) -> tuple[LineRole, ...]:
    """Return as what somebody can head a date of the roster: by the profile, or its own lines."""
    there = {line.role for line in roster.lines}
    wanted = {"chief": profile.roster.chief_per_date > 0, "leader": profile.tiers > 1}
    return tuple(role for role in LEADING if wanted[role] or role in there)


def leading_ref(roster: Roster, day: date, role: LineRole) -> ShiftRef:
    """Return the line of who heads a date: that of the date, else one as on the other dates."""
    lines = [line for line in roster.lines if line.role == role]
    # False before True: a line of the date itself comes first.
    alike = sorted(lines, key=lambda line: line.day != day)
    return replace(alike[0].ref, day=day) if alike else ShiftRef(day, "", "", role)


def known_shifts(roster: Roster, profile: Profile) -> tuple[tuple[str, str], ...]:
    """Return post and name of the shifts to put people on: the profile's, then the roster's."""
    own = ((post.id, rule.id) for post in profile.posts for rule in post.templates())
    there = ((line.post, line.shift) for line in roster.lines if line.role == "duty")
    return tuple(dict.fromkeys((*own, *there)))


def without(roster: Roster, person: str, ref: ShiftRef) -> Roster:
    """Return the roster with a person off a shift; the shift stays, as a gap."""
    return _on_shift(roster, ref, lambda people: tuple(p for p in people if p.person != person))


def with_lock(roster: Roster, person: str, ref: ShiftRef, *, locked: bool) -> Roster:
    """Return the roster with a person's shift locked, or free again."""

    def lock(each: Assignee) -> Assignee:
        return replace(each, locked=locked) if each.person == person else each

    return _on_shift(roster, ref, lambda people: tuple(map(lock, people)))


def _on_shift(roster: Roster, ref: ShiftRef, change: _ChangePeople) -> Roster:
    """Return the roster with the people of every line of a shift changed."""
    lines = []
    for line in roster.lines:
        if line.is_shift(ref):
            line = replace(line, people=change(line.people))
        lines.append(line)
    return replace(roster, lines=tuple(lines))


def carried_over(draft: Roster, before: Roster, now: Roster) -> Roster:
    """Return a draft with what a swap or recall has changed meanwhile in the roster in force.

    Only shifts that the draft has left as they were; who is locked stays so.
    A draft that has them all follows the version in force; one that does not
    is overtaken by it (R-124, R-192).
    """
    old, new = _duties(before), _duties(now)
    waiting = _other_people(old, new)
    lines = []
    for line in draft.lines:
        if line.ref in waiting and _same_people(line, old[line.ref]):
            waiting.discard(line.ref)
            line = replace(line, people=_with_locks(line, new[line.ref].people))
        lines.append(line)
    draft = replace(draft, lines=tuple(lines))
    follows = draft.series == now.series and draft.version > before.version
    if follows and not waiting:
        return replace(draft, version=now.version + 1)
    return draft


def _duties(roster: Roster) -> dict[ShiftRef, RosterLine]:
    return {line.ref: line for line in roster.lines if line.role == "duty"}


def _other_people(
    old: dict[ShiftRef, RosterLine], new: dict[ShiftRef, RosterLine]
) -> set[ShiftRef]:
    """Return the shifts that both have, with other people."""
    return {ref for ref in old.keys() & new.keys() if old[ref].people != new[ref].people}


def _with_locks(line: RosterLine, people: tuple[Assignee, ...]) -> tuple[Assignee, ...]:
    """Return other people for a line; who is locked on it is locked among them."""
    locked = _locked_on(line)
    return tuple(replace(each, locked=each.person in locked) for each in people)


def _locked_on(line: RosterLine) -> set[str]:
    return {assignee.person for assignee in line.people if assignee.locked}


def _same_people(line: RosterLine, other: RosterLine) -> bool:
    return [each.person for each in line.people] == [each.person for each in other.people]


def locked_only(roster: Roster) -> Roster:
    """Return the roster with nobody on it but drivers and those who are locked."""
    lines = []
    for line in roster.lines:
        if line.role != "driver":
            line = replace(line, people=tuple(each for each in line.people if each.locked))
        lines.append(line)
    return replace(roster, lines=tuple(lines))


def is_locked(roster: Roster, person: str, ref: ShiftRef) -> bool:
    """Tell whether a person's shift is locked."""
    return any(line.is_shift(ref) and person in _locked_on(line) for line in roster.lines)


def with_person(
    roster: Roster, profile: Profile, zone: ZoneInfo, person: Person, ref: ShiftRef
) -> Roster | None:
    """Return the roster with a person on a shift as well, or as head of a date.

    A shift that the roster does not have on that date yet has the hours that it
    has on the other dates, else those of the profile, in the station's zone;
    None where neither knows it.
    """
    there = [line for line in roster.lines if line.is_shift(ref)]
    if any(line.names(person.key) for line in there):
        return roster
    new = Assignee(person.key, person.phone)
    if there:
        return _on_shift(roster, ref, lambda people: (*people, new))
    hours = _hours(roster, profile, zone, ref)
    if hours is None:
        return None
    line = RosterLine(
        day=ref.day,
        post=ref.post,
        shift=ref.shift,
        start=hours[0],
        end=hours[1],
        people=(new,),
        role=ref.role,
    )
    ordered = sorted((*roster.lines, line), key=lambda each: (each.day, each.start))
    return replace(roster, lines=tuple(ordered))


def _hours(
    roster: Roster, profile: Profile, zone: ZoneInfo, ref: ShiftRef
) -> tuple[datetime, datetime] | None:
    """Return the hours of a new line; who heads a date does from its first shift to its last."""
    rule = _rule(roster, profile, ref)
    if rule is not None:
        return span(rule, ref.day, zone)
    if ref.role == "duty":
        return None
    shifts = [line for line in roster.lines if line.role == "duty" and line.day == ref.day]
    if not shifts:
        return None
    return min(line.start for line in shifts), max(line.end for line in shifts)


def _rule(roster: Roster, profile: Profile, ref: ShiftRef) -> ShiftRule | None:
    """Return name and hours of a shift, as the roster's other dates have it, else the profile."""
    for line in roster.lines:
        if (line.role, line.post, line.shift) == (ref.role, ref.post, ref.shift):
            return ShiftRule(id=ref.shift, start=line.start.time(), end=line.end.time())
    post = profile.post(ref.post)
    return post.template(ref.shift) if post else None
