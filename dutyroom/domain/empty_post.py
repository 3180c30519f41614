"""Minutes in which nobody was at a post, by the sign-ins and not by the plan (R-206, R-253)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from dutyroom.domain.profile import Profile
from dutyroom.domain.records import Attendance
from dutyroom.domain.shifts import Slot
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class EmptySpan:
    """Nobody had signed in at a post from ``start`` to ``end``, in one shift of a duty date.

    ``planned`` are the people of the shift, where the profile names any.
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


def empty_spans(
    slots: Iterable[Slot],
    attendances: Iterable[Attendance],
    profile: Profile,
    until: datetime,
    *,
    since: datetime | None = None,
) -> tuple[EmptySpan, ...]:
    """Return every span up to ``until`` in which a shift ran and nobody was signed in.

    Before ``since`` there are no records that could tell.
    """
    came = tuple(attendances)
    return tuple(
        EmptySpan(slot.day, slot.post, slot.shift, start, end, _named(slot, profile))
        for slot in slots
        for reached in [max(slot.start, since or slot.start)]
        for start, end in _holes(slot.post, came, reached, min(slot.end, until))
    )


def _named(slot: Slot, profile: Profile) -> tuple[str, ...]:
    named = profile.empty_post_blame != "none"
    return tuple(a.person for a in slot.people) if named else ()


def _holes(
    post: str, attendances: tuple[Attendance, ...], reached: datetime, until: datetime
) -> list[tuple[datetime, datetime]]:
    """Return the parts of a time, from where it is ``reached``, that no presence there covers."""
    there = sorted((a.arrived, min(a.left or until, until)) for a in attendances if a.post == post)
    holes = []
    for arrived, left in there:
        if arrived > reached and reached < until:
            holes.append((reached, min(arrived, until)))
        reached = max(reached, left)
    if reached < until:
        holes.append((reached, until))
    return holes
