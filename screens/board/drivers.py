"""Driver and car of a date: the form of the Board's day and of the steps (R-066, R-067)."""

from __future__ import annotations

from datetime import date

from dutyroom.desk.desk import Desk
from dutyroom.desk.people.find import find_person
from dutyroom.desk.roster import drivers
from dutyroom.domain.records.roster import Roster
from dutyroom.domain.roster.drivers import driver_of
from dutyroom.i18n import _
from screens.kit.actions import attempt
from screens.kit.asks import names_of
from screens.kit.form import Field, Form
from screens.kit.rows import Row, Span, heading

_KEY = "driver/"


def is_driver(key: str) -> bool:
    """Tell whether a line of a list is about a driver that can be arranged."""
    return key.startswith(_KEY)


def driver_key(day: date, roster: Roster) -> str:
    """Return the key of the line of a date's driver in a roster."""
    return f"{_KEY}{day.isoformat()}/{roster.id}"


def wanted_row(desk: Desk, day: date) -> list[Row]:
    """Return a line that asks for driver and car of a date that has none, where they are asked."""
    roster = drivers.roster_driven(desk, day)
    if roster is None or driver_of(roster, day) is not None:
        return []
    words = _("no driver and car yet: Enter sets them")
    return [Row((Span(" " + words, "due"),), key=driver_key(day, roster))]


def waiting_rows(desk: Desk, roster: Roster) -> list[Row]:
    """Return the dates of a roster whose driver has to be arranged anew, or is missing."""
    today = desk.duty_date()
    days = {line.day for line in roster.lines if line.day >= today}
    asked = roster.state == "published" and desk.profile.roster.driver
    missing = {day for day in days if asked and driver_of(roster, day) is None}
    rows = [
        _row(
            day, roster, _("no driver and car yet") if day in missing else _("to be arranged anew")
        )
        for day in sorted({*roster.rearrange, *missing})
    ]
    return [heading(_("Drivers and cars")), *rows] if rows else []


def _row(day: date, roster: Roster, words: str) -> Row:
    spans = (Span(f"   {day:%m-%d}", "due", 12), Span(words, "due"))
    return Row(spans, key=driver_key(day, roster))


def driver_form(desk: Desk, key: str) -> Form | None:
    """Ask for driver, car and number of a date; saved as they stand, they are confirmed.

    None when the roster of that line is not in force any more.
    """
    date_, _slash, number = key.removeprefix(_KEY).partition("/")
    day = date.fromisoformat(date_)
    roster = drivers.roster_driven(desk, day, number)
    if roster is None:
        return None
    there = driver_of(roster, day)

    def save(typed: dict[str, str]) -> str:
        def do() -> None:
            person = find_person(desk.state(), typed["name"])
            by = find_person(desk.state(), typed["by"], "by").key
            drivers.arrange(desk, roster, day, person, typed["plate"], phone=typed["phone"], by=by)

        return attempt(do)

    one = there.people[0] if there and there.people else None
    fields = (
        Field(
            "name", _("Driver"), desk.state().name(one.person) if one else "", names=names_of(desk)
        ),
        Field("plate", _("Plate"), there.plate if there else ""),
        Field("phone", _("Telephone"), one.phone if one else "", hint=_("empty: the driver's own")),
        Field("by", _("Arranged by"), names=names_of(desk)),
    )
    waits = _("To be arranged anew: saved as it stands, it is confirmed.")
    note = f"{roster.title}  {day}" + (f"\n{waits}" if day in roster.rearrange else "")
    return Form(
        _("Driver and car"), fields, save, note=note, kind="driver", ref=driver_key(day, roster)
    )
