"""The car centre arranges drivers and cars for the roster in force (R-066, R-067)."""

from __future__ import annotations

from datetime import date

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.checks import check_phone, check_serves, tidy_phone
from dutyroom.desk.roster.versions import newest
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Assignee, Roster
from dutyroom.domain.roster import drivers as rules


def roster_driven(
    desk: Desk, day: date, number: str = "", state: DutyState | None = None
) -> Roster | None:
    """Return the roster in force whose driver and car of a date can be arranged.

    The one of this number where one is given; else the one that has a driver
    that day takes precedence over others that hold it. None where there is none,
    or where nobody asks for drivers.
    """
    first: Roster | None = None
    for roster, line in (state or desk.state()).lines(day, day):
        if number not in ("", roster.id):
            continue
        if line.role == "driver":
            return roster
        first = first or roster
    return first if desk.profile.roster.driver else None


def arrange(
    desk: Desk,
    roster: Roster,
    day: date,
    person: Person,
    plate: str,
    *,
    phone: str = "",
    by: str = "",
) -> Roster:
    """Put driver, car and number on a date; those that stand just so are confirmed (R-066).

    Raises as `set_driver` and `confirm_driver` do.
    """
    there = rules.driver_of(roster, day)
    number = tidy_phone(phone) or person.phone
    if there and there.plate == plate.strip() and there.people == (Assignee(person.key, number),):
        return confirm_driver(desk, roster, day, by=by)
    return set_driver(desk, roster, day, person, plate, phone=phone, by=by)


def set_driver(
    desk: Desk,
    roster: Roster,
    day: date,
    person: Person,
    plate: str,
    *,
    phone: str = "",
    by: str = "",
) -> Roster:
    """Put a driver with a car on a date; the office's version stays what it is.

    Without ``phone`` the number is the driver's own. Raises `Wrong` without a
    plate, for what is no number, a superseded roster and a date that it does
    not have; the store's errors.
    """
    if not plate.strip():
        raise Wrong(say("Write the plate of the car"), "plate")
    check_phone(phone)
    check_serves(person, day, "name")
    with desk.change("roster.driver", by) as change:
        current, number = newest(change, roster), tidy_phone(phone)
        driven = rules.with_driver(current, day, person, plate.strip(), number)
        if driven is None:
            raise Wrong(say("Nobody is on duty on {day}", day=day), "day")
        return change.put(driven)


def confirm_driver(desk: Desk, roster: Roster, day: date, *, by: str = "") -> Roster:
    """Keep that driver and car of a date stand as they are, after a change of it (R-066).

    Raises `Wrong` for a date that does not wait for it, and the store's errors.
    """
    with desk.change("roster.driver", by) as change:
        current = newest(change, roster)
        if day not in current.rearrange:
            raise Wrong(say("No driver has to be arranged anew on {day}", day=day), "day")
        return change.put(rules.confirmed(current, day))
