"""Coming, leaving, where duty is done, lunch with the telephone, and meetings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Literal

from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceRules:
    """Lateness and absence, in minutes; ``absent_after_min`` null means never (R-183).

    ``away_approval`` says when a leader must agree that somebody leaves the
    post for a while: never, always (R-071), or outside the places (R-197).
    ``dress`` is what is ticked of the uniform at sign-in (R-023, R-144).
    """

    grace_min: int
    absent_after_min: int | None
    away_max_min: int
    away_approval: Literal["none", "always", "outside"]
    phone_window: Literal["shift", "24h"]
    dress: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRules:
    """Where duty is done (R-195, R-312); an empty place is the post's own.

    ``night_from`` and ``night_until`` bound the night of a shift that runs
    round the clock; ``within`` are places that are not outside (R-197);
    ``terminals`` names the terminals that stand at each place (R-080); who signs in
    at none of those of the place where duty is done is elsewhere.
    """

    day: str
    night: str
    night_from: time
    night_until: time
    within: tuple[str, ...]
    terminals: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LunchRules:
    """When the duty telephone is handed over for lunch, at most how long, to whom (R-308)."""

    start: time
    end: time
    max_min: int
    unit: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRule:
    """A meeting of everybody on duty that day: when, how long, when to remind (R-219)."""

    id: str
    at: time
    minutes: int
    remind_min: int
