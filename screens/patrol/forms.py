"""The forms of a round: begin it, what is wrong at a point, stop it, enter one from paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dutyroom.desk.desk import Desk
from dutyroom.desk.patrol.paper_rounds import enter_paper_round
from dutyroom.desk.patrol.rounds import PointAnswer, answer_point, round_of, start_round, stop_round
from dutyroom.domain.records.patrol import Round
from dutyroom.domain.records.people import Person
from dutyroom.i18n import N_, _
from dutyroom.values import dataclass
from dutyroom.words.codes import word_of
from screens.kit.fields import (
    Questions,
    Shown,
    as_choice,
    as_key,
    as_past_needed,
    as_person,
    as_text,
    ask,
)
from screens.kit.form import Form
from screens.kit.who import anybody


def _routes(desk: Desk, value: str = "") -> Shown:
    routes = tuple((route.id, route.id) for route in desk.profile.patrol.routes)
    return Shown(value=value, choices=routes)


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginFields:
    """Who walks which route."""

    name: Person = ask(N_("Name"), as_person)
    route: str = ask(N_("Route"), as_choice)


def begin_form(desk: Desk, names: Sequence[str], route: str) -> Form[Round]:
    """Ask who walks which route; the first of the names is filled in."""

    def act(typed: BeginFields) -> Round:
        return start_round(desk, typed.name, typed.route)

    name = anybody(desk, names[0] if names else "")
    questions = Questions(desk, BeginFields, name=name, route=_routes(desk, route))
    return Form(_("Begin a round"), questions, act)


@dataclass(frozen=True, slots=True, kw_only=True)
class PointFields:
    """What was found at a point."""

    result: PointAnswer = ask(N_("Finding"), as_choice)
    note: str = ask(N_("In words"), as_text, hint=N_("what, or why not"))


def point_form(desk: Desk, walking: Round, point: str, result: PointAnswer) -> Form[Round]:
    """Ask what is wrong at a point, or why it was not seen."""

    def act(typed: PointFields) -> Round:
        newest = round_of(desk.state(), walking.id)
        return answer_point(desk, newest, point, typed.result, typed.note)

    answer = next((each for each in walking.points if each.point == point), None)
    choices = tuple((code, word_of("point", code)) for code in ("abnormal", "unseen", "normal"))
    questions = Questions(
        desk,
        PointFields,
        result=Shown(value=result, choices=choices),
        note=Shown(value=answer.note if answer else ""),
    )
    return Form(point, questions, act, start="note")


@dataclass(frozen=True, slots=True, kw_only=True)
class StopFields:
    """Why a round is broken off."""

    reason: str = ask(N_("Reason"), as_text)


def stop_form(desk: Desk, walking: Round) -> Form[Round]:
    """Ask why a round is broken off."""

    def act(typed: StopFields) -> Round:
        newest = round_of(desk.state(), walking.id)
        return stop_round(desk, newest, typed.reason)

    return Form(_("Stop the round"), Questions(desk, StopFields), act)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFields:
    """A round walked on paper, and who enters it."""

    name: Person = ask(N_("Name"), as_person)
    at: datetime = ask(N_("Began at"), as_past_needed)
    route: str = ask(N_("Route"), as_choice)
    reason: str = ask(N_("Reason"), as_text)
    by: str = ask(N_("Entered by"), as_key, hint=N_("a supervisor, after the shift"))


def paper_form(desk: Desk, names: Sequence[str]) -> Form[Round]:
    """Ask for a round walked on paper; the first of the names is filled in."""

    def act(typed: PaperFields) -> Round:
        return enter_paper_round(desk, typed.name, typed.at, typed.reason, typed.route, typed.by)

    questions = Questions(
        desk,
        PaperFields,
        name=anybody(desk, names[0] if names else ""),
        at=Shown(hint="00:05"),
        route=_routes(desk),
    )
    return Form(_("A round from paper"), questions, act)
