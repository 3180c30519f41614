"""The audit list: who was refused what for want of the power (R-059)."""

from __future__ import annotations

from dutyroom.desk.desk import Desk
from dutyroom.domain.records.station import Recovery, Refusal


def audit_list(desk: Desk) -> tuple[Refusal | Recovery, ...]:
    """Return the refusals and the PINs that were given again from outside, the newest first."""
    state = desk.state()
    records: tuple[Refusal | Recovery, ...] = (*state.refusals, *state.recoveries)
    return tuple(sorted(records, key=lambda record: record.at)[::-1])
