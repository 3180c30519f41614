"""Posts that are manned, and their shifts."""

from __future__ import annotations

from datetime import time
from typing import Literal

from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftRule:
    """A shift template; an end at or before the start is on the next day (R-048).

    ``staff`` is the number of people the planner puts on it; ``pool`` the list
    of people it is for (R-303), where anybody is on one.
    """

    id: str
    start: time
    end: time
    night: bool = False
    staff: int = 1
    pool: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A place that is manned: its shifts, ranks and required coverage (R-049, R-141).

    ``min_rank`` is the lowest rank that it takes, in the profile's order of ranks (R-235).
    """

    id: str
    shifts: tuple[ShiftRule, ...]
    place: str = ""
    eligible_ranks: tuple[str, ...] = ()
    min_rank: str = ""
    coverage: Literal["hours", "24h"] = "hours"
    handover_24h: bool = False
    shifts_24h: tuple[ShiftRule, ...] = ()
    after_hours_contact: str = ""
    patrolled: bool = True

    def templates(self) -> tuple[ShiftRule, ...]:
        """Return the shifts in force: the 24-hour pair when the switch is on (R-049)."""
        return self.shifts_24h if self.handover_24h and self.shifts_24h else self.shifts

    def template(self, shift: str) -> ShiftRule | None:
        """Return the shift template of that name, or None."""
        return next((rule for rule in self.templates() if rule.id == shift), None)
