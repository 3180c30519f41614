"""The forms of a work order: a new one, and how far one is."""

from __future__ import annotations

from typing import Literal, cast

from dutyroom.desk.desk import Desk
from dutyroom.desk.log import orders
from dutyroom.desk.log.writers import writes
from dutyroom.domain.log.orders import next_states
from dutyroom.domain.records.log import Entry, OrderStatus, WorkOrder
from dutyroom.i18n import N_, _
from dutyroom.values import dataclass
from dutyroom.words.codes import word
from screens.kit.actions import Objection, OpenedOn
from screens.kit.fields import Questions, Shown, as_choice, as_text, ask
from screens.kit.form import Form
from screens.kit.who import anybody, writer
from screens.log.forms import urgency

AS_IT_IS = ""
"""The choice that leaves the state of an order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFields:
    """What has to be repaired, and by whom."""

    text: str = ask(N_("What to do"), as_text)
    place: str = ask(N_("Place"), as_text)
    phone: str = ask(N_("Telephone"), as_text)
    urgency: str = ask(N_("Urgency"), as_choice)
    assignee: str = ask(N_("Goes to"), as_text, free=True)
    by: str = ask(N_("Taken by"), as_choice, unless_asked="")


def order_form(
    desk: Desk, source: Entry | None = None, *, text: str = "", place: str = ""
) -> Form[WorkOrder]:
    """Ask what has to be repaired, and by whom; from an entry, or from a finding."""

    def act(typed: OrderFields) -> WorkOrder:
        return orders.new_order(
            desk,
            typed.text,
            place=typed.place,
            phone=typed.phone,
            urgency=typed.urgency,
            assignee=typed.assignee,
            source=source,
            by=writes(desk, typed.by),
        )

    questions = Questions(
        desk,
        OrderFields,
        text=Shown(value=source.text if source else text),
        place=Shown(value=source.room if source else place),
        phone=Shown(value=source.phone if source else ""),
        urgency=urgency(desk, source.urgency if source else "normal"),
        assignee=anybody(desk),
        by=writer(desk),
    )
    ref = source.id if source else ""
    return Form(_("New work order"), questions, act, kind="order", ref=ref)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderStepFields:
    """How far a work order is."""

    status: OrderStatus | Literal[""] = ask(N_("State"), as_choice)
    text: str = ask(N_("In words"), as_text, hint=N_("what was done; to whom it goes"))
    phone: str = ask(N_("Telephone"), as_text)
    by: str = ask(N_("Taken by"), as_choice, unless_asked="")


def order_step_form(desk: Desk, number: str) -> Form[WorkOrder]:
    """Ask how far a work order is."""
    order = orders.find_order(desk.state(), number)
    opened = OpenedOn(order)

    def act(typed: OrderStepFields) -> WorkOrder | Objection:
        status, words = typed.status, typed.text
        phone = typed.phone if typed.phone != order.phone else None
        assignee = words if status == "assigned" else ""
        by = writes(desk, typed.by)

        def step(record: WorkOrder) -> WorkOrder:
            if status in (AS_IT_IS, record.status):
                return orders.note_order(desk, record, words, phone=phone, by=by)
            to = cast(OrderStatus, status)
            return orders.move_order(desk, record, to, words, assignee=assignee, phone=phone, by=by)

        return opened.act(step)

    states = tuple((code, word(code)) for code in next_states(order))
    choices = (*states, (AS_IT_IS, _("as it is")))
    questions = Questions(
        desk,
        OrderStepFields,
        status=Shown(value=choices[0][0], choices=choices),
        phone=Shown(value=order.phone),
        by=writer(desk),
    )
    return Form(order.id, questions, act, note=order.text, kind="order_step", ref=order.id)
