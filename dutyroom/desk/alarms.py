"""Acknowledging what is due."""

from __future__ import annotations

from dataclasses import replace

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import say
from dutyroom.domain.due import Obligation, due
from dutyroom.domain.facts.moment import Moment
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.station import Alarm


def obligations(desk: Desk) -> tuple[Obligation, ...]:
    """Return what is due around now (see `dutyroom.domain.due`); nothing by a doubtful clock."""
    return obligations_at(desk, desk.moment())


def obligations_at(desk: Desk, moment: Moment) -> tuple[Obligation, ...]:
    """Return what is due around a moment that the desk was asked for; see `obligations`."""
    if desk.clock_doubt():
        return ()
    return due(moment, desk.plugins.rules() if desk.plugins else ())


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
