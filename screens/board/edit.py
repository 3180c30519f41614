"""The form that changes a roster from the Board: who, which day, which shift."""

from __future__ import annotations

from datetime import date

from dutyroom.desk.clock import read_date
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.find import find_person
from dutyroom.desk.roster import edit as roster_edit
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Verdict
from dutyroom.domain.records.roster import Roster, ShiftRef
from dutyroom.domain.roster.edit import known_shifts, leading_of, leading_roles, shifts_of
from dutyroom.i18n import _
from dutyroom.words.codes import word
from screens.kit.actions import attempt
from screens.kit.asks import hand_of, names_of, office_fields
from screens.kit.form import Field, Form

NOBODY = ""


def edit_form(
    desk: Desk, roster: Roster, person: str, day: date, said: list[Verdict] | None = None
) -> Form:
    """Ask who has which shift on which day; it starts with what stands under the cursor.

    Once saved, ``said`` has what the rules remark on it.
    """
    state = desk.state()
    held = (*shifts_of(roster, person, day), *leading_of(roster, person, day))
    here = held[0] if held else None
    shifts = (
        *(
            (f"{post}/{shift}", shift if shift == post else f"{post} {shift}")
            for post, shift in known_shifts(roster, desk.profile)
        ),
        *((role, word(role)) for role in leading_roles(roster, desk.profile)),
    )

    def save(typed: dict[str, str]) -> str:
        before = (person, here) if here else None
        found = list[Verdict]()
        wrong = attempt(lambda: found.extend(_change(desk, roster, typed, before)))
        if said is not None:
            said.extend(found)
        return wrong

    fields = (
        Field("name", _("Name"), state.name(person) if person else "", names=names_of(desk)),
        Field("day", _("Day"), day.isoformat()),
        Field(
            "shift",
            _("Shift"),
            _choice(here) if here else shifts[0][0] if shifts else "",
            ((NOBODY, _("off this shift")), *shifts),
        ),
        *office_fields(desk),
    )
    note = _("A new day moves the shift, a new name gives it to somebody else.")
    start = "day" if here else "shift"
    return Form(
        _("Change the roster"),
        fields,
        save,
        note=note,
        start=start,
        kind="board.edit",
        ref=f"{person}|{day}",
    )


def _choice(ref: ShiftRef) -> str:
    return f"{ref.post}/{ref.shift}" if ref.role == "duty" else ref.role


def _change(
    desk: Desk, roster: Roster, typed: dict[str, str], here: tuple[str, ShiftRef] | None
) -> tuple[Verdict, ...]:
    person, hand = find_person(desk.state(), typed["name"]), hand_of(desk, typed)
    if typed["shift"] == NOBODY:
        if here is None:
            raise Wrong(say("There is nobody to take off here"), "shift")
        roster_edit.lift(desk, roster, desk.state().people[here[0]], here[1], **hand)
        return ()
    day = read_date(typed["day"].strip())
    ref = roster_edit.shift_named(desk, roster, day, typed["shift"])
    leaves = here if here is not None and here != (person.key, ref) else None
    roster_edit.place(desk, roster, person, ref, instead_of=leaves, **hand)
    return roster_edit.remarks(desk, person, ref)


def undo_form(desk: Desk, roster: Roster) -> Form | None:
    """Ask who takes a change back, where an office owns some lines; else None."""

    def save(typed: dict[str, str]) -> str:
        return attempt(lambda: roster_edit.undo(desk, roster, **hand_of(desk, typed)))

    fields = office_fields(desk)
    return Form(_("Take the last change back"), fields, save) if fields else None
