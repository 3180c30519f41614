"""What can be kept of a person: names, telephone numbers, roles, the last day of service."""

from __future__ import annotations

import unicodedata
from collections.abc import Container
from datetime import date

from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import say
from dutyroom.domain.profile.power_table import ROLES
from dutyroom.domain.records.people import Person

LONGEST_NAME = 40


def check_name(name: str) -> str:
    """Return the name as it will be kept; raises `Wrong` when empty or too long."""
    tidy = name.strip(" \t\r\n")
    if not tidy.strip("\u3000"):
        raise Wrong(say("A name is needed"), "name")
    if len(tidy) > LONGEST_NAME:
        raise Wrong(
            say(
                "A name has at most {most} characters; this one has {n}",
                most=LONGEST_NAME,
                n=len(tidy),
            ),
            "name",
        )
    if any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in tidy):
        raise Wrong(say("A name cannot hold control characters"), "name")
    return tidy


def check_serves(person: Person, day: date, field: str) -> None:
    """Raise `Wrong` about the field for somebody who has left the station by a day."""
    if not person.serves(day):
        text = say("{person} left on {day}", person=person.name, day=str(person.left))
        raise Wrong(text, field)


def check_phone(phone: str, field: str = "phone") -> None:
    """Raise `Wrong` for a number that no telephone has; empty is allowed (R-022)."""
    digits = digits_of(phone)
    if not digits:
        return
    if not digits.isascii() or not digits.isdigit():
        raise Wrong(say("{phone} is no telephone number", phone=phone), field)
    if digits.startswith("1") and len(digits) in (9, 10, 12, 13) and digits[1:2] in "3456789":
        raise Wrong(
            say("A mobile number has 11 digits; {phone} has {n}", phone=phone, n=len(digits)),
            field,
        )
    if not 3 <= len(digits) <= 12:
        raise Wrong(say("{phone} is no telephone number", phone=phone), field)


def digits_of(phone: str) -> str:
    """Return a number without what only makes it readable."""
    return tidy_phone(phone).replace("-", "").replace(" ", "")


def tidy_phone(phone: str) -> str:
    """Return a number with its full-width digits made narrow."""
    return unicodedata.normalize("NFKC", phone).strip()


def check_roles(roles: tuple[str, ...]) -> None:
    """Raise `Wrong` for a role that the program does not know."""
    unknown = [role for role in roles if role not in ROLES]
    if unknown:
        raise Wrong(
            say(
                "No role is called {role}; there are {roles}",
                role=tuple(unknown),
                roles=", ".join(ROLES),
            ),
            "roles",
        )


def new_key(taken: Container[str], name: str) -> str:
    """Return a key that reads as the name; a second of one name gets ·2."""
    key, n = name, 2
    while key in taken:
        key, n = f"{name}·{n}", n + 1
    return key
