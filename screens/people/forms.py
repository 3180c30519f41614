"""The forms of the People screen: a person, a new one, a PIN."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from dutyroom.desk.clock import read_date
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
from dutyroom.i18n import _, listed
from dutyroom.words.codes import word
from screens.kit.actions import attempt
from screens.kit.asks import Held, who_may
from screens.kit.form import Field, Form

_SETUP = Permission("setup")


def person_form(desk: Desk, person: Person) -> Form:
    """Ask what is to change of a person: unit, rank, telephone, roles, nights, the last day."""
    held = Held(person)
    shown = _shown(person)
    pools = desk.profile.pools()
    if pools:
        shown["pool"] = person.pool

    def save(typed: dict[str, str]) -> str:
        def do(record: Person) -> None:
            other: dict[str, Any] = {
                name: _READ[name](typed[name])
                for name, value in shown.items()
                if typed[name].strip() != value
            }
            people.change_person(desk, record, replace(record, **other), **_hand(desk, typed))

        return held.attempt(do)

    pool = Field("pool", _("Pool"), person.pool, names=pools, hint=_("of the shifts for it"))
    mine = (pool,) if pools else ()
    fields = (*_fields(desk, shown), *mine, _left(shown["left"]), *_signed(desk))
    note = _note(desk)
    return Form(
        _("Change {name}").format(name=person.name),
        fields,
        save,
        note=note,
        start="unit",
        kind="people",
        ref=person.key,
        changes=True,
    )


def new_form(desk: Desk) -> Form:
    """Ask who is new at the station."""

    def save(typed: dict[str, str]) -> str:
        def do() -> None:
            people.add_person(
                desk,
                typed["name"],
                rank=typed["rank"].strip(),
                phone=typed["phone"],
                backup=typed["backup"],
                unit=typed["unit"].strip(),
                roles=read_roles(typed["roles"]),
                night_exempt=typed["night_exempt"].strip(),
                qualifications=read_words(typed["qualifications"]),
                **_hand(desk, typed),
            )

        return attempt(do)

    shown = _shown(Person(name=""))
    fields = (Field("name", _("Name")), *_fields(desk, shown), *_signed(desk))
    return Form(_("A new person"), fields, save, note=_note(desk), kind="people")


def pin_form(desk: Desk, person: Person) -> Form:
    """Ask for a PIN: with the old one by the person, or by an administrator."""

    def save(typed: dict[str, str]) -> str:
        def do() -> None:
            old = typed.get("old", "")
            hand = {} if old else _hand(desk, typed)
            set_pin(desk, person, _new_pin(typed), old=old, **hand)

        return attempt(do)

    old = Field("old", _("Old PIN"), secret=True, hint=_("or the administrator below signs"))
    fields = (
        *((old,) if person.pin else ()),
        Field("new", _("New PIN"), secret=True, hint=_("4 to 12 digits")),
        Field("again", _("Once more"), secret=True),
        *_signed(desk),
    )
    return Form(_("The PIN of {name}").format(name=person.name), fields, save, note=_open(desk))


def _new_pin(typed: dict[str, str]) -> str:
    """Return the new PIN. Raises `Wrong` about its own field: ``pin`` is that of who signs."""
    try:
        check_new_pin(typed["new"])
    except Wrong as error:
        raise Wrong(error.sentence, "new") from error
    if typed["new"] != typed["again"]:
        raise Wrong(say("The two PINs are not the same"), "again")
    return typed["new"]


def read_roles(text: str) -> tuple[str, ...]:
    """Return the codes of roles typed by their words or codes; unknown words stay as they are."""
    codes = {word(role): role for role in ROLES} | {role: role for role in ROLES}
    found: list[str] = []
    for part in filter(None, map(str.strip, re.split("[,，、;；\u3000]", text))):
        found += [codes[part]] if part in codes else [codes.get(one, one) for one in part.split()]
    return tuple(dict.fromkeys(found))


def read_words(text: str) -> tuple[str, ...]:
    """Return the parts of a list as it was typed, each once."""
    parts = map(str.strip, re.split("[,，、;；]", text))
    return tuple(dict.fromkeys(filter(None, parts)))


_READ: dict[str, Callable[[str], object]] = {
    "unit": str.strip,
    "rank": str.strip,
    "pool": str.strip,
    "phone": str.strip,
    "backup": str.strip,
    "roles": read_roles,
    "night_exempt": str.strip,
    "qualifications": read_words,
    "left": lambda text: read_date(text.strip(), "left") if text.strip() else None,
}
"""How the words of a field become what a person has there."""


def _shown(person: Person) -> dict[str, str]:
    """Return what stands in the fields of a person."""
    return {
        "unit": person.unit,
        "rank": person.rank,
        "phone": person.phone,
        "backup": person.backup,
        "roles": listed(map(word, person.roles)),
        "night_exempt": person.night_exempt,
        "qualifications": listed(person.qualifications),
        "left": str(person.left or ""),
    }


def _fields(desk: Desk, shown: dict[str, str]) -> tuple[Field, ...]:
    there = desk.state().people.values()
    units = _known((*(unit.id for unit in desk.profile.units), *(p.unit for p in there)))
    ranks = _known((*desk.profile.ranks, *(p.rank for p in there)))
    return (
        Field("unit", _("Unit"), shown["unit"], names=units, free=True),
        Field("rank", _("Rank"), shown["rank"], names=ranks, free=True),
        Field("phone", _("Telephone"), shown["phone"]),
        Field("backup", _("Reserve"), shown["backup"]),
        Field("roles", _("Roles"), shown["roles"]),
        Field(
            "night_exempt", _("No nights"), shown["night_exempt"], hint=_("the reason; else empty")
        ),
        Field("qualifications", _("Qualified as"), shown["qualifications"]),
    )


def _known(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, names)))


def _left(value: str) -> Field:
    return Field("left", _("Last day"), value, hint=_("of who leaves, such as 2026-12-31"))


def _signed(desk: Desk) -> tuple[Field, ...]:
    """Return who changes the list, and the PIN; nobody is asked while it is set up."""
    if powers.is_open(desk, _SETUP):
        return ()
    names = who_may(desk, _SETUP)
    by = Field("by", _("Administrator"), names[0] if len(names) == 1 else "", names=names)
    return (by, Field("pin", _("PIN"), secret=True))


def _hand(desk: Desk, typed: dict[str, str]) -> dict[str, str]:
    by = key_of(desk.state(), typed.get("by", ""))
    return {"by": by, "by_pin": typed.get("pin", "")}


def _note(desk: Desk) -> str:
    roles = _("Roles: {roles}").format(roles=listed(map(word, ROLES)))
    return "\n".join(filter(None, (roles, _open(desk))))


def _open(desk: Desk) -> str:
    """Return that the list is open to everybody until an administrator has a PIN."""
    if not powers.is_open(desk, _SETUP):
        return ""
    return _("Setting up: anybody may change this list until an admin has a PIN.")
