"""Where a shift is to be done, and where it was (R-080, R-195, R-312, R-313)."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from dutyroom.domain.facts.attendance import kept
from dutyroom.domain.facts.slots import Slot
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.base import Mark


def is_night(profile: Profile, slot: Slot, moment: datetime, zone: ZoneInfo) -> bool:
    """Tell whether a moment of a shift is at night: its template says so, or the clock."""
    round_the_clock = slot.end.timestamp() - slot.start.timestamp() >= 24 * 3600
    if not round_the_clock:
        return slot.night
    rules, clock = profile.places, moment.astimezone(zone).time()
    if rules.night_from > rules.night_until:  # the night goes over midnight
        return clock >= rules.night_from or clock < rules.night_until
    return rules.night_from <= clock < rules.night_until


def place_of(
    state: DutyState, profile: Profile, slot: Slot, moment: datetime, zone: ZoneInfo
) -> str:
    """Return where duty is done at a moment of a shift, or nothing where no place is named.

    A change of place that was approved for the shift takes precedence (R-313).
    """
    for change in reversed(state.places):
        if slot.holds(change) and change.at <= moment:
            return change.to
    rules, post = profile.places, profile.post(slot.post)
    named = rules.night if is_night(profile, slot, moment, zone) else rules.day
    return named or (post.place if post else "")


def place_marks(profile: Profile, planned: str, place: str, terminal: str) -> tuple[Mark, ...]:
    """Return the mark of a sign-in from another place than planned (R-080).

    ``place`` is what the person said. Where nothing was said, the terminal
    tells: where it stands, if the profile knows it; one that is not among those
    of the planned place, as a line from home, is elsewhere under its own name.
    """
    where = place or _place_of_terminal(profile, planned, terminal)
    if not planned or not where or where == planned:
        return ()
    return kept([Mark("other_place", note=where)], profile)


def _place_of_terminal(profile: Profile, planned: str, terminal: str) -> str:
    """Return where a terminal stands, its own name if it is elsewhere, or nothing if not known."""
    known = profile.places.terminals
    for place, names in known.items():
        if terminal in names:
            return place
    return terminal if known.get(planned) else ""
