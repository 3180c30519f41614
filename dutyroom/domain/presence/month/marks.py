"""The marks of a month's records, and who bears each (R-321, R-391)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.presence.away import away_marks, was_away
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.presence import Attendance, Away, PostCheck
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
    return tuple(sorted(_noted(state, profile, until), key=lambda noted: (noted.day, noted.number)))


def _noted(state: DutyState, profile: Profile, until: datetime) -> Iterator[Noted]:
    private = _private_swaps(state, profile)
    for marked in _of_presence(state, profile, until):
        for mark in marked.marks:
            yield _borne(state, private, marked, mark)
    yield from _of_swaps(state)
    for leave in state.leaves:
        for mark in leave.marks:
            yield Noted(leave.day, leave.id, leave.person, mark)


def _of_swaps(state: DutyState) -> Iterator[Noted]:
    """Yield what those bear who asked for swaps, person by person: a code counts once a shift."""
    for person in dict.fromkeys(swap.applicant for swap in state.swaps):
        for swap, marks in marks_borne(state.swaps, person):
            for mark in marks:
                yield Noted(swap.day, swap.id, person, mark)


def told_twice(state: DutyState, marks: Iterable[Noted]) -> frozenset[str]:
    """Return the checks that found nobody in an absence which is itself marked as deserted.

    It is one and the same leaving of the post (R-027, R-089); ``marks`` are the month's.
    """
    deserted = {noted.number for noted in marks if noted.mark.code == "deserted"}
    checks: set[str] = set()
    for away in state.aways:
        if away.id in deserted:
            checks.update(each.id for each in state.checks if _was_meanwhile(away, each))
    return frozenset(checks)


def _was_meanwhile(away: Away, check: PostCheck) -> bool:
    return check.person == away.person and was_away(away, check.at)


@dataclass(frozen=True, slots=True)
class _Marked:
    """A record of presence with its marks; ``moment`` tells on which shift it was."""

    day: date
    number: str
    person: str
    moment: datetime
    marks: tuple[Mark, ...]


def _of_presence(state: DutyState, profile: Profile, until: datetime) -> Iterator[_Marked]:
    """Yield what was marked on a shift."""
    for a in state.attendances:
        yield _Marked(a.day, a.id, a.person, a.arrived, a.marks)
    for check in state.checks:
        yield _Marked(check.day, check.id, check.person, check.at, check.marks)
    for phone in state.phones_out:
        yield _Marked(phone.day, phone.id, phone.giver, phone.out, phone.marks)
    for away in state.aways:
        marks = away.marks if away.back else away_marks(away, until, profile)
        yield _Marked(away.day, away.id, away.person, away.out, marks)


def _private_swaps(state: DutyState, profile: Profile) -> tuple[Attendance, ...]:
    """Return who came for somebody without notice, where that one is responsible (R-391)."""
    if profile.empty_post_blame != "original":
        return ()
    unapproved = [swap for swap in state.swaps if swap.status == "unapproved"]
    arranged = {(swap.ref, swap.applicant, swap.substitute) for swap in unapproved}
    private = []
    for attendance in state.attendances:
        if (attendance.ref, attendance.stands_in_for, attendance.person) in arranged:
            private.append(attendance)
    return tuple(private)


def _borne(state: DutyState, private: tuple[Attendance, ...], marked: _Marked, mark: Mark) -> Noted:
    """Return a mark with who bears it."""
    gave_away = _who_gave_away(private, marked)
    # That somebody came unapproved stays with who came; all else is borne by whose shift it was.
    if gave_away and mark.code != "substitute_unapproved":
        came = state.name(marked.person)
        return Noted(marked.day, marked.number, gave_away, mark, came)
    return Noted(marked.day, marked.number, marked.person, mark)


def _who_gave_away(private: tuple[Attendance, ...], marked: _Marked) -> str:
    """Return whose shift it was at that moment, or nothing where it was the person's own."""
    for there in private:
        if there.person == marked.person and _was_within(there, marked.moment):
            return there.stands_in_for
    return ""


def _was_within(attendance: Attendance, moment: datetime) -> bool:
    """Tell whether a moment lies in a presence; that of leaving does, with its marks."""
    if moment < attendance.arrived:
        return False
    return attendance.left is None or moment <= attendance.left
