"""Whether work goes on on a date: a line of the Board's day, and the form behind it (R-372)."""

from __future__ import annotations

from datetime import date

from dutyroom.desk.desk import Desk
from dutyroom.desk.roster.site_work import set_work, works_on
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import WorkDay
from dutyroom.domain.roster.site_work import work_rules
from dutyroom.i18n import N_, _, listed
from dutyroom.values import dataclass
from dutyroom.words.rosters import work_words
from screens.kit.fields import NO, YES, Questions, Shown, as_person, as_yes, ask
from screens.kit.form import Form
from screens.kit.rows import Row, Span
from screens.kit.who import anybody

_KEY = "work/"


def is_work(key: str) -> bool:
    """Tell whether a line of a list is about work that goes on."""
    return key.startswith(_KEY)


def work_rows(desk: Desk, day: date, state: DutyState) -> list[Row]:
    """Return the line that says whether work goes on, where the profile has a rule about it."""
    if not work_rules(desk.profile):
        return []
    words = work_words(day, working=works_on(desk, day, state))
    text = _("{words}: Enter changes it").format(words=words)
    return [Row((Span(f" {text}", "plain"),), key=f"{_KEY}{day.isoformat()}")]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkFields:
    """Whether work goes on, and who says so."""

    working: bool = ask(
        N_("Work"), as_yes, choices=((YES, N_("yes, work goes on")), (NO, N_("no, nobody works")))
    )
    by: Person = ask(N_("Said by"), as_person)


def work_form(desk: Desk, key: str) -> Form[WorkDay]:
    """Ask whether work goes on on the date of a line, and who says so."""
    day = date.fromisoformat(key.removeprefix(_KEY))

    def act(typed: WorkFields) -> WorkDay:
        return set_work(desk, day, working=typed.working, by=typed.by.key)

    other = NO if works_on(desk, day) else YES
    questions = Questions(desk, WorkFields, working=Shown(value=other), by=anybody(desk))
    ranks = listed(" / ".join(rule.ranks) for rule in work_rules(desk.profile))
    note = _("Where work goes on, these must be on the roster and there: {ranks}")
    return Form(
        f"{_('Work')} {day}", questions, act, note=note.format(ranks=ranks), does="work.set"
    )
