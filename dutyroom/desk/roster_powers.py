"""Who may make and publish a roster, and who its owned lines (R-059, R-061).

A draft is a proposal: anybody on the list may make and change one, and it is
the publishing that needs the power. Lines that an office owns by the profile
are the exception: those are changed by that office alone, in drafts too.
"""

from __future__ import annotations

from dutyroom.desk.desk import Desk
from dutyroom.desk.powers import Asked, allow, is_open
from dutyroom.domain.records import Roster
from dutyroom.domain.roster_owners import owned_changes


def publishing(desk: Desk, roster: Roster) -> Asked:
    """Return what is asked for when a roster is put in force."""
    same = desk.state().in_force(roster)
    kinds = owned_changes(desk.profile, desk.calendar, same[0] if same else None, roster)
    return Asked("roster.office" if kinds else "roster.publish", roster.title, kinds)


def ask_publish(desk: Desk, roster: Roster, by: str, pin: str) -> None:
    """Let the owner of a roster publish it. Raises as `dutyroom.desk.powers.allow` does."""
    allow(desk, publishing(desk, roster), by, pin)


def changing(desk: Desk, before: Roster | None, after: Roster) -> Asked | None:
    """Return what is asked for a change of a draft; None where anybody may make it."""
    kinds = owned_changes(desk.profile, desk.calendar, before, after)
    return Asked("roster.office", after.title, kinds) if kinds else None


def owner_asked(desk: Desk) -> Asked | None:
    """Return what is asked where some lines have an owner who can show it; else None."""
    kinds = tuple(desk.profile.roster.owners)
    asked = Asked("roster.office", kinds=kinds)
    return asked if kinds and not is_open(desk, asked) else None


def ask_lines(desk: Desk, before: Roster | None, after: Roster, by: str, pin: str) -> None:
    """Let the office that owns lines change them. Raises as `allow` does."""
    asked = changing(desk, before, after)
    if asked is not None:
        allow(desk, asked, by, pin, field="by")
