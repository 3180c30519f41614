"""Acknowledging what is due."""

from __future__ import annotations

from dataclasses import replace

from dutyroom.desk.desk import CLOCK_CONFIRMED, Desk
from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import say
from dutyroom.domain.due import Obligation, due
from dutyroom.domain.facts.moment import Moment
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.station import Alarm, ClockCheck


def obligations(desk: Desk) -> tuple[Obligation, ...]:
    """Return what is due around now (see `dutyroom.domain.due`); nothing by a doubtful clock."""
    return obligations_at(desk, desk.moment())


def obligations_at(desk: Desk, moment: Moment) -> tuple[Obligation, ...]:
    """Return what is due around a moment that the desk was asked for; see `obligations`."""
    if desk.clock_doubt():
        return ()
    return due(moment, desk.plugins.rules() if desk.plugins else ())


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
    owed = next((each for each in obligations(desk) if each.key == key), None)
    if owed is None or owed.standing in ("waiting", "soon"):
        raise Wrong(say("Nothing of that name is due: {key}", key=key), "key")
    if not reason.strip():
        raise Wrong(say("Write what was done, or why it is not done"), "reason")
    with desk.change("due.acknowledge", person.key) as change:
        rung = next((alarm for alarm in change.state.alarms if alarm.key == key), None)
        alarm = rung or Alarm(
            id=change.number(Alarm), key=key, day=change.day, at=change.now, code=owed.code
        )
        return change.put(
            replace(
                alarm,
                day=change.day,
                at=change.now,
                acknowledged_by=person.key,
                reason=reason,
            )
        )
