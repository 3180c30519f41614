"""The forms of leave: granted, ill within it, called back from it (R-286 to R-288)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from dutyroom.desk.clock import read_date
from dutyroom.desk.desk import Desk
from dutyroom.desk.people.powers import Permission
from dutyroom.desk.swaps.leave import end_leave, find_leave, grant_leave, lost_shifts, note_sick
from dutyroom.desk.swaps.recall import recall_from_leave
from dutyroom.domain.facts.leave import KINDS
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import Leave
from dutyroom.i18n import N_, _, render
from dutyroom.values import dataclass
from dutyroom.words.swaps import cause_word
from screens.kit.fields import (
    Questions,
    Shown,
    as_choice,
    as_day,
    as_days,
    as_person,
    as_text,
    as_trimmed,
    ask,
)
from screens.kit.form import Form
from screens.kit.who import anybody, boss, names_of, signing

GRANT, RECALL = "+leave", "+recall"
"""The keys of the rows that open a new form."""
SaidAfter = tuple[str, ...]
"""What is to be said once a form of a request or of leave is saved."""
_NOTHING: SaidAfter = ()
_DAY_HINT = N_("such as 2026-12-20")


def leave_form(desk: Desk, key: str) -> Form[SaidAfter]:
    """Return the form of a row: leave, recall, or a day of illness within a leave."""
    if key == GRANT:
        return grant_form(desk)
    if key == RECALL:
        return recall_form(desk)
    return sick_form(desk, find_leave(desk.state(), key))


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantFields:
    """Who is off from when to when, and who grants it."""

    person: Person = ask(N_("Who is off"), as_person)
    first: date = ask(N_("First day"), as_day, hint=_DAY_HINT)
    last: date = ask(N_("Last day"), as_day, hint=_DAY_HINT)
    kind: str = ask(N_("Kind"), as_choice)
    reason: str = ask(N_("Reason"), as_text)
    studied: tuple[date, ...] = ask(
        N_("Study days"), as_days, hint=N_("none, or days with spaces between")
    )
    decision: str = ask(N_("Granted for"), as_text, hint=N_("only against a rule: why"))
    leader: Person = ask(N_("Name"), as_person)
    pin: str = ask(N_("PIN"), as_text, secret=True, unless_asked="")


def grant_form(desk: Desk) -> Form[SaidAfter]:
    """Ask who is off from when to when, and who grants it (R-286).

    Once saved, the shifts that need somebody by it are said (R-025).
    """

    def act(typed: GrantFields) -> SaidAfter:
        leave = grant_leave(
            desk,
            typed.person,
            typed.first,
            typed.last,
            kind=typed.kind,
            reason=typed.reason,
            leader=typed.leader,
            studied=typed.studied,
            pin=typed.pin,
            decision=typed.decision,
        )
        return tuple(map(render, lost_shifts(desk, leave)))

    leader, pin = signing(desk, Permission("swap.decide"))
    kinds = tuple((kind, cause_word(kind)) for kind in KINDS)
    questions = Questions(
        desk, GrantFields, person=anybody(desk), kind=Shown(choices=kinds), leader=leader, pin=pin
    )
    return Form(_("Grant leave"), questions, act, kind="board.leave", ref=GRANT, does="leave.grant")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallFields:
    """Who is called back for whom, and which leader does it."""

    ill: Person = ask(N_("Who is ill"), as_person)
    recalled: Person = ask(N_("Called back"), as_person)
    days: tuple[date, ...] = ask(N_("Days"), as_days, hint=N_("such as 2026-12-20, spaces between"))
    shift: str = ask(N_("Shift"), as_trimmed, hint=N_("empty: every shift of those days"))
    reason: str = ask(N_("Reason"), as_text)
    leader: Person = ask(N_("Leader"), as_person)
    pin: str = ask(N_("Leader's PIN"), as_text, secret=True)


def recall_form(desk: Desk) -> Form[SaidAfter]:
    """Ask who is called back for whom, and which leader does it (R-287)."""

    def act(typed: RecallFields) -> SaidAfter:
        recall_from_leave(
            desk,
            typed.ill,
            typed.recalled,
            typed.days,
            typed.leader,
            typed.reason,
            typed.pin,
            shift=typed.shift,
        )
        return _NOTHING

    state = desk.state()
    off = tuple(dict.fromkeys(state.name(leave.person) for leave in state.leaves))
    recalled = Shown(names=off or names_of(desk))
    questions = Questions(
        desk, RecallFields, ill=anybody(desk), recalled=recalled, leader=boss(desk)
    )
    return Form(
        _("Call back from leave"),
        questions,
        act,
        kind="board.leave",
        ref=RECALL,
        does="swap.recall",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SickFields:
    """What became of a leave; of one that is taken back the day does not matter."""

    what: Literal["sick", "end", "back"] = ask(
        N_("What"),
        as_choice,
        choices=(
            ("sick", N_("ill on a day of it")),
            ("end", N_("it ends sooner, on a day")),
            ("back", N_("it is taken back")),
        ),
    )
    day: str = ask(N_("Day"), as_trimmed, hint=_DAY_HINT)
    reason: str = ask(N_("Reason"), as_text, hint=N_("why it ends or is taken back"))
    by: Person = ask(N_("Name"), as_person)
    pin: str = ask(N_("PIN"), as_text, secret=True, unless_asked="")


def sick_form(desk: Desk, leave: Leave) -> Form[SaidAfter]:
    """Ask what became of a leave: a day of illness in it (R-288), an earlier end, or none of it."""

    def act(typed: SickFields) -> SaidAfter:
        newest = find_leave(desk.state(), leave.id)
        if typed.what == "sick":
            day = read_date(typed.day)
            note_sick(desk, newest, day, by=typed.by.key, pin=typed.pin)
        else:
            end = read_date(typed.day) if typed.what == "end" else None
            end_leave(desk, newest, end, typed.by, typed.reason, typed.pin)
        return _NOTHING

    state = desk.state()
    mine = state.people.get(leave.person)
    by, pin = signing(desk, Permission("swap.decide"), (mine,) if mine else ())
    questions = Questions(desk, SickFields, by=by, pin=pin)
    note = f"{state.name(leave.person)}  {leave.first} – {leave.last}"
    return Form(
        _("The leave"),
        questions,
        act,
        note=note,
        kind="board.leave",
        ref=leave.id,
        does="leave.end",
    )
