"""The form in which is ticked who came to a meeting."""

from __future__ import annotations

from dutyroom.desk.desk import Desk
from dutyroom.desk.log import entries as log
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence import meetings
from dutyroom.domain.facts.state import DutyState
from dutyroom.i18n import _
from screens.kit.actions import attempt
from screens.kit.asks import names_of
from screens.kit.form import Field, Form


def meeting_form(desk: Desk, name: str) -> Form:
    """Ask of each person who was asked to a meeting whether they came (R-211, R-219).

    What was ticked before today stands in it, to be put right.
    """
    state = desk.state()
    asked, ticked = _people(desk, state, name)

    def save(typed: dict[str, str]) -> str:
        def do() -> None:
            came = tuple(key for key in asked if typed[_id(key)] == "came")
            meetings.keep_meeting(desk, name, came, find_person(desk.state(), typed["by"], "by"))

        return attempt(do)

    on = log.on_duty(desk)
    answers = (("came", _("came")), ("missed", _("did not come")))
    fields = (
        *(
            Field(_id(key), state.name(key), "came" if key in ticked else "missed", answers)
            for key in asked
        ),
        Field("by", _("Ticked by"), state.name(on[0]) if on else "", names=names_of(desk)),
    )
    return Form(name, fields, save, kind="now.meeting", ref=f"{desk.now().date()}/{name}")


def last_form(desk: Desk) -> Form:
    """Return the form of today's last meeting, also when it is ticked. Raises `Wrong`."""
    return meeting_form(desk, meetings.last_begun(desk))


def meeting_again(desk: Desk, ref: str) -> Form | None:
    """Return the form of a draft; None on another day, on which others were asked."""
    day, _sep, name = ref.partition("/")
    return meeting_form(desk, name) if day == desk.now().date().isoformat() else None


def _people(desk: Desk, state: DutyState, name: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return who is asked, and who of them came: as it was kept, else who is signed in."""
    asked = meetings.asked_today(desk, state)
    kept = meetings.kept_today(desk, state, name)
    if kept is None:
        return asked, frozenset(a.person for a in state.attendances if a.on_duty)
    everybody = dict.fromkeys((*kept.present, *kept.missing, *asked))
    return tuple(everybody), frozenset(kept.present)


def _id(key: str) -> str:
    """Return the field of a person, whoever else is asked meanwhile."""
    return f"person-{key.encode().hex()}"
