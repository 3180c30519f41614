"""Forms that were not finished: kept while they are typed, their words put back afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from dutyroom.desk.desk import Desk
from dutyroom.desk.station import drafts
from dutyroom.desk.station.drafts import Draft
from dutyroom.i18n import _
from screens.kit.actions import attempt

if TYPE_CHECKING:
    from typing import Any

    from screens.kit.form import Form


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
        self._open: dict[Form[Any], datetime] = {}

    def adopt(self, form: Form[Any], draft: Draft) -> None:
        """Go on with a draft in a form that was opened again."""
        form.draft, self._open[form] = draft.id, draft.began

    def keep(self, form: Form[Any]) -> str:
        """Keep what stands in a form; return the sentence of what is wrong, or nothing."""
        if not (form.keeps and form.has_words()):
            return ""
        began = self._open.setdefault(form, self._desk.now())
        title, values = str(form.title_words), form.words()
        wrong = attempt(
            lambda: drafts.keep(self._desk, form.draft, form.kind, form.ref, title, values, began)
        )
        return f"{_('The draft is not kept.')} {wrong}" if wrong else ""

    def drop(self, form: Form[Any]) -> str:
        """Throw the draft of a form away, which was saved or left for good."""
        if form not in self._open:
            return ""
        del self._open[form]
        return attempt(lambda: drafts.drop(self._desk, form.draft))
