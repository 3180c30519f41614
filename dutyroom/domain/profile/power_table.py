"""The table of powers: which role may do what, as the regulations have it (roles).

A profile may tighten it and never loosen it; `dutyroom.domain.facts.powers` asks it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Action = Literal[
    "contacts",
    "log",
    "incident",
    "sign",
    "override",
    "swap.ask",
    "swap.decide",
    "roster.publish",
    "roster.office",
    "violation",
    "check",
    "recall",
    "disposition",
    "confidential",
    "incident.close",
    "setup",
    "restore",
]

ROLES = ("duty", "supervisor", "leader", "chief", "owner", "admin", "inspector")
OPEN: tuple[Action, ...] = ("contacts", "log", "incident")
"""What everybody may do, always, whatever a profile says."""
UNASKED: tuple[Action, ...] = ("violation", "disposition", "confidential", "incident.close")
"""What nothing in the program does yet, so that a profile could tighten it to no effect."""
_BOSSES = ("supervisor", "leader")
TABLE: Mapping[Action, tuple[str, ...]] = {
    "contacts": ROLES,
    "log": ROLES,
    "incident": ROLES,
    "sign": ("duty",),
    "override": _BOSSES,
    "swap.ask": ("duty",),
    "swap.decide": _BOSSES,
    "roster.publish": ("owner", "supervisor"),
    "roster.office": ("owner",),
    "violation": _BOSSES,
    "check": (*_BOSSES, "inspector"),
    "recall": ("leader",),
    "disposition": ("leader",),
    "confidential": (*_BOSSES, "inspector"),
    "incident.close": ("leader",),
    "setup": ("admin",),
    "restore": ("admin",),
}
CLAUSES: Mapping[Action, str] = {
    "swap.decide": "R-123",
    "roster.office": "R-059",
    "check": "R-316",
    "recall": "R-287",
}
READER_MAY = frozenset(
    (
        "log.call",
        "log.visit",
        "log.message",
        "order.new",
        "check.spot",
        "check.phone",
        "people.pin",
        "power.refused",
        "data.mend",
    )
)
"""What may be written by an inspector, who only reads otherwise."""

OWNED = ("holiday", "leaders")
"""Kinds of lines that a profile may give to an office: those of a statutory holiday, but for
its drivers (R-059), and the leaders' of a weekend (R-061)."""
