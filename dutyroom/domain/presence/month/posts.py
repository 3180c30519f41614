"""What the month's sheet tells of each post: when nobody was there (R-206, R-253)."""

from __future__ import annotations

from dutyroom.domain.facts.slots import Slot
from dutyroom.domain.presence.empty_post import EmptySpan, empty_spans
from dutyroom.domain.presence.month.month import Month
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class PostMonth:
    """The time in which nobody was at a post, and when it was."""

    post: str
    seconds: int
    spans: tuple[EmptySpan, ...]


def posts_of(month: Month, unplanned: tuple[Slot, ...]) -> tuple[PostMonth, ...]:
    """Return the empty time of each post that has anybody planned or present in the month."""
    used = _used(month) | {slot.post for slot in unplanned}
    wanted = sorted((*month.slots, *unplanned), key=lambda slot: (slot.start, slot.post))
    slots = (slot for slot in wanted if slot.post in used)
    spans = empty_spans(
        slots, month.state.attendances, month.profile, month.until, since=month.since
    )
    return tuple(_post(name, spans) for name in sorted(used))


def _post(name: str, spans: tuple[EmptySpan, ...]) -> PostMonth:
    there = tuple(span for span in spans if span.post == name)
    return PostMonth(name, sum(span.seconds for span in there), there)


def _used(month: Month) -> set[str]:
    """Return the posts of shifts to which somebody was planned or came."""
    came = {attendance.ref for attendance in month.state.attendances}
    return {slot.post for slot in month.slots if slot.people or slot.ref in came}
