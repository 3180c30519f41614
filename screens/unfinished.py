"""Forms that were not finished: kept while they are typed, opened again afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from dutyroom.desk import drafts, log
from dutyroom.desk.desk import Desk
from dutyroom.desk.drafts import Draft
from dutyroom.desk.handover import current_handover
from dutyroom.i18n import _
from screens import asks
from screens.forms import Form
from screens.handover_forms import record_form


def _order(desk: Desk, ref: str) -> Form:
    return asks.order_form(desk, log.find_entry(desk.state(), ref) if ref else None)


_MAKERS: dict[str, Callable[[Desk, str], Form]] = {
    "call": lambda desk, _ref: asks.entry_form(desk, "call"),
    "visit": lambda desk, _ref: asks.entry_form(desk, "visit"),
    "message": lambda desk, _ref: asks.entry_form(desk, "message"),
    "step": lambda desk, ref: asks.step_form(desk, log.find_entry(desk.state(), ref)),
    "order": _order,
    "order_step": asks.order_step_form,
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
        if not form.has_words():
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
