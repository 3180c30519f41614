"""The forms of the room by their kind: for a draft once more, or for what is due.

A kind is what a draft keeps of its form, and what `dutyroom.desk.answers` names
for each obligation. Every form lies in a module that is loaded with the first
form of it: Enter on Now waits for no other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dutyroom.desk.desk import Desk
from dutyroom.domain.records.log import Entry
from screens.kit.form import Form
from screens.kit.lazy_module import LazyModule

if TYPE_CHECKING:
    from dutyroom.desk.station.drafts import Draft
    from screens.board import drivers, edit_form, step_forms
    from screens.emergency import forms as emergency_forms
    from screens.handover import forms as handover_forms
    from screens.log import assign_forms, order_forms
    from screens.log import forms as log_forms
    from screens.now import forms as now_forms
    from screens.people import forms as people_forms
    from screens.presence import check_form, excuse_form, meeting_forms, sign_in_forms
    from screens.presence import forms as presence_forms
    from screens.swaps import leave_forms, request_forms
else:
    drivers = LazyModule("screens.board.drivers")
    edit_form = LazyModule("screens.board.edit_form")
    step_forms = LazyModule("screens.board.step_forms")
    emergency_forms = LazyModule("screens.emergency.forms")
    handover_forms = LazyModule("screens.handover.forms")
    assign_forms = LazyModule("screens.log.assign_forms")
    order_forms = LazyModule("screens.log.order_forms")
    log_forms = LazyModule("screens.log.forms")
    now_forms = LazyModule("screens.now.forms")
    people_forms = LazyModule("screens.people.forms")
    presence_forms = LazyModule("screens.presence.forms")
    check_form = LazyModule("screens.presence.check_form")
    excuse_form = LazyModule("screens.presence.excuse_form")
    meeting_forms = LazyModule("screens.presence.meeting_forms")
    sign_in_forms = LazyModule("screens.presence.sign_in_forms")
    leave_forms = LazyModule("screens.swaps.leave_forms")
    request_forms = LazyModule("screens.swaps.request_forms")


def _acknowledge(desk: Desk, key: str) -> Form[Any] | None:
    from dutyroom.desk.alarms import obligations

    owed = next((each for each in obligations(desk) if each.key == key), None)
    return now_forms.acknowledge_form(desk, owed) if owed else None


def _item(desk: Desk, number: str) -> Form[Any]:
    """Return the form of the next step of an entry or a work order."""
    from dutyroom.desk.log.entries import find_item

    item = find_item(desk.state(), number)
    if isinstance(item, Entry):
        return log_forms.step_form(desk, item)
    return order_forms.order_step_form(desk, item.id)


def _entry_step(desk: Desk, number: str) -> Form[Any]:
    from dutyroom.desk.log.entries import find_entry

    return log_forms.step_form(desk, find_entry(desk.state(), number))


def _order(desk: Desk, number: str) -> Form[Any]:
    """Return the form of a new work order, of the entry of that number if there is one."""
    from dutyroom.desk.log.entries import find_entry

    return order_forms.order_form(desk, find_entry(desk.state(), number) if number else None)


def _assigned(desk: Desk, number: str) -> Form[Any] | None:
    """Return the form in which whom an item was given to says that it was seen."""
    from dutyroom.desk.log.entries import find_item
    from dutyroom.domain.log.assigning import assignment_of

    item = find_item(desk.state(), number)
    given = assignment_of(item)
    return assign_forms.seen_form(desk, item, given.to) if given else None


def _roster_step(desk: Desk, ref: str) -> Form[Any]:
    """Return the form of a step of a roster, such as that a body has it on file."""
    from dutyroom.desk.roster.find import find_roster

    number, _sep, step = ref.partition("/")
    return step_forms.step_form(desk, find_roster(desk.state(), number), step)


def _person(desk: Desk, key: str) -> Form[Any]:
    """Return the form of somebody on the list, or of somebody new."""
    from dutyroom.desk.people.find import find_person

    if not key:
        return people_forms.new_form(desk)
    return people_forms.person_form(desk, find_person(desk.state(), key))


def _record(desk: Desk, post: str) -> Form[Any]:
    from dutyroom.desk.handover.find import current_handover

    return handover_forms.record_form(desk, current_handover(desk.state(), post))


FORMS: dict[str, Callable[[Desk, str], Form[Any] | None]] = {
    "call": lambda desk, _ref: log_forms.call_form(desk),
    "visit": lambda desk, _ref: log_forms.visit_form(desk),
    "message": lambda desk, _ref: log_forms.message_form(desk),
    "item": _item,
    "step": _entry_step,
    "order": _order,
    "order_step": lambda desk, ref: order_forms.order_step_form(desk, ref),
    "log.seen": _assigned,
    "now.acknowledge": _acknowledge,
    "now.sign_in": lambda desk, ref: sign_in_forms.sign_in_form(desk, ref),
    "now.sign_out": lambda desk, ref: sign_in_forms.sign_out_form(desk, ref),
    "now.release": lambda desk, _ref: sign_in_forms.release_form(desk),
    "now.contact": lambda desk, _ref: emergency_forms.contact_form(desk),
    "now.away": lambda desk, _ref: presence_forms.away_form(desk),
    "now.back": lambda desk, ref: presence_forms.back_form(desk, ref),
    "now.cover": lambda desk, ref: presence_forms.cover_form(desk, ref),
    "now.where": lambda desk, _ref: presence_forms.where_form(desk),
    "now.phone": lambda desk, _ref: presence_forms.phone_form(desk),
    "now.check": lambda desk, _ref: check_form.check_form(desk),
    "now.leader": lambda desk, ref: presence_forms.leader_form(desk, ref),
    "now.meeting": lambda desk, ref: meeting_forms.meeting_again(desk, ref),
    "board.swap": lambda desk, ref: request_forms.ask_form_again(desk, ref),
    "board.requests": lambda desk, ref: request_forms.decide_form_again(desk, ref),
    "board.step": _roster_step,
    "board.leave": lambda desk, ref: leave_forms.leave_form(desk, ref),
    "board.edit": lambda desk, ref: edit_form.edit_form_again(desk, ref),
    "board.excuse": lambda desk, ref: excuse_form.excuse_form_again(desk, ref),
    "driver": lambda desk, ref: drivers.driver_form(desk, ref),
    "people": _person,
    "record": _record,
}
"""What makes each form, by its kind; what it is about is a record, a shift or a name."""


def form_of(desk: Desk, kind: str, ref: str) -> Form[Any] | None:
    """Return a form by its kind and what it is about; None if it is no more.

    Raises `Wrong` when the record it is about cannot be found.
    """
    make = FORMS.get(kind)
    return make(desk, ref) if make else None


def reopened(desk: Desk, draft: Draft) -> Form[Any] | None:
    """Return the form of a draft, to be filled with `values_of`; None if it is no more.

    Raises `Wrong` when the record it was about cannot be found.
    """
    return form_of(desk, draft.kind, draft.ref)
