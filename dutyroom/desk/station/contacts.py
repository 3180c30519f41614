"""The emergency contacts, in the ledger and in plain text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.checks import check_phone, tidy_phone
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.contacts import ContactLine, panel, plain_text, read_plain_text
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.kinds import kind_of
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.station import Contact
from dutyroom.store.durable import LARGEST_FILE, read_file


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
        contact = _contact(change.state, category)
        contact = contact or Contact(id=kind_of(Contact).named(category), category=category)
        contact = change.put(
            replace(
                contact,
                number=tidy_phone(number),
                name=name or contact.name,
                backup=backup or contact.backup,
                verified=None,
                verified_by="",
            )
        )
    write_copy(desk)
    return contact


def verify_contact(desk: Desk, category: str, person: Person) -> Contact:
    """Keep that a person has tried the number today (R-014)."""
    with desk.change("contacts.verify", person.key) as change:
        contact = _contact(change.state, category)
        if contact is None:
            raise Wrong(say("There is no contact {category}", category=category), "category")
        today = change.now.date()
        contact = change.put(replace(contact, verified=today, verified_by=person.key))
    write_copy(desk)
    return contact


def _contact(state: DutyState, category: str) -> Contact | None:
    return next((contact for contact in state.contacts if contact.category == category), None)


def contact_panel(desk: Desk) -> tuple[ContactLine, ...]:
    """Return the lines of the emergency panel: 110 first, then the required kinds (R-013)."""
    return panel(desk.state(), desk.profile, desk.now().date(), desk.duty_date())


def read_copy(path: Path) -> tuple[ContactLine, ...]:
    """Return the panel from the plain-text copy in a station's folder; empty without one.

    Needs nothing else of the station: it works when ledger, profile and
    everything are broken (X-18).
    """
    try:
        return read_plain_text(read_file(path / "contacts.txt", path, LARGEST_FILE).decode("utf-8"))
    except (OSError, UnicodeDecodeError):
        return ()


def write_copy(desk: Desk) -> None:
    """Write ``contacts.txt``, which is read when all else is broken."""
    desk.folder.write_text("contacts.txt", plain_text(contact_panel(desk), desk.info.name))
