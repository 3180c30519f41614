"""The forms of planning: what to plan, and once more who keeps a plan."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Literal

from dutyroom.desk.clock import read_month
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.find import find_person
from dutyroom.desk.planning import plan as planning
from dutyroom.desk.planning import solver as solving
from dutyroom.desk.planning.order import Order, absence_of
from dutyroom.desk.planning.plan import Outcome, Planned
from dutyroom.desk.planning.problem import Prepared, prepare
from dutyroom.domain.base.dates import month_end
from dutyroom.domain.base.sentence import say
from dutyroom.domain.planning.problem import Absence
from dutyroom.domain.records.roster import Roster
from dutyroom.i18n import N_, _
from dutyroom.values import dataclass
from screens.kit.fields import (
    YES,
    Questions,
    Shown,
    Words,
    as_choice,
    as_key,
    as_text,
    as_yes,
    ask,
)
from screens.kit.form import Form
from screens.kit.who import office

_OFFICE_HINT = N_("for holidays and leaders' weekends")


def _as_month(words: Words) -> date:
    return read_month(words.text.strip())


def _as_variant(words: Words) -> int:
    if not words.text.strip().isdecimal():
        raise Wrong(say("The number of the variant is a whole number"), words.field)
    return int(words.text)


def _as_absences(words: Words, *, wish: bool = False) -> tuple[Absence, ...]:
    named = partial(find_person, words.state, field=words.field)
    parts = map(str.strip, re.split(r"[,，;；]", words.text))
    return tuple(absence_of(part, named, wish=wish) for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFields:
    """What to plan, who is not there, and who does it."""

    month: date = ask(N_("Month"), _as_month)
    seed: int = ask(N_("Variant no."), _as_variant, hint=N_("another number, another plan as good"))
    how: Literal["keep", "new"] = ask(
        N_("How"),
        as_choice,
        choices=(
            ("keep", N_("keep it, fill what is empty or lost")),
            ("new", N_("plan it anew, but for what is locked")),
        ),
        unless_asked="keep",
    )
    away: tuple[Absence, ...] = ask(N_("Not there"), _as_absences)
    wish: tuple[Absence, ...] = ask(
        N_("Rather not"),
        partial(_as_absences, wish=True),
        hint=N_("the same way: days to be spared"),
    )
    solver: bool = ask(
        N_("Planner"),
        as_yes,
        choices=(("", N_("the quick search")), (YES, N_("prove the best plan"))),
        unless_asked=False,
    )
    by: str = ask(N_("Changed by"), as_key, hint=_OFFICE_HINT, unless_asked="")
    pin: str = ask(N_("PIN"), as_text, secret=True, unless_asked="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToPlan:
    """What is to be worked out, and who keeps it, with the PIN."""

    prepared: Prepared
    by: str
    pin: str


def plan_form(desk: Desk, month: date, roster: Roster | None) -> Form[ToPlan]:
    """Ask what to plan; it gives what to work out and who does it."""

    def act(typed: PlanFields) -> ToPlan:
        prepared = prepare(desk, _order(typed, roster))
        return ToPlan(prepared=prepared, by=typed.by, pin=typed.pin)

    by, pin = office(desk)
    example = _("李娜={month}-05..{month}-09, several with commas")
    questions = Questions(
        desk,
        PlanFields,
        month=Shown(value=f"{month:%Y-%m}"),
        seed=Shown(value="1"),
        how=Shown() if roster is not None else None,
        away=Shown(hint=example.format(month=f"{month:%Y-%m}")),
        solver=Shown() if solving.is_installed() else None,
        by=by,
        pin=pin,
    )
    foot = _("Enter next · last Enter plans · Esc leave")
    return Form(_("Plan a roster"), questions, act, foot=foot, does="roster.plan")


def _order(typed: PlanFields, roster: Roster | None) -> Order:
    order = Order(
        first=typed.month,
        last=month_end(typed.month),
        seed=typed.seed,
        away=(*typed.away, *typed.wish),
        solver=typed.solver,
    )
    if roster is None or not roster.spans(typed.month):
        return order
    anew = typed.how == "new"
    return replace(order, first=roster.first, last=roster.last, keep=roster, anew=anew)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepFields:
    """Who keeps a plan."""

    by: str = ask(N_("Changed by"), as_key, hint=_OFFICE_HINT, unless_asked="")
    pin: str = ask(N_("PIN"), as_text, secret=True, unless_asked="")


def keep_form(desk: Desk, prepared: Prepared, outcome: Outcome, wrong: str) -> Form[Planned]:
    """Ask once more who keeps a plan: it took a minute, and a wrong PIN is no reason to lose it."""

    def act(typed: KeepFields) -> Planned:
        return planning.keep_plan(desk, prepared, outcome, by=typed.by, pin=typed.pin)

    by, pin = office(desk)
    questions = Questions(desk, KeepFields, by=by, pin=pin)
    return Form(_("Keep the plan"), questions, act, note=wrong, does="roster.plan")
