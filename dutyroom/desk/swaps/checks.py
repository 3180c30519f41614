"""What speaks against a swap: the time, the shift, and the two persons on each other's shifts."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Verdict, refuse_blocked
from dutyroom.domain.facts.eligibility import qualification_verdict
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Roster, RosterLine, ShiftRef
from dutyroom.domain.records.swaps import Swap
from dutyroom.domain.swaps import requests as rules
from dutyroom.domain.swaps.candidates import unfitness


def timing(
    desk: Desk, state: DutyState, line: RosterLine, person: str, urgent: bool, now: datetime
) -> tuple[Verdict, ...]:
    """Return that it is too late to give a shift away (R-180, R-070, R-389)."""
    if desk.profile.leave_policy == "none_in_duty" and now >= line.start:
        text = say("The shift has begun: there is no leave from it now")
        return (Verdict("block", "leave_on_duty", text, "R-070"),)
    if rules.is_over(state, line, person, now):
        text = say("{shift} on {day} is served: it can be given to nobody", **_place(line))
        return (Verdict("block", "swap_served", text, "R-091"),)
    if not rules.is_late(line, now, desk.profile):
        return ()
    if desk.profile.swap.mode not in rules.DECIDED:
        text = say("{shift} on {day} has begun: a swap is agreed on before", **_place(line))
        return (Verdict("block", "swap_late", text, "R-389"),)
    if urgent:
        return ()
    text = say(
        "Swaps are asked for {n} calendar days before the shift's date: ask for it as urgent",
        n=desk.profile.swap.lead_days,
    )
    if not desk.profile.swap.lead_days:
        text = say("The shift has begun: ask for it as urgent, afterwards")
    return (Verdict("block", "swap_late", text, "R-180"),)


def _place(line: RosterLine) -> dict[str, object]:
    return {"shift": line.shift or line.post, "day": line.day}


class ShiftInForce(NamedTuple):
    """A shift as the rosters in force have it: the roster that answers for it, and its line."""

    roster: Roster
    line: RosterLine


class Fitness(NamedTuple):
    """Somebody who would take a shift, with what speaks against it."""

    person: Person
    against: tuple[Verdict, ...]


def shift_in_force(state: DutyState, ref: ShiftRef) -> ShiftInForce:
    """Return a shift of the rosters in force. Raises `Wrong` where none has it."""
    roster_and_line = rules.line_of(state, ref)
    if roster_and_line is None:
        raise Wrong(say("No roster in force has that shift"), "shift")
    return ShiftInForce(*roster_and_line)


def check_open(swap: Swap) -> None:
    """Raise `Wrong` for a request that is decided."""
    if not rules.is_pending(swap):
        raise Wrong(say("{number} is decided already", number=swap.id), "number")


def unfit(
    desk: Desk,
    state: DutyState,
    applicant: Person,
    ref: ShiftRef,
    substitute: Person,
    other: ShiftRef | None,
) -> tuple[Fitness, ...]:
    """Return each of the two persons with what speaks against them on the other's shift.

    Raises `Wrong` for a shift that is not theirs, `Refused` where something blocks.
    """
    if substitute.key == applicant.key:
        raise Wrong(say("Nobody stands in for himself"), "substitute")
    mine = shift_in_force(state, ref).line
    if not mine.names(applicant.key):
        raise Wrong(say("That is not a shift of {person}", person=applicant.name), "name")
    giving = (other,) if other else ()
    against = unfitness(state, desk.profile, substitute, mine, giving=giving)
    if other is None:
        return (Fitness(substitute, refuse_blocked(against)),)
    theirs = shift_in_force(state, other).line
    if not theirs.names(substitute.key):
        raise Wrong(say("That is not a shift of {person}", person=substitute.name), "other")
    back = unfitness(state, desk.profile, applicant, theirs, giving=(ref,))
    refuse_blocked((*against, *back))
    return Fitness(substitute, against), Fitness(applicant, back)


def unqualified(
    desk: Desk, applicant: Person, substitute: Person, qualification: str
) -> tuple[Verdict, ...]:
    """Return that who is delegated in writing lacks the role's qualification (R-376)."""
    if desk.profile.swap.mode != "written_delegation":
        return ()
    words = qualification.strip()
    lacking = qualification_verdict(desk.profile, substitute, applicant, words)
    return (lacking,) if lacking else ()
