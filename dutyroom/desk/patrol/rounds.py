"""Walking a round: start, point by point, finish or stop."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Literal

from dutyroom.desk.change import Change
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Refused, Verdict, refuse_blocked
from dutyroom.domain.facts.attendance import current_of, on_posts
from dutyroom.domain.facts.powers import holds
from dutyroom.domain.facts.slots import Slot, around, find
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.patrol import rounds as patrol
from dutyroom.domain.profile.patrol import Route
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.times import minutes
from dutyroom.domain.records.patrol import PointResult, Round
from dutyroom.domain.records.people import Person

Found = Literal["normal", "abnormal", "unseen"]


def start_round(desk: Desk, person: Person, route: str = "") -> Round:
    """Begin a round (R-010); one begun too soon after the last is marked and will not count.

    Raises `Wrong` when the person is not on duty, a round is on its way
    already or the route is unknown.
    """
    with desk.change("patrol.start", person.key) as change:
        slot = _duty_of(desk, change, person)
        if walking(change.state, person.key) is not None:
            raise Wrong(say("{person} is on a round already", person=person.name), "name")
        chosen = find_route(desk.profile, route)
        marks = patrol.start_marks(change.state, slot, desk.profile.patrol, chosen.id, change.now)
        return change.put(
            Round(
                id=change.number(Round, slot.day),
                day=slot.day,
                post=slot.post,
                shift=slot.shift,
                route=chosen.id,
                person=person.key,
                started=change.now,
                entered=change.now,
                marks=marks,
            )
        )


def _duty_of(desk: Desk, change: Change, person: Person) -> Slot:
    attendance = current_of(change.state, person.key)
    if attendance is None:
        raise Wrong(say("{person} is not signed in", person=person.name), "name")
    return find(around(change.state, desk.profile, desk.zone, change.now), attendance)


def find_route(profile: Profile, name: str) -> Route:
    """Return the route of that name; the first when no name is given. Raises `Wrong`."""
    routes = profile.patrol.routes
    found = next((r for r in routes if r.id == name), routes[0] if routes and not name else None)
    if found is None:
        names = tuple(r.id for r in routes)
        raise Wrong(
            say("No route is called {route}; there are {names}", route=name, names=names), "route"
        )
    return found


def walking(state: DutyState, person: str = "") -> Round | None:
    """Return the round on its way, of this person or of anybody."""
    return next(
        (r for r in state.rounds if r.status == "walking" and person in ("", r.person)), None
    )


def all_walking(state: DutyState) -> tuple[Round, ...]:
    """Return every round on its way, the first begun at the head."""
    return tuple(r for r in state.rounds if r.status == "walking")


def shifts_with_rounds(desk: Desk) -> tuple[Slot, ...]:
    """Return the shifts whose rounds matter now: those that run, and those not handed over yet.

    Who stays past the end of the shift keeps its rounds in sight.
    """
    state, now = desk.state(), desk.now()
    staying = {attendance.ref for attendance in on_posts(state)}
    slots = around(state, desk.profile, desk.zone, now)
    near = (slot for slot in slots if slot.runs_at(now) or slot.ref in staying)
    return tuple(slot for slot in near if patrol.windows(state, slot, desk.profile, now))


def round_of(state: DutyState, number: str) -> Round:
    """Return the round of that number as it is now. Raises `Wrong`."""
    found = next((r for r in state.rounds if r.id == number), None)
    if found is None:
        raise Wrong(say("There is no number {number}", number=number), "number")
    return found


def walking_round(state: DutyState, person: str = "") -> Round:
    """Return the round on its way, of this person or the only one.

    Raises `Wrong` when there is none, or more than one to choose from.
    """
    found = [r for r in all_walking(state) if person in ("", r.person)]
    if not found:
        raise Wrong(say("No round is on its way: start one first"))
    if len(found) > 1:
        names = tuple(state.name(r.person) for r in found)
        raise Wrong(say("Several are on a round, say whose it is: {names}", names=names), "by")
    return found[0]


def answer_point(desk: Desk, round_: Round, point: str, result: Found, note: str = "") -> Round:
    """Answer a checkpoint: normal, abnormal with text (R-011), unseen with a reason (R-082)."""
    route = find_route(desk.profile, round_.route)
    if point not in [p.id for p in route.points]:
        raise Wrong(say("{route} has no point {point}", route=route.id, point=point), "point")
    if result != "normal" and not note.strip():
        raise Wrong(
            say("Say what is wrong at {point}, or why it was not seen", point=point), "note"
        )
    with desk.change("patrol.point", round_.person) as change:
        kept = tuple(p for p in round_.points if p.point != point)
        answer = PointResult(point, result, change.now, note)
        return change.put(replace(round_, points=(*kept, answer)))


def finish_round(desk: Desk, round_: Round) -> Round:
    """Complete a round; refused while a point is open, a key location above all (R-012)."""
    refuse_blocked(patrol.finish_verdicts(find_route(desk.profile, round_.route), round_))
    with desk.change("patrol.finish", round_.person) as change:
        return change.put(replace(round_, status="complete", ended=change.now))


def stop_round(desk: Desk, round_: Round, reason: str) -> Round:
    """Break a round off with a reason; it does not count."""
    if not reason.strip():
        raise Wrong(say("Give the reason"), "reason")
    with desk.change("patrol.stop", round_.person) as change:
        return change.put(replace(round_, status="stopped", ended=change.now, reason=reason))


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
        slot = _duty_at(desk, change, person, started, by)
        chosen = find_route(desk.profile, route)
        _refuse_twin(desk, change, slot, chosen, started)
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


def _duty_at(desk: Desk, change: Change, person: Person, at: datetime, by: str) -> Slot:
    """Return the shift that a person was on at a moment."""
    there = [
        a
        for a in change.state.attendances
        if a.person == person.key and a.arrived <= at <= (a.left or change.now)
    ]
    if not there:
        raise Wrong(say("At that time {person} was not on duty", person=person.name), "at")
    if there[-1].left is not None:
        _refuse_powerless(desk, change, by)
    return find(around(change.state, desk.profile, desk.zone, at), there[-1])


def _refuse_powerless(desk: Desk, change: Change, by: str) -> None:
    text = say("The shift is over: only a supervisor or a leader enters a round afterwards")
    person = change.state.people.get(by)
    serves = person is not None and person.serves(change.day)
    if person is None or not serves or not holds(desk.profile, "override", person):
        raise Refused((Verdict("block", "no_power", text, "5.6"),))


def _refuse_twin(desk: Desk, change: Change, slot: Slot, route: Route, at: datetime) -> None:
    """Refuse a round within the shortest time of another on the same route."""
    gap = minutes(desk.profile.patrol.min_gap_min)
    for other in patrol.rounds_of(change.state, slot):
        near = abs(other.started - at) < gap
        if other.route == route.id and near and other.status in ("complete", "late_entry"):
            raise Wrong(
                say(
                    "{number} is that round already, begun {at}", number=other.id, at=other.started
                ),
                "at",
            )
