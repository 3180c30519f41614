"""The form in which is ticked who came to a meeting."""

from __future__ import annotations

from collections.abc import Mapping

from dutyroom.desk.desk import Desk
from dutyroom.desk.presence import meetings
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import Meeting
from dutyroom.i18n import N_, _
from dutyroom.values import dataclass
from screens.kit.fields import Field, Questions, Several, as_person, ask, ask_of_each
from screens.kit.form import Form
from screens.kit.who import on_duty

CAME, MISSED = "came", "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFields:
    """Whether each person who was asked to a meeting came, by key, and who ticks it."""

    asked: Mapping[str, str] = ask_of_each()
    by: Person = ask(N_("Ticked by"), as_person)


def meeting_form(desk: Desk, name: str) -> Form[Meeting]:
    """Ask of each person who was asked to a meeting whether they came (R-211, R-219).

    What was ticked before today stands in it, to be put right.
    """

    def act(typed: MeetingFields) -> Meeting:
        came = tuple(key for key, answer in typed.asked.items() if answer == CAME)
        return meetings.keep_meeting(desk, name, came, typed.by)

    state = desk.state()
    asked, ticked = _people(desk, state, name)
    answers = ((CAME, _("came")), (MISSED, _("did not come")))
    lines = {
        key: Field(_id(key), state.name(key), CAME if key in ticked else MISSED, answers)
        for key in asked
    }
    questions = Questions(desk, MeetingFields, asked=Several(lines), by=on_duty(desk))
    ref = f"{desk.now().date()}/{name}"
    return Form(name, questions, act, kind="now.meeting", ref=ref)


def last_form(desk: Desk) -> Form[Meeting]:
    """Return the form of today's last meeting, also when it is ticked. Raises `Wrong`."""
    return meeting_form(desk, meetings.last_begun(desk))


def meeting_again(desk: Desk, ref: str) -> Form[Meeting] | None:
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
