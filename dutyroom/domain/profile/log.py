"""The telephone, and how soon a matter of each urgency wants its first action."""

from __future__ import annotations

from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneRules:
    """Answering the telephone; null means no judgement (R-122, R-162)."""

    max_rings: int | None
    private_call_max_min: int | None
    greeting: str
    missed_entry_min: int
    repeat_days: int
    cluster_n: int
    cluster_min: int
    notify_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgency:
    """A grade of urgency: minutes to the first action; critical ones block a handover."""

    code: str
    first_action_min: int
    critical: bool = False
