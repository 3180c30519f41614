"""Who may make and publish a roster, and who its owned lines (R-059, R-061).

A draft is a proposal: anybody on the list may make and change one, and it is
the publishing that needs the power. Lines that an office owns by the profile
are the exception: those are changed by that office alone, in drafts too.
"""

from __future__ import annotations

from dutyroom.desk.desk import Desk
from dutyroom.desk.people.pin_seal import check_pin
from dutyroom.desk.people.powers import Permission, allow, holders, is_open
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Roster, RosterStep
from dutyroom.domain.roster.owners import owned_changes


def publishing(desk: Desk, roster: Roster, state: DutyState | None = None) -> Permission:
    """Return what is asked for when a roster is put in force."""
    in_force = (state or desk.state()).in_force(roster)
    before = in_force[0] if in_force else None
    kinds = owned_changes(desk.profile, desk.calendar, before, roster)
    return Permission("roster.office" if kinds else "roster.publish", roster.title, kinds)


def ask_publish(desk: Desk, roster: Roster, by: str, pin: str, state: DutyState) -> None:
    """Let the owner of a roster publish it. Raises as `dutyroom.desk.people.powers.allow` does."""
    allow(desk, publishing(desk, roster, state), by, pin, state=state)


def changing(desk: Desk, before: Roster | None, after: Roster) -> Permission | None:
    """Return what is asked for a change of a draft; None where anybody may make it."""
    kinds = owned_changes(desk.profile, desk.calendar, before, after)
    return Permission("roster.office", after.title, kinds) if kinds else None


def owner_asked(desk: Desk, state: DutyState | None = None) -> Permission | None:
    """Return what is asked where some lines have an owner who can show it; else None."""
    kinds = tuple(desk.profile.roster.owners)
    permission = Permission("roster.office", kinds=kinds)
    return permission if kinds and not is_open(desk, permission, state) else None


def noting(roster: Roster) -> Permission:
    """Return what is asked for when a step of a roster is kept: what its owner may."""
    return Permission("roster.publish", roster.title)


def who_notes(
    desk: Desk, roster: Roster, step: RosterStep, whom: str, state: DutyState | None = None
) -> tuple[Person, ...]:
    """Return who may keep a step: the owner, and a department's people what is of their own."""
    state = state or desk.state()
    owners = holders(desk, noting(roster), state)
    own = (p for p in state.people.values() if _is_own(desk, p, step, whom))
    return tuple(dict.fromkeys((*owners, *own)))


def ask_step(
    desk: Desk, roster: Roster, step: RosterStep, by: Person, pin: str, *, whom: str = ""
) -> None:
    """Let the owner of a roster keep a step of it; a department its own report and receipt.

    (R-234, R-236.) Raises as `dutyroom.desk.people.powers.allow` does.
    """
    permission, state = noting(roster), desk.state()
    if _is_own(desk, by, step, whom) and not is_open(desk, permission, state):
        check_pin(by, pin)
    else:
        allow(desk, permission, by.key, pin, state=state)


def _is_own(desk: Desk, person: Person, step: RosterStep, whom: str) -> bool:
    theirs = step in ("reported", "received") and bool(whom) and person.unit == whom
    return theirs and person.serves(desk.duty_date())


def ask_lines(
    desk: Desk,
    before: Roster | None,
    after: Roster,
    by: str,
    pin: str,
    state: DutyState | None = None,
) -> None:
    """Let the office that owns lines change them. Raises as `allow` does."""
    permission = changing(desk, before, after)
    if permission is not None:
        allow(desk, permission, by, pin, field="by", state=state)
