"""Minutes in which nobody was at a post, by the sign-ins and not by the plan (R-206, R-253)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dutyroom.domain.calendar import DutyCalendar
from dutyroom.domain.gaps import uncovered
from dutyroom.domain.profile import Profile
from dutyroom.domain.records import Attendance
from dutyroom.domain.shifts import Slot
from dutyroom.domain.state import DutyState
from dutyroom.domain.times import span
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class EmptySpan:
    """Nobody had signed in at a post from ``start`` to ``end``, in one shift of a duty date.

    ``planned`` are the people of the shift, where the profile names any; without
    a shift the roster has nobody for it.
    """

    day: date
    post: str
    shift: str
    start: datetime
    end: datetime
    planned: tuple[str, ...] = ()

    @property
    def seconds(self) -> int:
        """The length in seconds."""
        return int(self.end.timestamp() - self.start.timestamp())


def unplanned(
    slots: Sequence[Slot],
    state: DutyState,
    profile: Profile,
    calendar: DutyCalendar,
    days: Iterable[date],
    zone: ZoneInfo,
) -> tuple[Slot, ...]:
    """Return the hours of round-the-clock posts in which the roster has no shift at all.

    They are missing by the plan already; what is wanted is 24 hours of each
    duty date that a roster in force spans (R-206, R-253). Such a slot has no
    name and nobody planned.
    """
    posts = [post for post in profile.posts if post.coverage == "24h"]
    rosters = [roster for roster in state.published() if not roster.of_heads]
    wanted = [day for day in days if any(r.first <= day <= r.last for r in rosters)]
    found = []
    for post in posts:
        mine = [slot for slot in slots if slot.post == post.id]
        there = {slot.day for slot in mine}
        first = min(post.templates(), key=lambda rule: rule.start)
        for day in wanted:
            if day in there or calendar.is_duty_day(day, profile.duty_days):
                start = span(first, day, zone)[0]
                whole = (start, start + timedelta(days=1))
                for begins, ends in uncovered([whole], [(s.start, s.end) for s in mine]):
                    found.append(Slot(day=day, post=post.id, shift="", start=begins, end=ends))
    return tuple(found)


def empty_spans(
    slots: Iterable[Slot], attendances: Iterable[Attendance], profile: Profile, until: datetime
) -> tuple[EmptySpan, ...]:
    """Return every span up to ``until`` in which a shift ran and nobody was signed in."""
    came = tuple(attendances)
    return tuple(
        EmptySpan(slot.day, slot.post, slot.shift, start, end, _named(slot, profile))
        for slot in slots
        if slot.start < until
        for start, end in _holes(slot, came, min(slot.end, until))
    )


def _named(slot: Slot, profile: Profile) -> tuple[str, ...]:
    named = profile.empty_post_blame != "none"
    return tuple(a.person for a in slot.people) if named else ()


def _holes(
    slot: Slot, attendances: tuple[Attendance, ...], until: datetime
) -> list[tuple[datetime, datetime]]:
    """Return the parts of a shift that no presence at its post covers."""
    there = sorted(
        (a.arrived, min(a.left or until, until)) for a in attendances if a.post == slot.post
    )
    holes, reached = [], slot.start
    for arrived, left in there:
        if arrived > reached and reached < until:
            holes.append((reached, min(arrived, until)))
        reached = max(reached, left)
    if reached < until:
        holes.append((reached, until))
    return holes
