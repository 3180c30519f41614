"""Giving an open item to somebody on duty, who acknowledges it (R-044)."""

from __future__ import annotations

from dataclasses import replace

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.pin_seal import check_pin
from dutyroom.desk.people.powers import check_role
from dutyroom.domain.base.sentence import say
from dutyroom.domain.log.assigning import assignment_of, signed_in
from dutyroom.domain.log.items import owned_by
from dutyroom.domain.records.items import Assignment, Item
from dutyroom.domain.records.log import WorkOrder
from dutyroom.domain.records.people import Person


def assign(desk: Desk, item: Item, to: Person, leader: Person, pin: str) -> Item:
    """Give an open item to a person on duty, who owns it from now on (R-044).

    A supervisor or a leader does it, with the PIN. Raises `Refused` for anybody
    else, `Wrong` for a closed item and for somebody who is not signed in,
    Conflict for an item that has changed meanwhile.
    """
    text = say("Only a supervisor or a leader may do that; {person} is neither", person=leader.name)
    check_role(desk, leader, "override", pin, text, "R-044", field="leader")
    check_pin(leader, pin)
    if not item.is_open:
        raise Wrong(say("{number} is closed already", number=item.id), "number")
    with desk.change("item.assign", leader.key, proof="pin") as change:
        if to.key not in signed_in(change.state):
            raise Wrong(say("{person} is not signed in", person=to.name), "name")
        given = (*item.assigned, Assignment(leader.key, to.key, change.now))
        owned = owned_by(replace(item, assigned=given), to.key)
        return change.put(_begun(owned, to) if isinstance(owned, WorkOrder) else owned)


def _begun(order: WorkOrder, to: Person) -> WorkOrder:
    """Return an order with the person who does it; a new one is assigned with that."""
    status = "assigned" if order.status == "new" else order.status
    return replace(order, assignee=to.name, status=status)


def take_note(desk: Desk, item: Item, person: Person) -> Item:
    """Keep that somebody has seen what was given to him. Raises `Wrong`, Conflict."""
    given = assignment_of(item)
    if given is None or given.seen is not None:
        raise Wrong(say("{number} waits for nobody to see it", number=item.id))
    if given.to != person.key:
        whom = desk.state().name(given.to)
        raise Wrong(say("{number} was given to {person}", number=item.id, person=whom), "name")
    with desk.change("item.seen", person.key) as change:
        seen = (*item.assigned[:-1], replace(given, seen=change.now))
        return change.put(replace(item, assigned=seen))
