"""What people have served: duties by kind and planned hours, by duty date (R-233).

A shift belongs to the date on which it starts, with all its hours: a night
over the turn of the month or the year counts once, for the old one (R-048).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date

from dutyroom.domain.facts.slots import is_night
from dutyroom.domain.planning.problem import Served
from dutyroom.domain.profile.calendar import DutyCalendar
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.roster import RosterLine
from dutyroom.values import dataclass

FIELDS = ("total", "nights", "weekends", "holidays", "heads")


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyTally:
    """The duties of one person in a span; ``minutes`` is the length of the shifts.

    ``heads`` counts the dates as chief or leader, which are in no other number.
    """

    person: str
    total: int = 0
    nights: int = 0
    weekends: int = 0
    holidays: int = 0
    heads: int = 0
    minutes: int = 0

    def served(self) -> Served:
        """Return the numbers that the planner counts."""
        return Served(
            person=self.person,
            total=self.total,
            nights=self.nights,
            weekends=self.weekends,
            holidays=self.holidays,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fairness:
    """The tallies of a span, and for each number the most minus the least."""

    first: date
    last: date
    rows: tuple[DutyTally, ...]
    spread: tuple[tuple[str, int], ...]


def length_min(line: RosterLine) -> int:
    """Return the whole minutes from start to end, as they pass in the zone."""
    gone = line.end.astimezone(UTC) - line.start.astimezone(UTC)
    return int(gone.total_seconds()) // 60


def fairness(
    lines: Iterable[RosterLine],
    people: Sequence[str],
    profile: Profile,
    calendar: DutyCalendar,
    first: date,
    last: date,
) -> Fairness:
    """Count the lines whose duty date lies in the span, for these people and whoever else serves.

    The spread is taken over those who serve in shifts at all, that of leading over those who lead.
    """
    counts: dict[str, dict[str, int]] = {person: {} for person in people}
    for line in lines:
        if not first <= line.day <= last or line.role == "driver":
            continue
        counted = _counted(line, profile, calendar)
        for assignee in line.people:
            mine = counts.setdefault(assignee.person, {})
            for name, many in counted.items():
                mine[name] = mine.get(name, 0) + many
    rows = tuple(DutyTally(person=person, **mine) for person, mine in counts.items())
    return Fairness(first=first, last=last, rows=rows, spread=_spread(rows))


def _counted(line: RosterLine, profile: Profile, calendar: DutyCalendar) -> dict[str, int]:
    if line.role != "duty":
        return {"heads": 1}
    kind = calendar.kind(line.day)
    return {
        "total": 1,
        "nights": int(is_night(profile, line)),
        "weekends": int(kind == "weekend"),
        "holidays": int(kind == "holiday"),
        "minutes": length_min(line),
    }


def _spread(rows: Sequence[DutyTally]) -> tuple[tuple[str, int], ...]:
    """Return for each number the most minus the least among those whom it is about."""
    spread = []
    for name in FIELDS:
        about = [row for row in rows if (row.heads if name == "heads" else row.total)]
        values = [int(getattr(row, name)) for row in about]
        spread.append((name, max(values) - min(values) if values else 0))
    return tuple(spread)
