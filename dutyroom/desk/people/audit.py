"""The audit list: who was refused what (R-059), and what was recovered, restored or mended."""

from __future__ import annotations

from dutyroom.desk.desk import Desk
from dutyroom.domain.records.mending import Mending
from dutyroom.domain.records.station import Recovery, Refusal, Restoring

Audited = Refusal | Recovery | Restoring | Mending


def audit_list(desk: Desk) -> tuple[Audited, ...]:
    """Return refusals, PINs given again from outside, restorings and mendings, newest first."""
    state = desk.state()
    records: tuple[Audited, ...] = (
        *state.refusals,
        *state.recoveries,
        *state.restorings,
        *state.mendings,
    )
    return tuple(sorted(records, key=lambda record: record.at)[::-1])


def audited_person(entry: Audited) -> str:
    """Return the key of the person whom an entry of the audit list is about."""
    return entry.by if isinstance(entry, Restoring) else entry.person
