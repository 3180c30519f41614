"""Requests for leave and swaps: whether one is in time, where it stands, what is missing.

Pure: the desk keeps what these decide (states 5.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Literal

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.facts.slots import Slot
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Assignee, Roster, RosterLine, ShiftRef
from dutyroom.domain.records.swaps import Swap

Stage = Literal[
    "requested",
    "expired",
    "waiting",
    "effective",
    "done",
    "rejected",
    "withdrawn",
    "unapproved",
    "excused",
]
DECIDED = ("leader_approves", "supervisor_assigns")
"""The modes in which somebody approves; in the others the persons arrange it themselves."""


def line_of(state: DutyState, ref: ShiftRef) -> tuple[Roster, RosterLine] | None:
    """Return the line of a shift in the roster in force, or None."""
    for roster, line in state.lines(ref.day, ref.day):
        if line.is_shift(ref):
            return roster, line
    return None


def is_late(line: RosterLine, moment: datetime, profile: Profile) -> bool:
    """Tell whether a moment is too late for a swap of this shift (R-180, R-091).

    With a lead of days the date counts, not the hour: at 23:58 of the last date
    it is in time. Without one it must be before the shift begins. ``moment`` is
    in the station's zone.
    """
    lead = profile.swap.lead_days
    if lead:
        return moment.date() > line.day - timedelta(days=lead)
    return moment >= line.start


def stage(state: DutyState, swap: Swap, profile: Profile, now: datetime) -> Stage:
    """Return where a request stands; that it has expired or is done is computed.

    An exchange has to be in time for both shifts. Urgency helps only where
    somebody approves: persons who arrange it themselves agree before (R-389).
    """
    if is_pending(swap):
        return "expired" if _is_too_late(state, swap, profile, now) else swap.status
    if swap.status == "effective" and _came(state, swap.substitute, swap.ref):
        return "done"
    return swap.status


def _is_too_late(state: DutyState, swap: Swap, profile: Profile, now: datetime) -> bool:
    if swap.urgent and profile.swap.mode in DECIDED:
        return False
    return any(is_late(line, now, profile) for line in lines_of(state, swap))


def lines_of(state: DutyState, swap: Swap) -> tuple[RosterLine, ...]:
    """Return the shifts in force that a request is about: one, or the two of an exchange."""
    refs = (swap.ref, swap.other) if swap.other else (swap.ref,)
    known = (line_of(state, ref) for ref in refs)
    return tuple(line for _roster, line in filter(None, known))


def is_over(state: DutyState, line: RosterLine, person: str, now: datetime) -> bool:
    """Tell whether a shift cannot be given away any more: it is over, or its person came."""
    return now >= line.end or _came(state, person, line.ref)


def _came(state: DutyState, person: str, ref: ShiftRef) -> bool:
    return any(a.person == person and a.ref == ref for a in state.attendances)


def taken_on(state: DutyState, slot: Slot, person: str) -> datetime | None:
    """Return when a swap or a recall last gave a person this shift, or None (R-001, R-287).

    A recall is written down once, for every shift that it took over on its
    days: it speaks for those that have no other of their own.
    """
    ref = slot.ref
    stands_in = any(a.person == person and a.substitute for a in slot.people)
    of_shift, of_day = [], []
    for swap in state.swaps:
        if swap.effective is None:
            continue
        if (ref, person) in ((swap.ref, swap.substitute), (swap.other, swap.applicant)):
            of_shift.append(swap.effective)
        elif stands_in and swap.substitute == person and ref.day in swap.days:
            of_day.append(swap.effective)
    return max(of_shift or of_day, default=None)


def is_pending(swap: Swap) -> bool:
    """Tell whether a request waits for a decision, or for what it still needs."""
    return swap.status in ("requested", "waiting")


def is_open(swap: Swap) -> bool:
    """Tell whether somebody still has to do something about a request."""
    return is_pending(swap) or swap.status == "unapproved"


def pending_of(state: DutyState, ref: ShiftRef, profile: Profile, now: datetime) -> Swap | None:
    """Return the open request about a shift, or None: the roster stays as it is (R-125).

    One that has expired is open no more: it has to be asked for again.
    """
    for swap in state.swaps:
        if not is_open(swap) or swap.ref != ref:
            continue
        if stage(state, swap, profile, now) != "expired":
            return swap
    return None


def deciders_on(state: DutyState, profile: Profile, day: date) -> tuple[str, ...]:
    """Return the keys of those who decide on swaps on a day."""
    roles = profile.swap.approver_roles
    return tuple(person.key for role in roles for person in state.with_role(role, day))


def missing(swap: Swap, profile: Profile) -> tuple[Sentence, ...]:
    """Return what a request still needs before it takes effect by itself.

    Consent of the counterpart, notices, a document: by the profile's mode
    (R-069, R-389, R-390, R-376). Nothing where somebody approves instead.
    """
    if profile.swap.mode in DECIDED:
        return ()
    if profile.swap.mode == "written_delegation":
        if swap.document and swap.dated and swap.qualification:
            return ()
        return (say("Number and date of the written delegation, and the qualification"),)
    return (*_consents_missing(swap, profile), *_notices_missing(swap, profile))


def _consents_missing(swap: Swap, profile: Profile) -> Iterator[Sentence]:
    """Yield who has still to agree: the substitute, and by one of the modes the applicant too."""
    agreeing = [swap.substitute]
    if profile.swap.mode == "agree_notify":
        agreeing.insert(0, swap.applicant)
    consented = {signature.person for signature in swap.consents}
    for person in agreeing:
        if person not in consented:
            yield say("The consent of {person}", person=person)


def _notices_missing(swap: Swap, profile: Profile) -> Iterator[Sentence]:
    """Yield who has still to be told: one of the profile's receivers, or each of them."""
    told = {notice.receiver for notice in swap.notices}
    untold = tuple(receiver for receiver in profile.swap.notices if receiver not in told)
    if not untold:
        return
    if profile.swap.notices_needed != "one":
        yield say("A notice to {receivers}", receivers=untold)
    elif not told:
        yield say("A notice to one of {receivers}", receivers=untold)


def swapped(roster: Roster, ref: ShiftRef, old: str, new: Person) -> Roster:
    """Return a roster with another person on one shift, as its next version (R-192)."""

    def instead(assignee: Assignee) -> Assignee:
        if assignee.person != old:
            return assignee
        return Assignee(new.key, new.phone, substitute=True, unit=new.unit)

    lines = []
    for line in roster.lines:
        if line.is_shift(ref):
            line = replace(line, people=tuple(map(instead, line.people)))
        lines.append(line)
    return replace(roster, lines=tuple(lines), version=roster.version + 1)
