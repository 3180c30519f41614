"""What a swap makes of the roster when it takes effect."""

from __future__ import annotations

from dataclasses import replace

from dutyroom.desk.change import Change
from dutyroom.desk.desk import Desk
from dutyroom.desk.swaps.checks import shift_in_force, timing, unfit, unqualified
from dutyroom.domain.base.verdict import refuse_blocked
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Roster
from dutyroom.domain.records.swaps import Swap
from dutyroom.domain.roster.drivers import rearranged
from dutyroom.domain.roster.edit import carried_over
from dutyroom.domain.swaps import requests as rules
from dutyroom.domain.swaps.marks import warned


def settle(desk: Desk, change: Change, swap: Swap) -> Swap:
    """Let a request take effect that needs nobody's approval and lacks nothing more."""
    if desk.profile.swap.mode in rules.DECIDED or rules.missing(swap, desk.profile):
        return swap
    state = change.state
    for line in rules.lines_of(state, swap):
        holder = swap.substitute if line.ref == swap.other else swap.applicant
        refuse_blocked(timing(desk, state, line, holder, swap.urgent, change.now))
    return take_effect(desk, change, state, swap)


def take_effect(desk: Desk, change: Change, state: DutyState, swap: Swap) -> Swap:
    """Change the roster: both shifts of an exchange in one write, or none (R-181).

    What was right when it was asked for may not be so any more. Raises `Wrong`
    when a shift is somebody else's by now, `Refused` for a clash. A warning is
    kept as a mark of the swap.
    """
    old, new = state.people[swap.applicant], state.people[swap.substitute]
    marks = _warnings(desk, state, swap, old, new)
    ref = swap.ref
    roster = shift_in_force(state, ref).roster
    changed = rules.swapped(roster, ref, swap.applicant, new)
    if swap.other is not None:
        theirs = shift_in_force(state, swap.other).roster
        if theirs.id == roster.id:
            back = rules.swapped(changed, swap.other, swap.substitute, old)
            changed = replace(back, version=changed.version)
        else:
            back = rules.swapped(theirs, swap.other, swap.substitute, old)
            change.put(reissued(change, back))
    in_force = change.put(reissued(change, changed))
    effective = replace(swap, effective=change.now, version=in_force.version)
    return change.put(replace(effective, status="effective", marks=(*swap.marks, *marks)))


def _warnings(
    desk: Desk, state: DutyState, swap: Swap, old: Person, new: Person
) -> tuple[Mark, ...]:
    """Return what the rules warn of in a swap, as marks. Raises `Refused`."""
    marks: list[Mark] = []
    for person, verdicts in unfit(desk, state, old, swap.ref, new, swap.other):
        marks += warned(person, verdicts)
    lacking = refuse_blocked(unqualified(desk, old, new, swap.qualification))
    return (*marks, *warned(new, lacking))


def reissued(change: Change, roster: Roster) -> Roster:
    """Return a roster with the date of issue of its new version (R-192, R-066).

    Drafts of its dates have the same change from now on.
    """
    rosters = change.state.rosters
    before = next(known for known in rosters if known.id == roster.id)
    if before.state == "published":
        for draft in rosters:
            if draft.state == "draft":
                _carry_over(change, draft, before, roster)
    return replace(rearranged(before, roster), issued=change.now if roster.issued else None)


def _carry_over(change: Change, draft: Roster, before: Roster, roster: Roster) -> None:
    carried = carried_over(draft, before, roster)
    if carried != draft:
        change.put(carried)
