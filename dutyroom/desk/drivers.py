"""The car centre arranges drivers and cars for the roster in force (R-066, R-067)."""

from __future__ import annotations

from datetime import date

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.versions import newest
from dutyroom.domain import drivers as rules
from dutyroom.domain.records import Person, Roster
from dutyroom.domain.sentence import say


def set_driver(
    desk: Desk, roster: Roster, day: date, person: Person, plate: str, *, by: str = ""
) -> Roster:
    """Put a driver with a car on a date; the office's version stays what it is.

    Raises `Wrong` without a plate, for a superseded roster and a date that it
    does not have; the store's errors.
    """
    if not plate.strip():
        raise Wrong(say("Write the plate of the car"), "plate")
    with desk.change("roster.driver", by) as change:
        done = rules.with_driver(newest(change, roster), day, person, plate.strip())
        if done is None:
            raise Wrong(say("Nobody is on duty on {day}", day=day), "day")
        return change.put(done)


def confirm_driver(desk: Desk, roster: Roster, day: date, *, by: str = "") -> Roster:
    """Keep that driver and car of a date stand as they are, after a change of it (R-066).

    Raises `Wrong` for a date that does not wait for it, and the store's errors.
    """
    with desk.change("roster.driver", by) as change:
        kept = newest(change, roster)
        if day not in kept.rearrange:
            raise Wrong(say("No driver has to be arranged anew on {day}", day=day), "day")
        return change.put(rules.confirmed(kept, day))
