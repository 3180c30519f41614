"""The forms of the handover: what is wrong with a line, the record, the signature.

Each changes one line of the handover as it stands by then, whoever wrote the others.
"""

from __future__ import annotations

from datetime import datetime

from dutyroom.desk.desk import Desk
from dutyroom.desk.handover import signing
from dutyroom.desk.handover.checklist import answer_line
from dutyroom.desk.handover.counts import count_article, read_count
from dutyroom.desk.handover.find import handover_now
from dutyroom.desk.handover.items import pass_item
from dutyroom.desk.handover.record import ask_question, shift_facts, write_record
from dutyroom.desk.handover.start import start_handover
from dutyroom.desk.log.entries import find_item
from dutyroom.desk.patrol import inspections
from dutyroom.desk.people.find import find_person
from dutyroom.domain.handover.items import decision
from dutyroom.domain.records.handover import Handover
from dutyroom.domain.records.patrol import Inspection
from dutyroom.domain.records.people import Person
from dutyroom.i18n import N_, _, render
from dutyroom.values import dataclass
from dutyroom.words.codes import checklist_word
from screens.kit.fields import (
    NO,
    YES,
    Questions,
    Shown,
    Words,
    as_ahead_or_none,
    as_choice,
    as_key,
    as_person,
    as_text,
    as_yes,
    ask,
)
from screens.kit.form import Form
from screens.kit.who import anybody, boss


def relief_of(found: Handover) -> str:
    """Return the relief who answers, or nothing while nobody has come."""
    return found.incoming[0] if found.incoming else ""


def author_of(found: Handover, key: str) -> str:
    """Return who answers a line: the relief counts and looks round, the outgoing do the rest."""
    side = found.incoming if _is_of_relief(found, key) else found.outgoing
    return side[0] if side else ""


def _is_of_relief(found: Handover, key: str) -> bool:
    if key.startswith("count"):
        return True
    code = key.partition(":")[2]
    for tick in found.ticks:
        if tick.code in (key, code):
            return tick.side == "incoming"
    return False


def is_answered(found: Handover, kind: str, name: str) -> bool:
    """Tell whether a line has its answer, a count or an owner already."""
    match kind:
        case "count":
            return any(c.article == name and c.counted is not None for c in found.counts)
        case "tick":
            return any(t.code == name and t.answer for t in found.ticks)
        case _:
            return kind == "item" and decision(found, name) is not None


def _newest(desk: Desk, opened: Handover) -> Handover:
    return handover_now(desk.state(), opened)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFields:
    """Which post hands over."""

    post: str = ask(N_("Post"), as_choice)


def post_form(desk: Desk, posts: tuple[str, ...]) -> Form[Handover]:
    """Ask which post hands over, where several are manned."""

    def act(typed: PostFields) -> Handover:
        return start_handover(desk, typed.post)

    post = Shown(choices=tuple((post, post) for post in posts))
    foot = _("← → another post · Enter opens · Esc leave")
    return Form(_("Open the handover"), Questions(desk, PostFields, post=post), act, foot=foot)


def _as_count(words: Words) -> int:
    return read_count(words.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountFields:
    """How many of an article there are, and where the rest is."""

    counted: int = ask(N_("Counted"), _as_count)
    condition: str = ask(N_("Damage"), as_text)
    why: str = ask(N_("Explanation"), as_text, hint=N_("of the outgoing officer"))
    accepted: bool = ask(
        N_("The relief"),
        as_yes,
        choices=((YES, N_("accepts it")), (NO, N_("does not accept it"))),
    )


def count_form(desk: Desk, opened: Handover, article: str) -> Form[Handover]:
    """Ask how many there are, and where the rest is."""

    def act(typed: CountFields) -> Handover:
        return count_article(
            desk,
            _newest(desk, opened),
            article,
            typed.counted,
            condition=typed.condition,
            explanation=typed.why,
            accepted=typed.accepted if typed.why else None,
            by=relief_of(opened),
        )

    count = next(c for c in opened.counts if c.article == article)
    counted = "" if count.counted is None else str(count.counted)
    questions = Questions(
        desk,
        CountFields,
        counted=Shown(value=counted, hint=_("{n} expected").format(n=count.expected)),
        condition=Shown(value=count.condition),
        why=Shown(value=count.explanation),
    )
    return Form(article, questions, act, start="counted")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFields:
    """Who has an open item next, and why it is open."""

    owner: str = ask(N_("Goes to"), as_key)
    reason: str = ask(N_("Why open"), as_text)
    again: datetime | None = ask(
        N_("Look again at"), as_ahead_or_none, hint=N_("a time such as 18:30, or nothing")
    )


def item_form(desk: Desk, opened: Handover, number: str) -> Form[Handover]:
    """Ask who has an open item next, and why it is open."""

    def act(typed: ItemFields) -> Handover:
        newest = _newest(desk, opened)
        return pass_item(
            desk,
            newest,
            number,
            owner=typed.owner,
            reason=typed.reason,
            follow_up=typed.again,
            by=author_of(newest, "item"),
        )

    state = desk.state()
    passed = decision(opened, number)
    owner = passed.owner if passed else relief_of(opened)
    questions = Questions(
        desk,
        ItemFields,
        owner=anybody(desk, state.name(owner) if owner else ""),
        reason=Shown(value=passed.reason if passed else ""),
    )
    return Form(number, questions, act, note=find_item(state, number).text)


@dataclass(frozen=True, slots=True, kw_only=True)
class TickFields:
    """What is wrong with a line of the checklist."""

    answer: bool = ask(N_("Answer"), as_yes, choices=((NO, N_("No")), (YES, N_("Yes"))))
    note: str = ask(N_("What is wrong"), as_text)
    why: str = ask(N_("Explanation"), as_text)


def tick_form(desk: Desk, opened: Handover, code: str) -> Form[Handover]:
    """Ask what is wrong with a line of the checklist."""

    def act(typed: TickFields) -> Handover:
        newest = _newest(desk, opened)
        return answer_line(
            desk,
            newest,
            code,
            typed.answer,
            note=typed.note,
            explanation=typed.why,
            by=author_of(newest, code),
        )

    tick = next(t for t in opened.ticks if t.code == code)
    note, why = Shown(value=tick.note), Shown(value=tick.explanation)
    questions = Questions(desk, TickFields, note=note, why=why)
    return Form(checklist_word(code), questions, act, start="note")


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultFields:
    """What is wrong with an item of the closing inspection."""

    note: str = ask(N_("What is wrong"), as_text)


def fault_form(desk: Desk, opened: Handover, rest: str) -> Form[Inspection]:
    """Ask what is wrong with an item of the closing inspection."""
    group, _sep, item = rest.partition(":")

    def act(typed: FaultFields) -> Inspection:
        outgoing = find_person(desk.state(), _newest(desk, opened).outgoing[0])
        return inspections.inspect(desk, outgoing, group, item, "fault", typed.note)

    return Form(f"{group} {item}", Questions(desk, FaultFields), act)


def _as_matters(words: Words) -> tuple[str, ...]:
    parts = words.text.replace("；", ";").split(";")
    return tuple(part.strip() for part in parts if part.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFields:
    """The matters of the duty record, apart by semicolons."""

    lines: tuple[str, ...] = ask(N_("Duty record"), _as_matters, apart="; ")


def record_form(desk: Desk, opened: Handover) -> Form[Handover]:
    """Ask for the duty record: matters apart by semicolons."""

    def act(typed: RecordFields) -> Handover:
        newest = _newest(desk, opened)
        return write_record(desk, newest, typed.lines, by=author_of(newest, "record"))

    text = "; ".join(opened.summary) or render(shift_facts(desk, opened))
    questions = Questions(desk, RecordFields, lines=Shown(value=text))
    note = _("One matter after the other, with ; between. Nothing happened? Say so.")
    return Form(_("Duty record"), questions, act, note=note, kind="record", ref=opened.post)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFields:
    """A question of the relief and its answer."""

    question: str = ask(N_("Question"), as_text)
    reply: str = ask(N_("Answer"), as_text)


def question_form(desk: Desk, opened: Handover) -> Form[Handover]:
    """Ask for a question of the relief and its answer."""

    def act(typed: QuestionFields) -> Handover:
        newest = _newest(desk, opened)
        return ask_question(desk, newest, typed.question, typed.reply, by=relief_of(newest))

    return Form(_("Question of the relief"), Questions(desk, QuestionFields), act)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignFields:
    """Who signs, and the PIN."""

    name: Person = ask(N_("Name"), as_person)
    pin: str = ask(N_("PIN"), as_text, secret=True)


def sign_form(desk: Desk, opened: Handover) -> Form[Handover]:
    """Ask who signs, and the PIN."""

    def act(typed: SignFields) -> Handover:
        return signing.sign(desk, _newest(desk, opened), typed.name, typed.pin)

    signer = opened.incoming if opened.outgoing_signed else opened.outgoing
    names = tuple(desk.state().name(person) for person in signer)
    name = Shown(value=names[0] if names else "", names=names)
    note = _("Drill: everybody's PIN is 1234") if desk.info.demo else ""
    return Form(
        _("Sign the handover"),
        Questions(desk, SignFields, name=name),
        act,
        note=note,
        does="handover.sign",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideFields:
    """Which supervisor lets it through, why, and the PIN."""

    name: Person = ask(N_("Supervisor"), as_person)
    reason: str = ask(N_("Reason"), as_text)
    pin: str = ask(N_("PIN"), as_text, secret=True)


def override_form(desk: Desk, opened: Handover) -> Form[Handover]:
    """Ask the supervisor for a reason and the PIN."""

    def act(typed: OverrideFields) -> Handover:
        newest = _newest(desk, opened)
        return signing.override(desk, newest, typed.name, typed.reason, typed.pin)

    return Form(
        _("Override"),
        Questions(desk, OverrideFields, name=boss(desk)),
        act,
        does="handover.override",
    )
