"""The forms of the room by their kind: for a draft once more, or for what is due.

A kind is what a draft keeps of its form, and what `dutyroom.desk.answers` names
for each obligation. Every form lies in a module that is loaded with the first
form of it: Enter on Now waits for no other.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from dutyroom.desk.desk import Desk
from dutyroom.domain.records.log import Entry
from dutyroom.domain.records.roster import ShiftRef
from screens.kit import asks
from screens.kit.form import Form
from screens.kit.lazy_module import LazyModule

if TYPE_CHECKING:
    from dutyroom.desk.station.drafts import Draft
    from screens.board import drivers, edit, steps
    from screens.handover import forms as handover_forms
    from screens.log import assigning
    from screens.people import forms as people_forms
    from screens.presence import forms as presence_forms
    from screens.presence import meetings
    from screens.swaps import leave, swaps
else:
    drivers, edit = LazyModule("screens.board.drivers"), LazyModule("screens.board.edit")
    steps, handover_forms = (
        LazyModule("screens.board.steps"),
        LazyModule("screens.handover.forms"),
    )
    assigning, people_forms = (
        LazyModule("screens.log.assigning"),
        LazyModule("screens.people.forms"),
    )
    presence_forms = LazyModule("screens.presence.forms")
    meetings = LazyModule("screens.presence.meetings")
    leave, swaps = LazyModule("screens.swaps.leave"), LazyModule("screens.swaps.swaps")


def _acknowledge(desk: Desk, key: str) -> Form | None:
    from dutyroom.desk.alarms import obligations

    owed = next((each for each in obligations(desk) if each.key == key), None)
    return asks.acknowledge_form(desk, owed) if owed else None


def _item(desk: Desk, number: str) -> Form:
    """Return the form of the next step of an entry or a work order."""
    from dutyroom.desk.log.entries import find_item

    item = find_item(desk.state(), number)
    if isinstance(item, Entry):
        return asks.step_form(desk, item)
    return asks.order_step_form(desk, item.id)


def _entry_step(desk: Desk, number: str) -> Form:
    from dutyroom.desk.log.entries import find_entry

    return asks.step_form(desk, find_entry(desk.state(), number))


def _order(desk: Desk, number: str) -> Form:
    """Return the form of a new work order, of the entry of that number if there is one."""
    from dutyroom.desk.log.entries import find_entry

    return asks.order_form(desk, find_entry(desk.state(), number) if number else None)


def _assigned(desk: Desk, number: str) -> Form | None:
    """Return the form in which whom an item was given to says that it was seen."""
    from dutyroom.desk.log.entries import find_item
    from dutyroom.domain.log.assigning import assignment_of

    item = find_item(desk.state(), number)
    given = assignment_of(item)
    return assigning.seen_form(desk, item, given.to) if given else None


def _swap(desk: Desk, ref: str) -> Form | None:
    """Return the form that asks for a swap of a shift; who heads a date has none."""
    person, day, post, shift, *head = ref.split("|")
    if head:
        return None
    return swaps.ask_form(desk, ShiftRef(date.fromisoformat(day), post, shift), person)


def _request(desk: Desk, number: str) -> Form:
    from dutyroom.desk.swaps.requests import find_swap

    return swaps.decide_form(desk, find_swap(desk.state(), number))


def _filing(desk: Desk, ref: str) -> Form:
    """Return the form in which is noted that a body has a roster on file."""
    from dutyroom.desk.roster.find import find_roster

    number, _sep, body = ref.partition("/")
    return steps.step_form(desk, find_roster(desk.state(), number), f"filed/{body}")


def _edit(desk: Desk, ref: str) -> Form:
    from dutyroom.desk.roster.find import roster_of

    person, _sep, words = ref.rpartition("|")
    day = date.fromisoformat(words)
    return edit.edit_form(desk, roster_of(desk.state(), day, person), person, day)


def _excuse(desk: Desk, ref: str) -> Form:
    person, _sep, day = ref.rpartition("|")
    return presence_forms.excuse_form(desk, person, date.fromisoformat(day))


def _person(desk: Desk, key: str) -> Form:
    """Return the form of somebody on the list, or of somebody new."""
    from dutyroom.desk.people.find import find_person

    if not key:
        return people_forms.new_form(desk)
    return people_forms.person_form(desk, find_person(desk.state(), key))


def _record(desk: Desk, post: str) -> Form:
    from dutyroom.desk.handover.find import current_handover

    return handover_forms.record_form(desk, current_handover(desk.state(), post))


FORMS: dict[str, Callable[[Desk, str], Form | None]] = {
    "call": lambda desk, _ref: asks.entry_form(desk, "call"),
    "visit": lambda desk, _ref: asks.entry_form(desk, "visit"),
    "message": lambda desk, _ref: asks.entry_form(desk, "message"),
    "item": _item,
    "step": _entry_step,
    "order": _order,
    "order_step": lambda desk, ref: asks.order_step_form(desk, ref),
    "assigned": _assigned,
    "now.acknowledge": _acknowledge,
    "now.sign_in": lambda desk, ref: asks.sign_in_form(desk, ref),
    "now.sign_out": lambda desk, ref: asks.sign_out_form(desk, ref),
    "now.release": lambda desk, _ref: asks.release_form(desk),
    "now.contact": lambda desk, _ref: asks.contact_form(desk),
    "now.away": lambda desk, _ref: presence_forms.away_form(desk),
    "now.back": lambda desk, ref: presence_forms.back_form(desk, ref),
    "now.cover": lambda desk, ref: presence_forms.cover_form(desk, ref),
    "now.where": lambda desk, _ref: presence_forms.where_form(desk),
    "now.phone": lambda desk, _ref: presence_forms.phone_form(desk),
    "now.check": lambda desk, _ref: presence_forms.check_form(desk),
    "now.leader": lambda desk, ref: presence_forms.leader_form(desk, ref),
    "now.meeting": lambda desk, ref: meetings.meeting_again(desk, ref),
    "board.swap": _swap,
    "board.requests": _request,
    "board.filing": _filing,
    "board.leave": lambda desk, ref: leave.leave_form(desk, ref),
    "board.edit": _edit,
    "board.excuse": _excuse,
    "driver": lambda desk, ref: drivers.driver_form(desk, ref),
    "people": _person,
    "record": _record,
}
"""What makes each form, by its kind; what it is about is a record, a shift or a name."""


def form_of(desk: Desk, kind: str, ref: str) -> Form | None:
    """Return a form by its kind and what it is about; None if it is no more.

    Raises `Wrong` when the record it is about cannot be found.
    """
    make = FORMS.get(kind)
    return make(desk, ref) if make else None


def reopened(desk: Desk, draft: Draft) -> Form | None:
    """Return the form of a draft, to be filled with `values_of`; None if it is no more.

    Raises `Wrong` when the record it was about cannot be found.
    """
    return form_of(desk, draft.kind, draft.ref)
