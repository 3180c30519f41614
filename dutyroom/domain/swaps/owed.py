"""What is owed about requests for leave and swaps: a decision, or asking again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from dutyroom.domain.base.owed import Owed
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.moment import Moment
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.times import at_time, seconds_between
from dutyroom.domain.records.swaps import Swap
from dutyroom.domain.swaps.notes import awaits_note, leads_that_day
from dutyroom.domain.swaps.requests import deciders_on, line_of, pending_of, stage


def swaps(moment: Moment) -> Iterator[Owed]:
    """Yield the requests that wait for somebody, and swaps that nobody approved."""
    state, now, today = moment.state, moment.now, moment.duty_date
    deciders = deciders_on(state, moment.profile, today)
    for swap in state.swaps:
        profile = moment.profile_of(swap.day)
        if awaits_note(state, profile, swap, now):
            yield _note(state, swap)
        match stage(state, swap, profile, now):
            case "unapproved":
                yield _unapproved(state, swap, deciders)
            case "requested" | "waiting":
                own = leads_that_day(state, profile, swap, today) or deciders
                yield _asked(state, swap, profile, moment.zone, own)
            case "expired" if _stands_alone(state, swap, profile, now):
                yield _expired(state, swap)


def _unapproved(state: DutyState, swap: Swap, deciders: tuple[str, ...]) -> Owed:
    text = say(
        "{came} stands in for {original} unapproved: {shift} on {day}",
        came=state.name(swap.substitute),
        original=state.name(swap.applicant),
        shift=swap.shift,
        day=swap.day,
    )
    return Owed("swap_unapproved", swap.id, swap.submitted, text, "R-026", deciders)


def _note(state: DutyState, swap: Swap) -> Owed:
    """Return that who takes a shift has to tick what is handed over, before it begins (R-190)."""
    text = say(
        "{person} to read the handover note of {original}: {shift} on {day}",
        person=state.name(swap.substitute),
        original=state.name(swap.applicant),
        shift=swap.shift,
        day=swap.day,
    )
    known = line_of(state, swap.ref)
    at = known[1].start if known else swap.submitted
    return Owed("swap_note", swap.id, at, text, "R-190", (swap.substitute,), swap.id)


def _asked(
    state: DutyState, swap: Swap, profile: Profile, zone: ZoneInfo, deciders: tuple[str, ...]
) -> Owed:
    text = say(
        "{person} asks for a swap: {shift} on {day}",
        person=state.name(swap.applicant),
        shift=swap.shift,
        day=swap.day,
    )
    last = swap.day - timedelta(days=profile.swap.lead_days)
    ends = at_time(last, time(23, 59), zone)
    grace = max(0, seconds_between(swap.submitted, ends) // 60)
    return Owed("swap_request", swap.id, swap.submitted, text, "R-180", deciders, grace_min=grace)


def _expired(state: DutyState, swap: Swap) -> Owed:
    text = say(
        "{person}'s request has expired: {shift} on {day}; ask anew, as urgent",
        person=state.name(swap.applicant),
        shift=swap.shift,
        day=swap.day,
    )
    return Owed("swap_expired", swap.id, swap.submitted, text, "R-180", (swap.applicant,))


def _stands_alone(state: DutyState, swap: Swap, profile: Profile, now: datetime) -> bool:
    """Tell whether somebody still has a shift ahead that an expired request was about."""
    known = line_of(state, swap.ref)
    if known is None:
        return False
    _roster, line = known
    if line.start <= now or not line.names(swap.applicant):
        return False
    return pending_of(state, swap.ref, profile, now) is None
