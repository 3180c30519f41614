"""Looking through the records for damage, and repairing it."""

from __future__ import annotations

import re
from typing import NamedTuple

from dutyroom.desk.desk import Desk
from dutyroom.store.errors import explained
from dutyroom.store.ledger import Verification
from dutyroom.store.mend import Doctor, Remedy

_SEQ = re.compile(r"[0-9]{1,15}")


def line_stands(desk: Desk, tip: str) -> bool:
    """Tell whether a line that was printed, number and hash, still stands in the records."""
    seq, _, hash_ = tip.strip().partition(" ")
    return _SEQ.fullmatch(seq) is not None and desk.ledger.hash_of(int(seq)) == hash_


class Examination(NamedTuple):
    """What was found in the records, and what can be done about it."""

    report: Verification
    remedies: tuple[Remedy, ...]


def examine_records(desk: Desk) -> Examination:
    """Walk through everything and say what can be done. Raises the store's errors."""
    report = desk.ledger.verify()
    try:
        doctor = Doctor(desk.folder, report.damage, desk.ledger.opening_of)
        return Examination(report, doctor.remedies())
    except OSError as error:
        raise explained(error, desk.folder.path) from error


def repair_records(desk: Desk) -> tuple[Remedy, ...]:
    """Repair what is damaged from good copies; the damaged pages go to quarantine untouched."""
    try:
        with desk.ledger.held():
            damage = desk.ledger.verify().damage
            return Doctor(desk.folder, damage, desk.ledger.opening_of).mend(desk.now())
    except OSError as error:
        raise explained(error, desk.folder.path) from error
