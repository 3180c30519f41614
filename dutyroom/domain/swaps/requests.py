"""Leave and swaps: whether a request is in time, who can take the shift, what is missing.

Pure: the desk keeps what these decide (states 5.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Literal

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.base.verdict import Verdict
from dutyroom.domain.facts.eligibility import left_verdict, pool_verdict, rank_verdict
from dutyroom.domain.facts.leave import on_leave
from dutyroom.domain.facts.slots import Slot, is_night
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Assignee, Roster, RosterLine, ShiftRef
from dutyroom.domain.records.swaps import Swap
from dutyroom.values import dataclass

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
    lines = state.lines(ref.day, ref.day)
    return next(((roster, line) for roster, line in lines if line.is_shift(ref)), None)


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
    if is_pending(swap) and any(is_late(line, now, profile) for line in lines_of(state, swap)):
        decided = profile.swap.mode in DECIDED
        return swap.status if swap.urgent and decided else "expired"
    if swap.status == "effective" and _came(state, swap.substitute, swap.ref):
        return "done"
    return swap.status


def lines_of(state: DutyState, swap: Swap) -> tuple[RosterLine, ...]:
    """Return the shifts in force that a request is about: one, or the two of an exchange."""
    refs = (swap.ref, swap.other) if swap.other else (swap.ref,)
    found = (line_of(state, ref) for ref in refs)
    return tuple(line for _roster, line in filter(None, found))


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
    took = any(a.person == person and a.substitute for a in slot.people)
    own, whole = [], []
    for swap in state.swaps:
        if swap.effective is None:
            continue
        if (ref, person) in ((swap.ref, swap.substitute), (swap.other, swap.applicant)):
            own.append(swap.effective)
        elif took and swap.substitute == person and ref.day in swap.days:
            whole.append(swap.effective)
    return max(own or whole, default=None)


def is_pending(swap: Swap) -> bool:
    """Tell whether a request waits for a decision, or for what it still needs."""
    return swap.status in ("requested", "waiting")


def is_open(swap: Swap) -> bool:
    """Tell whether somebody still has to do something about a request."""
    return is_pending(swap) or swap.status == "unapproved"


def pending_of(state: DutyState, ref: ShiftRef, profile: Profile, now: datetime) -> Swap | None:
    """Return the open request about a shift, or None: the roster stays as it is (R-125).

    One that has expired is open no more: it has to be asked for anew.
    """
    return next(
        (
            swap
            for swap in state.swaps
            if is_open(swap) and swap.ref == ref and stage(state, swap, profile, now) != "expired"
        ),
        None,
    )


def unfitness(
    state: DutyState,
    profile: Profile,
    person: Person,
    line: RosterLine,
    *,
    giving: tuple[ShiftRef, ...] = (),
) -> tuple[Verdict, ...]:
    """Return what speaks against a person on a shift: rank, pool, nights, leave, clash, rest.

    ``giving`` are shifts that the person gives away in the same step.
    """
    found = [
        *filter(None, (left_verdict(profile, person, line.day),)),
        *filter(None, (rank_verdict(profile, line.post, person),)),
        *filter(None, (pool_verdict(profile, line.post, line.shift, person),)),
        *_night(profile, person, line),
        *_leave(state, profile, person, line),
        *_neighbours(state, profile, person, line, giving),
    ]
    return tuple(verdict for verdict in found if verdict.level != "off")


def _night(profile: Profile, person: Person, line: RosterLine) -> Iterator[Verdict]:
    if is_night(profile, line) and person.night_exempt:
        text = say(
            "{person} does no nights ({reason})", person=person.name, reason=person.night_exempt
        )
        yield Verdict(profile.level("night_exempt"), "night_exempt", text, "R-198")


def _leave(
    state: DutyState, profile: Profile, person: Person, line: RosterLine
) -> Iterator[Verdict]:
    leave = on_leave(state, person.key, line.day)
    if leave is not None:
        text = say("{person} is on leave until {last}", person=person.name, last=leave.last)
        yield Verdict(profile.level("on_leave"), "on_leave", text, "R-287")


def _neighbours(
    state: DutyState,
    profile: Profile,
    person: Person,
    line: RosterLine,
    giving: tuple[ShiftRef, ...],
) -> Iterator[Verdict]:
    rest = timedelta(hours=profile.swap.min_rest_h)
    for other in _shifts_of(state, person.key):
        if other.ref in giving:
            continue
        place = {"person": person.name, "shift": other.shift, "day": other.day}
        if other.start < line.end and line.start < other.end:
            text = say("{person} has {shift} on {day} at that time", **place)
            yield Verdict(profile.level("swap_clash"), "swap_clash", text, "R-124")
        elif max(line.start - other.end, other.start - line.end) < rest:
            hours = profile.swap.min_rest_h
            text = say("{person} has less than {n} h of rest to {shift} on {day}", n=hours, **place)
            yield Verdict(profile.level("swap_rest"), "swap_rest", text, "C-05")


def held_on(state: DutyState, person: str, day: date) -> tuple[RosterLine, ...]:
    """Return the shifts in force that a person has on a day."""
    return tuple(_shifts_of(state, person, day, day))


def deciders_on(state: DutyState, profile: Profile, day: date) -> tuple[str, ...]:
    """Return the keys of those who decide on swaps on a day."""
    roles = profile.swap.approver_roles
    return tuple(person.key for role in roles for person in state.with_role(role, day))


def _shifts_of(
    state: DutyState, person: str, first: date = date.min, last: date = date.max
) -> Iterator[RosterLine]:
    for _roster, line in state.lines(first, last):
        if line.role == "duty" and line.names(person):
            yield line


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could take a shift; ``month`` counts the shifts held in its month."""

    person: Person
    against: tuple[Verdict, ...]
    month: int

    @property
    def can(self) -> bool:
        """Tell whether nothing refuses it."""
        return all(verdict.level != "block" for verdict in self.against)


def candidates(state: DutyState, profile: Profile, line: RosterLine) -> tuple[Candidate, ...]:
    """Return everybody who does duty, the most suitable first.

    Those whom nothing speaks against come first, and of these who has the
    fewest shifts in that month.
    """
    there = (p for p in state.people.values() if p.serves(line.day) and not line.names(p.key))
    asked = (p for p in there if "duty" in p.roles)
    found = [
        Candidate(person, unfitness(state, profile, person, line), _count(state, person, line.day))
        for person in asked
    ]
    return tuple(sorted(found, key=lambda c: (not c.can, len(c.against), c.month, c.person.name)))


def _count(state: DutyState, person: Person, day: date) -> int:
    held = _shifts_of(state, person.key)
    return sum((line.day.year, line.day.month) == (day.year, day.month) for line in held)


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
    both = profile.swap.mode == "agree_notify"
    consented = {signature.person for signature in swap.consents}
    for person in (swap.applicant, swap.substitute) if both else (swap.substitute,):
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

    def instead(line: RosterLine) -> RosterLine:
        if not line.is_shift(ref):
            return line
        people = tuple(
            Assignee(new.key, new.phone, substitute=True, unit=new.unit)
            if one.person == old
            else one
            for one in line.people
        )
        return replace(line, people=people)

    return replace(roster, lines=tuple(map(instead, roster.lines)), version=roster.version + 1)
