"""The form in which is ticked who came to a meeting."""

from __future__ import annotations

from dutyroom.desk import log, meetings
from dutyroom.desk.desk import Desk
from dutyroom.desk.people import find_person
from dutyroom.i18n import _
from screens.asks import names_of
from screens.attempts import attempt
from screens.forms import Field, Form


def meeting_form(desk: Desk, name: str) -> Form:
    """Ask of each person who was asked to a meeting whether they came (R-211, R-219)."""
    state = desk.state()
    asked = meetings.asked_today(desk, state)
    here = {a.person for a in state.attendances if a.left is None}

    def save(typed: dict[str, str]) -> str:
        def do() -> None:
            came = tuple(state.people[key] for key in asked if typed[_id(asked, key)] == "came")
            meetings.keep_meeting(desk, name, came, find_person(desk.state(), typed["by"], "by"))

        return attempt(do)

    on = log.on_duty(desk)
    answers = (("came", _("came")), ("missed", _("did not come")))
    fields = (
        *(
            Field(_id(asked, key), state.name(key), "came" if key in here else "missed", answers)
            for key in asked
        ),
        Field("by", _("Ticked by"), state.name(on[0]) if on else "", names=names_of(desk)),
    )
    return Form(name, fields, save, kind="now.meeting", ref=name)


def _id(asked: tuple[str, ...], key: str) -> str:
    return f"person{asked.index(key)}"
