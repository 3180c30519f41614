"""Swaps asked for: requests, what they still need, and taking one's own back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from dutyroom.desk.change import Change
from dutyroom.desk.clock import read_date
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.numbers import numbered
from dutyroom.desk.people.pin_seal import check_pin
from dutyroom.desk.people.powers import check_own
from dutyroom.desk.roster.edit import only_one
from dutyroom.desk.station.contacts import write_copy
from dutyroom.desk.swaps.checks import check_open, shift_in_force, timing, unfit, unqualified
from dutyroom.desk.swaps.effect import settle
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import refuse_blocked
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.base import Mark, Signature
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import RosterLine, ShiftRef
from dutyroom.domain.records.swaps import Notice, Swap
from dutyroom.domain.swaps import requests as rules
from dutyroom.domain.swaps.candidates import Candidate, candidates_for, held_on
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapRequest:
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
    lines = held_on(desk.state(), person.key, day, post, shift)
    return only_one([line.ref for line in lines], person, day, "day")


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


def request_swap(
    desk: Desk,
    applicant: Person,
    ref: ShiftRef,
    request: SwapRequest,
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
    _check_words(desk, request)
    if desk.profile.swap.mode == "written_delegation":
        request = _delegation(desk, request, ref.day)
    with desk.change("swap.request", by or applicant.key) as change:
        state = change.state
        line = _line_to_give(desk, state, applicant, ref, change.now)
        refuse_blocked(timing(desk, state, line, applicant.key, urgent, change.now))
        _check_substitute(desk, state, applicant, ref, request, urgent, change.now)
        asked = _swap(desk, change, applicant, ref, request)
        afterwards = (Mark("asked_afterwards"),) if change.now >= line.start else ()
        asked = replace(asked, by=by or applicant.key, urgent=urgent, marks=afterwards)
        swap = settle(desk, change, change.put(asked))
    write_copy(desk)
    return swap


def _line_to_give(
    desk: Desk, state: DutyState, applicant: Person, ref: ShiftRef, now: datetime
) -> RosterLine:
    """Return the line of a shift that is the applicant's and about which nobody asked yet."""
    line = shift_in_force(state, ref).line
    if not line.names(applicant.key):
        raise Wrong(say("That is not a shift of {person}", person=applicant.name), "name")
    if rules.pending_of(state, ref, desk.profile, now) is not None:
        raise Wrong(say("There is an open request about this shift already"), "day")
    return line


def _check_substitute(
    desk: Desk,
    state: DutyState,
    applicant: Person,
    ref: ShiftRef,
    request: SwapRequest,
    urgent: bool,
    now: datetime,
) -> None:
    """Raise for a substitute who cannot take the shift, or give the other one in exchange."""
    taker = request.substitute
    if request.other is not None:
        theirs = shift_in_force(state, request.other).line
        refuse_blocked(timing(desk, state, theirs, taker.key if taker else "", urgent, now))
    if taker is not None:
        unfit(desk, state, applicant, ref, taker, request.other)
        refuse_blocked(unqualified(desk, applicant, taker, request.qualification))


def _swap(
    desk: Desk, change: Change, applicant: Person, ref: ShiftRef, request: SwapRequest
) -> Swap:
    return Swap(
        id=change.number(Swap, ref.day),
        day=ref.day,
        post=ref.post,
        shift=ref.shift,
        kind="exchange" if request.other else "substitute",
        applicant=applicant.key,
        submitted=change.now,
        by=applicant.key,
        reason=request.reason.strip(),
        cause=request.cause,
        substitute=request.substitute.key if request.substitute else "",
        other=request.other,
        document=request.document.strip(),
        qualification=request.qualification.strip(),
        dated=request.dated,
        delegated=request.delegated,
        matters=request.matters.strip(),
        status="requested" if desk.profile.swap.mode in rules.DECIDED else "waiting",
    )


def _check_words(desk: Desk, request: SwapRequest) -> None:
    if not request.reason.strip():
        raise Wrong(say("Give the reason"), "reason")
    _check_cause(desk.profile.swap.causes, request.cause)
    if request.substitute is None and desk.profile.swap.mode != "supervisor_assigns":
        raise Wrong(say("Name who takes the shift"), "substitute")


def _check_cause(causes: tuple[str, ...], cause: str) -> None:
    """Raise `Wrong` for a cause that is none of the profile's, where it lists them."""
    if not causes or cause in causes:
        return
    if not cause:
        raise Wrong(say("Say the cause: {causes}", causes=causes), "cause")
    text = say("No cause is called {cause}; there are {causes}", cause=cause, causes=causes)
    raise Wrong(text, "cause")


def _delegation(desk: Desk, request: SwapRequest, day: date) -> SwapRequest:
    """Return what is asked with the days of its written delegation; else those of the shift.

    Raises `Wrong` for what it has to say and does not (R-376).
    """
    _check_document(request, desk.now().date())
    days = request.delegated or (day,)
    first, last = days[0], days[-1]
    if last < first:
        raise Wrong(say("The last day is before the first"), "delegated")
    taken = (day, request.other.day) if request.other else (day,)
    if not first <= min(taken) <= max(taken) <= last:
        text = say(
            "The delegation is from {first} to {last}: the shift lies outside",
            first=first,
            last=last,
        )
        raise Wrong(text, "delegated")
    return replace(request, delegated=(first, last))


def _check_document(request: SwapRequest, today: date) -> None:
    """Raise `Wrong` for a delegation without number, date or qualification, or of a later day."""
    if not request.document.strip():
        raise Wrong(say("Give the number of the written delegation"), "document")
    if request.dated is None:
        raise Wrong(say("Give the date of the written delegation"), "dated")
    if request.dated > today:
        raise Wrong(say("That date lies ahead"), "dated")
    if not request.qualification.strip():
        raise Wrong(say("Say what qualifies who is delegated"), "qualification")


def consent_to_swap(desk: Desk, swap: Swap, person: Person, pin: str) -> Swap:
    """Keep that a person agrees, with the PIN (R-389). Raises `Wrong`, Conflict."""
    check_pin(person, pin)
    if person.key not in (swap.applicant, swap.substitute):
        raise Wrong(say("{person} has no part in this request", person=person.name), "name")
    check_open(swap)
    with desk.change("swap.consent", person.key, proof="pin") as change:
        signed = (*swap.consents, Signature(person.key, change.now))
        settled = settle(desk, change, change.put(replace(swap, consents=signed)))
    write_copy(desk)
    return settled


def note_notice(desk: Desk, swap: Swap, receiver: str, *, by: str) -> Swap:
    """Keep that an office or a leader was told (R-069, R-390). Raises `Wrong`, Conflict."""
    known = desk.profile.swap.notices
    if receiver not in known:
        raise Wrong(
            say("{receiver} is not one of {receivers}", receiver=receiver, receivers=known),
            "receiver",
        )
    check_open(swap)
    with desk.change("swap.notify", by) as change:
        told = (*swap.notices, Notice(receiver, change.now, by))
        settled = settle(desk, change, change.put(replace(swap, notices=told)))
    write_copy(desk)
    return settled


def withdraw_swap(desk: Desk, swap: Swap, person: Person) -> Swap:
    """Take one's own request back before anybody decided. Raises `Wrong`, Conflict."""
    if person.key != swap.applicant:
        raise Wrong(say("Only {person} can take it back", person=swap.applicant), "name")
    check_open(swap)
    with desk.change("swap.withdraw", person.key) as change:
        return change.put(replace(swap, status="withdrawn"))


def swap_candidates(desk: Desk, ref: ShiftRef) -> tuple[Candidate, ...]:
    """Return who could take a shift, the most suitable first. Raises `Wrong`."""
    state = desk.state()
    return candidates_for(state, desk.profile, shift_in_force(state, ref).line)
