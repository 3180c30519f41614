"""The car centre arranges drivers and cars for the roster in force (R-066, R-067)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dutyroom.desk.desk import Change, Desk
from dutyroom.desk.errors import Wrong
from dutyroom.domain import drivers as rules
from dutyroom.domain.records import Person, Roster
from dutyroom.domain.sentence import say
from dutyroom.domain.state import DutyState


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
        done = rules.with_driver(_newest(change, roster), day, person, plate.strip())
        if done is None:
            raise Wrong(say("Nobody is on duty on {day}", day=day), "day")
        return change.put(done)


def confirm_driver(desk: Desk, roster: Roster, day: date, *, by: str = "") -> Roster:
    """Keep that driver and car of a date stand as they are, after a change of it (R-066).

    Raises `Wrong` for a date that does not wait for it, and the store's errors.
    """
    with desk.change("roster.driver", by) as change:
        kept = _newest(change, roster)
        if day not in kept.rearrange:
            raise Wrong(say("No driver has to be arranged anew on {day}", day=day), "day")
        return change.put(rules.confirmed(kept, day))


def carried(desk: Desk, state: DutyState, roster: Roster) -> Roster:
    """Return a roster that comes in force with the drivers of the version that was.

    Drivers whom it names itself go before those; lines that were only copied
    from that version, and may be older, do not. Changed dates wait for the car
    centre.
    """
    same = state.in_force(roster)
    if not same:
        return replace(roster, rearrange=())
    if not any(line.role == "driver" for line in roster.lines):
        return rules.rearranged(same[-1], roster)
    copied = {
        line
        for revision in desk.ledger.history(same[-1].id)
        if isinstance(revision.record, Roster)
        for line in revision.record.lines
        if line.role == "driver"
    }
    own = tuple(line for line in roster.lines if line not in copied)
    return rules.rearranged(same[-1], replace(roster, lines=own))


def _newest(change: Change, roster: Roster) -> Roster:
    found = next((r for r in change.state.rosters if r.id == roster.id), roster)
    if found.state == "superseded":
        raise Wrong(say("{number} is superseded: take the newest roster", number=roster.id))
    return found
