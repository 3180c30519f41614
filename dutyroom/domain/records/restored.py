"""What restoring an old copy makes of one record; the table of kinds says it (`kinds.Kind`)."""

from __future__ import annotations

from dataclasses import replace

from dutyroom.domain.records.base import Record
from dutyroom.domain.records.kinds import kind_of


def restored(then: Record, now: Record) -> Record | None:
    """Return a record as it stood ``then``, with what of it is in force now; or None.

    None stands for a record that is as it was, and for one that stays as it is now:
    what was witnessed or signed is not undone by an old copy.
    """
    kind = kind_of(type(now))
    if kind.on_restoring != "put_back" or type(then) is not type(now):
        return None
    if kind.settled(then) or kind.settled(now):
        return None
    held = {name: getattr(now, name) for name in ("rev", *kind.in_force)}
    back = replace(then, **held)
    return None if back == now else back
