"""Whether work goes on on a date: a line of the Board's day, and the form behind it (R-372)."""

from __future__ import annotations

from datetime import date

from dutyroom.desk.desk import Desk
from dutyroom.desk.people.find import find_person
from dutyroom.desk.roster import site_work as work
from dutyroom.domain.roster.site_work import work_rules
from dutyroom.i18n import _, listed
from dutyroom.words.rosters import work_words
from screens.kit.actions import attempt
from screens.kit.asks import names_of
from screens.kit.form import Field, Form
from screens.kit.rows import Row, Span

_KEY = "work/"


def is_work(key: str) -> bool:
    """Tell whether a line of a list is about work that goes on."""
    return key.startswith(_KEY)


def work_rows(desk: Desk, day: date) -> list[Row]:
    """Return the line that says whether work goes on, where the profile has a rule about it."""
    if not work_rules(desk.profile):
        return []
    words = work_words(day, working=work.works_on(desk, day))
    text = _("{words}: Enter changes it").format(words=words)
    return [Row((Span(f" {text}", "plain"),), key=f"{_KEY}{day.isoformat()}")]


def work_form(desk: Desk, key: str) -> Form:
    """Ask whether work goes on on the date of a line, and who says so."""
    day = date.fromisoformat(key.removeprefix(_KEY))

    def save(typed: dict[str, str]) -> str:
        def do() -> None:
            by = find_person(desk.state(), typed["by"], "by").key
            work.set_work(desk, day, working=typed["working"] == "yes", by=by)

        return attempt(do)

    other = "no" if work.works_on(desk, day) else "yes"
    choices = (("yes", _("yes, work goes on")), ("no", _("no, nobody works")))
    fields = (
        Field("working", _("Work"), other, choices),
        Field("by", _("Said by"), names=names_of(desk)),
    )
    ranks = listed(" / ".join(rule.ranks) for rule in work_rules(desk.profile))
    note = _("Where work goes on, these must be on the roster and there: {ranks}")
    return Form(f"{_('Work')} {day}", fields, save, note=note.format(ranks=ranks))
