"""Arrival, presence and leaving: what the clock says about it.

Nobody is punished by the program: a mark is a fact with its seconds.
"""

from __future__ import annotations

from datetime import datetime

from dutyroom.domain.base.codes import level_code
from dutyroom.domain.facts.slots import Slot
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.times import minutes, seconds_between
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.presence import Attendance
from dutyroom.domain.records.roster import ShiftRef


def arrival_marks(
    slot: Slot,
    arrived: datetime,
    profile: Profile,
    *,
    relieves: bool,
    since: datetime | None = None,
) -> tuple[Mark, ...]:
    """Return the marks of a sign-in at ``arrived``.

    Late (R-001) counts from the start; late for the handover (R-126) counts
    from the minutes before it that the profile asks of a relief; past
    ``absent_after_min`` the person counts as absent without leave (R-183).
    Nobody is late for the time before ``since``, at which a swap or a recall
    gave the person the shift.
    """
    rules, early = profile.attendance, profile.handover.arrive_early_min
    marks = []
    start, expected = slot.start, slot.start - minutes(early)
    if since is not None:
        start, expected = max(start, since), max(expected, since)
    if relieves and early and arrived > expected:
        marks.append(Mark("late_for_handover", seconds_between(expected, arrived)))
    if arrived > start + minutes(rules.grace_min):
        marks.append(Mark("late", seconds_between(start, arrived)))
    limit = rules.absent_after_min
    if limit is not None and arrived > start + minutes(limit):
        marks.append(Mark("awol", seconds_between(start, arrived)))
    return kept(marks, profile)


def kept(marks: list[Mark], profile: Profile) -> tuple[Mark, ...]:
    """Return the marks that the profile has not switched off; each is of a rule with a level."""
    return tuple(mark for mark in marks if profile.level(level_code(mark.code)) != "off")


def leaving_marks(
    attendance: Attendance, left: datetime, profile: Profile, *, relieved: bool
) -> tuple[Mark, ...]:
    """Return the marks of leaving: held over past the end, or left early (R-024, R-099).

    Whole minutes only: the seconds of two signatures are no overtime. Who is
    ``relieved`` may go within the minutes that the relief comes early, nobody else.
    """
    over = seconds_between(attendance.end, left)
    if over >= 60:
        return kept([Mark("held_over", over)], profile)
    allowed = profile.handover.arrive_early_min if relieved else 0
    if left < attendance.end - minutes(allowed):
        return kept([Mark("left_early", seconds_between(left, attendance.end))], profile)
    return ()


def on_posts(state: DutyState) -> tuple[Attendance, ...]:
    """Return everybody who answers for a post now: took over and has not left."""
    return tuple(attendance for attendance in state.attendances if attendance.on_post)


def on_post(state: DutyState, post: str) -> tuple[Attendance, ...]:
    """Return who answers for a post now."""
    return tuple(attendance for attendance in on_posts(state) if attendance.post == post)


def is_relieved(state: DutyState, attendance: Attendance) -> bool:
    """Tell whether somebody of a later shift answers for the post already."""
    return any(a.end > attendance.end for a in on_post(state, attendance.post))


def was_relieved(state: DutyState, attendance: Attendance, left: datetime) -> bool:
    """Tell whether somebody of a later shift answered for the post when a person left."""
    there = (a for a in state.attendances if a.post == attendance.post and a.end > attendance.end)
    return any(
        a.took_over is not None and a.took_over <= left and (a.left is None or left < a.left)
        for a in there
    )


def assisting(state: DutyState, post: str) -> tuple[Attendance, ...]:
    """Return who has arrived at a post and has not taken over yet."""
    return tuple(a for a in state.attendances if a.post == post and a.assists)


def present(state: DutyState, slot: Slot) -> tuple[Attendance, ...]:
    """Return everybody who ever signed in for a shift."""
    return tuple(a for a in state.attendances if slot.holds(a))


def came(state: DutyState, slot: Slot, person: str) -> bool:
    """Tell whether a person ever signed in for a shift."""
    return any(attendance.person == person for attendance in present(state, slot))


def has_to_come(state: DutyState, slot: Slot, person: str) -> bool:
    """Tell whether a shift is planned for somebody in whose place nobody else came."""
    return slot.planned(person) and not stood_in(state, slot.ref, person)


def stood_in(state: DutyState, ref: ShiftRef, person: str) -> bool:
    """Tell whether somebody came to a shift in the place of its person (R-026)."""
    return any(a.stands_in_for == person and a.ref == ref for a in state.attendances)


def current_of(state: DutyState, person: str) -> Attendance | None:
    """Return the person's attendance that has not ended, or None."""
    for attendance in state.attendances:
        if attendance.person == person and attendance.on_duty:
            return attendance
    return None


def relief_alarms(
    slot: Slot, every_min: int, until: datetime, answered: datetime | None
) -> tuple[datetime, ...]:
    """Return the moments at which the leader is alarmed that nobody came (R-099).

    At the start of the shift and every ``every_min`` minutes, up to ``until``
    (now, or the relief's arrival) and not after somebody acknowledged.
    """
    last = min(until, answered) if answered else until
    alarms, moment = [], slot.start
    while moment <= last:
        alarms.append(moment)
        moment += minutes(every_min)
    return tuple(alarms)
