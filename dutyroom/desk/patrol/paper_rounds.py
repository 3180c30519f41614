"""Entering a round that was walked on paper."""

from __future__ import annotations

from datetime import date, datetime

from dutyroom.desk.change import Change
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.patrol.rounds import find_route
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Refused, Verdict
from dutyroom.domain.facts.powers import holds
from dutyroom.domain.facts.slots import Slot, around, find
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.patrol import rounds as patrol
from dutyroom.domain.profile.patrol import Route
from dutyroom.domain.profile.times import minutes
from dutyroom.domain.records.patrol import Round
from dutyroom.domain.records.people import Person


def enter_paper_round(
    desk: Desk, person: Person, started: datetime, reason: str, route: str = "", by: str = ""
) -> Round:
    """Enter a round walked on paper, with its reason; counted apart (states 5.6, A-15).

    The person must have been on duty then. After the shift only a supervisor
    or leader, named by ``by``, may enter it. Raises `Wrong` for a round that
    is there already, `Refused`, and the store's errors.
    """
    if not reason.strip():
        raise Wrong(say("A round entered later needs its reason"), "reason")
    with desk.change("patrol.late", by or person.key) as change:
        if started > change.now:
            raise Wrong(say("That time lies ahead"), "at")
        state = change.state
        slot = _duty_at(desk, change, state, person, started, by)
        chosen = find_route(desk.profile, route)
        _refuse_twin(desk, state, slot, chosen, started)
        return change.put(
            Round(
                id=change.number(Round, slot.day),
                day=slot.day,
                post=slot.post,
                shift=slot.shift,
                route=chosen.id,
                person=person.key,
                started=started,
                entered=change.now,
                status="late_entry",
                ended=started,
                reason=reason,
            )
        )


def _duty_at(
    desk: Desk, change: Change, state: DutyState, person: Person, at: datetime, by: str
) -> Slot:
    """Return the shift that a person was on at a moment. Raises `Wrong`, `Refused`."""
    there = []
    for attendance in state.attendances:
        left = attendance.left or change.now
        if attendance.person == person.key and attendance.arrived <= at <= left:
            there.append(attendance)
    if not there:
        raise Wrong(say("At that time {person} was not on duty", person=person.name), "at")
    if there[-1].left is not None:
        _refuse_powerless(desk, state.people.get(by), change.day)
    return find(around(state, desk.profile, desk.zone, at), there[-1])


def _refuse_powerless(desk: Desk, person: Person | None, day: date) -> None:
    """Raise `Refused` unless a supervisor or a leader enters the round."""
    if person is None or not person.serves(day) or not holds(desk.profile, "override", person):
        text = say("The shift is over: only a supervisor or a leader enters a round afterwards")
        raise Refused((Verdict("block", "no_power", text, "5.6"),))


def _refuse_twin(desk: Desk, state: DutyState, slot: Slot, route: Route, at: datetime) -> None:
    """Refuse a round within the shortest time of another on the same route."""
    gap = minutes(desk.profile.patrol.min_gap_min)
    for other in patrol.rounds_of(state, slot):
        near = abs(other.started - at) < gap
        if other.route == route.id and near and other.status in ("complete", "late_entry"):
            raise Wrong(
                say(
                    "{number} is that round already, begun {at}", number=other.id, at=other.started
                ),
                "at",
            )
