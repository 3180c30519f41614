"""Leave, swaps and recalls: asked, agreed, decided, and what they make of the roster."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dutyroom.desk.change import Change
from dutyroom.desk.clock import read_date
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.numbers import numbered
from dutyroom.desk.people.pin_seal import check_pin
from dutyroom.desk.people.powers import Permission, check_own, check_role, holders
from dutyroom.desk.roster.edit import only_one
from dutyroom.desk.station.contacts import write_copy
from dutyroom.desk.swaps.checks import line_with, timing, unfit, unqualified
from dutyroom.desk.swaps.notes import check_leads
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Refused, Verdict, refuse_blocked
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.base import Mark, Signature
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Roster, ShiftRef
from dutyroom.domain.records.swaps import Notice, Swap
from dutyroom.domain.roster.drivers import rearranged
from dutyroom.domain.roster.edit import carried_over
from dutyroom.domain.swaps import requests as rules
from dutyroom.domain.swaps.marks import warned
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What somebody asks for; empty where the profile's mode does not want it."""

    reason: str
    cause: str = ""
    substitute: Person | None = None
    other: ShiftRef | None = None
    document: str = ""
    qualification: str = ""
    matters: str = ""
    dated: date | None = None
    delegated: tuple[date, ...] = ()


def shift_of(desk: Desk, person: Person, day: date, post: str = "", shift: str = "") -> ShiftRef:
    """Return the shift that a person has on a day. Raises `Wrong` for none or several."""
    held = [
        line.ref
        for line in rules.held_on(desk.state(), person.key, day)
        if post in ("", line.post) and shift in ("", line.shift)
    ]
    return only_one(held, person, day, "day")


def exchanged_for(desk: Desk, taker: Person | None, day: str) -> ShiftRef | None:
    """Return the shift that is given in exchange, by its day as typed; None for no day (R-181).

    Raises `Wrong`, also where nobody is named whose shift it could be.
    """
    if not day.strip():
        return None
    if taker is None:
        raise Wrong(say("Name who takes the shift"), "substitute")
    return shift_of(desk, taker, read_date(day.strip(), "other"))


def find_swap(state: DutyState, number: str, today: date | None = None) -> Swap:
    """Return the request of that number, whole or short (`numbered`). Raises `Wrong`."""
    swap = numbered(state.swaps, number, today)
    if swap is None:
        raise Wrong(say("There is no request {number}", number=number or "—"), "number")
    return swap


def request(
    desk: Desk,
    applicant: Person,
    ref: ShiftRef,
    asked: Request,
    *,
    urgent: bool = False,
    by: str = "",
) -> Swap:
    """Ask for leave from a shift, or for a swap (R-025, R-091, R-180).

    The roster stays as it is until the request takes effect (R-125). Where
    the profile wants a lead, a later request must be ``urgent``. Raises
    `Wrong` for what is missing, `Refused` for a shift that has begun where the
    profile grants no leave on duty (R-070), and for an applicant who may not ask.
    """
    check_own(desk, "swap.ask", applicant, by=by)
    _check_words(desk, asked)
    if desk.profile.swap.mode == "written_delegation":
        asked = _delegation(desk, asked, ref.day)
    with desk.change("swap.request", by or applicant.key) as change:
        state = change.state
        _roster, line = line_with(state, ref)
        if not line.names(applicant.key):
            raise Wrong(say("That is not a shift of {person}", person=applicant.name), "name")
        if rules.pending_of(state, ref, desk.profile, change.now) is not None:
            raise Wrong(say("There is an open request about this shift already"), "day")
        refuse_blocked(timing(desk, change, line, applicant.key, urgent))
        if asked.other is not None:
            theirs = line_with(state, asked.other)[1]
            taker = asked.substitute.key if asked.substitute else ""
            refuse_blocked(timing(desk, change, theirs, taker, urgent))
        if asked.substitute is not None:
            unfit(desk, state, applicant, ref, asked.substitute, asked.other)
            refuse_blocked(unqualified(desk, applicant, asked.substitute, asked.qualification))
        swap = change.put(
            Swap(
                id=change.number(Swap, ref.day),
                day=ref.day,
                post=ref.post,
                shift=ref.shift,
                kind="exchange" if asked.other else "substitute",
                applicant=applicant.key,
                submitted=change.now,
                by=by or applicant.key,
                reason=asked.reason.strip(),
                cause=asked.cause,
                substitute=asked.substitute.key if asked.substitute else "",
                other=asked.other,
                document=asked.document.strip(),
                qualification=asked.qualification.strip(),
                dated=asked.dated,
                delegated=asked.delegated,
                matters=asked.matters.strip(),
                urgent=urgent,
                marks=(Mark("asked_afterwards"),) if change.now >= line.start else (),
                status="requested" if desk.profile.swap.mode in rules.DECIDED else "waiting",
            )
        )
        done = _settle(desk, change, swap)
    write_copy(desk)
    return done


def _check_words(desk: Desk, asked: Request) -> None:
    if not asked.reason.strip():
        raise Wrong(say("Give the reason"), "reason")
    causes = desk.profile.swap.causes
    if causes and asked.cause not in causes:
        raise Wrong(
            say("No cause is called {cause}; there are {causes}", cause=asked.cause, causes=causes)
            if asked.cause
            else say("Say the cause: {causes}", causes=causes),
            "cause",
        )
    if asked.substitute is None and desk.profile.swap.mode != "supervisor_assigns":
        raise Wrong(say("Name who takes the shift"), "substitute")


def _delegation(desk: Desk, asked: Request, day: date) -> Request:
    """Return what is asked with the days of its written delegation; else those of the shift.

    Raises `Wrong` for what it has to say and does not (R-376).
    """
    if not asked.document.strip():
        raise Wrong(say("Give the number of the written delegation"), "document")
    if asked.dated is None:
        raise Wrong(say("Give the date of the written delegation"), "dated")
    if asked.dated > desk.now().date():
        raise Wrong(say("That date lies ahead"), "dated")
    if not asked.qualification.strip():
        raise Wrong(say("Say what qualifies who is delegated"), "qualification")
    days = asked.delegated or (day,)
    first, last = days[0], days[-1]
    if last < first:
        raise Wrong(say("The last day is before the first"), "delegated")
    taken = (day, asked.other.day) if asked.other else (day,)
    if not all(first <= each <= last for each in taken):
        text = say(
            "The delegation is from {first} to {last}: the shift lies outside",
            first=first,
            last=last,
        )
        raise Wrong(text, "delegated")
    return replace(asked, delegated=(first, last))


def consent(desk: Desk, swap: Swap, person: Person, pin: str) -> Swap:
    """Keep that a person agrees, with the PIN (R-389). Raises `Wrong`, Conflict."""
    check_pin(person, pin)
    if person.key not in (swap.applicant, swap.substitute):
        raise Wrong(say("{person} has no part in this request", person=person.name), "name")
    _check_open(swap)
    with desk.change("swap.consent", person.key) as change:
        signed = (*swap.consents, Signature(person.key, change.now))
        done = _settle(desk, change, change.put(replace(swap, consents=signed)))
    write_copy(desk)
    return done


def notify(desk: Desk, swap: Swap, receiver: str, *, by: str) -> Swap:
    """Keep that an office or a leader was told (R-069, R-390). Raises `Wrong`, Conflict."""
    known = desk.profile.swap.notices
    if receiver not in known:
        raise Wrong(
            say("{receiver} is not one of {receivers}", receiver=receiver, receivers=known),
            "receiver",
        )
    _check_open(swap)
    with desk.change("swap.notify", by) as change:
        told = (*swap.notices, Notice(receiver, change.now, by))
        done = _settle(desk, change, change.put(replace(swap, notices=told)))
    write_copy(desk)
    return done


def approve(
    desk: Desk,
    swap: Swap,
    approver: Person,
    pin: str,
    *,
    substitute: Person | None = None,
    other: ShiftRef | None = None,
    reason: str = "",
) -> Swap:
    """Approve a request; the roster has its next version at the same moment (R-123, R-124).

    Where the supervisor assigns, ``substitute`` is named now, and ``other`` is
    what that person gives in exchange (R-181). An urgent one, and one that is
    approved after the fact (R-026), needs a reason. Raises `Refused` for the
    wrong role, another than the leader of the date where that one decides
    (R-190), a clash or an expired request, `Wrong`, Conflict.
    """
    _check_power(desk, approver, pin)
    with desk.change("swap.approve", approver.key) as change:
        state = change.state
        now_at = rules.stage(state, swap, desk.profile, change.now)
        if swap.status == "unapproved":
            return _excuse(change, swap, approver, reason)
        _check_decided_on(desk, swap)
        if now_at == "expired":
            text = say("The request came to nobody in time: ask for it anew, as urgent")
            raise Refused((Verdict("block", "swap_expired", text, "R-180"),))
        check_leads(desk, state, swap, approver)
        _check_not_own(desk, swap, approver)
        if swap.urgent and not reason.strip():
            raise Wrong(say("An urgent swap needs the reason of who approves it"), "reason")
        chosen = substitute or state.people.get(swap.substitute)
        if chosen is None:
            raise Wrong(say("Name who takes the shift"), "substitute")
        if other is not None:
            theirs = line_with(state, other)[1]
            refuse_blocked(timing(desk, change, theirs, chosen.key, swap.urgent))
            swap = replace(swap, kind="exchange", other=other)
        decided = replace(
            swap,
            substitute=chosen.key,
            decided=Signature(approver.key, change.now),
            decision=reason,
        )
        done = _take_effect(desk, change, decided)
    write_copy(desk)
    return done


def _excuse(change: Change, swap: Swap, approver: Person, reason: str) -> Swap:
    """Approve a swap that nobody asked for; what was noted stays visible (补批)."""
    if not reason.strip():
        raise Wrong(say("Give the reason"), "reason")
    for attendance in change.state.attendances:
        same = (attendance.day, attendance.post, attendance.shift) == (
            swap.day,
            swap.post,
            swap.shift,
        )
        if same and attendance.person == swap.substitute:
            marks = tuple(
                replace(mark, excused=reason) if mark.code == "substitute_unapproved" else mark
                for mark in attendance.marks
            )
            change.put(replace(attendance, marks=marks))
    signed = Signature(approver.key, change.now)
    marks = tuple(replace(mark, excused=reason) for mark in swap.marks)
    return change.put(replace(swap, status="excused", decided=signed, decision=reason, marks=marks))


def reject(desk: Desk, swap: Swap, approver: Person, pin: str, reason: str) -> Swap:
    """Turn a request down, with the reason. Raises `Refused`, `Wrong`, Conflict."""
    _check_power(desk, approver, pin)
    if not reason.strip():
        raise Wrong(say("Give the reason"), "reason")
    _check_decided_on(desk, swap)
    with desk.change("swap.reject", approver.key) as change:
        check_leads(desk, change.state, swap, approver)
        signed = Signature(approver.key, change.now)
        return change.put(replace(swap, status="rejected", decided=signed, decision=reason))


def withdraw(desk: Desk, swap: Swap, person: Person) -> Swap:
    """Take one's own request back before anybody decided. Raises `Wrong`, Conflict."""
    if person.key != swap.applicant:
        raise Wrong(say("Only {person} can take it back", person=swap.applicant), "name")
    _check_open(swap)
    with desk.change("swap.withdraw", person.key) as change:
        return change.put(replace(swap, status="withdrawn"))


def _check_open(swap: Swap) -> None:
    if not rules.is_pending(swap):
        raise Wrong(say("{number} is decided already", number=swap.id), "number")


def _check_decided_on(desk: Desk, swap: Swap) -> None:
    """Raise `Wrong` for a request that is decided, or that needs no decision (R-069, R-389)."""
    _check_open(swap)
    if desk.profile.swap.mode not in rules.DECIDED:
        wanted = rules.missing(swap, desk.profile)
        text = say("Nobody decides on a swap here. It still needs: {wanted}", wanted=wanted)
        raise Wrong(text, "number")


def _check_not_own(desk: Desk, swap: Swap, approver: Person) -> None:
    """Raise `Wrong` for somebody's own request, where another could decide on it."""
    if approver.key not in (swap.applicant, swap.by):
        return
    if any(other.key != approver.key for other in holders(desk, Permission("swap.decide"))):
        text = say("{person} asked for it: somebody else decides", person=approver.name)
        raise Wrong(text, "name")


def _check_power(desk: Desk, person: Person, pin: str) -> None:
    roles = desk.profile.swap.approver_roles
    text = say(
        "Swaps are decided by {approver}; {person} is not one",
        approver=desk.profile.swap.approver or roles,
        person=person.name,
    )
    check_role(desk, person, "swap.decide", pin, text, "R-123", field="name")
    check_pin(person, pin)


def _settle(desk: Desk, change: Change, swap: Swap) -> Swap:
    """Let a request take effect that needs nobody's approval and lacks nothing more."""
    if desk.profile.swap.mode in rules.DECIDED or rules.missing(swap, desk.profile):
        return swap
    for line in rules.lines_of(change.state, swap):
        holder = swap.substitute if line.ref == swap.other else swap.applicant
        refuse_blocked(timing(desk, change, line, holder, swap.urgent))
    return _take_effect(desk, change, swap)


def _take_effect(desk: Desk, change: Change, swap: Swap) -> Swap:
    """Change the roster: both shifts of an exchange in one write, or none (R-181).

    What was right when it was asked for may not be so any more. Raises `Wrong`
    when a shift is somebody else's by now, `Refused` for a clash. A warning is
    kept as a mark of the swap.
    """
    state, ref = change.state, rules.ref_of(swap)
    old, new = state.people[swap.applicant], state.people[swap.substitute]
    against = unfit(desk, state, old, ref, new, swap.other)
    lacking = refuse_blocked(unqualified(desk, old, new, swap.qualification))
    against = (*against, (new, lacking))
    marks = [mark for person, verdicts in against for mark in warned(person, verdicts)]
    roster = line_with(state, ref)[0]
    changed = rules.swapped(roster, ref, swap.applicant, new)
    if swap.other is not None:
        theirs = line_with(state, swap.other)[0]
        base = changed if theirs.id == roster.id else theirs
        back = rules.swapped(base, swap.other, swap.substitute, old)
        if theirs.id == roster.id:
            changed = replace(back, version=changed.version)
        else:
            change.put(reissued(change, back))
    done = change.put(reissued(change, changed))
    in_force = replace(swap, effective=change.now, version=done.version)
    return change.put(replace(in_force, status="effective", marks=(*swap.marks, *marks)))


def reissued(change: Change, roster: Roster) -> Roster:
    """Return a roster with the date of issue of its new version (R-192, R-066).

    Drafts of its dates have the same change from now on.
    """
    before = next(r for r in change.state.rosters if r.id == roster.id)
    for draft in change.state.rosters:
        if draft.state == "draft" and before.state == "published":
            carried = carried_over(draft, before, roster)
            if carried != draft:
                change.put(carried)
    return replace(rearranged(before, roster), issued=change.now if roster.issued else None)


def found_unapproved(change: Change, ref: ShiftRef, original: str, came: str) -> Swap:
    """Keep that somebody came on another's shift without approval (R-026).

    The post is manned and the roster stands; a leader may lift the marks.
    """
    known = next(
        (
            swap
            for swap in change.state.swaps
            if swap.kind == "unapproved"
            and rules.ref_of(swap) == ref
            and (swap.applicant, swap.substitute) == (original, came)
        ),
        None,
    )
    return known or change.put(
        Swap(
            id=change.number(Swap, ref.day),
            day=ref.day,
            post=ref.post,
            shift=ref.shift,
            kind="unapproved",
            applicant=original,
            substitute=came,
            submitted=change.now,
            by=came,
            status="unapproved",
            marks=(Mark("swap_unapproved"), Mark("deserted")),
        )
    )


def candidates(desk: Desk, ref: ShiftRef) -> tuple[rules.Candidate, ...]:
    """Return who could take a shift, the most suitable first. Raises `Wrong`."""
    state = desk.state()
    return rules.candidates(state, desk.profile, line_with(state, ref)[1])
