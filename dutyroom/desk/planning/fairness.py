"""What people have served, with the past years: for the planner and for reading (R-233)."""

from __future__ import annotations

from datetime import date, timedelta

from dutyroom.desk.desk import Desk
from dutyroom.domain.facts.in_force import lines_in_force, with_roster
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.planning.fairness import Fairness, fairness
from dutyroom.domain.planning.problem import Served
from dutyroom.domain.records.roster import Roster

_AHEAD = timedelta(days=92)
"""How long before its first date a roster may have been written."""


def rosters_since(desk: Desk, state: DutyState, first: date) -> tuple[Roster, ...]:
    """Return the rosters in force with dates from ``first`` on, those of closed months too.

    Raises the store's errors.
    """
    rosters: dict[str, Roster] = {}
    for revision in desk.ledger.search(("ZB-",), (first - _AHEAD).isoformat()):
        if isinstance(revision.record, Roster):
            rosters.setdefault(revision.id, revision.record)
    rosters |= {roster.id: roster for roster in state.rosters}
    return tuple(r for r in rosters.values() if r.state == "published" and r.last >= first)


def served_before(desk: Desk, state: DutyState, first: date) -> tuple[Served, ...]:
    """Return what everybody has served up to a date, as many years back as the profile counts."""
    since = date(first.year - desk.profile.roster.planning.history_years, 1, 1)
    last = first - timedelta(days=1)
    rosters = rosters_since(desk, state, since)
    lines = (line for _roster, line in lines_in_force(rosters, since, last))
    table = fairness(lines, (), desk.profile, desk.calendar, since, last)
    return tuple(row.served() for row in table.rows if row.total)


def year_table(desk: Desk, year: int, roster: Roster | None = None) -> Fairness:
    """Return the fairness table of a year; with ``roster`` as if it were in force."""
    state = desk.state()
    first, last = date(year, 1, 1), date(year, 12, 31)
    rosters = rosters_since(desk, state, first)
    if roster is not None:
        rosters = with_roster(rosters, roster)
    lines = (line for _roster, line in lines_in_force(rosters, first, last))
    return fairness(lines, _on_duty(desk, state), desk.profile, desk.calendar, first, last)


def roster_table(desk: Desk, roster: Roster) -> Fairness:
    """Return the fairness table of one roster by itself."""
    people, profile = _on_duty(desk, desk.state()), desk.profile
    return fairness(roster.lines, people, profile, desk.calendar, roster.first, roster.last)


def _on_duty(desk: Desk, state: DutyState) -> tuple[str, ...]:
    """Return who could have shifts: those whose rank some post takes, or who have none."""
    ranks = {rank for post in desk.profile.posts for rank in desk.profile.ranks_at(post)}
    if ranks:
        ranks.add("")
    on_duty = state.with_role("duty", desk.duty_date())
    return tuple(person.key for person in on_duty if not ranks or person.rank in ranks)
