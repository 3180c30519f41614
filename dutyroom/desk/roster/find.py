"""Which roster is meant: by its number, by its month, or by the day that is worked on."""

from __future__ import annotations

from datetime import date

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.in_force import worked_on
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.roster import LineRole, Roster
from dutyroom.domain.roster.shown import roster_worked_on


def find_roster(state: DutyState, words: str = "") -> Roster:
    """Return the roster of that number or month (2026-12); the newest when none is named.

    One that is superseded only where there is no other. Raises `Wrong`.
    """
    wanted = words.strip()
    fits = [roster for roster in state.rosters if _is_called(roster, wanted)]
    if not fits:
        raise Wrong(say("There is no roster {name}", name=words or "—"), "roster")
    standing = [roster for roster in fits if roster.state != "superseded"]
    return (standing or fits)[-1]


def _is_called(roster: Roster, words: str) -> bool:
    return not words or roster.id.startswith(words) or f"{roster.first:%Y-%m}" == words


def roster_in_hand(desk: Desk, words: str = "") -> Roster:
    """Return the roster named, else the newest in force, else the newest draft. Raises `Wrong`."""
    state = desk.state()
    published = state.published()
    return find_roster(state, words) if words or not published else published[-1]


def roster_of(state: DutyState, day: date, person: str = "", role: LineRole = "duty") -> Roster:
    """Return the roster that is worked on for a day: the newest draft, else the one in force.

    Of several it is the one that says where this person is
    (`dutyroom.domain.roster.shown.roster_worked_on`). Raises `Wrong` when there is none.
    """
    roster = roster_worked_on(state.rosters, day, person, role)
    if roster is None:
        text = say("There is no roster of {day}: take one in or plan one first", day=day)
        raise Wrong(text, "day")
    return roster


def roster_to_undo(state: DutyState, day: date, person: str = "") -> Roster:
    """Return the roster whose last edit is taken back: a draft of the day, if there is one.

    Raises as `roster_of` does.
    """
    roster = roster_of(state, day, person)
    of_the_day = worked_on(r for r in state.rosters if r.spans(day))
    drafts = [r for r in of_the_day if r.state == "draft"]
    return roster if roster in drafts or not drafts else drafts[-1]
