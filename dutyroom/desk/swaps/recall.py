"""Calling somebody back from leave for a person who has fallen ill (R-287)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from dutyroom.desk.change import Change
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.checks import check_serves
from dutyroom.desk.people.pin_seal import check_pin
from dutyroom.desk.people.powers import check_role
from dutyroom.desk.swaps.checks import shift_in_force
from dutyroom.desk.swaps.effect import reissued
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Verdict, refuse_blocked
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.base import Mark, Signature
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import Leave
from dutyroom.domain.records.roster import Roster, ShiftRef
from dutyroom.domain.records.swaps import Swap
from dutyroom.domain.swaps.candidates import held_on, unfitness
from dutyroom.domain.swaps.marks import warned
from dutyroom.domain.swaps.requests import swapped
from dutyroom.values import dataclass


def recall_from_leave(
    desk: Desk,
    ill: Person,
    recalled: Person,
    days: tuple[date, ...],
    leader: Person,
    reason: str,
    pin: str,
    *,
    post: str = "",
    shift: str = "",
) -> Swap:
    """Call somebody back from leave for a person who has fallen ill (R-287, A-23).

    Every shift of the ill person on those days is taken over, or only those of
    ``post`` and ``shift``. Each roster has its next version, the order of the
    others stays; the days are owed to who was recalled, each on its own leave.
    One that is written down after a shift began is marked as entered late.
    Raises `Refused` for who may not, or whom a clash, rest, rank or nights
    keep from a shift, and `Wrong`, also for a day without leave.
    """
    text = say("Only a leader recalls somebody; {person} is none", person=leader.name)
    check_role(desk, leader, "recall", pin, text, "R-287")
    if not reason.strip():
        raise Wrong(say("Give the reason"), "reason")
    if not days:
        raise Wrong(say("Give the days"), "days")
    if ill.key == recalled.key:
        raise Wrong(say("Nobody stands in for himself"), "recalled")
    days = tuple(sorted(set(days)))
    check_serves(recalled, max(days), "recalled")
    check_pin(leader, pin)
    with desk.change("swap.recall", leader.key, proof="pin") as change:
        state = change.state
        refs: list[ShiftRef] = []
        for day in days:
            refs += _shifts_on(state, ill, day, post, shift, now=change.now)
        leaves = _recalled_from(state, recalled, days)
        taken = _taken_over(desk.profile, state, leaves, refs, ill, recalled)
        for leave in leaves:
            change.put(leave)
        rosters = [change.put(reissued(change, roster)) for roster in taken.rosters]
        late = any(shift_in_force(state, ref).line.start <= change.now for ref in refs)
        marks = ((Mark("late_entry"),) if late else ()) + warned(recalled, taken.against)
        swap = _recall_record(change, refs[0], ill, recalled, leader, days)
        return change.put(replace(swap, reason=reason, version=rosters[0].version, marks=marks))


def _recall_record(
    change: Change,
    ref: ShiftRef,
    ill: Person,
    recalled: Person,
    leader: Person,
    days: tuple[date, ...],
) -> Swap:
    """Return a recall, in force at once."""
    return Swap(
        id=change.number(Swap, ref.day),
        day=ref.day,
        post=ref.post,
        shift=ref.shift,
        kind="recall",
        cause="sick",
        applicant=ill.key,
        substitute=recalled.key,
        days=days,
        submitted=change.now,
        by=leader.key,
        status="effective",
        effective=change.now,
        decided=Signature(leader.key, change.now),
    )


def _shifts_on(
    state: DutyState, person: Person, day: date, post: str, shift: str, *, now: datetime
) -> tuple[ShiftRef, ...]:
    """Return the shifts of a person on a day that are not over yet; all, if all are over."""
    lines = sorted(held_on(state, person.key, day, post, shift), key=lambda line: line.start)
    if not lines:
        raise Wrong(say("{person} has no shift on {day}", person=person.name, day=day), "days")
    still = [line for line in lines if line.end > now]
    return tuple(line.ref for line in still or lines)


def _recalled_from(state: DutyState, person: Person, days: tuple[date, ...]) -> tuple[Leave, ...]:
    """Return each leave that has some of the days, with them owed. Raises `Wrong`."""
    owed: dict[str, Leave] = {}
    leaves = [leave for leave in state.leaves if leave.person == person.key]
    for day in days:
        leave = next((each for each in leaves if each.spans(day)), None)
        if leave is None:
            text = say("{person} is not on leave on {day}", person=person.name, day=day)
            raise Wrong(text, "days")
        if day in leave.recalled:
            text = say("{person} is called back on {day} already", person=person.name, day=day)
            raise Wrong(text, "days")
        recalled = owed.get(leave.id, leave).recalled
        owed[leave.id] = replace(leave, recalled=tuple(sorted((*recalled, day))))
    return tuple(owed.values())


@dataclass(frozen=True, slots=True)
class _TakenOver:
    """The rosters in which somebody has taken shifts over, and what was warned of."""

    rosters: tuple[Roster, ...]
    against: tuple[Verdict, ...]


def _taken_over(
    profile: Profile,
    state: DutyState,
    leaves: tuple[Leave, ...],
    refs: list[ShiftRef],
    ill: Person,
    recalled: Person,
) -> _TakenOver:
    """Return the rosters with the recalled person on the shifts, each its next version.

    Every shift is judged with those taken over before it; of the warnings each
    is said once. Raises `Refused`.
    """
    back = {leave.id: leave for leave in leaves}
    then = replace(state, leaves=tuple(back.get(leave.id, leave) for leave in state.leaves))
    before = {roster.id: roster.version for roster in state.rosters}
    changed: dict[str, Roster] = {}
    against: dict[str, Verdict] = {}
    for ref in refs:
        roster, line = shift_in_force(then, ref)
        for verdict in refuse_blocked(unfitness(then, profile, recalled, line)):
            against[verdict.code] = verdict
        given = swapped(roster, ref, ill.key, recalled)
        changed[roster.id] = replace(given, version=before[roster.id] + 1)
        then = replace(then, rosters=tuple(changed.get(r.id, r) for r in then.rosters))
    return _TakenOver(tuple(changed.values()), tuple(against.values()))
