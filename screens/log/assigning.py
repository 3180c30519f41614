"""The forms of what a leader gives to somebody on duty (R-044)."""

from __future__ import annotations

from dutyroom.desk.desk import Desk
from dutyroom.desk.log.assigning import assign, take_note
from dutyroom.desk.people.find import find_person
from dutyroom.domain.log.assigning import on_duty
from dutyroom.domain.records.items import Item
from dutyroom.i18n import _
from screens.kit.asks import Held, boss_field
from screens.kit.form import Field, Form


def assign_form(desk: Desk, item: Item) -> Form:
    """Ask to whom of those on duty an item goes, and which leader gives it (R-044)."""
    held = Held(item)

    def save(typed: dict[str, str]) -> str:
        def do(record: Item) -> None:
            to, leader = (
                find_person(desk.state(), typed[name], name) for name in ("name", "leader")
            )
            assign(desk, record, to, leader, typed["pin"])

        return held.attempt(do)

    state = desk.state()
    there = tuple(state.name(key) for key in on_duty(state))
    fields = (
        Field("name", _("Goes to"), there[0] if len(there) == 1 else "", names=there),
        boss_field(desk, "leader", _("Leader")),
        Field("pin", _("PIN"), secret=True),
    )
    return Form(_("Give to somebody on duty"), fields, save, note=f"{item.id}  {item.text}")


def seen_form(desk: Desk, item: Item, key: str) -> Form:
    """Ask who has seen what was given: whom it was given to (R-044)."""
    held = Held(item)

    def save(typed: dict[str, str]) -> str:
        return held.attempt(
            lambda record: take_note(desk, record, find_person(desk.state(), typed["name"]))
        )

    name = desk.state().name(key)
    fields = (Field("name", _("Seen by"), name, names=(name,)),)
    return Form(_("Given by a leader"), fields, save, note=f"{item.id}  {item.text}")
