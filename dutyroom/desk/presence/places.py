"""A shift spent at another place than the planned one."""

from __future__ import annotations

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.powers import check_boss
from dutyroom.desk.presence.signed_in import signed_in
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.slots import around, find
from dutyroom.domain.presence.places import place_of
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import PlaceChange


def change_place(
    desk: Desk, person: Person, to: str, reason: str, leader: Person, pin: str
) -> PlaceChange:
    """Keep that a shift is spent at another place, approved by a leader (R-313).

    Raises `Refused`, `Wrong` and the store's errors.
    """
    if not to.strip():
        raise Wrong(say("Say where to"), "place")
    check_boss(desk, leader, reason, pin, "R-313")
    with desk.change("shift.place", leader.key, proof="pin") as change:
        state = change.state
        attendance = signed_in(state, person)
        slot = find(around(state, desk.profile, desk.zone, change.now), attendance)
        planned = place_of(state, desk.profile, slot, change.now, desk.zone)
        return change.put(
            PlaceChange(
                id=change.number(PlaceChange, attendance.day),
                day=attendance.day,
                post=attendance.post,
                shift=attendance.shift,
                person=person.key,
                reason=reason.strip(),
                planned=planned,
                to=to.strip(),
                approver=leader.key,
                at=change.now,
            )
        )
