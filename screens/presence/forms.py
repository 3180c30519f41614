"""The forms of presence: away and back, the telephone, whereabouts, leaders."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from dutyroom.desk.desk import Desk
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence import away, leaders
from dutyroom.desk.presence.phone import hand_phone, take_phone_back
from dutyroom.desk.presence.places import change_place
from dutyroom.domain.facts.attendance import current_of
from dutyroom.domain.presence.phone import phone_out
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import (
    Away,
    LeaderPresence,
    PhoneHandover,
    PlaceChange,
)
from dutyroom.i18n import N_, _
from dutyroom.values import dataclass
from dutyroom.words.codes import phone_words
from screens.kit.fields import (
    Questions,
    Shown,
    as_choice,
    as_person,
    as_person_or_none,
    as_soon,
    as_text,
    ask,
)
from screens.kit.form import Form
from screens.kit.who import anybody, boss, on_duty


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayFields:
    """Who leaves the post for a while, why, until when, and who stands in."""

    name: Person = ask(N_("Name"), as_person)
    reason: str = ask(N_("Reason"), as_text)
    back: datetime = ask(N_("Back at"), as_soon, hint=N_("a time such as 12:30"))
    place: str = ask(N_("Where to"), as_text)
    cover: Person | None = ask(N_("Stands in"), as_person_or_none)
    cover_pin: str = ask(N_("Cover's PIN"), as_text, hint=N_("confirms it now"), secret=True)
    leader: Person | None = ask(N_("Leader"), as_person_or_none, unless_asked=None)
    pin: str = ask(N_("Leader's PIN"), as_text, secret=True, unless_asked="")


def away_form(desk: Desk) -> Form[Away]:
    """Ask who leaves the post for a while, why, until when, and who stands in."""

    def act(typed: AwayFields) -> Away:
        return away.go_away(
            desk,
            typed.name,
            reason=typed.reason,
            back=typed.back,
            place=typed.place,
            cover=typed.cover,
            cover_pin=typed.cover_pin,
            leader=typed.leader,
            pin=typed.pin,
        )

    needs_leader = desk.profile.attendance.away_approval != "none"
    questions = Questions(
        desk,
        AwayFields,
        name=on_duty(desk),
        cover=anybody(desk),
        leader=boss(desk) if needs_leader else None,
        pin=Shown() if needs_leader else None,
    )
    return Form(_("Away for a while"), questions, act, start="reason", kind="now.away")


@dataclass(frozen=True, slots=True, kw_only=True)
class BackFields:
    """Who is at the post again."""

    name: Person = ask(N_("Name"), as_person)


def back_form(desk: Desk, name: str = "") -> Form[Away]:
    """Ask who is at the post again."""

    def act(typed: BackFields) -> Away:
        return away.come_back(desk, typed.name)

    state = desk.state()
    gone = tuple(state.name(a.person) for a in state.aways if a.is_out)
    first = name or (gone[0] if gone else "")
    questions = Questions(desk, BackFields, name=Shown(value=first, names=gone))
    return Form(_("Back at the post"), questions, act, kind="now.back", ref=name)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverFields:
    """Who stands in during an absence."""

    name: Person = ask(N_("Name"), as_person)
    pin: str = ask(N_("PIN"), as_text, secret=True)


def cover_form(desk: Desk, number: str) -> Form[Away]:
    """Ask who stands in during an absence: the cover asked for, or anybody once that one left."""

    def act(typed: CoverFields) -> Away:
        return away.confirm_cover(desk, typed.name, typed.pin, number)

    state = desk.state()
    asked = (a.cover for a in state.aways if a.id == number and a.cover_left is None)
    questions = Questions(desk, CoverFields, name=anybody(desk, state.name(next(asked, ""))))
    return Form(_("Stand in for somebody"), questions, act, kind="now.cover", ref=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhereFields:
    """Where somebody on duty is to be found, or at which other place the shift is spent.

    The leader is asked of another place alone: the words of the name wait until then.
    """

    what: Literal["found", "place"] = ask(
        N_("What"),
        as_choice,
        choices=(
            ("found", N_("can be found there")),
            ("place", N_("another place for this shift")),
        ),
    )
    name: Person = ask(N_("Name"), as_person)
    place: str = ask(N_("Where to"), as_text)
    told: str = ask(N_("Told whom"), as_text, hint=N_("if only to be found there"))
    reason: str = ask(N_("Reason"), as_text, hint=N_("if it is another place"))
    leader: str = ask(N_("Leader"), as_text)
    pin: str = ask(N_("Leader's PIN"), as_text, secret=True)


def where_form(desk: Desk) -> Form[Away | PlaceChange]:
    """Ask where somebody on duty is to be found, or at which other place the shift is spent."""

    def act(typed: WhereFields) -> Away | PlaceChange:
        if typed.what == "found":
            return away.tell_whereabouts(desk, typed.name, typed.place, typed.told)
        leader = find_person(desk.state(), typed.leader, "leader")
        return change_place(desk, typed.name, typed.place, typed.reason, leader, typed.pin)

    questions = Questions(desk, WhereFields, name=on_duty(desk), leader=boss(desk))
    return Form(_("Whereabouts"), questions, act, start="place", kind="now.where")


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneBackFields:
    """Who has the duty telephone back."""

    name: Person = ask(N_("Name"), as_person)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneAwayFields:
    """Who gives the duty telephone to whom."""

    name: Person = ask(N_("Name"), as_person)
    holder: str = ask(N_("Goes to"), as_text)
    unit: str = ask(N_("Unit"), as_text)


def phone_form(desk: Desk) -> Form[PhoneHandover]:
    """Ask who takes the duty telephone, or who has it back when it is out."""
    out = phone_out(desk.state())
    return _phone_away_form(desk) if out is None else _phone_back_form(desk, out)


def _phone_back_form(desk: Desk, out: PhoneHandover) -> Form[PhoneHandover]:
    def act(typed: PhoneBackFields) -> PhoneHandover:
        return take_phone_back(desk, typed.name)

    state = desk.state()
    gave = state.name(out.giver) if current_of(state, out.giver) else ""
    questions = Questions(desk, PhoneBackFields, name=on_duty(desk, gave))
    note = phone_words(out, state.name(out.holder))
    return Form(_("The telephone is back"), questions, act, note=note, kind="now.phone")


def _phone_away_form(desk: Desk) -> Form[PhoneHandover]:
    def act(typed: PhoneAwayFields) -> PhoneHandover:
        return hand_phone(desk, typed.name, typed.holder, unit=typed.unit)

    lunch = desk.profile.lunch
    questions = Questions(
        desk,
        PhoneAwayFields,
        name=on_duty(desk),
        holder=anybody(desk),
        unit=Shown(value=lunch.unit if lunch else ""),
    )
    return Form(_("Give the telephone away"), questions, act, start="holder", kind="now.phone")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderFields:
    """Which duty leader comes or goes."""

    name: Person = ask(N_("Name"), as_person)
    what: Literal["in", "out"] = ask(
        N_("What"), as_choice, choices=(("in", N_("comes")), ("out", N_("leaves")))
    )


def leader_form(desk: Desk, name: str = "") -> Form[LeaderPresence]:
    """Ask which duty leader comes or goes."""

    def act(typed: LeaderFields) -> LeaderPresence:
        keep = leaders.leader_out if typed.what == "out" else leaders.leader_in
        return keep(desk, typed.name)

    state = desk.state()
    heads = tuple(state.name(key) for key in state.leading(desk.duty_date()))
    first = name or (heads[0] if heads else "")
    questions = Questions(desk, LeaderFields, name=Shown(value=first, names=heads))
    return Form(_("The duty leader"), questions, act, kind="now.leader", ref=name)
