"""The handover note of a swap: who takes the shift has read it (R-190)."""

from __future__ import annotations

from dataclasses import replace

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.pin_seal import check_pin
from dutyroom.domain.base.sentence import say
from dutyroom.domain.records.base import Signature
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.swaps import Swap
from dutyroom.domain.swaps.notes import awaits_note


def read_note(desk: Desk, swap: Swap, person: Person, pin: str) -> Swap:
    """Keep that who took a shift has read what was handed over, with the PIN.

    Raises `Wrong` for somebody else and where there is no note to read, Conflict.
    """
    check_pin(person, pin)
    state = desk.state()
    if person.key != swap.substitute:
        raise Wrong(say("The note is for {person}", person=state.name(swap.substitute)), "name")
    if not awaits_note(state, desk.profile, swap, desk.now()):
        raise Wrong(say("{number} has no handover note to read", number=swap.id), "number")
    with desk.change("swap.note", person.key, proof="pin") as change:
        return change.put(replace(swap, note_read=Signature(person.key, change.now)))
