"""The emergency contacts, in the ledger and in plain text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.checks import check_phone, tidy_phone
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.contacts import ContactLine, panel, plain_text, read_plain_text
from dutyroom.domain.records.kinds import kind_of
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.station import Contact


def set_contact(
    desk: Desk,
    category: str,
    number: str,
    *,
    name: str = "",
    backup: str = "",
    by: str = "",
) -> Contact:
    """Write down a contact's number and refresh the plain-text copy (R-013, X-18)."""
    if not category.strip():
        raise Wrong(say("A contact needs its kind, such as 消防"), "category")
    check_phone(number)
    with desk.change("contacts.set", by) as change:
        found = next((c for c in change.state.contacts if c.category == category), None)
        base = found or Contact(id=kind_of(Contact).named(category), category=category)
        contact = change.put(
            replace(
                base,
                number=tidy_phone(number),
                name=name or base.name,
                backup=backup or base.backup,
                verified=None,
                verified_by="",
            )
        )
    write_copy(desk)
    return contact


def verify_contact(desk: Desk, category: str, person: Person) -> Contact:
    """Keep that a person has tried the number today (R-014)."""
    with desk.change("contacts.verify", person.key) as change:
        found = next((c for c in change.state.contacts if c.category == category), None)
        if found is None:
            raise Wrong(say("There is no contact {category}", category=category), "category")
        contact = change.put(replace(found, verified=change.now.date(), verified_by=person.key))
    write_copy(desk)
    return contact


def contact_panel(desk: Desk) -> tuple[ContactLine, ...]:
    """Return the lines of the emergency panel: 110 first, then the required kinds (R-013)."""
    return panel(desk.state(), desk.profile, desk.now().date(), desk.duty_date())


def read_copy(path: Path) -> tuple[ContactLine, ...]:
    """Return the panel from the plain-text copy in a station's folder; empty without one.

    Needs nothing else of the station: it works when ledger, profile and
    everything are broken (X-18).
    """
    try:
        return read_plain_text((path / "contacts.txt").read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return ()


def write_copy(desk: Desk) -> None:
    """Write ``contacts.txt``, which is read when all else is broken."""
    desk.folder.write_text("contacts.txt", plain_text(contact_panel(desk), desk.info.name))
