"""The form that changes a roster from the Board: who, which day, which shift."""

from __future__ import annotations

from datetime import date

from dutyroom.desk.clock import read_date
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.roster.edit import (
    edit_remarks,
    lift_person,
    place_person,
    shift_named,
    undo_edit,
)
from dutyroom.desk.roster.find import roster_of
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Verdict
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Roster, ShiftRef
from dutyroom.domain.roster.edit import known_shifts, leading_of, leading_roles, shifts_of
from dutyroom.i18n import N_, _
from dutyroom.values import dataclass
from dutyroom.words.codes import word
from screens.kit.fields import (
    Questions,
    Shown,
    as_choice,
    as_key,
    as_person,
    as_text,
    as_trimmed,
    ask,
)
from screens.kit.form import Form
from screens.kit.who import anybody, office

NOBODY = ""
_OFFICE_HINT = N_("for holidays and leaders' weekends")


@dataclass(frozen=True, slots=True, kw_only=True)
class EditFields:
    """Who has which shift on which day, by its POST/SHIFT or as a head of it.

    Of somebody who is taken off the day does not matter: its words wait until then.
    """

    name: Person = ask(N_("Name"), as_person)
    day: str = ask(N_("Day"), as_trimmed)
    shift: str = ask(N_("Shift"), as_choice)
    by: str = ask(N_("Changed by"), as_key, hint=_OFFICE_HINT, unless_asked="")
    pin: str = ask(N_("PIN"), as_text, secret=True, unless_asked="")


def edit_form(desk: Desk, roster: Roster, person: str, day: date) -> Form[tuple[Verdict, ...]]:
    """Ask who has which shift on which day; it starts with what stands under the cursor.

    Once saved, it gives what the rules remark on it.
    """
    held = (*shifts_of(roster, person, day), *leading_of(roster, person, day))
    here = held[0] if held else None

    def act(typed: EditFields) -> tuple[Verdict, ...]:
        if typed.shift == NOBODY:
            return _take_off(desk, roster, person, here, typed)
        return _give(desk, roster, (person, here) if here else None, typed)

    shifts = _shifts(desk, roster)
    shown = _choice(here) if here else shifts[0][0] if shifts else ""
    by, pin = office(desk)
    questions = Questions(
        desk,
        EditFields,
        name=anybody(desk, desk.state().name(person) if person else ""),
        day=Shown(value=day.isoformat()),
        shift=Shown(value=shown, choices=((NOBODY, _("off this shift")), *shifts)),
        by=by,
        pin=pin,
    )
    return Form(
        _("Change the roster"),
        questions,
        act,
        note=_("A new day moves the shift, a new name gives it to somebody else."),
        start="day" if here else "shift",
        kind="board.edit",
        does="roster.edit",
        ref=f"{person}|{day}",
    )


def edit_form_again(desk: Desk, ref: str) -> Form[tuple[Verdict, ...]]:
    """Return the form of a draft. Raises `Wrong` where there is no roster any more."""
    person, _sep, words = ref.rpartition("|")
    day = date.fromisoformat(words)
    return edit_form(desk, roster_of(desk.state(), day, person), person, day)


def _shifts(desk: Desk, roster: Roster) -> tuple[tuple[str, str], ...]:
    """Return what somebody may be given: the shifts of the roster, then who heads a date."""
    shifts = [
        (f"{post}/{shift}", shift if shift == post else f"{post} {shift}")
        for post, shift in known_shifts(roster, desk.profile)
    ]
    heads = [(role, word(role)) for role in leading_roles(roster, desk.profile)]
    return (*shifts, *heads)


def _choice(ref: ShiftRef) -> str:
    return f"{ref.post}/{ref.shift}" if ref.role == "duty" else ref.role


def _take_off(
    desk: Desk, roster: Roster, person: str, here: ShiftRef | None, typed: EditFields
) -> tuple[Verdict, ...]:
    if here is None:
        raise Wrong(say("There is nobody to take off here"), "shift")
    off = desk.state().people[person]
    lift_person(desk, roster, off, here, by=typed.by, pin=typed.pin)
    return ()


def _give(
    desk: Desk, roster: Roster, here: tuple[str, ShiftRef] | None, typed: EditFields
) -> tuple[Verdict, ...]:
    ref = shift_named(desk, roster, read_date(typed.day), typed.shift)
    leaves = here if here != (typed.name.key, ref) else None
    place_person(desk, roster, typed.name, ref, instead_of=leaves, by=typed.by, pin=typed.pin)
    return edit_remarks(desk, typed.name, ref)


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoFields:
    """Who takes the last change back."""

    by: str = ask(N_("Changed by"), as_key, hint=_OFFICE_HINT)
    pin: str = ask(N_("PIN"), as_text, secret=True)


def undo_form(desk: Desk, roster: Roster) -> Form[Roster] | None:
    """Ask who takes a change back, where an office owns some lines; else None."""

    def act(typed: UndoFields) -> Roster:
        return undo_edit(desk, roster, by=typed.by, pin=typed.pin)

    by, pin = office(desk)
    if by is None:
        return None
    return Form(
        _("Take the last change back"),
        Questions(desk, UndoFields, by=by, pin=pin),
        act,
        does="roster.undo",
    )
