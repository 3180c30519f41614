"""Giving a person a PIN, or another one."""

from __future__ import annotations

from dataclasses import replace

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.people import ask_admin
from dutyroom.desk.people.pin_seal import check_new_pin, fits_pin, seal_pin
from dutyroom.desk.people.powers import Permission, is_open
from dutyroom.domain.base.sentence import say
from dutyroom.domain.records.people import Person


def set_pin(
    desk: Desk, person: Person, pin: str, *, old: str = "", by: str = "", by_pin: str = ""
) -> Person:
    """Give a person a PIN of 4 to 12 digits; the old one is asked where there is one.

    A first PIN, or a new one for who forgot it, needs an administrator's hand,
    ``by`` with ``by_pin``. Raises `Refused`, `Wrong`, Conflict and the store's errors.
    """
    check_new_pin(pin)
    if not fits_pin(person, old):
        # While a station is set up anybody passes for an administrator: only the old PIN counts.
        setting_up = is_open(desk, Permission("setup"))
        if person.pin and (setting_up or not by):
            raise Wrong(say("That is not the PIN of {person}", person=person.name), "old")
        ask_admin(desk, person.name, by, by_pin)
    with desk.change("people.pin", by or person.key) as change:
        return change.put(replace(person, pin=seal_pin(pin)))
