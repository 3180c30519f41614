"""What the checker says of a roster of the station."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dutyroom.desk.desk import Desk
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Roster
from dutyroom.domain.roster.check import Finding, beside, check_roster
from dutyroom.domain.roster.precedence import overlaid
from dutyroom.domain.roster.site_work import working_days
from dutyroom.domain.roster.view import Around


def judged(desk: Desk, roster: Roster, people: Mapping[str, Person]) -> tuple[Finding, ...]:
    """Return every finding, also about rosters in force beside it (C-05) and leave (R-025).

    Of the roster only what will count is judged; what another one says instead
    is a note, and so is what this one takes from others (R-059).
    """
    state, profile = desk.state(), desk.profile
    own, others = beside(state, profile, roster)
    if roster.lines and not own:
        return tuple(overlaid(state, profile, roster))
    counting = roster if own == roster.lines else replace(roster, lines=own)
    around = Around(
        lines=others, leaves=state.leaves, contacts=state.contacts, working=working_days(state)
    )
    found = check_roster(counting, profile, desk.calendar, people, desk.zone, around)
    return (*found, *overlaid(state, profile, roster))
