"""The forms that drafts were typed into, made once more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dutyroom.desk.desk import Desk
from dutyroom.desk.handover.checklist import current_handover
from dutyroom.desk.log import entries as log
from dutyroom.desk.people.find import find_person
from dutyroom.desk.roster.find import roster_of
from dutyroom.desk.station.drafts import Draft
from dutyroom.desk.swaps.requests import find_swap
from dutyroom.domain.records.roster import ShiftRef
from screens.board.drivers import driver_form
from screens.board.edit import edit_form
from screens.handover.forms import record_form
from screens.kit import asks
from screens.kit.form import Form
from screens.people.forms import new_form, person_form
from screens.presence import forms as presence_forms
from screens.presence.meetings import meeting_again
from screens.swaps.leave import leave_form
from screens.swaps.swaps import ask_form, decide_form


def _order(desk: Desk, ref: str) -> Form:
    return asks.order_form(desk, log.find_entry(desk.state(), ref) if ref else None)


def _swap(desk: Desk, ref: str) -> Form:
    person, day, post, shift = ref.split("|")
    return ask_form(desk, ShiftRef(date.fromisoformat(day), post, shift), person)


def _request(desk: Desk, ref: str) -> Form:
    return decide_form(desk, find_swap(desk.state(), ref))


def _edit(desk: Desk, ref: str) -> Form:
    person, _sep, words = ref.rpartition("|")
    day = date.fromisoformat(words)
    return edit_form(desk, roster_of(desk.state(), day, person), person, day)


def _excuse(desk: Desk, ref: str) -> Form:
    person, _sep, day = ref.rpartition("|")
    return presence_forms.excuse_form(desk, person, date.fromisoformat(day))


def _person(desk: Desk, ref: str) -> Form:
    return person_form(desk, find_person(desk.state(), ref)) if ref else new_form(desk)


_MAKERS: dict[str, Callable[[Desk, str], Form | None]] = {
    "call": lambda desk, _ref: asks.entry_form(desk, "call"),
    "visit": lambda desk, _ref: asks.entry_form(desk, "visit"),
    "message": lambda desk, _ref: asks.entry_form(desk, "message"),
    "step": lambda desk, ref: asks.step_form(desk, log.find_entry(desk.state(), ref)),
    "order": _order,
    "order_step": asks.order_step_form,
    "now.sign_in": asks.sign_in_form,
    "now.sign_out": asks.sign_out_form,
    "now.release": lambda desk, _ref: asks.release_form(desk),
    "now.contact": lambda desk, _ref: asks.contact_form(desk),
    "now.away": lambda desk, _ref: presence_forms.away_form(desk),
    "now.back": presence_forms.back_form,
    "now.cover": presence_forms.cover_form,
    "now.where": lambda desk, _ref: presence_forms.where_form(desk),
    "now.phone": lambda desk, _ref: presence_forms.phone_form(desk),
    "now.check": lambda desk, _ref: presence_forms.check_form(desk),
    "now.leader": presence_forms.leader_form,
    "now.meeting": meeting_again,
    "board.swap": _swap,
    "board.requests": _request,
    "board.leave": leave_form,
    "board.edit": _edit,
    "board.excuse": _excuse,
    "driver": driver_form,
    "people": _person,
    "record": lambda desk, ref: record_form(desk, current_handover(desk.state(), ref)),
}


def reopened(desk: Desk, draft: Draft) -> Form | None:
    """Return the form of a draft, to be filled with `values_of`; None if it is no more.

    Raises `Wrong` when the record it was about cannot be found.
    """
    make = _MAKERS.get(draft.kind)
    return make(desk, draft.ref) if make else None
