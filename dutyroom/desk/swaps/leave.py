"""Leave: granted, ill within it, called back from it (R-286 to R-288)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from dutyroom.desk.change import Change
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.checks import check_serves
from dutyroom.desk.people.pin_seal import check_pin
from dutyroom.desk.people.powers import Permission, allow, check_role, is_open
from dutyroom.desk.swaps.checks import line_with
from dutyroom.desk.swaps.requests import reissued
from dutyroom.domain.base.codes import mark_code
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.base.verdict import Verdict, refuse_blocked
from dutyroom.domain.facts.leave import against
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.base import Mark, Signature
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import Leave
from dutyroom.domain.records.roster import Roster, ShiftRef
from dutyroom.domain.records.swaps import Swap
from dutyroom.domain.roster.checks import absences
from dutyroom.domain.swaps.marks import warned
from dutyroom.domain.swaps.requests import held_on, swapped, unfitness


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
        return change.put(_marked(leave, against(change.state, desk.profile, leave)))


def _marked(leave: Leave, found: Iterable[Verdict]) -> Leave:
    """Return the leave with a mark of what it was granted against. Raises `Refused`, `Wrong`."""
    told = [verdict for verdict in refuse_blocked(found) if verdict.level == "warn"]
    if told and not leave.decision:
        text = say("{what}: who grants it gives the reason", what=told[0].sentence)
        raise Wrong(text, "decision")
    return replace(leave, marks=tuple(Mark(mark_code(v.code), note=leave.decision) for v in told))


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
    asked, mine = Permission("swap.decide", leave.person), desk.state().people.get(leave.person)
    if mine is None or by != mine.key:
        allow(desk, asked, by, pin, field="by")
    elif not is_open(desk, asked):
        check_pin(mine, pin)
    if not leave.first <= day <= leave.last:
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


def recall(
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
    with desk.change("swap.recall", leader.key) as change:
        state = change.state
        refs = [
            ref for day in days for ref in _shifts_on(state, ill, day, post, shift, now=change.now)
        ]
        leaves = _recalled_from(state, recalled, days)
        taken, against = _taken_over(desk.profile, state, leaves, refs, ill, recalled)
        for leave in leaves:
            change.put(leave)
        kept = [change.put(reissued(change, roster)) for roster in taken]
        late = any(line_with(state, ref)[1].start <= change.now for ref in refs)
        done = _recall_record(change, refs[0], ill, recalled, leader, days)
        marks = ((Mark("late_entry"),) if late else ()) + warned(recalled, against)
        return change.put(replace(done, reason=reason, version=kept[0].version, marks=marks))


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
    lines = [
        line
        for line in held_on(state, person.key, day)
        if post in ("", line.post) and shift in ("", line.shift)
    ]
    if not lines:
        raise Wrong(say("{person} has no shift on {day}", person=person.name, day=day), "days")
    lines.sort(key=lambda line: line.start)
    return tuple(line.ref for line in lines if line.end > now) or tuple(line.ref for line in lines)


def _recalled_from(state: DutyState, person: Person, days: tuple[date, ...]) -> tuple[Leave, ...]:
    """Return each leave that has some of the days, with them owed. Raises `Wrong`."""
    changed: dict[str, Leave] = {}
    mine = [leave for leave in state.leaves if leave.person == person.key]
    for day in days:
        leave = next((each for each in mine if each.first <= day <= each.last), None)
        if leave is None:
            text = say("{person} is not on leave on {day}", person=person.name, day=day)
            raise Wrong(text, "days")
        if day in leave.recalled:
            text = say("{person} is called back on {day} already", person=person.name, day=day)
            raise Wrong(text, "days")
        known = changed.get(leave.id, leave)
        changed[leave.id] = replace(known, recalled=tuple(sorted((*known.recalled, day))))
    return tuple(changed.values())


def _taken_over(
    profile: Profile,
    state: DutyState,
    leaves: tuple[Leave, ...],
    refs: list[ShiftRef],
    ill: Person,
    recalled: Person,
) -> tuple[list[Roster], tuple[Verdict, ...]]:
    """Return the rosters with the recalled person on the shifts, each its next version.

    Every shift is judged with those taken over before it; the warnings come
    beside, each once. Raises `Refused`.
    """
    back = {leave.id: leave for leave in leaves}
    then = replace(state, leaves=tuple(back.get(each.id, each) for each in state.leaves))
    before = {roster.id: roster.version for roster in state.rosters}
    changed: dict[str, Roster] = {}
    against: dict[str, Verdict] = {}
    for ref in refs:
        roster, line = line_with(then, ref)
        against |= {v.code: v for v in refuse_blocked(unfitness(then, profile, recalled, line))}
        new = swapped(roster, ref, ill.key, recalled)
        changed[roster.id] = replace(new, version=before[roster.id] + 1)
        rosters = (changed[roster.id] if r.id == roster.id else r for r in then.rosters)
        then = replace(then, rosters=tuple(rosters))
    return list(changed.values()), tuple(against.values())
