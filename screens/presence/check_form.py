"""The form of a spot check or a phone check: what it found, and who answers for it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple

from dutyroom.desk.desk import Desk
from dutyroom.desk.people.powers import Permission
from dutyroom.desk.presence import post_checks
from dutyroom.desk.presence.dress import DRESS_ANSWERS
from dutyroom.desk.presence.post_checks import RESULTS, CheckFinding
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import CheckResult, DressFinding, PostCheck
from dutyroom.i18n import N_, _
from dutyroom.values import dataclass
from dutyroom.words.codes import word
from screens.kit.fields import (
    Questions,
    Shown,
    as_choice,
    as_past_or_none,
    as_person,
    as_text,
    ask,
)
from screens.kit.form import Form
from screens.kit.who import on_duty, who_may


class CheckOutcome(NamedTuple):
    """What a check was, and what it found."""

    kind: Literal["spot", "phone"]
    result: CheckResult


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFields:
    """What a spot check or a phone check found, and who answers for it."""

    name: Person = ask(N_("Name"), as_person)
    outcome: CheckOutcome = ask(N_("Result"), as_choice, id="result")
    place: str = ask(N_("Place found"), as_text)
    time: datetime | None = ask(
        N_("When"), as_past_or_none, hint=N_("now; or a time such as 16:05")
    )
    dress: DressFinding = ask(N_("Uniform, badge"), as_choice)
    note: str = ask(N_("Note"), as_text, hint=N_("what was found"))
    finder: str = ask(N_("Who looked"), as_text, hint=N_("somebody from outside"))
    by: Person = ask(N_("Recorded by"), as_person)
    pin: str = ask(N_("PIN"), as_text, secret=True)


def check_form(desk: Desk) -> Form[PostCheck]:
    """Ask what a spot check or a phone check found, and who answers for it."""

    def act(typed: CheckFields) -> PostCheck:
        finding = CheckFinding(
            typed.outcome.result,
            typed.place,
            typed.time,
            finder=typed.finder,
            note=typed.note,
            dress=typed.dress,
        )
        return post_checks.keep_check(
            desk, typed.outcome.kind, typed.name, finding, typed.by, typed.pin
        )

    looked = tuple((code, word(code)) for code in DRESS_ANSWERS)
    questions = Questions(
        desk,
        CheckFields,
        name=on_duty(desk),
        outcome=_outcomes(),
        dress=Shown(choices=(("", _("not looked at")), *looked)),
        by=Shown(names=who_may(desk, Permission("check"))),
    )
    return Form(_("A check"), questions, act, start="result", kind="now.check")


def _outcomes() -> Shown:
    """Offer what each kind of check may find."""
    choices, values = [], {}
    for kind, results in RESULTS.items():
        for result in results:
            code = f"{kind}:{result}"
            choices.append((code, f"{word(kind)}: {word(result)}"))
            values[code] = CheckOutcome(kind, result)
    return Shown(choices=tuple(choices), values=values)
