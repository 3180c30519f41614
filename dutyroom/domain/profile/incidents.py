"""Incidents, and reports that are due at a time."""

from __future__ import annotations

from datetime import time
from typing import Literal

from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRules:
    """Incidents: levels, report minutes and the chain (R-020, R-088)."""

    levels: tuple[str, ...]
    report_min: int
    written_report_days: int
    next_day_basis: Literal["duty_date", "calendar_date"]
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedReport:
    """A report due at the same time on every duty date (R-207)."""

    id: str
    at: time
    receivers: tuple[str, ...]
    remind_min: int
