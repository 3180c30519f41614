"""The marks of a month's records, and who bears each (R-321, R-391)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.presence.away import away_marks, was_away
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.presence import Attendance
from dutyroom.domain.swaps.marks import marks_borne
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class Noted:
    """A mark with its day, the number of the record that keeps it, and who bears it.

    ``came`` is who was there where somebody else bears it: the one whose shift
    it was, and who gave it away without notice (R-391).
    """

    day: date
    number: str
    person: str
    mark: Mark
    came: str = ""


def month_marks(state: DutyState, profile: Profile, until: datetime) -> tuple[Noted, ...]:
    """Return every mark in order of day; of an absence that goes on, those so far."""
    private = _private_swaps(state, profile)
    booked = [
        _noted(state, private, kept, moment, mark)
        for kept, moment, marks in _of_presence(state, profile, until)
        for mark in marks
    ]
    for person in dict.fromkeys(swap.applicant for swap in state.swaps):
        for swap, marks in marks_borne(state.swaps, person):
            booked += [Noted(swap.day, swap.id, person, mark) for mark in marks]
    for leave in state.leaves:
        booked += [Noted(leave.day, leave.id, leave.person, mark) for mark in leave.marks]
    return tuple(sorted(booked, key=lambda noted: (noted.day, noted.number)))


def told_twice(state: DutyState, marks: Iterable[Noted]) -> frozenset[str]:
    """Return the checks that found nobody in an absence which is itself marked as deserted.

    It is one and the same leaving of the post (R-027, R-089); ``marks`` are the month's.
    """
    deserted = {noted.number for noted in marks if noted.mark.code == "deserted"}
    aways = [away for away in state.aways if away.id in deserted]
    return frozenset(
        check.id
        for check in state.checks
        for away in aways
        if away.person == check.person and was_away(away, check.at)
    )


_Kept = tuple[date, str, str]
"""Of a record: its day, its number, and whom it is about."""


def _of_presence(
    state: DutyState, profile: Profile, until: datetime
) -> Iterator[tuple[_Kept, datetime, tuple[Mark, ...]]]:
    """Yield what was marked on a shift, with the moment that tells on which."""
    for a in state.attendances:
        yield (a.day, a.id, a.person), a.arrived, a.marks
    for check in state.checks:
        yield (check.day, check.id, check.person), check.at, check.marks
    for phone in state.phones_out:
        yield (phone.day, phone.id, phone.giver), phone.out, phone.marks
    for away in state.aways:
        marks = away.marks if away.back else away_marks(away, until, profile)
        yield (away.day, away.id, away.person), away.out, marks


def _private_swaps(state: DutyState, profile: Profile) -> tuple[Attendance, ...]:
    """Return who came for somebody without notice, where that one is responsible (R-391)."""
    if profile.empty_post_blame != "original":
        return ()
    swaps = (swap for swap in state.swaps if swap.status == "unapproved")
    known = {(swap.ref, swap.applicant, swap.substitute) for swap in swaps}
    return tuple(a for a in state.attendances if (a.ref, a.stands_in_for, a.person) in known)


def _noted(
    state: DutyState, private: tuple[Attendance, ...], kept: _Kept, moment: datetime, mark: Mark
) -> Noted:
    """Return a mark with who bears it; that somebody came unapproved is that one's own."""
    day, number, person = kept
    for there in private if mark.code != "substitute_unapproved" else ():
        within = there.arrived <= moment and (there.left is None or moment <= there.left)
        if there.person == person and within:
            return Noted(day, number, there.stands_in_for, mark, came=state.name(person))
    return Noted(day, number, person, mark)
