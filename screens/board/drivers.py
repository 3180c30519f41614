"""Driver and car of a date: the form of the Board's day and of the steps (R-066, R-067)."""

from __future__ import annotations

from datetime import date

from dutyroom.desk.desk import Desk
from dutyroom.desk.roster import drivers
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Roster
from dutyroom.domain.roster.drivers import driver_of
from dutyroom.i18n import N_, _
from dutyroom.values import dataclass
from screens.kit.fields import Questions, Shown, as_person, as_text, ask
from screens.kit.form import Form
from screens.kit.rows import Row, Span, heading
from screens.kit.who import anybody

_KEY = "driver/"


def is_driver(key: str) -> bool:
    """Tell whether a line of a list is about a driver that can be arranged."""
    return key.startswith(_KEY)


def driver_key(day: date, roster: Roster) -> str:
    """Return the key of the line of a date's driver in a roster."""
    return f"{_KEY}{day.isoformat()}/{roster.id}"


def wanted_row(roster: Roster | None, day: date) -> list[Row]:
    """Return a line that asks for driver and car of a date that has none, where they are asked.

    ``roster`` is the one whose driver can be arranged.
    """
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


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverFields:
    """Driver, car and number of a date, and who arranges them."""

    name: Person = ask(N_("Driver"), as_person)
    plate: str = ask(N_("Plate"), as_text)
    phone: str = ask(N_("Telephone"), as_text, hint=N_("empty: the driver's own"))
    by: Person = ask(N_("Arranged by"), as_person)


def driver_form(desk: Desk, key: str) -> Form[Roster] | None:
    """Ask for driver, car and number of a date; saved as they stand, they are confirmed.

    None when the roster of that line is not in force any more.
    """
    words, _slash, number = key.removeprefix(_KEY).partition("/")
    day = date.fromisoformat(words)
    roster = drivers.roster_driven(desk, day, number)
    return _form(desk, roster, day) if roster is not None else None


def _form(desk: Desk, roster: Roster, day: date) -> Form[Roster]:
    def act(typed: DriverFields) -> Roster:
        return drivers.arrange(
            desk, roster, day, typed.name, typed.plate, phone=typed.phone, by=typed.by.key
        )

    line = driver_of(roster, day)
    driver = line.people[0] if line and line.people else None
    questions = Questions(
        desk,
        DriverFields,
        name=anybody(desk, desk.state().name(driver.person) if driver else ""),
        plate=Shown(value=line.plate if line else ""),
        phone=Shown(value=driver.phone if driver else ""),
        by=anybody(desk),
    )
    waits = _("To be arranged anew: saved as it stands, it is confirmed.")
    note = f"{roster.title}  {day}" + (f"\n{waits}" if day in roster.rearrange else "")
    ref = driver_key(day, roster)
    return Form(
        _("Driver and car"), questions, act, note=note, kind="driver", ref=ref, does="roster.driver"
    )
