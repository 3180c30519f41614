"""The audit list: who was refused what (R-059), what was recovered or mended, who typed times."""

from __future__ import annotations

from dutyroom.desk.desk import Desk
from dutyroom.domain.records.mending import Mending
from dutyroom.domain.records.station import ClockCheck, Recovery, Refusal, Restoring

Audited = Refusal | Recovery | Restoring | Mending | ClockCheck


def audit_list(desk: Desk) -> tuple[Audited, ...]:
    """Return refusals, PINs given again from outside, restorings, mendings, newest first.

    And each time that somebody typed where the machine's clock showed another (X-12).
    """
    state = desk.state()
    records: tuple[Audited, ...] = (
        *state.refusals,
        *state.recoveries,
        *state.restorings,
        *state.mendings,
        *(check for check in state.clock_checks if check.wall not in (None, check.at)),
    )
    return tuple(sorted(records, key=lambda record: record.at)[::-1])


def audited_person(entry: Audited) -> str:
    """Return the key of the person whom an entry of the audit list is about."""
    return entry.by if isinstance(entry, Restoring | ClockCheck) else entry.person
