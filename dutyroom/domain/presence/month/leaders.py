"""What the month's sheet counts of each duty leader (R-185)."""

from __future__ import annotations

from collections.abc import Iterator

from dutyroom.domain.facts.leaders import LeaderDuty, leader_duties
from dutyroom.domain.facts.leave import on_leave
from dutyroom.domain.presence.month.month import Count, Month, count_of
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class LeaderMonth:
    """How often a leader had the duty so far, came, came late, and did not come (R-185).

    ``leave`` are the times that fell into granted leave; they are not
    ``absent``, which is None where the profile asks no leader to sign in.
    """

    person: str
    name: str
    planned: int
    came: int
    late: Count
    absent: int | None
    leave: int = 0


def leaders_of(month: Month) -> tuple[LeaderMonth, ...]:
    """Return the leaders of the month; of those who need not sign in, who did all the same."""
    duties: dict[str, list[LeaderDuty]] = {}
    for duty in _duties(month):
        duties.setdefault(duty.person, []).append(duty)
    people = sorted(duties, key=month.state.name)
    leaders = (_leader(month, person, duties[person]) for person in people)
    return tuple(leader for leader in leaders if leader.came or leader.absent is not None)


def _duties(month: Month) -> Iterator[LeaderDuty]:
    """Yield the duties that have begun and of which there are records."""
    for duty in leader_duties(month.state, month.first, month.last):
        known = duty.presence is not None or month.saw(duty.end)
        if known and duty.start <= month.until:
            yield duty


def _leader(month: Month, person: str, duties: list[LeaderDuty]) -> LeaderMonth:
    came = [duty.presence for duty in duties if duty.presence is not None]
    missed = [duty for duty in duties if duty.presence is None]
    off = sum(on_leave(month.state, person, duty.day) is not None for duty in missed)
    marks = [mark for presence in came for mark in presence.marks]
    asked = month.profile.level("leader_absent") != "off"
    return LeaderMonth(
        person,
        month.state.name(person),
        planned=len(duties),
        came=len(came),
        late=count_of(marks, "late"),
        absent=len(missed) - off if asked else None,
        leave=off,
    )
