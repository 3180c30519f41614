"""Acknowledging what is due."""

from __future__ import annotations

from dutyroom.desk.desk import CLOCK_CONFIRMED, Desk
from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import say
from dutyroom.domain.due import Obligation, due
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.station import Alarm, ClockCheck


def obligations(desk: Desk) -> tuple[Obligation, ...]:
    """Return what is due around now (see `dutyroom.domain.due`); nothing by a doubtful clock."""
    if desk.clock_doubt():
        return ()
    return due(desk.moment())


def confirm_clock(desk: Desk, person: Person) -> ClockCheck:
    """Keep that a person looked: the clock is right, and alarms go on (X-12).

    Raises `Wrong` when nobody doubts it, and the store's errors.
    """
    doubt = desk.clock_doubt()
    if not doubt:
        raise Wrong(say("Nothing is wrong with the clock"))
    last = desk.ledger.verified_at
    with desk.change(CLOCK_CONFIRMED, person.key) as change:
        number = change.number(ClockCheck)
        check = ClockCheck(
            id=number, day=change.day, at=change.now, by=person.key, doubt=doubt, last=last
        )
        kept = change.put(check)
    if desk.watch is not None:
        desk.watch.trust()
    return kept


def acknowledge(desk: Desk, key: str, person: Person, reason: str) -> Alarm:
    """Keep that a person has seen an alarm, with the reason or what was done (R-010).

    Repeated alarms stop. Raises `Wrong` for a key that is not due yet, and
    without a reason.
    """
    found = next((o for o in obligations(desk) if o.key == key), None)
    if found is None or found.standing in ("waiting", "soon"):
        raise Wrong(say("Nothing of that name is due: {key}", key=key), "key")
    if not reason.strip():
        raise Wrong(say("Write what was done, or why it is not done"), "reason")
    with desk.change("due.acknowledge", person.key) as change:
        known = next((a for a in change.state.alarms if a.key == key), None)
        alarm = Alarm(
            id=known.id if known else change.number(Alarm),
            rev=known.rev if known else 0,
            key=key,
            day=change.day,
            at=change.now,
            code=key.partition(":")[0],
            acknowledged_by=person.key,
            reason=reason,
            closed_program=known.closed_program if known else False,
        )
        return change.put(alarm)
