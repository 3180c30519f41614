"""The form of Now itself: an alarm was seen."""

from __future__ import annotations

from dutyroom.desk.alarms import acknowledge
from dutyroom.desk.desk import Desk
from dutyroom.desk.log import writers
from dutyroom.domain.due import Obligation
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.station import Alarm
from dutyroom.i18n import N_, _, render
from dutyroom.values import dataclass
from screens.kit.fields import Questions, as_person, as_text, ask
from screens.kit.form import Form
from screens.kit.who import anybody


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeFields:
    """Who has seen an alarm, and what was done."""

    name: Person = ask(N_("Name"), as_person)
    reason: str = ask(N_("Reason"), as_text, hint=N_("what was done, or why"))


def acknowledge_form(desk: Desk, obligation: Obligation) -> Form[Alarm]:
    """Ask who has seen an alarm, and what was done."""

    def act(typed: AcknowledgeFields) -> Alarm:
        return acknowledge(desk, obligation.key, typed.name, typed.reason)

    on = writers.on_duty(desk)
    names = [desk.state().name(key) for key in on if len(on) == 1 or key in obligation.who]
    questions = Questions(desk, AcknowledgeFields, name=anybody(desk, names[0] if names else ""))
    note, key = render(obligation.sentence), obligation.key
    return Form(_("Acknowledge"), questions, act, note=note, kind="now.acknowledge", ref=key)
