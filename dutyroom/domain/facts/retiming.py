"""Putting the times of a record right that was written by a wrong clock (X-12).

What the clock stamped is put right, and what people typed stays: a time counts as
stamped where it is that of a line of the record that was written in doubt, or
seconds before it. The duty date follows where it had been read from the clock.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from dutyroom.domain.facts.state import DutyState, at_hand
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.times import duty_date
from dutyroom.domain.records.base import UNVERIFIED, Mark, Record
from dutyroom.domain.records.kinds import KINDS, kind_of
from dutyroom.values import dataclass

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Stamp:
    """When a line was written by a clock in doubt, and by how much that clock was wrong."""

    at: datetime
    wrong_by: timedelta = timedelta(0)


def is_unverified(record: object) -> bool:
    """Tell whether a record waits for somebody to look at its times."""
    return UNVERIFIED in cast("tuple[Mark, ...]", getattr(record, "marks", ()))


def marked_records(state: DutyState) -> tuple[Record, ...]:
    """Return the records at hand that carry the mark of a clock in doubt."""
    kinds: Iterable[Sequence[Any]] = (getattr(state, kind.field) for kind in KINDS if kind.marks)
    return tuple(each for records in kinds for each in at_hand(records) if is_unverified(each))


def event_time(record: Record) -> datetime:
    """Return when what a record of a marked kind tells happened, or began."""
    return cast(datetime, getattr(record, kind_of(type(record)).happened))


def moved(moment: datetime, stamps: Iterable[Stamp], step: timedelta) -> datetime:
    """Return a time put right if it was stamped; ``step`` is how long before its line it may be."""
    for stamp in stamps:
        if stamp.at - step <= moment <= stamp.at:
            return moment + stamp.wrong_by
    return moment


def retimed(
    record: R, happened: datetime, stamps: tuple[Stamp, ...], profile: Profile, zone: ZoneInfo
) -> R:
    """Return a record as it should read, looked at: what it tells happened at ``happened``.

    The old time stands in its mark: that of what happened, or else of what ended it.
    """
    kind, step = kind_of(type(record)), timedelta(seconds=profile.timing.clock_step_s)
    old, wrong = event_time(record), list[datetime]()

    def move(moment: datetime) -> datetime:
        right = moved(moment, stamps, step)
        if right != moment:
            wrong.append(moment)
        return right

    fixed: Any = _mapped(record, move)
    wrong = [old] if old != happened else wrong[-1:]
    changes: dict[str, Any] = {kind.happened: happened, "marks": _looked_at(record, wrong)}
    if fixed.day == duty_date(old, profile.posts, zone):
        changes["day"] = duty_date(happened, profile.posts, zone)
    return cast(R, replace(fixed, **changes))


def _looked_at(record: Any, wrong: Iterable[datetime]) -> tuple[Mark, ...]:
    """Return the marks without the one of the clock; with the old time where it was wrong."""
    others = (mark for mark in record.marks if mark != UNVERIFIED)
    corrected = (Mark("time_corrected", note=f"{old:%Y-%m-%d %H:%M}") for old in wrong)
    return (*others, *corrected)


def _mapped(value: Any, move: Callable[[datetime], datetime]) -> Any:
    """Return a value with every time in it moved."""
    if isinstance(value, datetime):
        return move(value)
    if isinstance(value, tuple):
        return tuple(_mapped(each, move) for each in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    names = [field.name for field in dataclasses.fields(value) if field.init]
    return replace(value, **{name: _mapped(getattr(value, name), move) for name in names})
