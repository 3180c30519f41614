"""Open items that a leader gave to somebody on duty, and whose unit they are (R-044, R-045)."""

from __future__ import annotations

from datetime import datetime, timedelta

from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.items import Assignment, Item
from dutyroom.domain.records.roster import RosterLine

_NEAR = timedelta(days=2)
"""How far from a duty date a shift of it may run, in any zone."""


def signed_in(state: DutyState) -> tuple[str, ...]:
    """Return who is signed in, by key: on post, or next to who is; leaders too."""
    posts = [each.person for each in state.attendances if each.on_duty]
    leading = [each.person for each in state.leaders if each.left is None]
    return tuple(dict.fromkeys((*posts, *leading)))


def unit_on_duty(state: DutyState, unit: str, now: datetime) -> str:
    """Return who answers for a unit now: the first of it who is signed in, or nobody (R-045).

    The unit is that of the roster's line; else the person's own.
    """
    for key in signed_in(state):
        if unit_of(state, key, now) == unit:
            return key
    return ""


def unit_of(state: DutyState, key: str, now: datetime) -> str:
    """Return the unit that the roster in force keeps of somebody now, else the person's own."""
    for _roster, line in state.lines(now.date() - _NEAR, now.date() + _NEAR):
        if line.start <= now < line.end:
            unit = _unit_in(line, key)
            if unit:
                return unit
    person = state.people.get(key)
    return person.unit if person else ""


def _unit_in(line: RosterLine, key: str) -> str:
    """Return the unit that a line of the roster keeps of somebody, or nothing."""
    for assignee in line.people:
        if assignee.person == key and assignee.unit:
            return assignee.unit
    return ""


def assignment_of(item: Item) -> Assignment | None:
    """Return the last assignment of an item while whom it was given to has it, or None."""
    if not item.assigned:
        return None
    last = item.assigned[-1]
    return last if last.to == item.owner else None
