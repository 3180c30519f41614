"""Forms that were not finished: kept while they are typed, opened again afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from dutyroom.desk import drafts, log
from dutyroom.desk.desk import Desk
from dutyroom.desk.drafts import Draft
from dutyroom.desk.handover import current_handover
from dutyroom.desk.people import find_person
from dutyroom.domain.records import ShiftRef
from dutyroom.i18n import _
from screens import asks, presence_forms
from screens.forms import Form
from screens.handover_forms import record_form


def _order(desk: Desk, ref: str) -> Form:
    return asks.order_form(desk, log.find_entry(desk.state(), ref) if ref else None)


# The forms of the Board are made by modules that the room loads when they are first needed.


def _swap(desk: Desk, ref: str) -> Form:
    from screens.swaps import ask_form

    person, day, post, shift = ref.split("|")
    return ask_form(desk, ShiftRef(date.fromisoformat(day), post, shift), person)


def _request(desk: Desk, ref: str) -> Form:
    from dutyroom.desk.swaps import find_swap
    from screens.swaps import decide_form

    return decide_form(desk, find_swap(desk.state(), ref))


def _leave(desk: Desk, ref: str) -> Form:
    from screens.leave import leave_form

    return leave_form(desk, ref)


def _edit(desk: Desk, ref: str) -> Form:
    from dutyroom.desk.roster_edit import roster_of
    from screens.roster_edit import edit_form

    person, _sep, words = ref.rpartition("|")
    day = date.fromisoformat(words)
    return edit_form(desk, roster_of(desk.state(), day), person, day)


def _excuse(desk: Desk, ref: str) -> Form:
    person, _sep, day = ref.rpartition("|")
    return presence_forms.excuse_form(desk, person, date.fromisoformat(day))


def _driver(desk: Desk, ref: str) -> Form | None:
    from screens.drivers import driver_form

    return driver_form(desk, ref)


def _person(desk: Desk, ref: str) -> Form:
    from screens.people_forms import new_form, person_form

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
    "board.swap": _swap,
    "board.requests": _request,
    "board.leave": _leave,
    "board.edit": _edit,
    "board.excuse": _excuse,
    "driver": _driver,
    "people": _person,
    "record": lambda desk, ref: record_form(desk, current_handover(desk.state(), ref)),
}


def reopened(desk: Desk, draft: Draft) -> Form | None:
    """Return the form of a draft, to be filled with `values_of`; None if it is no more.

    Raises `Wrong` when the record it was about cannot be found.
    """
    make = _MAKERS.get(draft.kind)
    return make(desk, draft.ref) if make else None


def values_of(draft: Draft) -> dict[str, str]:
    """Return what was typed; the event time is when typing began, unless another was given."""
    values = dict(draft.values)
    if draft.kind in ("call", "visit", "message") and not values.get("at"):
        values["at"] = f"{draft.began:%Y-%m-%d %H:%M}"
    return values


class Unfinished:
    """The drafts of the forms that are open in this room."""

    def __init__(self, desk: Desk) -> None:
        """Begin with none."""
        self._desk = desk
        self._open: dict[Form, tuple[str, datetime]] = {}
        self._count = 0

    def adopt(self, form: Form, draft: Draft) -> None:
        """Go on with a draft in a form that was opened again."""
        self._open[form] = (draft.id, draft.began)

    def keep(self, form: Form) -> str:
        """Keep what stands in a form; return the sentence of what is wrong, or nothing."""
        if not (form.keeps and form.has_words()):
            return ""
        if form not in self._open:
            self._count += 1
            self._open[form] = (drafts.new_id(self._desk, self._count), self._desk.now())
        id_, began = self._open[form]
        title, values = str(form.title_words), form.words()
        kept = asks.attempt(
            lambda: drafts.keep(self._desk, id_, form.kind, form.ref, title, values, began)
        )
        return f"{_('The draft is not kept.')} {kept}" if kept else ""

    def drop(self, form: Form) -> str:
        """Throw the draft of a form away, which was saved or left for good."""
        if form not in self._open:
            return ""
        id_, _began = self._open.pop(form)
        return asks.attempt(lambda: drafts.drop(self._desk, id_))
