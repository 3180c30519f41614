"""The people of a handover: who leaves with it, who takes over, on which side they stand."""

from __future__ import annotations

from typing import Literal

from dutyroom.domain.records.handover import Handover
from dutyroom.domain.records.presence import Attendance


def leaves_with(attendance: Attendance, handover: Handover) -> bool:
    """Tell whether an attendance ends with this handover: on post, and its shift ends with it.

    Who forgot to leave an earlier shift stays until that one is closed.
    """
    here = attendance.post == handover.post
    return here and attendance.on_post and attendance.end == handover.due


def relieves(attendance: Attendance, handover: Handover) -> bool:
    """Tell whether somebody who has arrived takes over with this handover."""
    here = attendance.post == handover.post
    return here and attendance.assists and attendance.end > handover.due


def side_of(handover: Handover, person: str) -> Literal["outgoing", "incoming", ""]:
    """Return on which side of the handover a person stands."""
    if person in handover.outgoing:
        return "outgoing"
    return "incoming" if person in handover.incoming else ""
