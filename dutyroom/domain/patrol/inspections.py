"""Closing inspections: whether one is complete (R-016)."""

from __future__ import annotations

from dutyroom.domain.facts.slots import Slot
from dutyroom.domain.facts.state import DutyState


def inspected(state: DutyState, slot: Slot) -> bool:
    """Tell whether the closing inspection of a shift's post and day is complete (R-016)."""
    return any(slot.holds(each) and each.ended is not None for each in state.inspections)
