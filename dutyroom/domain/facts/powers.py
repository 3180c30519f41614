"""Who may do what at a station, by the table that a profile may tighten.

The roles are those that a person holds (`Person.roles`); the relief, 接班人,
is no role but whoever comes next with the role duty. Somebody belongs to the
office that owns a roster, 综合办公室 or 客户服务领班, by the role ``owner`` or by a
unit or rank of the office's name. Several offices may stand in one name, with
a stroke between them (施工/监理).
"""

from __future__ import annotations

from collections.abc import Iterable

from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.power_table import TABLE, Action
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.people import Person


def roles_for(profile: Profile, action: Action) -> tuple[str, ...]:
    """Return the roles that may do something at this station."""
    if action == "swap.decide":
        return profile.swap.approver_roles
    return profile.powers.get(action, TABLE[action])


def offices_of(profile: Profile, kinds: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the office that owns rosters, or each that owns such lines (R-059, R-061)."""
    owned = (profile.roster.owners[kind] for kind in kinds if kind in profile.roster.owners)
    return tuple(dict.fromkeys(owned)) or (profile.roster.owner,)


def holds(profile: Profile, action: Action, person: Person, office: str = "") -> bool:
    """Tell whether a person may do something; ``office`` is whose roster it is.

    The role ``owner`` stands for the office that owns the station's rosters; to
    one that owns only some kinds somebody belongs by unit or rank.
    """
    roles = roles_for(profile, action)
    if set(roles) & set(person.roles) - {"owner"}:
        return True
    return "owner" in roles and _belongs(profile, person, office or profile.roster.owner)


def _belongs(profile: Profile, person: Person, office: str) -> bool:
    if "owner" in person.roles and office == profile.roster.owner:
        return True
    names = {part.strip() for part in office.split("/") if part.strip()}
    return bool(names & {person.unit, person.rank})


def holders(
    state: DutyState, profile: Profile, action: Action, office: str = ""
) -> tuple[Person, ...]:
    """Return the people who may do something."""
    people = state.people.values()
    return tuple(person for person in people if holds(profile, action, person, office))


def is_open(state: DutyState, profile: Profile, action: Action, office: str = "") -> bool:
    """Tell whether anybody may do it for now, because nobody could show that he may.

    That is so while a station is set up: no administrator has a PIN yet, nor
    anybody else who holds the power.
    """
    able = (*state.with_role("admin"), *holders(state, profile, action, office))
    return not any(person.pin for person in able)


def only_reads(person: Person) -> bool:
    """Tell whether a person is an inspector and nothing else: read only."""
    return set(person.roles) == {"inspector"}
