"""Who cleans the duty room on which duty date (R-198)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.roster.versions import newest
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Roster
from dutyroom.domain.roster import cleaning as rules


def rotate(desk: Desk, roster: Roster, people: Sequence[Person], *, by: str = "") -> Roster:
    """Let people clean in turn on every duty date of a roster.

    The turn goes on after who cleaned last before its first date. No version
    is made by it, as by a driver. Raises `Wrong` for a superseded roster, one
    without a shift and somebody named twice; the store's errors.
    """
    keys = [person.key for person in people]
    twice = next((person for person in people if keys.count(person.key) > 1), None)
    if twice is not None:
        raise Wrong(say("{name} is named twice", name=twice.name), "names")
    if not rules.duty_dates(roster):
        raise Wrong(say("Nobody is on duty in {number}", number=roster.id), "roster")
    last = _last_before(desk.state(), roster)
    return _put(desk, roster, by, lambda current: rules.rotated(current, keys, last))


def set_cleaner(desk: Desk, roster: Roster, day: date, person: Person, *, by: str = "") -> Roster:
    """Let another person clean on one duty date; the rotation goes on as it was.

    Raises `Wrong` as `rotate` does and for a date without a shift.
    """
    if day not in rules.duty_dates(roster):
        raise Wrong(say("Nobody is on duty on {day}", day=day), "day")
    return _put(desk, roster, by, lambda current: rules.with_cleaner(current, day, person.key))


def _put(desk: Desk, roster: Roster, by: str, edit: Callable[[Roster], Roster]) -> Roster:
    with desk.change("roster.cleaning", by) as change:
        return change.put(edit(newest(change, roster)))


def _last_before(state: DutyState, roster: Roster) -> str:
    """Return who cleaned last before a roster begins, by the rosters in force."""
    cleaned = (turn for other in state.published() for turn in other.cleaning)
    earlier = [turn for turn in cleaned if turn.day < roster.first]
    return max(earlier, key=lambda turn: turn.day).person if earlier else ""
