"""The duty telephone in other hands: at lunch with the security desk (R-307)."""

from __future__ import annotations

from dataclasses import replace

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.checks import check_name
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.signed_in import signed_in
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.presence.phone import lunch_marks, phone_out
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import PhoneHandover


def hand_phone(
    desk: Desk, giver: Person, holder: str, *, unit: str = "", phone: str = ""
) -> PhoneHandover:
    """Keep that somebody else answers the duty telephone from now on (R-307).

    Only who is on duty gives it away. ``holder`` is a name of the list, or
    anybody's: a guard has no sign-in. Unit and telephone are the profile's
    unless said. Raises `Wrong` when it is out already, and the store's errors.
    """
    lunch = desk.profile.lunch
    own_phone = lunch.phone if lunch is not None else desk.profile.station_phone
    own_unit = lunch.unit if lunch is not None else ""
    with desk.change("phone.out", giver.key) as change:
        state = change.state
        out = phone_out(state)
        if out is not None:
            name = state.name(out.holder)
            raise Wrong(say("The telephone is with {holder} already", holder=name), "holder")
        signed_in(state, giver)
        taker = _key_of(state, holder)
        if taker == giver.key:
            raise Wrong(say("Somebody else has to take the telephone"), "holder")
        return change.put(
            PhoneHandover(
                id=change.number(PhoneHandover),
                day=change.day,
                phone=phone.strip() or own_phone,
                giver=giver.key,
                holder=taker,
                unit=unit.strip() or own_unit,
                out=change.now,
            )
        )


def _key_of(state: DutyState, words: str) -> str:
    """Return the key of somebody on the list, or the words as a name. Raises `Wrong`."""
    name = check_name(words)
    known = name in state.people or any(name in (p.name, p.phone) for p in state.people.values())
    return find_person(state, name).key if known else name


def take_phone_back(desk: Desk, person: Person) -> PhoneHandover:
    """Keep that the telephone is back, with what the clock says of it (R-308).

    It goes back to who is on duty by then. Raises `Wrong` when it is not out,
    and the store's errors.
    """
    with desk.change("phone.back", person.key) as change:
        state = change.state
        out = phone_out(state)
        if out is None:
            raise Wrong(say("The telephone is not out"))
        signed_in(state, person)
        marks = lunch_marks(out, change.now, desk.profile, desk.zone)
        return change.put(replace(out, back=change.now, marks=marks))


def writer_named(desk: Desk, words: str) -> str:
    """Return the key of who enters a record: of the list, or who has the telephone (R-307).

    Raises `Wrong`.
    """
    state = desk.state()
    out = phone_out(state)
    if out is not None and words.strip() in (out.holder, state.name(out.holder)):
        return out.holder
    return find_person(state, words).key
