"""Leave: granted, ill within it, called back from it (R-286 to R-288)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dutyroom.desk.desk import Change, Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people import check_serves
from dutyroom.desk.pins import check_pin
from dutyroom.desk.powers import Asked, allow, check_role
from dutyroom.desk.swaps import line_with, reissued
from dutyroom.domain.records import Leave, Mark, Person, ShiftRef, Signature, Swap
from dutyroom.domain.roster_edit import shifts_of
from dutyroom.domain.sentence import say
from dutyroom.domain.state import DutyState
from dutyroom.domain.swaps import swapped


def granting(person: Person) -> Asked:
    """Return what is asked for when somebody is granted leave: what decides a swap."""
    return Asked("swap.decide", person.name)


def grant_leave(
    desk: Desk,
    person: Person,
    first: date,
    last: date,
    *,
    kind: str,
    reason: str,
    leader: Person,
    studied: tuple[date, ...] = (),
    pin: str = "",
) -> Leave:
    """Grant days of leave (R-286): study days count like the others.

    ``leader`` is who may decide a swap here, and gives the PIN (R-123). Raises
    `Refused` for somebody else, `Wrong` for a span that ends before it begins, one that overlaps
    another leave, or a study day outside it.
    """
    if last < first or any(not first <= day <= last for day in studied):
        raise Wrong(say("The last day lies before the first, or a study day outside"), "last")
    if not reason.strip():
        raise Wrong(say("Give the reason"), "reason")
    check_serves(person, last, "person")
    allow(desk, granting(person), leader.key, pin, field="leader")
    with desk.change("leave.grant", leader.key) as change:
        if any(
            leave.person == person.key and leave.first <= last and first <= leave.last
            for leave in change.state.leaves
        ):
            raise Wrong(
                say("{person} has leave in these days already", person=person.name), "first"
            )
        return change.put(
            Leave(
                id=change.number("XJ", first),
                day=first,
                person=person.key,
                first=first,
                last=last,
                kind=kind,
                reason=reason,
                granted_by=leader.key,
                granted=change.now,
                studied=studied,
            )
        )


def find_leave(state: DutyState, number: str) -> Leave:
    """Return a leave by its number. Raises `Wrong`."""
    for leave in state.leaves:
        if leave.id == number:
            return leave
    raise Wrong(say("There is no leave {number}", number=number), "number")


def note_sick(desk: Desk, leave: Leave, day: date, *, by: str) -> Leave:
    """Keep that somebody was ill within the leave; nothing is made up for it (R-288)."""
    if not leave.first <= day <= leave.last:
        raise Wrong(say("{day} is not within that leave", day=day), "day")
    if day in leave.sick:
        raise Wrong(say("{day} is noted already", day=day), "day")
    with desk.change("leave.sick", by) as change:
        return change.put(replace(leave, sick=(*leave.sick, day)))


def recall(
    desk: Desk,
    ill: Person,
    recalled: Person,
    days: tuple[date, ...],
    leader: Person,
    reason: str,
    pin: str,
) -> Swap:
    """Call somebody back from leave for a person who has fallen ill (R-287).

    The roster has its next version, the order of the others stays; the days
    are owed to who was recalled. One that is written down after the shift
    began is marked as entered late. Raises `Refused`, `Wrong`.
    """
    text = say("Only a leader recalls somebody; {person} is none", person=leader.name)
    check_role(desk, leader, "recall", pin, text, "R-287")
    if not reason.strip():
        raise Wrong(say("Give the reason"), "reason")
    if not days:
        raise Wrong(say("Give the days"), "days")
    check_serves(recalled, max(days), "recalled")
    check_pin(leader, pin)
    with desk.change("swap.recall", leader.key) as change:
        state = change.state
        refs = [_shift_on(state, ill, day) for day in days]
        roster = line_with(state, refs[0])[0]
        changed = roster
        for ref in refs:
            changed = swapped(changed, ref, ill.key, recalled)
        changed = change.put(reissued(change, replace(changed, version=roster.version + 1)))
        _owe(change, recalled, days)
        late = change.now >= line_with(state, refs[0])[1].start
        return change.put(
            Swap(
                id=change.number("HB", days[0]),
                day=refs[0].day,
                post=refs[0].post,
                shift=refs[0].shift,
                kind="recall",
                cause="sick",
                applicant=ill.key,
                substitute=recalled.key,
                days=days,
                submitted=change.now,
                by=leader.key,
                reason=reason,
                status="effective",
                effective=change.now,
                decided=Signature(leader.key, change.now),
                version=changed.version,
                marks=(Mark("late_entry"),) if late else (),
            )
        )


def _shift_on(state: DutyState, person: Person, day: date) -> ShiftRef:
    for roster in state.published():
        for ref in shifts_of(roster, person.key, day):
            return ref
    raise Wrong(say("{person} has no shift on {day}", person=person.name, day=day), "day")


def _owe(change: Change, person: Person, days: tuple[date, ...]) -> None:
    for leave in change.state.leaves:
        mine = tuple(day for day in days if leave.first <= day <= leave.last)
        if leave.person == person.key and mine:
            change.put(replace(leave, recalled=tuple(sorted({*leave.recalled, *mine}))))
            return
    raise Wrong(say("{person} is not on leave on those days", person=person.name), "recalled")
