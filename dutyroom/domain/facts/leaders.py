"""Duty leaders: they sign in too (R-185)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.presence import LeaderPresence
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class LeaderDuty:
    """One leader's duty on one date, and the sign-in if there was one."""

    day: date
    person: str
    start: datetime
    end: datetime
    presence: LeaderPresence | None

    @property
    def key(self) -> str:
        """The word by which alarms name it."""
        return f"{self.day.isoformat()}/{self.person}"


def leader_duties(state: DutyState, first: date, last: date) -> Iterator[LeaderDuty]:
    """Yield who leads the duty on each date of a span, by the rosters in force."""
    for _roster, line in state.lines(first, last):
        if line.role != "leader":
            continue
        for assignee in line.people:
            came = _presence(state, line.day, assignee.person)
            yield LeaderDuty(line.day, assignee.person, line.start, line.end, came)


def _presence(state: DutyState, day: date, person: str) -> LeaderPresence | None:
    for presence in state.leaders:
        if presence.day == day and presence.person == person:
            return presence
    return None
