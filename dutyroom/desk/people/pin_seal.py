"""The PIN with which a person signs: kept as a salted hash, asked for by name."""

from __future__ import annotations

import hashlib
import hmac
import os

from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import say
from dutyroom.domain.records.people import Person


def check_pin(person: Person, pin: str) -> None:
    """Raise `Wrong` unless the PIN is the person's own (R-133)."""
    if not person.pin:
        raise Wrong(
            say("{person} has no PIN yet: set one with 'dutyroom people pin'", person=person.name),
            "pin",
        )
    if not pin:
        raise Wrong(say("Type the PIN of {person}", person=person.name), "pin")
    if not fits_pin(person, pin):
        raise Wrong(say("That is not the PIN of {person}", person=person.name), "pin")


def check_new_pin(pin: str) -> None:
    """Raise `Wrong` unless it has 4 to 12 digits."""
    if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 12):
        raise Wrong(say("A PIN has 4 to 12 digits"), "pin")


def seal_pin(pin: str) -> str:
    """Return the salted hash that is kept of a PIN."""
    salt = os.urandom(16)
    return f"{salt.hex()}:{_digest(pin, salt).hex()}"


def fits_pin(person: Person, pin: str) -> bool:
    """Tell whether a PIN is the person's own; none fits a record that holds no hash."""
    salt, _, digest = person.pin.partition(":")
    try:
        found = _digest(pin, bytes.fromhex(salt)).hex()
    except ValueError:
        return False
    return bool(digest) and hmac.compare_digest(found.encode(), digest.encode("utf-8", "replace"))


def _digest(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        pin.encode("utf-8", "surrogatepass"), salt=salt, n=2**12, r=8, p=1, dklen=32
    )
