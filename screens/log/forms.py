"""The forms of the log: a call, a visit, a message, and what was done about one."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from dutyroom.desk.desk import Desk
from dutyroom.desk.log import entries as log
from dutyroom.desk.log.entries import Logged
from dutyroom.desk.log.writers import writes
from dutyroom.domain.records.log import Entry
from dutyroom.i18n import N_, _
from dutyroom.values import dataclass
from dutyroom.words.codes import word
from screens.kit.actions import Objection, OpenedOn
from screens.kit.fields import Questions, Shown, as_choice, as_number, as_past_or_none, as_text, ask
from screens.kit.form import Form
from screens.kit.who import writer

_WHEN_HINT = N_("now; or a time such as 16:05")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFields:
    """What a caller wants to be kept."""

    text: str = ask(N_("What about"), as_text)
    caller: str = ask(N_("Caller"), as_text)
    phone: str = ask(N_("Telephone"), as_text)
    room: str = ask(N_("Unit, room"), as_text)
    category: str = ask(N_("Category"), as_choice)
    urgency: str = ask(N_("Urgency"), as_choice)
    rings: int | None = ask(N_("Rings"), as_number, hint=N_("number of rings"))
    at: datetime | None = ask(N_("When"), as_past_or_none, hint=_WHEN_HINT)
    by: str = ask(N_("Taken by"), as_choice, unless_asked="")


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFields:
    """What a visitor wants, and of whom."""

    text: str = ask(N_("What about"), as_text)
    caller: str = ask(N_("Visitor"), as_text)
    whom: str = ask(N_("Whom to see"), as_text)
    phone: str = ask(N_("Telephone"), as_text)
    room: str = ask(N_("Unit, room"), as_text)
    urgency: str = ask(N_("Urgency"), as_choice)
    at: datetime | None = ask(N_("When"), as_past_or_none, hint=_WHEN_HINT)
    by: str = ask(N_("Taken by"), as_choice, unless_asked="")


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFields:
    """What is to be told, to whom, from whom."""

    whom: str = ask(N_("For whom"), as_text)
    text: str = ask(N_("What about"), as_text)
    caller: str = ask(N_("From"), as_text)
    phone: str = ask(N_("Telephone"), as_text)
    urgency: str = ask(N_("Urgency"), as_choice)
    at: datetime | None = ask(N_("When"), as_past_or_none, hint=_WHEN_HINT)
    by: str = ask(N_("Taken by"), as_choice, unless_asked="")


def call_form(desk: Desk) -> Form[Logged]:
    """Ask what a caller wants to be kept."""

    def act(typed: CallFields) -> Logged:
        note = log.Note(
            text=typed.text,
            caller=typed.caller,
            phone=typed.phone,
            room=typed.room,
            category=typed.category,
            urgency=typed.urgency,
            rings=typed.rings,
            at=typed.at,
        )
        return log.log_entry(desk, "call", note, by=writes(desk, typed.by))

    kinds = tuple((code, word(code)) for code in desk.profile.categories)
    category = Shown(value="enquiry", choices=kinds)
    questions = Questions(
        desk, CallFields, category=category, urgency=urgency(desk), by=writer(desk)
    )
    return Form(_("New call"), questions, act, note=desk.profile.phone.greeting, kind="call")


def visit_form(desk: Desk) -> Form[Logged]:
    """Ask what a visitor wants to be kept."""

    def act(typed: VisitFields) -> Logged:
        note = log.Note(
            text=typed.text,
            caller=typed.caller,
            phone=typed.phone,
            room=typed.room,
            whom=typed.whom,
            urgency=typed.urgency,
            at=typed.at,
        )
        return log.log_entry(desk, "visit", note, by=writes(desk, typed.by))

    questions = Questions(desk, VisitFields, urgency=urgency(desk), by=writer(desk))
    return Form(_("New visit"), questions, act, kind="visit")


def message_form(desk: Desk) -> Form[Logged]:
    """Ask what is to be told to somebody."""

    def act(typed: MessageFields) -> Logged:
        note = log.Note(
            text=typed.text,
            caller=typed.caller,
            phone=typed.phone,
            whom=typed.whom,
            urgency=typed.urgency,
            at=typed.at,
        )
        return log.log_entry(desk, "message", note, by=writes(desk, typed.by))

    questions = Questions(desk, MessageFields, urgency=urgency(desk), by=writer(desk))
    return Form(_("New message"), questions, act, kind="message")


def urgency(desk: Desk, value: str = "normal") -> Shown:
    """Offer how urgent it is."""
    grades = tuple((grade.code, word(grade.code)) for grade in desk.profile.urgency)
    return Shown(value=value, choices=grades)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFields:
    """What was done about an entry."""

    what: Literal["step", "close", "void"] = ask(
        N_("What"),
        as_choice,
        choices=(
            ("step", N_("followed up")),
            ("close", N_("close it")),
            ("void", N_("void a mistake")),
        ),
    )
    text: str = ask(N_("In words"), as_text)
    by: str = ask(N_("Taken by"), as_choice, unless_asked="")


def step_form(desk: Desk, entry: Entry) -> Form[Entry]:
    """Ask what was done about an entry."""
    opened = OpenedOn(entry)
    acts = {"step": log.follow, "close": log.close, "void": log.void}

    def act(typed: StepFields) -> Entry | Objection:
        by = writes(desk, typed.by)
        return opened.act(lambda record: acts[typed.what](desk, record, typed.text, by=by))

    questions = Questions(desk, StepFields, by=writer(desk))
    return Form(entry.id, questions, act, note=entry.text, kind="step", ref=entry.id)
