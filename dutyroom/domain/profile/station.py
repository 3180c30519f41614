"""The station's contacts, its limits of the clock, and its good copies."""

from __future__ import annotations

from collections.abc import Mapping

from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRules:
    """Required emergency contacts and how long a check lasts, in days (R-013, R-014).

    ``national`` gives the numbers that are the same everywhere, by kind.
    """

    required: tuple[str, ...]
    first: str
    verify_days: int
    national: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Limits of the clock: in minutes, but for ``clock_step_s`` seconds and ``clock_ahead_days``.

    A clock that goes back by no more than the step was put right, as by a network.
    After a restart one that stands further ahead of the last sign of life than the
    days is doubted: longer than any closing of the station (X-12).
    """

    late_entry_min: int
    soon_min: int
    clock_jump_min: int
    clock_step_s: int
    clock_ahead_days: int
    sign_in_early_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRules:
    """Good copies of the records: minutes between two, and how many are kept (X-11)."""

    every_min: int
    keep: int
