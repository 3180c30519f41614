"""The forms of presence: away and back, the telephone, whereabouts, checks, leaders."""

from __future__ import annotations

from datetime import date
from typing import Literal, cast

from dutyroom.desk.clock import read_event_time, read_soon
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.log import entries as log
from dutyroom.desk.people.find import find_maybe, find_person
from dutyroom.desk.people.powers import Permission
from dutyroom.desk.presence import away, leaders, post_checks
from dutyroom.desk.presence import phone as telephone
from dutyroom.desk.presence.dress import DRESS_ANSWERS
from dutyroom.desk.presence.excuse import OpenMark, excuse, marks_of
from dutyroom.desk.presence.places import change_place
from dutyroom.desk.presence.post_checks import RESULTS, Finding
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.attendance import current_of
from dutyroom.domain.presence.phone import phone_out
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import CheckResult, DressFinding
from dutyroom.i18n import _
from dutyroom.words.codes import mark_words, phone_words, word
from screens.kit.actions import attempt
from screens.kit.asks import boss_field, names_of, who_may
from screens.kit.form import Field, Form


def _person(desk: Desk, words: str, field: str = "name") -> Person:
    return find_person(desk.state(), words, field)


def _on_duty(desk: Desk) -> str:
    """Return the name of the one who is most likely meant: on duty at this terminal."""
    on = log.on_duty(desk)
    return desk.state().name(on[0]) if on else ""


def _name(desk: Desk, name: str = "") -> Field:
    return Field("name", _("Name"), name or _on_duty(desk), names=names_of(desk))


def away_form(desk: Desk) -> Form:
    """Ask who leaves the post for a while, why, until when, and who stands in."""
    approval = desk.profile.attendance.away_approval != "none"

    def save(typed: dict[str, str]) -> str:
        def do() -> None:
            away.go_away(
                desk,
                _person(desk, typed["name"]),
                reason=typed["reason"],
                back=read_soon(typed["back"], desk.now(), desk.zone, "back"),
                place=typed["place"],
                cover=find_maybe(desk.state(), typed["cover"]),
                cover_pin=typed["cover_pin"],
                leader=find_maybe(desk.state(), typed.get("leader", "")),
                pin=typed.get("pin", ""),
            )

        return attempt(do)

    leader = (boss_field(desk, "leader", _("Leader")), Field("pin", _("Leader's PIN"), secret=True))
    fields = (
        _name(desk),
        Field("reason", _("Reason")),
        Field("back", _("Back at"), hint=_("a time such as 12:30")),
        Field("place", _("Where to")),
        Field("cover", _("Stands in"), names=names_of(desk)),
        Field("cover_pin", _("Cover's PIN"), hint=_("confirms it now"), secret=True),
        *(leader if approval else ()),
    )
    return Form(_("Away for a while"), fields, save, start="reason", kind="now.away")


def back_form(desk: Desk, name: str = "") -> Form:
    """Ask who is at the post again."""

    def save(typed: dict[str, str]) -> str:
        return attempt(lambda: away.come_back(desk, _person(desk, typed["name"])))

    state = desk.state()
    gone = tuple(state.name(a.person) for a in state.aways if a.back is None)
    first = name or (gone[0] if gone else "")
    fields = (Field("name", _("Name"), first, names=gone),)
    return Form(_("Back at the post"), fields, save, kind="now.back", ref=name)


def cover_form(desk: Desk, number: str) -> Form:
    """Ask who stands in during an absence: the cover asked for, or anybody once that one left."""

    def save(typed: dict[str, str]) -> str:
        def do() -> None:
            away.confirm_cover(desk, _person(desk, typed["name"]), typed["pin"], number)

        return attempt(do)

    state = desk.state()
    asked = (a.cover for a in state.aways if a.id == number and a.cover_left is None)
    name = state.name(next(asked, ""))
    fields = (
        Field("name", _("Name"), name, names=names_of(desk)),
        Field("pin", _("PIN"), secret=True),
    )
    return Form(_("Stand in for somebody"), fields, save, kind="now.cover", ref=number)


def where_form(desk: Desk) -> Form:
    """Ask where somebody on duty is to be found, or at which other place the shift is spent."""

    def save(typed: dict[str, str]) -> str:
        def do() -> None:
            person = _person(desk, typed["name"])
            if typed["what"] == "found":
                away.tell_whereabouts(desk, person, typed["place"], typed["told"])
            else:
                leader, why = _person(desk, typed["leader"], "leader"), typed["reason"]
                change_place(desk, person, typed["place"], why, leader, typed["pin"])

        return attempt(do)

    what = (("found", _("to be found there")), ("place", _("another place for this shift")))
    fields = (
        Field("what", _("What"), "found", what),
        _name(desk),
        Field("place", _("Where to")),
        Field("told", _("Told whom"), hint=_("if only to be found there")),
        Field("reason", _("Reason"), hint=_("if it is another place")),
        boss_field(desk, "leader", _("Leader")),
        Field("pin", _("Leader's PIN"), secret=True),
    )
    return Form(_("Whereabouts"), fields, save, start="place", kind="now.where")


def phone_form(desk: Desk) -> Form:
    """Ask who takes the duty telephone, or who has it back when it is out."""
    state = desk.state()
    out = phone_out(state)
    if out is not None:

        def take(typed: dict[str, str]) -> str:
            return attempt(lambda: telephone.take_phone_back(desk, _person(desk, typed["name"])))

        note = phone_words(out, state.name(out.holder))
        gave = state.name(out.giver) if current_of(state, out.giver) else ""
        field = _name(desk, gave)
        return Form(_("The telephone is back"), (field,), take, note=note, kind="now.phone")

    def give(typed: dict[str, str]) -> str:
        return attempt(
            lambda: telephone.hand_phone(
                desk, _person(desk, typed["name"]), typed["holder"], unit=typed["unit"]
            )
        )

    lunch = desk.profile.lunch
    fields = (
        _name(desk),
        Field("holder", _("Goes to"), names=names_of(desk)),
        Field("unit", _("Unit"), lunch.unit if lunch else ""),
    )
    return Form(_("Give the telephone away"), fields, give, start="holder", kind="now.phone")


def check_form(desk: Desk) -> Form:
    """Ask what a spot check or a phone check found, and who answers for it."""

    def save(typed: dict[str, str]) -> str:
        kind, _colon, result = typed["result"].partition(":")

        def do() -> None:
            at = typed["time"]
            finding = Finding(
                cast(CheckResult, result),
                typed["place"],
                read_event_time(at, desk.now(), desk.zone, field="time") if at else None,
                finder=typed["finder"],
                note=typed["note"],
                dress=cast(DressFinding, typed["dress"]),
            )
            post_checks.keep_check(
                desk,
                cast(Literal["spot", "phone"], kind),
                _person(desk, typed["name"]),
                finding,
                _person(desk, typed["by"], "by"),
                typed["pin"],
            )

        return attempt(do)

    results = tuple(
        (f"{kind}:{result}", f"{word(kind)}: {word(result)}")
        for kind, found in RESULTS.items()
        for result in found
    )
    ticks = (("", _("not looked at")), *((code, word(code)) for code in DRESS_ANSWERS))
    fields = (
        _name(desk),
        Field("result", _("Result"), results[0][0], results),
        Field("place", _("Place found")),
        Field("time", _("When"), hint=_("now; or a time such as 16:05")),
        Field("dress", _("Uniform, badge"), "", ticks),
        Field("note", _("Note"), hint=_("what was found")),
        Field("finder", _("Who looked"), hint=_("somebody from outside")),
        Field("by", _("Recorded by"), names=who_may(desk, Permission("check"))),
        Field("pin", _("PIN"), secret=True),
    )
    return Form(_("A check"), fields, save, start="result", kind="now.check")


def leader_form(desk: Desk, name: str = "") -> Form:
    """Ask which duty leader comes or goes."""

    def save(typed: dict[str, str]) -> str:
        act = leaders.leader_out if typed["what"] == "out" else leaders.leader_in
        return attempt(lambda: act(desk, _person(desk, typed["name"])))

    state = desk.state()
    heads = tuple(state.name(key) for key in state.heads(desk.duty_date()))
    what = (("in", _("comes")), ("out", _("leaves")))
    fields = (
        Field("name", _("Name"), name or (heads[0] if heads else ""), names=heads),
        Field("what", _("What"), "in", what),
    )
    return Form(_("The duty leader"), fields, save, kind="now.leader", ref=name)


def excuse_form(desk: Desk, person: str, day: date) -> Form:
    """Ask which leader excuses which mark of somebody on a day, and why (R-024).

    Raises `Wrong` when there is none that is not excused.
    """
    state = desk.state()
    marked = marks_of(state, person, day)
    name = state.name(person)
    if not marked:
        raise Wrong(say("{person} has no mark on {day} to excuse", person=name, day=day))

    def save(typed: dict[str, str]) -> str:
        number, code, which = typed["mark"].split(" ")

        def do() -> None:
            leader = _person(desk, typed["leader"], "leader")
            excuse(desk, number, code, leader, typed["reason"], typed["pin"], which=int(which))

        return attempt(do)

    marks = tuple(
        (f"{each.number} {each.mark.code} {each.which}", _mark_choice(each)) for each in marked
    )
    fields = (
        Field("mark", _("Mark"), marks[0][0], marks),
        Field("reason", _("Reason")),
        boss_field(desk, "leader", _("Leader")),
        Field("pin", _("Leader's PIN"), secret=True),
    )
    return Form(
        _("Excuse a mark"),
        fields,
        save,
        note=f"{name}  {day:%m-%d}",
        start="reason",
        kind="board.excuse",
        ref=f"{person}|{day}",
    )


def _mark_choice(each: OpenMark) -> str:
    """Return a mark with the time and the shift that it is of."""
    return f"{each.at:%H:%M} {each.shift} {mark_words(each.mark)}".replace("  ", " ")
