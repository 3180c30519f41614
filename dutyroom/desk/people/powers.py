"""Asking whether somebody may do something: name and PIN, or a refusal that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn, TypedDict

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.pin_seal import check_pin, fits_pin
from dutyroom.desk.saving import saving
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.base.verdict import Refused, Verdict
from dutyroom.domain.facts import powers as rules
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.power_table import CLAUSES, Action
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.station import Refusal
from dutyroom.values import dataclass
from dutyroom.words.codes import word


@dataclass(frozen=True, slots=True)
class Permission:
    """What somebody asks to be let do: the action, what it is about, the kinds of lines."""

    action: Action
    about: str = ""
    kinds: Sequence[str] = ()


class Credentials(TypedDict):
    """Who does something, by key, and the PIN, as they were typed."""

    by: str
    pin: str


def allow(
    desk: Desk,
    permission: Permission,
    by: str,
    pin: str,
    *,
    field: str = "name",
    state: DutyState | None = None,
) -> None:
    """Let somebody go on who may do it and gives the PIN; keep the refusal of who may not.

    ``by`` is the person's key. While nobody at the station could show that he
    may, it is open to all (`dutyroom.domain.facts.powers.is_open`). Lines of several
    offices take somebody of each of them (R-059, R-061). ``state`` is what the
    action has read already. Raises `Refused` for want of the power, with
    ``field`` as the input to stand in, `Wrong` for a name or PIN that is missing
    or does not fit, and the store's errors.
    """
    state = state or desk.state()
    offices = _closed_offices(desk, state, permission)
    person = state.people.get(by)
    if not offices:
        # Open to all for now; but a PIN that is given is looked at.
        if person is not None and person.pin and pin:
            check_pin(person, pin)
        return
    who = _who(desk, state, permission)
    if person is None:
        raise Wrong(say("Say who does it, and give the PIN: {who} may", who=who), field)
    if not _holds(desk, permission, person, offices):
        text = say("{who} may do that; {person} may not", who=who, person=person.name)
        refuse(desk, permission, person, pin, text, field=field)
    check_pin(person, pin)


def refuse(
    desk: Desk,
    permission: Permission,
    person: Person,
    pin: str,
    text: Sentence,
    *,
    clause: str = "",
    field: str = "",
) -> NoReturn:
    """Keep that a person was refused for want of the power, and raise `Refused` (R-059)."""
    clause = clause or CLAUSES.get(permission.action, "roles")
    # What is kept is the refusal, not what the form holds: its draft goes on.
    with saving(""), desk.change("power.refused", person.key) as change:
        change.put(
            Refusal(
                id=change.number(Refusal),
                day=change.day,
                at=change.now,
                person=person.key,
                action=permission.action,
                about=permission.about,
                clause=clause,
                proved=fits_pin(person, pin),
            )
        )
    raise Refused((Verdict("block", "no_power", text, clause),), field)


def check_own(
    desk: Desk, action: Action, person: Person, *, by: str = "", pin: str = "", clause: str = ""
) -> None:
    """Keep a refusal and raise it unless the person may do it for himself, by the table.

    The refusal stands in the name of ``by``, the key of who tried, where that
    is somebody else. Unlike `allow` it is asked while a station is set up, too.
    """
    if not _may(desk, action, person):
        who = " / ".join(map(word, rules.roles_for(desk.profile, action)))
        text = say("{who} may do that; {person} may not", who=who, person=person.name)
        tried = desk.state().people.get(by, person)
        refuse(desk, Permission(action, person.name), tried, pin, text, clause=clause)


def is_open(desk: Desk, permission: Permission, state: DutyState | None = None) -> bool:
    """Tell whether anybody may do it for now, with no PIN."""
    return not _closed_offices(desk, state or desk.state(), permission)


def holders(
    desk: Desk, permission: Permission, state: DutyState | None = None
) -> tuple[Person, ...]:
    """Return the people who may do it, in the order of the list."""
    state = state or desk.state()
    offices = rules.offices_of(desk.profile, permission.kinds)
    people = state.people.values()
    return tuple(person for person in people if _holds(desk, permission, person, offices))


def check_boss(
    desk: Desk, person: Person, reason: str, pin: str, clause: str, action: Action = "override"
) -> None:
    """Raise unless a supervisor or a leader, as the table has it, gives a reason and the PIN."""
    text = say("Only a supervisor or a leader may do that; {person} is neither", person=person.name)
    check_role(desk, person, action, pin, text, clause)
    if not reason.strip():
        raise Wrong(say("Give the reason"), "reason")
    check_pin(person, pin)


def check_role(
    desk: Desk,
    person: Person,
    action: Action,
    pin: str,
    refusal: Sentence,
    clause: str,
    field: str = "",
) -> None:
    """Keep a refusal and raise it with this sentence unless the person may do it."""
    if not _may(desk, action, person):
        refuse(desk, Permission(action), person, pin, refusal, clause=clause, field=field)


def _closed_offices(desk: Desk, state: DutyState, permission: Permission) -> tuple[str, ...]:
    """Return the offices of what is asked that somebody could show to be of by now."""
    offices = rules.offices_of(desk.profile, permission.kinds)
    action = permission.action
    return tuple(o for o in offices if not rules.is_open(state, desk.profile, action, o))


def _holds(desk: Desk, permission: Permission, person: Person, offices: tuple[str, ...]) -> bool:
    return all(_may(desk, permission.action, person, office) for office in offices)


def _may(desk: Desk, action: Action, person: Person, office: str = "") -> bool:
    """Tell whether a person who is still with the station may do something.

    The last night duty is done to its end: the duty date counts (R-048).
    """
    there = person.serves(desk.duty_date())
    return there and rules.holds(desk.profile, action, person, office)


def _who(desk: Desk, state: DutyState, permission: Permission) -> str:
    """Return who may do it: the offices by name, else the people, else the roles."""
    named = " / ".join(person.name for person in holders(desk, permission, state))
    offices = " + ".join(filter(None, rules.offices_of(desk.profile, permission.kinds)))
    roles = rules.roles_for(desk.profile, permission.action)
    if offices and roles == ("owner",):
        return f"{offices} ({named})" if named else offices
    return named or " / ".join(map(word, roles))
