"""A roster among its versions: as it is now, and what a new one takes along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dutyroom.desk.change import Change
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import say
from dutyroom.domain.records.roster import Roster
from dutyroom.domain.roster import cleaning, drivers


def newest(change: Change, roster: Roster) -> Roster:
    """Return a roster as it is now, whoever changed it meanwhile.

    For what is added to it, so that nobody's is lost. Raises `Wrong` for a
    superseded one.
    """
    current = next((r for r in change.state.rosters if r.id == roster.id), roster)
    if current.state == "superseded":
        raise Wrong(say("{number} is superseded: take the newest roster", number=roster.id))
    return current


def carried(desk: Desk, before: Sequence[Roster], roster: Roster) -> Roster:
    """Return a roster that comes in force with drivers and cleaners of the version ``before``.

    Those whom it names itself take precedence; what was only copied from that
    version, and may be older, does not. Changed dates wait for the car centre.
    """
    if not before:
        return replace(roster, rearrange=())
    in_force = before[-1]
    revisions = desk.ledger.history(in_force.id)
    earlier = [each.record for each in revisions if isinstance(each.record, Roster)]
    own = cleaning.without_copies(drivers.without_copies(roster, earlier), earlier)
    return cleaning.carried(in_force, drivers.rearranged(in_force, own))
