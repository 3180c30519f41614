"""The form in which a leader excuses a mark (R-024)."""

from __future__ import annotations

from datetime import date

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.presence.excuse import Marked, OpenMark, excuse, marks_of
from dutyroom.domain.base.sentence import say
from dutyroom.domain.records.people import Person
from dutyroom.i18n import N_, _
from dutyroom.values import dataclass
from dutyroom.words.codes import mark_words
from screens.kit.fields import Questions, Shown, as_choice, as_person, as_text, ask
from screens.kit.form import Form
from screens.kit.who import boss


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcuseFields:
    """Which leader excuses which mark, and why."""

    mark: OpenMark = ask(N_("Mark"), as_choice)
    reason: str = ask(N_("Reason"), as_text)
    leader: Person = ask(N_("Leader"), as_person)
    pin: str = ask(N_("Leader's PIN"), as_text, secret=True)


def excuse_form(desk: Desk, person: str, day: date) -> Form[Marked]:
    """Ask which leader excuses which mark of somebody on a day, and why (R-024).

    Raises `Wrong` when there is none that is not excused.
    """
    state = desk.state()
    marks = marks_of(state, person, day)
    name = state.name(person)
    if not marks:
        raise Wrong(say("{person} has no mark on {day} to excuse", person=name, day=day))

    def act(typed: ExcuseFields) -> Marked:
        each = typed.mark
        return excuse(
            desk,
            each.number,
            each.mark.code,
            typed.leader,
            typed.reason,
            typed.pin,
            which=each.which,
        )

    by_code = {f"{each.number} {each.mark.code} {each.which}": each for each in marks}
    choices = tuple((code, _mark_choice(each)) for code, each in by_code.items())
    mark = Shown(choices=choices, values=by_code)
    questions = Questions(desk, ExcuseFields, mark=mark, leader=boss(desk))
    return Form(
        _("Excuse a mark"),
        questions,
        act,
        note=f"{name}  {day:%m-%d}",
        start="reason",
        kind="board.excuse",
        does="mark.excuse",
        ref=f"{person}|{day}",
    )


def excuse_form_again(desk: Desk, ref: str) -> Form[Marked]:
    """Return the form of a draft. Raises `Wrong` when there is nothing to excuse any more."""
    person, _sep, day = ref.rpartition("|")
    return excuse_form(desk, person, date.fromisoformat(day))


def _mark_choice(each: OpenMark) -> str:
    """Return a mark with the time and the shift that it is of."""
    return f"{each.at:%H:%M} {each.shift} {mark_words(each.mark)}".replace("  ", " ")
