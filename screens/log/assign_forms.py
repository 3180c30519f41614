"""The forms of what a leader gives to somebody on duty (R-044)."""

from __future__ import annotations

from dutyroom.desk.desk import Desk
from dutyroom.desk.log.assigning import assign, take_note
from dutyroom.domain.log.assigning import signed_in
from dutyroom.domain.records.items import Item
from dutyroom.domain.records.people import Person
from dutyroom.i18n import N_, _
from dutyroom.values import dataclass
from screens.kit.actions import Objection, OpenedOn
from screens.kit.fields import Questions, Shown, as_person, as_text, ask
from screens.kit.form import Form
from screens.kit.who import boss


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignFields:
    """To whom an item goes, and which leader gives it."""

    name: Person = ask(N_("Goes to"), as_person)
    leader: Person = ask(N_("Leader"), as_person)
    pin: str = ask(N_("PIN"), as_text, secret=True)


def assign_form(desk: Desk, item: Item) -> Form[Item]:
    """Ask to whom of those on duty an item goes, and which leader gives it (R-044)."""
    opened = OpenedOn(item)

    def act(typed: AssignFields) -> Item | Objection:
        return opened.act(lambda record: assign(desk, record, typed.name, typed.leader, typed.pin))

    state = desk.state()
    there = tuple(state.name(key) for key in signed_in(state))
    goes_to = Shown(value=there[0] if len(there) == 1 else "", names=there)
    questions = Questions(desk, AssignFields, name=goes_to, leader=boss(desk))
    note = f"{item.id}  {item.text}"
    return Form(_("Give to somebody on duty"), questions, act, note=note)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFields:
    """Who has seen what was given."""

    name: Person = ask(N_("Seen by"), as_person)


def seen_form(desk: Desk, item: Item, key: str) -> Form[Item]:
    """Ask who has seen what was given: whom it was given to (R-044)."""
    opened = OpenedOn(item)

    def act(typed: SeenFields) -> Item | Objection:
        return opened.act(lambda record: take_note(desk, record, typed.name))

    name = desk.state().name(key)
    questions = Questions(desk, SeenFields, name=Shown(value=name, names=(name,)))
    note = f"{item.id}  {item.text}"
    return Form(_("Given by a leader"), questions, act, note=note, kind="log.seen", ref=item.id)
