"""The form that asks what to look for in all the years."""

from __future__ import annotations

from datetime import date

from dutyroom.desk import search
from dutyroom.desk.desk import Desk
from dutyroom.desk.search import Query
from dutyroom.i18n import N_, _
from dutyroom.values import dataclass
from dutyroom.words.codes import word
from screens.kit.fields import Questions, Shown, as_choice, as_day_or_none, as_text, ask
from screens.kit.form import Form
from screens.kit.who import anybody


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFields:
    """What to look for, as it was typed."""

    text: str = ask(N_("Text"), as_text, unless_asked="")
    person: str = ask(N_("Person"), as_text, free=True, unless_asked="")
    number: str = ask(N_("Number of it"), as_text, unless_asked="")
    kind: str = ask(N_("Kind"), as_choice, unless_asked="")
    first: date | None = ask(N_("From day"), as_day_or_none, unless_asked=None)
    last: date | None = ask(N_("To day"), as_day_or_none, unless_asked=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What was typed, and the query that it means."""

    typed: SearchFields
    query: Query


def search_form(desk: Desk, before: SearchFields | None = None) -> Form[Sought]:
    """Ask what to look for; ``before`` is what was typed the last time."""

    def act(typed: SearchFields) -> Sought:
        query = Query(
            text=typed.text,
            person=typed.person,
            number=typed.number,
            kind=typed.kind,
            first=typed.first,
            last=typed.last,
        )
        search.check(query)
        return Sought(typed=typed, query=search.meant(desk.state(), query))

    last = before or SearchFields()
    kinds = (("", _("everything")), *((kind, word(kind)) for kind in search.SEARCH_WORDS))
    questions = Questions(
        desk,
        SearchFields,
        text=Shown(value=last.text),
        person=anybody(desk, last.person),
        number=Shown(value=last.number),
        kind=Shown(value=last.kind, choices=kinds),
        first=Shown(value=str(last.first or ""), hint="2026-01-01"),
        last=Shown(value=str(last.last or ""), hint="2026-12-31"),
    )
    foot = _("Enter searches · ↓ next field · Esc leave")
    title = _("Search all the years")
    return Form(title, questions, act, foot=foot, start="text", at_once=True)
