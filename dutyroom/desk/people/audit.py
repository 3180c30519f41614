"""The audit list: who was refused what for want of the power (R-059), and what was restored."""

from __future__ import annotations

from dutyroom.desk.desk import Desk
from dutyroom.domain.records.station import Recovery, Refusal, Restoring

Audited = Refusal | Recovery | Restoring


def audit_list(desk: Desk) -> tuple[Audited, ...]:
    """Return the refusals, the PINs given again from outside and the restorings, newest first."""
    state = desk.state()
    records: tuple[Audited, ...] = (*state.refusals, *state.recoveries, *state.restorings)
    return tuple(sorted(records, key=lambda record: record.at)[::-1])


def audited_person(entry: Audited) -> str:
    """Return the key of the person whom an entry of the audit list is about."""
    return entry.by if isinstance(entry, Restoring) else entry.person
