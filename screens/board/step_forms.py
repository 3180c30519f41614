"""The form in which a step of a roster is noted: reported, gathered, told, filed."""

from __future__ import annotations

from dutyroom.desk.desk import Desk
from dutyroom.desk.roster.powers import noting, who_notes
from dutyroom.desk.roster.steps import Noted, gather_reports, note_step, tell_people
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Roster, RosterStep
from dutyroom.domain.roster.steps import unreported
from dutyroom.i18n import N_, _, listed
from dutyroom.values import dataclass
from dutyroom.words.rosters import step_word
from screens.board.steps import NOTED, everything
from screens.kit.fields import Questions, Shown, as_person, as_text, ask
from screens.kit.form import Form
from screens.kit.who import signing


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFields:
    """Who notes a step of a roster, and how it was done."""

    name: Person = ask(N_("Name"), as_person)
    way: str = ask(N_("How"), as_text)
    pin: str = ask(N_("PIN"), as_text, secret=True, unless_asked="")


def step_form(desk: Desk, roster: Roster, key: str) -> Form[Noted | Roster]:
    """Ask who notes the step of a line of the list, and how it was done."""
    step = next(each for each in NOTED if key.startswith(f"{each}/"))
    whom = key.removeprefix(f"{step}/")

    def act(typed: StepFields) -> Noted | Roster:
        if step == "told":
            people = [whom] if whom else []
            return tell_people(desk, roster, people, typed.name, typed.way, pin=typed.pin)
        if step == "gathered":
            return gather_reports(desk, roster, typed.name, typed.way, pin=typed.pin)
        return note_step(desk, roster, step, whom, typed.name, way=typed.way, pin=typed.pin)

    people = who_notes(desk, roster, step, whom)
    name, pin = signing(desk, noting(roster), people)
    questions = Questions(desk, StepFields, name=name, way=_way(desk, roster, step), pin=pin)
    label = desk.state().name(whom) if whom else everything(step)
    title = _("{step}: {whom}").format(step=step_word(step), whom=label)
    ref = f"{roster.id}/{key}"
    return Form(
        title, questions, act, note=roster.title, kind="board.step", ref=ref, does="roster.filed"
    )


def _way(desk: Desk, roster: Roster, step: RosterStep) -> Shown:
    """Return how it was done; of a gathering, why without those who have not reported."""
    if step != "gathered":
        return Shown(hint=_("by telephone, by fax"))
    late = unreported(roster, desk.profile)
    hint = _("why without {names}").format(names=listed(late)) if late else ""
    return Shown(label=_("Remark"), hint=hint)
