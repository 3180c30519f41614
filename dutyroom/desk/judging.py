"""What the checker says of a roster of the station."""

from __future__ import annotations

from collections.abc import Mapping

from dutyroom.desk.desk import Desk
from dutyroom.domain.coverage import Finding, check_roster, lines_beside
from dutyroom.domain.records import Person, Roster
from dutyroom.domain.work import working_days


def judged(desk: Desk, roster: Roster, people: Mapping[str, Person]) -> tuple[Finding, ...]:
    """Return every finding, also those about the rosters in force beside it (C-05)."""
    state = desk.state()
    beside = lines_beside(state, desk.profile, roster)
    return check_roster(
        roster,
        desk.profile,
        desk.calendar,
        people,
        desk.zone,
        beside,
        contacts=state.contacts,
        working=working_days(state),
    )
