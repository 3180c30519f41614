"""Who comes to which shift: the shifts that run, what is noted of it, who is late."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from dutyroom.domain.base.codes import LevelCode
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Verdict
from dutyroom.domain.facts.attendance import arrival_marks, came, has_to_come, on_post
from dutyroom.domain.facts.eligibility import left_verdict, rank_verdict
from dutyroom.domain.facts.leave import on_leave
from dutyroom.domain.facts.slots import Slot, predecessor
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.times import minutes, seconds_between
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.people import Person
from dutyroom.domain.swaps.requests import taken_on


def running_slots(
    slots: Iterable[Slot], profile: Profile, now: datetime, post: str = "", shift: str = ""
) -> tuple[Slot, ...]:
    """Return the shifts that can be signed in for now, of a post or name if one is given."""
    early = minutes(profile.timing.sign_in_early_min)
    running = []
    for slot in slots:
        asked = post in ("", slot.post) and shift in ("", slot.shift)
        if asked and slot.start - early <= now < slot.end:
            running.append(slot)
    return tuple(running)


def stood_in_for(running: Iterable[Slot], person: str, original: str) -> str:
    """Return whom somebody stands in for; nobody where a swap has made the shift the own one."""
    planned = {assignee.person for slot in running for assignee in slot.people}
    has_the_shift = person in planned and original not in planned
    return "" if has_the_shift else original


def sign_in_verdicts(
    profile: Profile, slot: Slot, person: Person, original: str
) -> tuple[Verdict, ...]:
    """Return what is to be said of a sign-in; ``original`` is whom the person stands in for.

    Somebody whom the roster does not name (R-110, R-026), who has left, or whose
    rank the post does not take.
    """
    verdicts = (
        _not_planned_verdict(profile, slot, person, original),
        left_verdict(profile, person, slot.day),
        rank_verdict(profile, slot.post, person),
    )
    return tuple(filter(None, verdicts))


def _not_planned_verdict(
    profile: Profile, slot: Slot, person: Person, original: str
) -> Verdict | None:
    if slot.planned(person.key):
        return None
    code: LevelCode = "substitute_unapproved" if original else "not_rostered"
    clause = "R-026" if original else "R-110"
    text = say("{person} is not on the roster for {shift}", person=person.name, shift=slot.shift)
    return Verdict(profile.level(code), code, text, clause)


def lateness(
    state: DutyState,
    profile: Profile,
    slot: Slot,
    slots: tuple[Slot, ...],
    now: datetime,
    person: str,
    original: str,
) -> tuple[Mark, ...]:
    """Return the marks of arrival: only who was expected can be late, and only the first time.

    Who got the shift by a swap or a recall is expected from then on. Who stands
    in is late for the post, but not absent: that is who did not come (R-026).
    """
    expected = original or person
    came_before = came(state, slot, person) or came(state, slot, expected)
    if came_before or not slot.planned(expected):
        return ()
    relieves = predecessor(slot, slots) is not None
    since = taken_on(state, slot, expected)
    marks = arrival_marks(slot, now, profile, relieves=relieves, since=since)
    if original:
        marks = tuple(mark for mark in marks if mark.code != "awol")
    return marks


def leader_marks(start: datetime, arrived: datetime, profile: Profile) -> tuple[Mark, ...]:
    """Return the marks of a leader who signs in for a duty that begins at ``start`` (R-185)."""
    if arrived <= start + minutes(profile.attendance.grace_min):
        return ()
    return (Mark("late", seconds_between(start, arrived)),)


def is_expected(state: DutyState, slot: Slot, person: str) -> bool:
    """Tell whether somebody has to come to a shift: planned, not replaced, and not on leave."""
    return has_to_come(state, slot, person) and on_leave(state, person, slot.day) is None


def let_go(state: DutyState, slot: Slot, person: str) -> bool:
    """Tell whether somebody is on leave from a shift, or was there and has left (R-024, R-099)."""
    return came(state, slot, person) or on_leave(state, person, slot.day) is not None


def somebody_else_answers(state: DutyState, slot: Slot) -> bool:
    """Tell whether somebody of an adjoining shift is still on post; who forgot to go is not."""
    return any(not slot.holds(a) and a.end >= slot.start for a in on_post(state, slot.post))
