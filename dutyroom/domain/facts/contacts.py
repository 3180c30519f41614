"""The emergency panel: which numbers, in which order, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from dutyroom.domain.facts.attendance import on_posts
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.people import RANK_OF_ROLE
from dutyroom.domain.records.station import Contact
from dutyroom.text import printable
from dutyroom.values import dataclass

_BREAKS = re.compile("[\t\n\r\v\f\u2028\u2029]+")

Fault = Literal["", "missing", "unverified"]


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A line of the panel; ``group`` is emergency, duty (from the roster) or other."""

    group: Literal["emergency", "duty", "other"]
    category: str
    number: str
    name: str = ""
    backup: str = ""
    fault: Fault = ""


def panel(
    state: DutyState, profile: Profile, today: date, duty_day: date
) -> tuple[ContactLine, ...]:
    """Return 110, the required kinds, who heads and does the duty now, then the others (R-013).

    A required kind without a number is ``missing``; one whose last check is
    older than the profile's days is ``unverified`` (R-014).
    """
    contacts = {contact.category: contact for contact in state.contacts}
    first = (profile.contacts.first, *profile.contacts.required)
    lines = [_required(kind, contacts.get(kind), profile, today) for kind in dict.fromkeys(first)]
    lines.extend(_heads(state, duty_day))
    lines.extend(_on_post(state))
    lines.extend(_drivers(state, duty_day))
    lines.extend(
        _line("other", contact, profile, today)
        for category, contact in contacts.items()
        if category not in first
    )
    return tuple(lines)


def _required(kind: str, contact: Contact | None, profile: Profile, today: date) -> ContactLine:
    if kind == profile.contacts.first:
        return ContactLine("emergency", "公安", kind)
    if contact is None:
        number = profile.contacts.national.get(kind, "")
        return ContactLine("emergency", kind, number, fault="" if number else "missing")
    return _line("emergency", contact, profile, today)


def _line(
    group: Literal["emergency", "other"], contact: Contact, profile: Profile, today: date
) -> ContactLine:
    fault = _fault(contact, profile, today)
    return ContactLine(group, contact.category, contact.number, contact.name, contact.backup, fault)


def _fault(contact: Contact, profile: Profile, today: date) -> Fault:
    if not contact.number:
        return "missing"
    days = timedelta(days=profile.contacts.verify_days)
    if contact.verified is None or today - contact.verified > days:
        return "unverified"
    return ""


def _on_post(state: DutyState) -> Iterator[ContactLine]:
    for attendance in on_posts(state):
        key = attendance.person
        backup = state.backup(key)
        yield ContactLine("duty", attendance.post, state.phone(key), state.name(key), backup)


def _heads(state: DutyState, day: date) -> Iterator[ContactLine]:
    for key in dict.fromkeys(state.leading(day)):
        person = state.people.get(key)
        rank = person.rank if person is not None else ""
        number = state.phone(key)
        yield ContactLine(
            "duty",
            rank or RANK_OF_ROLE["chief"],
            number,
            state.name(key),
            state.backup(key),
            fault="" if number else "missing",
        )


def _drivers(state: DutyState, day: date) -> Iterator[ContactLine]:
    """Give the drivers of a duty date with their cars (R-067)."""
    for _roster, line in state.lines(day, day):
        if line.role != "driver":
            continue
        for driver in line.people:
            number = driver.phone or state.phone(driver.person)
            name = f"{state.name(driver.person)} {line.plate}".strip()
            fault: Fault = "" if number else "missing"
            yield ContactLine("duty", "司机", number, name, fault=fault)


def plain_text(lines: tuple[ContactLine, ...], station: str) -> str:
    """Return the panel as plain text, a contact a line: kind, number, name, reserve number.

    It is read with whatever shows a file, so nothing in it drives a terminal.
    """
    rows = [_one_line(station), ""]
    for line in lines:
        shown = (line.category, line.number or "—", line.name, line.backup)
        rows.append("\t".join(_one_line(part) for part in shown).rstrip())
    return "\n".join(rows) + "\n"


def _one_line(text: str) -> str:
    return printable(" ".join(part.strip(" ") for part in _BREAKS.split(text)))


def read_plain_text(text: str) -> tuple[ContactLine, ...]:
    """Return the panel as read back from its plain text (X-18)."""
    lines = []
    for row in text.splitlines()[2:]:
        parts = [*row.split("\t"), "", "", ""]
        number = "" if parts[1] == "—" else parts[1]
        fault: Fault = "" if number else "missing"
        lines.append(ContactLine("emergency", parts[0], number, parts[2], parts[3], fault))
    return tuple(lines)
