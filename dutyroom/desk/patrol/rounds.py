"""Walking a round: start, point by point, finish or stop."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.presence.signed_in import signed_in
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import refuse_blocked
from dutyroom.domain.facts.attendance import on_posts
from dutyroom.domain.facts.slots import Slot, around, find
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.patrol import rounds as patrol
from dutyroom.domain.profile.patrol import Route
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.patrol import PointResult, Round
from dutyroom.domain.records.people import Person

PointAnswer = Literal["normal", "abnormal", "unseen"]


def start_round(desk: Desk, person: Person, route: str = "") -> Round:
    """Begin a round (R-010); one begun too soon after the last is marked and will not count.

    Raises `Wrong` when the person is not on duty, a round is on its way
    already or the route is unknown.
    """
    with desk.change("patrol.start", person.key) as change:
        state = change.state
        attendance = signed_in(state, person)
        slot = find(around(state, desk.profile, desk.zone, change.now), attendance)
        if round_under_way(state, person.key) is not None:
            raise Wrong(say("{person} is on a round already", person=person.name), "name")
        chosen = find_route(desk.profile, route)
        marks = patrol.start_marks(state, slot, desk.profile.patrol, chosen.id, change.now)
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


def find_route(profile: Profile, name: str) -> Route:
    """Return the route of that name; the first when no name is given. Raises `Wrong`."""
    for route in profile.patrol.routes:
        if name in ("", route.id):
            return route
    names = tuple(route.id for route in profile.patrol.routes)
    text = say("No route is called {route}; there are {names}", route=name, names=names)
    raise Wrong(text, "route")


def round_under_way(state: DutyState, person: str = "") -> Round | None:
    """Return the round on its way, of this person or of anybody."""
    return next((r for r in rounds_under_way(state) if person in ("", r.person)), None)


def rounds_under_way(state: DutyState) -> tuple[Round, ...]:
    """Return every round on its way, the first begun at the head."""
    return tuple(r for r in state.rounds if r.status == "walking")


def shifts_with_rounds(desk: Desk, state: DutyState | None = None) -> tuple[Slot, ...]:
    """Return the shifts whose rounds matter now: those that run, and those not handed over yet.

    Who stays past the end of the shift keeps its rounds in sight.
    """
    state, now = state or desk.state(), desk.now()
    staying = {attendance.ref for attendance in on_posts(state)}
    slots = around(state, desk.profile, desk.zone, now)
    near = (slot for slot in slots if slot.runs_at(now) or slot.ref in staying)
    return tuple(slot for slot in near if patrol.windows(state, slot, desk.profile, now))


def round_of(state: DutyState, number: str) -> Round:
    """Return the round of that number as it is now. Raises `Wrong`."""
    for walked in state.rounds:
        if walked.id == number:
            return walked
    raise Wrong(say("There is no number {number}", number=number), "number")


def walking_round(state: DutyState, person: str = "") -> Round:
    """Return the round on its way, of this person or the only one.

    Raises `Wrong` when there is none, or more than one to choose from.
    """
    rounds = [r for r in rounds_under_way(state) if person in ("", r.person)]
    if not rounds:
        raise Wrong(say("No round is on its way: start one first"))
    if len(rounds) > 1:
        names = tuple(state.name(r.person) for r in rounds)
        raise Wrong(say("Several are on a round, say whose it is: {names}", names=names), "by")
    return rounds[0]


def answer_point(
    desk: Desk, round_: Round, point: str, result: PointAnswer, note: str = ""
) -> Round:
    """Answer a checkpoint: normal, abnormal with text (R-011), unseen with a reason (R-082)."""
    route = find_route(desk.profile, round_.route)
    if point not in [p.id for p in route.points]:
        raise Wrong(say("{route} has no point {point}", route=route.id, point=point), "point")
    if result != "normal" and not note.strip():
        raise Wrong(
            say("Say what is wrong at {point}, or why it was not seen", point=point), "note"
        )
    with desk.change("patrol.point", round_.person) as change:
        others = tuple(answered for answered in round_.points if answered.point != point)
        answer = PointResult(point, result, change.now, note)
        return change.put(replace(round_, points=(*others, answer)))


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
