"""Who decides on the swaps of a date, and the handover note to who takes a shift (R-190)."""

from __future__ import annotations

from datetime import date, datetime

from dutyroom.domain.facts.leaders import leader_duties
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.swaps import Swap
from dutyroom.domain.swaps.requests import deciders_on, line_of


def leads_that_day(state: DutyState, profile: Profile, swap: Swap, today: date) -> tuple[str, ...]:
    """Return who leads the duty of a request's date and so decides on it, by key.

    Nobody where the profile does not ask for that one, or where none leads who
    may decide a swap and does not ask for it: then whoever may decide does.
    """
    if not profile.swap.by_leader_of_date:
        return ()
    able = set(deciders_on(state, profile, today)) - {swap.applicant, swap.by}
    leaders = (duty.person for duty in leader_duties(state, swap.day, swap.day))
    return tuple(dict.fromkeys(person for person in leaders if person in able))


def awaits_note(state: DutyState, profile: Profile, swap: Swap, now: datetime) -> bool:
    """Tell whether who took a shift has still to tick the note of who gave it away.

    It is of no use any more when the shift is over, or somebody else's by now.
    """
    given = swap.status == "effective" and swap.kind in ("substitute", "exchange")
    if not profile.swap.handover_note or not given or swap.note_read is not None:
        return False
    known = line_of(state, swap.ref)
    if known is None:
        return False
    _roster, line = known
    return now < line.end and line.names(swap.substitute)
