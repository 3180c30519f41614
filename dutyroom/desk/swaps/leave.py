"""Leave: granted, ill within it, ended sooner (R-286, R-288)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.checks import check_serves
from dutyroom.desk.people.pin_seal import check_pin
from dutyroom.desk.people.powers import Permission, allow, is_open
from dutyroom.domain.base.codes import mark_code
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.base.verdict import Verdict, refuse_blocked
from dutyroom.domain.facts.leave import against
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.base import Mark, Signature
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import Leave
from dutyroom.domain.roster.checks import absences


def granting(person: Person) -> Permission:
    """Return what is asked for when somebody is granted leave: what decides a swap."""
    return Permission("swap.decide", person.name)


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
    decision: str = "",
) -> Leave:
    """Grant days of leave (R-286): study days count like the others.

    ``leader`` is who may decide a swap here, and gives the PIN (R-123), and the
    reason, ``decision``, where a rule warns of it (R-289). Raises `Refused` for
    somebody else and for leave that study prolongs, `Wrong` for a span that ends before it
    begins, one that overlaps another leave, or a study day outside it. A shift that the
    person holds in it stays on the roster: `lost_shifts` gives those that need somebody.
    """
    outside = [day for day in studied if not first <= day <= last]
    if last < first or outside:
        raise Wrong(say("The last day lies before the first, or a study day outside"), "last")
    if not reason.strip():
        raise Wrong(say("Give the reason"), "reason")
    check_serves(person, last, "person")
    allow(desk, granting(person), leader.key, pin, field="leader")
    with desk.change("leave.grant", leader.key) as change:
        state = change.state
        if _has_leave(state, person, first, last):
            text = say("{person} has leave in these days already", person=person.name)
            raise Wrong(text, "first")
        leave = Leave(
            id=change.number(Leave, first),
            day=first,
            person=person.key,
            first=first,
            last=last,
            kind=kind,
            reason=reason,
            granted_by=leader.key,
            granted=change.now,
            studied=studied,
            decision=decision.strip(),
        )
        return change.put(_marked(leave, against(state, desk.profile, leave)))


def _has_leave(state: DutyState, person: Person, first: date, last: date) -> bool:
    leaves = (leave for leave in state.leaves if leave.person == person.key)
    return any(leave.touches(first, last) for leave in leaves)


def _marked(leave: Leave, verdicts: Iterable[Verdict]) -> Leave:
    """Return the leave with a mark of what it was granted against. Raises `Refused`, `Wrong`."""
    warnings = [verdict for verdict in refuse_blocked(verdicts) if verdict.level == "warn"]
    if warnings and not leave.decision:
        text = say("{what}: who grants it gives the reason", what=warnings[0].sentence)
        raise Wrong(text, "decision")
    return replace(
        leave, marks=tuple(Mark(mark_code(v.code), note=leave.decision) for v in warnings)
    )


def lost_shifts(desk: Desk, leave: Leave) -> tuple[Sentence, ...]:
    """Return the shifts in force that a leave takes from its person, a sentence each (R-025)."""
    state = desk.state()
    name, lines = state.name(leave.person), absences.lost_by(state, leave, desk.now())
    return tuple(absences.lost_words(name, line) for line in lines)


def find_leave(state: DutyState, number: str) -> Leave:
    """Return a leave by its number. Raises `Wrong`."""
    for leave in state.leaves:
        if leave.id == number.strip().upper():
            return leave
    raise Wrong(say("There is no leave {number}", number=number), "number")


def note_sick(desk: Desk, leave: Leave, day: date, *, by: str, pin: str = "") -> Leave:
    """Keep that somebody was ill within the leave; nothing is made up for it (R-288).

    The person says so, or who decides on leave; with the PIN, as leave is granted.
    Raises `Refused` for anybody else, `Wrong` for a day outside it or noted already.
    """
    permission, state = Permission("swap.decide", leave.person), desk.state()
    person = state.people.get(leave.person)
    if person is None or by != person.key:
        allow(desk, permission, by, pin, field="by", state=state)
    elif not is_open(desk, permission, state):
        check_pin(person, pin)
    if not leave.spans(day):
        raise Wrong(say("{day} is not within that leave", day=day), "day")
    if day in leave.sick:
        raise Wrong(say("{day} is noted already", day=day), "day")
    with desk.change("leave.sick", by) as change:
        return change.put(replace(leave, sick=(*leave.sick, day)))


def end_leave(
    desk: Desk, leave: Leave, last: date | None, leader: Person, reason: str, pin: str = ""
) -> Leave:
    """Let a leave end sooner than it was granted; without ``last`` it is taken back.

    ``leader`` is who may grant it, and gives the PIN and the reason. Days on which
    the person was recalled stay owed. Raises `Refused` for somebody else, `Wrong`
    for a day that is not within it or is its last, and without a reason.
    """
    allow(desk, Permission("swap.decide", leave.person), leader.key, pin, field="leader")
    if not reason.strip():
        raise Wrong(say("Give the reason"), "reason")
    if leave.last < leave.first:
        raise Wrong(say("{number} is taken back already", number=leave.id), "number")
    if last is not None and not leave.first <= last < leave.last:
        text = say("It goes to {last}: give an earlier day within it", last=leave.last)
        raise Wrong(text, "day")
    ends = last or leave.first - timedelta(days=1)
    with desk.change("leave.end", leader.key) as change:
        signed = Signature(leader.key, change.now)
        return change.put(replace(leave, last=ends, ended=signed, end_reason=reason.strip()))
