"""How shifts are exchanged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapRules:
    """How shifts are exchanged (R-180; C-05).

    ``lead_days`` are calendar dates before the shift's; ``notices`` are who
    must be told where nobody approves, ``causes`` the kinds of reason. With
    ``by_leader_of_date`` the leader of the shift's date decides, and with
    ``handover_note`` who takes it ticks what is handed over (R-190).
    ``qualifications`` are by rank what else may stand in for it in a written
    delegation (R-376).
    """

    mode: Literal[
        "leader_approves",
        "supervisor_assigns",
        "self_arranged",
        "agree_notify",
        "written_delegation",
    ]
    lead_days: int
    approver: str
    approver_roles: tuple[str, ...]
    notices: tuple[str, ...]
    notices_needed: Literal["all", "one"]
    causes: tuple[str, ...]
    qualifications: Mapping[str, tuple[str, ...]]
    min_rest_h: int
    by_leader_of_date: bool
    handover_note: bool
