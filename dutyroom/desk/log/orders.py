"""Work orders: opened, assigned, brought under control, finished."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from dutyroom.desk.change import Change
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.log.writers import who_writes
from dutyroom.desk.numbers import numbered
from dutyroom.desk.people.checks import tidy_phone
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import refuse_blocked
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.log.assigning import unit_on_duty
from dutyroom.domain.log.entries import told_of
from dutyroom.domain.log.items import linked_to
from dutyroom.domain.log.orders import order_verdicts, step_order
from dutyroom.domain.records.items import Link, Step
from dutyroom.domain.records.log import Entry, OrderStatus, WorkOrder


def new_order(
    desk: Desk,
    text: str,
    *,
    by: str = "",
    place: str = "",
    phone: str = "",
    urgency: str = "normal",
    assignee: str = "",
    source: Entry | None = None,
    at: datetime | None = None,
) -> WorkOrder:
    """Open a work order (F-02), of an entry where ``source`` is given.

    Raises `Wrong` for an empty text or an unknown urgency, Conflict when the
    entry has changed meanwhile, and the store's errors.
    """
    if not text.strip():
        raise Wrong(say("Write what has to be done"), "text")
    if urgency not in [grade.code for grade in desk.profile.urgency]:
        raise Wrong(say("No urgency is called {urgency}", urgency=urgency), "urgency")
    writer = who_writes(desk, by)
    unit, assignee = _of_unit(desk, assignee)
    with desk.change("order.new", writer) as change:
        order = change.put(
            WorkOrder(
                id=change.number(WorkOrder),
                day=change.day,
                at=at or change.now,
                entered=change.now,
                by=writer,
                owner=writer,
                text=text,
                place=place,
                phone=tidy_phone(phone),
                urgency=urgency,
                status="assigned" if assignee else "new",
                assignee=assignee,
                links=(Link("source", source.id),) if source else (),
                unit=unit,
            )
        )
        if source is not None:
            change.put(linked_to(source, "order", order.id))
        return order


def find_order(state: DutyState, number: str, today: date | None = None) -> WorkOrder:
    """Return the order of that number, whole or short (`numbered`). Raises `Wrong`."""
    order = numbered(state.orders, number, today)
    if order is None:
        raise Wrong(say("There is no number {number}", number=number), "number")
    return order


def order_named(desk: Desk, number: str) -> WorkOrder:
    """Return the order of that number, of any month by its whole number. Raises `Wrong`."""
    try:
        return find_order(desk.state(), number, desk.duty_date())
    except Wrong:
        old = desk.ledger.get(number.strip().upper())
        if not isinstance(old, WorkOrder):
            raise
        return old


def move_order(
    desk: Desk,
    order: WorkOrder,
    status: OrderStatus,
    text: str = "",
    *,
    by: str = "",
    assignee: str = "",
    phone: str | None = None,
) -> WorkOrder:
    """Take an order to its next state with the words that the state asks (states 5.3).

    The entry that it came from has the result as a step, and is closed with it.

    ``order`` is the revision that the person saw: a newer one is a Conflict
    with both versions. ``phone`` is the order's telephone from now on, where
    it changes. Raises `Refused` for a step that does not follow.
    """
    refuse_blocked(order_verdicts(order, status, text))
    writer = who_writes(desk, by)
    unit, assignee = _of_unit(desk, assignee)
    with desk.change(f"order.{status}", writer) as change:
        step = Step(at=change.now, by=writer, kind="noted", text=text or assignee)
        stepped = step_order(order, step, status, assignee)
        moved = change.put(
            replace(stepped, phone=_telephone(order, phone), unit=unit or order.unit)
        )
        _tell_source(change, moved, step)
        return moved


def _tell_source(change: Change, order: WorkOrder, step: Step) -> None:
    """Let the entry that an order was made of have its result."""
    for entry in change.state.entries:
        if entry.id == order.source:
            told = told_of(entry, order, step)
            if told is not None:
                change.put(told)


def note_order(
    desk: Desk, order: WorkOrder, text: str = "", *, by: str = "", phone: str | None = None
) -> WorkOrder:
    """Write a step of an order that stays as it is, or give it another telephone.

    A newer revision is a Conflict. Raises `Wrong` when nothing is said.
    """
    number = _telephone(order, phone)
    if not text.strip() and number == order.phone:
        raise Wrong(say("Write what was done"), "text")
    writer = who_writes(desk, by)
    with desk.change("order.note", writer) as change:
        step = Step(at=change.now, by=writer, kind="noted", text=text.strip())
        return change.put(replace(step_order(order, step, order.status, ""), phone=number))


def _of_unit(desk: Desk, words: str) -> tuple[str, str]:
    """Return the unit that an order goes to, and who of it is on duty; else the words (R-045)."""
    state = desk.state()
    units = {unit.id for unit in desk.profile.units}
    units |= {person.unit for person in state.people.values()}
    unit = words.strip()
    if not unit or unit not in units:
        return "", words
    key = unit_on_duty(state, unit, desk.now())
    return unit, state.name(key) if key else words


def _telephone(order: WorkOrder, phone: str | None) -> str:
    return order.phone if phone is None else tidy_phone(phone)
