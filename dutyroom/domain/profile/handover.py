"""The handover's numbers and lists."""

from __future__ import annotations

from dutyroom.domain.base.verdict import Level
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article of the handover kit and the number that should be there (R-127)."""

    name: str
    expected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverRules:
    """Numbers and lists of the handover; minutes before the shift starts or ends."""

    arrive_early_min: int
    tidy_before_min: int | None
    relief_realarm_min: int
    signatures: int
    critical: Level
    open_items: Level
    often_passed: int
    tidy: tuple[str, ...]
    kit: tuple[Article, ...]
    areas: tuple[str, ...]
    sections: tuple[str, ...]
    closing: tuple[str, ...]
