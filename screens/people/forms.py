"""The forms of the People screen: a person, a new one, a PIN."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people import people, powers
from dutyroom.desk.people.find import key_of
from dutyroom.desk.people.pin_seal import check_new_pin
from dutyroom.desk.people.pins import set_pin
from dutyroom.desk.people.powers import Permission
from dutyroom.domain.base.sentence import say
from dutyroom.domain.profile.power_table import ROLES
from dutyroom.domain.records.people import Person
from dutyroom.i18n import N_, _, listed
from dutyroom.values import dataclass
from dutyroom.words.codes import word
from screens.kit.actions import Objection, OpenedOn
from screens.kit.fields import (
    Questions,
    Shown,
    Words,
    as_day_or_none,
    as_key,
    as_text,
    as_trimmed,
    ask,
)
from screens.kit.form import Form
from screens.kit.who import only_they

_SETUP = Permission("setup")


def read_roles(text: str) -> tuple[str, ...]:
    """Return the codes of roles typed by their words or codes; unknown words stay as they are."""
    codes = {word(role): role for role in ROLES} | {role: role for role in ROLES}
    roles: list[str] = []
    for part in filter(None, map(str.strip, re.split("[,，、;；\u3000]", text))):
        words = [part] if part in codes else part.split()
        roles += [codes.get(each, each) for each in words]
    return tuple(dict.fromkeys(roles))


def read_words(text: str) -> tuple[str, ...]:
    """Return the parts of a list as it was typed, each once."""
    parts = map(str.strip, re.split("[,，、;；]", text))
    return tuple(dict.fromkeys(filter(None, parts)))


def _as_roles(words: Words) -> tuple[str, ...]:
    return read_roles(words.text)


def _as_list(words: Words) -> tuple[str, ...]:
    return read_words(words.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFields:
    """What the list has of a person, and who changes it."""

    unit: str = ask(N_("Unit"), as_trimmed, free=True)
    rank: str = ask(N_("Rank"), as_trimmed, free=True)
    phone: str = ask(N_("Telephone"), as_trimmed)
    backup: str = ask(N_("Reserve"), as_trimmed)
    roles: tuple[str, ...] = ask(N_("Roles"), _as_roles)
    night_exempt: str = ask(N_("No nights"), as_trimmed, hint=N_("the reason; else empty"))
    qualifications: tuple[str, ...] = ask(N_("Qualified as"), _as_list)
    pool: str = ask(N_("Pool"), as_trimmed, hint=N_("of the shifts for it"), unless_asked="")
    left: date | None = ask(
        N_("Last day"), as_day_or_none, hint=N_("of who leaves, such as 2026-12-31")
    )
    by: str = ask(N_("Administrator"), as_key, unless_asked="")
    pin: str = ask(N_("PIN"), as_text, secret=True, unless_asked="")


_OF_PERSON = (
    "unit",
    "rank",
    "phone",
    "backup",
    "roles",
    "night_exempt",
    "qualifications",
    "pool",
    "left",
)
"""The fields of a person's form that are the person's own."""


def person_form(desk: Desk, person: Person) -> Form[Person]:
    """Ask what is to change of a person: unit, rank, telephone, roles, nights, the last day."""
    opened = OpenedOn(person)

    def act(typed: PersonFields) -> Person | Objection:
        changed = _changed(typed, questions.read_unchanged())
        return opened.act(
            lambda record: people.change_person(
                desk, record, replace(record, **changed), by=typed.by, by_pin=typed.pin
            )
        )

    pools = desk.profile.pools()
    by, pin = _signing(desk)
    questions = Questions(
        desk,
        PersonFields,
        **_shown(desk, person),
        pool=Shown(value=person.pool, names=pools) if pools else None,
        left=Shown(value=str(person.left or "")),
        by=by,
        pin=pin,
    )
    return Form(
        _("Change {name}").format(name=person.name),
        questions,
        act,
        note=_note(desk),
        start="unit",
        kind="people",
        does="people.change",
        ref=person.key,
        changes=True,
    )


def _changed(typed: PersonFields, before: PersonFields) -> dict[str, Any]:
    """Return what was changed in the form: the rest of the record may be newer by now."""
    changed = {}
    for name in _OF_PERSON:
        value = getattr(typed, name)
        if value != getattr(before, name):
            changed[name] = value
    return changed


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPersonFields:
    """Who is new at the station, and who puts it on the list."""

    name: str = ask(N_("Name"), as_text)
    unit: str = ask(N_("Unit"), as_trimmed, free=True)
    rank: str = ask(N_("Rank"), as_trimmed, free=True)
    phone: str = ask(N_("Telephone"), as_text)
    backup: str = ask(N_("Reserve"), as_text)
    roles: tuple[str, ...] = ask(N_("Roles"), _as_roles)
    night_exempt: str = ask(N_("No nights"), as_trimmed, hint=N_("the reason; else empty"))
    qualifications: tuple[str, ...] = ask(N_("Qualified as"), _as_list)
    by: str = ask(N_("Administrator"), as_key, unless_asked="")
    pin: str = ask(N_("PIN"), as_text, secret=True, unless_asked="")


def new_form(desk: Desk) -> Form[Person]:
    """Ask who is new at the station."""

    def act(typed: NewPersonFields) -> Person:
        return people.add_person(
            desk,
            typed.name,
            rank=typed.rank,
            phone=typed.phone,
            backup=typed.backup,
            unit=typed.unit,
            roles=typed.roles,
            night_exempt=typed.night_exempt,
            qualifications=typed.qualifications,
            by=typed.by,
            by_pin=typed.pin,
        )

    by, pin = _signing(desk)
    shown = _shown(desk, Person(name=""))
    questions = Questions(desk, NewPersonFields, **shown, by=by, pin=pin)
    return Form(
        _("A new person"), questions, act, note=_note(desk), kind="people", does="people.add"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PinFields:
    """A new PIN: with the old one by the person, or by an administrator.

    With the old one nobody signs: the words of the administrator's name wait until then.
    """

    old: str = ask(
        N_("Old PIN"),
        as_text,
        secret=True,
        hint=N_("or the administrator below signs"),
        unless_asked="",
    )
    new: str = ask(N_("New PIN"), as_text, secret=True, hint=N_("4 to 12 digits"))
    again: str = ask(N_("Once more"), as_text, secret=True)
    by: str = ask(N_("Administrator"), as_text, unless_asked="")
    pin: str = ask(N_("PIN"), as_text, secret=True, unless_asked="")


def pin_form(desk: Desk, person: Person) -> Form[Person]:
    """Ask for a PIN: with the old one by the person, or by an administrator."""

    def act(typed: PinFields) -> Person:
        new = _new_pin(typed)
        if typed.old:
            return set_pin(desk, person, new, old=typed.old)
        by = key_of(desk.state(), typed.by, "by")
        return set_pin(desk, person, new, by=by, by_pin=typed.pin)

    by, pin = _signing(desk)
    old = Shown() if person.pin else None
    questions = Questions(desk, PinFields, old=old, by=by, pin=pin)
    title = _("The PIN of {name}").format(name=person.name)
    return Form(title, questions, act, note=_open(desk), does="people.pin")


def _new_pin(typed: PinFields) -> str:
    """Return the new PIN. Raises `Wrong` about its own field: ``pin`` is that of who signs."""
    try:
        check_new_pin(typed.new)
    except Wrong as error:
        raise Wrong(error.sentence, "new") from error
    if typed.new != typed.again:
        raise Wrong(say("The two PINs are not the same"), "again")
    return typed.new


def _shown(desk: Desk, person: Person) -> dict[str, Shown]:
    """Return what stands in the fields of a person, and what may stand there."""
    there = desk.state().people.values()
    units = _known((*(unit.id for unit in desk.profile.units), *(p.unit for p in there)))
    ranks = _known((*desk.profile.ranks, *(p.rank for p in there)))
    return {
        "unit": Shown(value=person.unit, names=units),
        "rank": Shown(value=person.rank, names=ranks),
        "phone": Shown(value=person.phone),
        "backup": Shown(value=person.backup),
        "roles": Shown(value=listed(map(word, person.roles))),
        "night_exempt": Shown(value=person.night_exempt),
        "qualifications": Shown(value=listed(person.qualifications)),
    }


def _known(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, names)))


def _signing(desk: Desk) -> tuple[Shown, Shown] | tuple[None, None]:
    """Return who changes the list, and the PIN; nobody is asked while it is set up."""
    if powers.is_open(desk, _SETUP):
        return None, None
    return only_they(desk, _SETUP), Shown()


def _note(desk: Desk) -> str:
    roles = _("Roles: {roles}").format(roles=listed(map(word, ROLES)))
    return "\n".join(filter(None, (roles, _open(desk))))


def _open(desk: Desk) -> str:
    """Return that the list is open to everybody until an administrator has a PIN."""
    if not powers.is_open(desk, _SETUP):
        return ""
    return _("Setting up: anybody may change this list until an admin has a PIN.")
