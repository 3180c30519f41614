"""Duty leaders sign in and out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.dates import DAY
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.leaders import LeaderDuty, leader_duties
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.presence.arrival import leader_marks
from dutyroom.domain.profile.times import minutes
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import LeaderPresence


def leader_in(desk: Desk, leader: Person) -> LeaderPresence:
    """Sign the leader of the duty date in (R-185).

    Raises `Wrong` for somebody who does not lead the duty now, or is there
    already, and the store's errors.
    """
    with desk.change("leader.in", leader.key) as change:
        duty = _duty(desk, change.state, leader, change.now)
        if duty.presence is not None and duty.presence.left is None:
            raise Wrong(say("{person} is signed in already", person=leader.name), "name")
        if duty.presence is not None:
            return change.put(replace(duty.presence, left=None))
        return change.put(
            LeaderPresence(
                id=change.number(LeaderPresence, duty.day),
                day=duty.day,
                person=leader.key,
                start=duty.start,
                end=duty.end,
                arrived=change.now,
                marks=leader_marks(duty.start, change.now, desk.profile),
            )
        )


def leader_out(desk: Desk, leader: Person) -> LeaderPresence:
    """Sign the leader of the duty date out. Raises `Wrong` and the store's errors."""
    with desk.change("leader.out", leader.key) as change:
        for presence in reversed(change.state.leaders):
            if presence.person == leader.key and presence.left is None:
                return change.put(replace(presence, left=change.now))
        raise Wrong(say("{person} is not signed in", person=leader.name), "name")


def _duty(desk: Desk, state: DutyState, leader: Person, now: datetime) -> LeaderDuty:
    """Return the duty that somebody leads now, or soon. Raises `Wrong`."""
    early, today = minutes(desk.profile.timing.sign_in_early_min), now.date()
    for duty in reversed(tuple(leader_duties(state, today - DAY, today))):
        if duty.person == leader.key and duty.start - early <= now < duty.end:
            return duty
    raise Wrong(say("{person} does not lead the duty now", person=leader.name), "name")
