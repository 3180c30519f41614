"""The form of a number of the emergency panel."""

from __future__ import annotations

from dutyroom.desk.desk import Desk
from dutyroom.desk.log.writers import writes
from dutyroom.desk.station.contacts import contact_panel, set_contact
from dutyroom.domain.records.station import Contact
from dutyroom.i18n import N_, _, listed
from dutyroom.values import dataclass
from screens.kit.actions import Objection
from screens.kit.fields import Questions, Shown, as_choice, as_text, ask
from screens.kit.form import Form
from screens.kit.who import writer


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFields:
    """A number of the emergency panel, and whose it is."""

    kind: str = ask(N_("Kind"), as_text, free=True)
    number: str = ask(N_("Number"), as_text)
    name: str = ask(N_("Name"), as_text)
    backup: str = ask(N_("Reserve"), as_text)
    by: str = ask(N_("Taken by"), as_choice, unless_asked="")


def contact_form(desk: Desk) -> Form[Contact]:
    """Ask for a number of the emergency panel; one that is missing first."""
    lines = [line for line in contact_panel(desk) if line.group != "duty"]
    warned: set[ContactFields] = set()

    def act(typed: ContactFields) -> Contact | Objection:
        old = next((line.number for line in lines if line.category == typed.kind), "")
        if old and old != typed.number and typed not in warned:
            warned.add(typed)
            words = _("{kind} has {number} now: save again to replace it")
            return Objection(words.format(kind=typed.kind, number=old))
        return set_contact(
            desk,
            typed.kind,
            typed.number,
            name=typed.name,
            backup=typed.backup,
            by=writes(desk, typed.by),
        )

    missing = next((line.category for line in lines if line.fault == "missing"), "")
    answers = [post.after_hours_contact for post in desk.profile.posts]
    kinds = tuple(dict.fromkeys(filter(None, (*(line.category for line in lines), *answers))))
    questions = Questions(
        desk,
        ContactFields,
        kind=Shown(value=missing, names=kinds, hint=listed(kinds)),
        by=writer(desk),
    )
    return Form(_("An emergency number"), questions, act, kind="now.contact")
