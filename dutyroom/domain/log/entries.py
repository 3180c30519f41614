"""Calls, visits and messages: their marks, what is like them, and how they end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Verdict
from dutyroom.domain.log.items import with_step
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.times import minutes, seconds_between
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.items import Step
from dutyroom.domain.records.log import Entry, EntryStatus, WorkOrder


def entry_marks(entry: Entry, profile: Profile) -> tuple[Mark, ...]:
    """Return the marks of a new entry: more rings than allowed (R-122), entered late."""
    marks = []
    allowed = profile.phone.max_rings
    if allowed is not None and entry.rings is not None and entry.rings > allowed:
        marks.append(Mark("over_rings", note=str(entry.rings)))
    if entry.entered - entry.at > minutes(profile.timing.late_entry_min):
        marks.append(Mark("late_entry", seconds_between(entry.at, entry.entered)))
    return tuple(marks)


def repeats(entry: Entry, others: Iterable[Entry], days: int) -> tuple[str, ...]:
    """Return the numbers of earlier entries of the same phone, or room and category (R-333)."""
    since = entry.at - minutes(days * 24 * 60)
    numbers = []
    for other in others:
        is_near = since <= other.at <= entry.at
        if is_near and other.id != entry.id and _is_alike(entry, other):
            numbers.append(other.id)
    return tuple(numbers)


def _is_alike(entry: Entry, other: Entry) -> bool:
    if entry.phone and entry.phone == other.phone:
        return True
    return bool(entry.room) and (entry.room, entry.category) == (other.room, other.category)


def close_verdicts(entry: Entry, reason: str) -> tuple[Verdict, ...]:
    """Refuse to close a request for help with neither order nor reason (R-113)."""
    if entry.category == "help" and not entry.order and not reason.strip():
        text = say("A request for help needs a work order or a reason before it is closed")
        return (Verdict("block", "help_unanswered", text, "R-113"),)
    return ()


def step_entry(entry: Entry, step: Step, status: EntryStatus) -> Entry:
    """Return the entry with one more step and its new status."""
    return replace(with_step(entry, step), status=status)


def told_of(entry: Entry, order: WorkOrder, step: Step) -> Entry | None:
    """Return the entry with the result of its order, or None where there is nothing to tell.

    Finished work is a step of the entry; an order that is closed closes it.
    """
    if not entry.is_open or order.status not in ("finished", "closed"):
        return None
    status: EntryStatus = "closed" if order.status == "closed" else "following"
    return step_entry(entry, replace(step, text=f"{order.id} {step.text}".strip()), status)
