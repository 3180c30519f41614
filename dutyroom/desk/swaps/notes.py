"""The leader of the date decides, and who takes the shift ticks the handover note (R-190)."""

from __future__ import annotations

from dataclasses import replace

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.pin_seal import check_pin
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Refused, Verdict
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.base import Signature
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.swaps import Swap
from dutyroom.domain.swaps.notes import awaits_note, leads_that_day


def check_leads(desk: Desk, state: DutyState, swap: Swap, person: Person) -> None:
    """Raise `Refused` where somebody else leads the duty of the request's date."""
    leads = leads_that_day(state, desk.profile, swap, desk.now().date())
    if leads and person.key not in leads:
        names = tuple(map(state.name, leads))
        text = say("{leaders} leads the duty of {day} and decides", leaders=names, day=swap.day)
        raise Refused((Verdict("block", "leader_of_date", text, "R-190"),), "name")


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
    with desk.change("swap.note", person.key) as change:
        return change.put(replace(swap, note_read=Signature(person.key, change.now)))
