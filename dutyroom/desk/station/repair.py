"""Looking through the records for damage, and mending it: only ever adding, and as a record."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from dutyroom.desk.change import Change, Proof
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.checks import check_name
from dutyroom.desk.people.find import find_person
from dutyroom.desk.people.pin_seal import check_pin
from dutyroom.desk.station.backup import know_damage
from dutyroom.domain.base.sentence import say
from dutyroom.domain.records.kinds import KINDS
from dutyroom.domain.records.mending import HighestNumber, Loss, MendedFile, Mending
from dutyroom.store.accepted import Reserve, Seam
from dutyroom.store.errors import StoreError, explained
from dutyroom.store.mend import Doctor, Remedy, cut_off
from dutyroom.store.sealed import remembering
from dutyroom.store.strangers import doubtful_folders
from dutyroom.store.verification import Verification

_SEQ = re.compile(r"[0-9]{1,15}")
_AHEAD = tuple(series for kind in KINDS if kind.ahead for series in kind.letters)


def line_stands(desk: Desk, tip: str) -> bool:
    """Tell whether a line that was printed, number and hash, still stands in the records."""
    seq, _, hash_ = tip.strip().partition(" ")
    return _SEQ.fullmatch(seq) is not None and desk.ledger.hash_of(int(seq)) == hash_


class Examination(NamedTuple):
    """What was found in the records, and what can be done about it.

    ``cut_off`` are the files of a mending that was cut off: they may be in order
    already, and the next mending keeps the record of it.
    """

    report: Verification
    remedies: tuple[Remedy, ...]
    cut_off: tuple[str, ...] = ()


def examine_records(desk: Desk) -> Examination:
    """Walk through everything and say what can be done. Raises the store's errors."""
    report = _looked_through(desk)
    know_damage(desk, report.damage)
    try:
        doctor = Doctor(desk.folder, report, desk.ledger.opening_of, _today(desk))
        left = cut_off(desk.folder.ledger)
        files = tuple(each.file for each in left.files) if left is not None else ()
        return Examination(report, doctor.remedies(), files)
    except OSError as error:
        raise explained(error, desk.folder.path) from error


def _today(desk: Desk) -> date | None:
    """Return the last day of which there can be a page; nobody knows it by a clock in doubt."""
    return None if desk.clock_doubt() else desk.now().date()


def _looked_through(desk: Desk) -> Verification:
    """Return what a walk finds, and what only the copies of the newest month tell."""
    report = desk.ledger.verify()
    more = [damage for damage in desk.ledger.damage if damage not in report.damage]
    return replace(report, damage=(*report.damage, *more))


def strange_folders(desk: Desk) -> tuple[StoreError, ...]:
    """Return a sentence for each folder that is not the station's group's alone."""
    return doubtful_folders(desk.folder.path)


class Mended(NamedTuple):
    """What a mending did, how the records are now, and its record; none if nothing was to do."""

    remedies: tuple[Remedy, ...]
    report: Verification
    record: Mending | None


def mend_records(desk: Desk, by: str = "", pin: str = "") -> Mended:
    """Mend what is damaged from good copies, and keep a record of it.

    Mending only adds, so whoever is at the terminal may do it: ``by`` is the name
    as it was typed, and without one the terminal stands in. The PIN is asked where
    the person's record can be read and has one; one that is given is always checked.
    Damaged pages go to quarantine untouched. Lines that stand nowhere any more are
    named in the record and accepted with it. Raises `Wrong` and the store's errors.
    """
    with remembering():
        return _mended(desk, by, pin)


def _mended(desk: Desk, by: str, pin: str) -> Mended:
    who, proof = who_mends(desk, by, pin)
    with desk.change("data.mend", who, proof=proof) as change:
        try:
            doctor, remedies, record = _mend(desk, change, who, proof)
        except BaseException as error:
            desk.ledger.reread()
            if isinstance(error, OSError):
                raise explained(error, desk.folder.path) from error
            raise
    doctor.done()
    desk.ledger.reread()
    report = desk.ledger.verify()
    know_damage(desk, report.damage)
    return Mended(remedies, report, record)


def _mend(
    desk: Desk, change: Change, who: str, proof: Proof
) -> tuple[Doctor, tuple[Remedy, ...], Mending | None]:
    """Put the pages in order under the lock of the change, and put the record in it."""
    ledger = desk.ledger
    doctor = Doctor(desk.folder, _looked_through(desk), ledger.opening_of, _today(desk))
    remedies = doctor.mend(change.now, ledger.hidden, ledger.seq)
    ledger.reread()
    losses, pending = ledger.losses(), doctor.pending
    if not losses.seams and not pending.files:
        return doctor, remedies, None
    hidden = pending.hidden.joined(losses.hidden) if losses.seams else Reserve()
    record = Mending(
        id=change.number(Mending),
        day=change.day,
        at=change.now,
        person=who,
        proof=proof,
        files=tuple(MendedFile(each.file, each.regained, each.remade) for each in pending.files),
        copies=pending.copies,
        lost=tuple(_loss(seam, doctor.lost) for seam in losses.seams),
        numbers=tuple(HighestNumber(*each) for each in _highest(hidden)),
        unseen=hidden.unseen,
        until=change.now.date() + timedelta(days=1) if hidden.unseen else None,
    )
    return doctor, remedies, change.put(record)


def _highest(hidden: Reserve) -> list[tuple[str, int]]:
    """Return the numbers not to be given again; of some series for any day that is to come."""
    ahead = {series: hidden.unseen for series in _AHEAD if hidden.unseen}
    return sorted({**ahead, **hidden.numbers}.items())


def _loss(seam: Seam, lost: frozenset[int]) -> Loss:
    """Return a seam as it stands in the record, with the one of two neighbours that changed."""
    changed = seam.changed
    if not changed and seam.before <= seam.after + 1:
        changed = seam.before if seam.before in lost and seam.after not in lost else seam.after
    return Loss(seam.after, seam.stands, seam.before, seam.names, changed)


def who_mends(desk: Desk, by: str, pin: str) -> tuple[str, Proof]:
    """Return who mends, by key, and how that is proved.

    A name is kept as it was typed where damage may hide the person's record.
    """
    name = by.strip()
    if not name:
        if pin:
            raise Wrong(say("Say whose PIN that is"), "name")
        return "", "none"
    state = desk.state()
    if desk.ledger.damage and name not in {p.name for p in state.people.values()}:
        if pin:
            text = say("The record of {person} cannot be read: leave the PIN out", person=name)
            raise Wrong(text, "pin")
        return check_name(name), "none"
    person = find_person(state, name)
    if person.pin or pin:
        check_pin(person, pin)
        return person.key, "pin"
    return person.key, "none"
