"""Rounds and routes, the closing inspection, and the timed lights."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A point of a route; a key location must be answered in every round (R-012)."""

    id: str
    key: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A patrol route (巡视路线); ``quota`` when its rounds count to the shift's quota."""

    id: str
    points: tuple[Checkpoint, ...]
    quota: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PatrolRules:
    """Rounds: quota a shift, windows, gaps; minutes (R-010, R-385).

    ``windows`` gives due times by shift name; where a shift has none, the
    quota is spread evenly over it. ``early_min`` is how long before its due
    time a round already counts for it, ``window_min`` how long after it a
    round is still on time.
    """

    quota_day: int | None
    quota_night: int | None
    min_gap_min: int
    repeat_min: int
    window_min: int
    early_min: int
    soon_min: int
    windows: Mapping[str, tuple[time, ...]]
    routes: tuple[Route, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionGroup:
    """A group of the closing inspection and its items (R-016)."""

    id: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionRules:
    """The closing inspection; ``lead_min`` is minutes before the shift ends."""

    groups: tuple[InspectionGroup, ...]
    lead_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """Decorative lights: when they go on and off (R-085)."""

    group: str
    on: time
    off: time


@dataclass(frozen=True, slots=True, kw_only=True)
class LightRules:
    """Timed light checks; grace in minutes."""

    groups: tuple[Light, ...]
    grace_min: int
