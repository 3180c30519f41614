"""What the checker says of a roster of the station."""

from __future__ import annotations

from dataclasses import replace

from dutyroom.desk.desk import Desk
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.roster import Roster
from dutyroom.domain.roster import check as rules
from dutyroom.domain.roster.check import Finding
from dutyroom.domain.roster.drivers import with_drivers_of
from dutyroom.domain.roster.precedence import takes_precedence
from dutyroom.domain.roster.site_work import working_days
from dutyroom.domain.roster.view import RosterContext

_GRAVEST_FIRST = {"block": 0, "warn": 1, "note": 2, "off": 3}


def check_roster(desk: Desk, roster: Roster, state: DutyState | None = None) -> tuple[Finding, ...]:
    """Return what the checker finds, gravest first (`dutyroom.domain.roster.check`).

    A draft is judged with the drivers of the version in force, whom it will
    have when it is published.
    """
    state = state or desk.state()
    before = state.in_force(roster) if roster.state == "draft" else ()
    whole = with_drivers_of(before[-1], roster) if before else roster
    findings = findings_of(desk, state, whole)
    return tuple(sorted(findings, key=lambda f: (_GRAVEST_FIRST[f.level], f.day, f.post)))


def findings_of(desk: Desk, state: DutyState, roster: Roster) -> tuple[Finding, ...]:
    """Return every finding, also about rosters in force next to it (C-05) and leave (R-025).

    Of the roster only what will count is judged; what another one says instead
    is a note, and so is what this one takes from others (R-059).
    """
    profile = desk.profile
    own, others = rules.counted_lines(state, profile, roster)
    if roster.lines and not own:
        return tuple(takes_precedence(state, profile, roster))
    counting = roster if own == roster.lines else replace(roster, lines=own)
    around = RosterContext(
        lines=others, leaves=state.leaves, contacts=state.contacts, working=working_days(state)
    )
    added = desk.plugins.checks() if desk.plugins else ()
    findings = rules.check_roster(
        counting, profile, desk.calendar, state.people, desk.zone, around, added
    )
    # Asked after the checks: what one of them did just now is told as well.
    set_aside = desk.plugins.notes(roster.first) if desk.plugins else ()
    return (*findings, *takes_precedence(state, profile, roster), *set_aside)
