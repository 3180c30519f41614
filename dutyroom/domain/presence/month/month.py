"""The month that a sheet is made of: its records, its shifts, and what was marked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from dutyroom.domain.facts.slots import Slot
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.presence.month.marks import Noted
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.base import Mark
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class Month:
    """What a sheet is made of, as things are at ``until``.

    ``since`` is when the station's records began; ``told_twice`` are the checks
    that found nobody in an absence which is marked itself.
    """

    state: DutyState
    slots: tuple[Slot, ...]
    profile: Profile
    first: date
    last: date
    until: datetime
    since: datetime | None
    marks: tuple[Noted, ...]
    told_twice: frozenset[str]

    def has(self, day: date) -> bool:
        """Tell whether a duty date is one of the month's."""
        return self.first <= day <= self.last

    def saw(self, end: datetime) -> bool:
        """Tell whether the records had begun when something ended."""
        return self.since is None or end > self.since


@dataclass(frozen=True, slots=True)
class Count:
    """How often, and how long in seconds altogether."""

    times: int = 0
    seconds: int = 0


def count_of(marks: Iterable[Mark], code: str) -> Count:
    """Return how often a mark was made and not excused."""
    lengths = [mark.seconds for mark in marks if mark.code == code and not mark.excused]
    return Count(len(lengths), sum(lengths))


def seconds_of(start: datetime, end: datetime) -> int:
    """Return the seconds that really pass, whatever the zone's clock does meanwhile."""
    return max(0, int(end.timestamp() - start.timestamp()))
