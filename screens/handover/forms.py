"""The forms of the handover: what is wrong with a line, the record, the signature."""

from __future__ import annotations

from collections.abc import Callable

from dutyroom.desk.clock import read_ahead
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
from dutyroom.desk.people.find import find_person, key_of
from dutyroom.domain.handover.checklist import decision
from dutyroom.domain.records.handover import Handover
from dutyroom.i18n import _, render
from dutyroom.words.codes import checklist_word
from screens.kit.actions import attempt
from screens.kit.asks import boss_field, names_of
from screens.kit.form import Field, Form, Save


def relief_of(found: Handover) -> str:
    """Return the relief who answers, or nothing while nobody has come."""
    return found.incoming[0] if found.incoming else ""


def author_of(found: Handover, key: str) -> str:
    """Return who answers a line: the relief counts and looks round, the outgoing do the rest."""
    code = key.partition(":")[2]
    tick = next((t for t in found.ticks if t.code in (key, code)), None)
    incoming = (tick is not None and tick.side == "incoming") or key.startswith("count")
    side = found.incoming if incoming else found.outgoing
    return side[0] if side else ""


def is_answered(found: Handover, kind: str, name: str) -> bool:
    """Tell whether a line has its answer, a count or an owner already."""
    match kind:
        case "count":
            return any(c.article == name and c.counted is not None for c in found.counts)
        case "tick":
            return any(t.code == name and t.answer for t in found.ticks)
        case _:
            return kind == "item" and decision(found, name) is not None


def _save(desk: Desk, found: Handover, act: Callable[[Handover, dict[str, str]], object]) -> Save:
    """Return what saves a form: it changes one line of the handover, whoever wrote the others."""

    def save(typed: dict[str, str]) -> str:
        return attempt(lambda: act(handover_now(desk.state(), found), typed))

    return save


def post_form(desk: Desk, posts: tuple[str, ...], chosen: Callable[[str], None]) -> Form:
    """Ask which post hands over, where several are manned."""

    def save(typed: dict[str, str]) -> str:
        chosen(typed["post"])
        return attempt(lambda: start_handover(desk, typed["post"]))

    choices = tuple((post, post) for post in posts)
    foot = _("← → another post · Enter opens · Esc leave")
    field = Field("post", _("Post"), posts[0], choices)
    return Form(_("Open the handover"), (field,), save, foot=foot)


def count_form(desk: Desk, found: Handover, article: str) -> Form:
    """Ask how many there are, and where the rest is."""
    count = next(c for c in found.counts if c.article == article)
    by = relief_of(found)

    def act(now: Handover, typed: dict[str, str]) -> None:
        verdict = {"yes": True, "no": False}[typed["accepted"]] if typed["why"] else None
        count_article(
            desk,
            now,
            article,
            read_count(typed["counted"]),
            condition=typed["condition"],
            explanation=typed["why"],
            accepted=verdict,
            by=by,
        )

    counted = "" if count.counted is None else str(count.counted)
    expected = _("{n} expected").format(n=count.expected)
    choices = (("yes", _("accepts it")), ("no", _("does not accept it")))
    fields = (
        Field("counted", _("Counted"), counted, hint=expected),
        Field("condition", _("Damage"), count.condition),
        Field("why", _("Explanation"), count.explanation, hint=_("of the outgoing officer")),
        Field("accepted", _("The relief"), "yes", choices),
    )
    return Form(article, fields, _save(desk, found, act), start="counted")


def item_form(desk: Desk, found: Handover, number: str) -> Form:
    """Ask who has an open item next, and why it is open."""
    passed = decision(found, number)

    def act(now: Handover, typed: dict[str, str]) -> None:
        owner = key_of(desk.state(), typed["owner"], "owner")
        moment, words = desk.now(), typed["again"]
        again = read_ahead(words, moment, desk.zone, "again") if words else None
        by, why = author_of(now, "item"), typed["reason"]
        pass_item(desk, now, number, owner=owner, reason=why, follow_up=again, by=by)

    owner = passed.owner if passed else relief_of(found)
    fields = (
        Field(
            "owner", _("Goes to"), desk.state().name(owner) if owner else "", names=names_of(desk)
        ),
        Field("reason", _("Why open"), passed.reason if passed else ""),
        Field("again", _("Look again at"), hint=_("a time such as 18:30, or nothing")),
    )
    text = find_item(desk.state(), number).text
    return Form(number, fields, _save(desk, found, act), note=text)


def tick_form(desk: Desk, found: Handover, code: str) -> Form:
    """Ask what is wrong with a line of the checklist."""
    tick = next(t for t in found.ticks if t.code == code)

    def act(now: Handover, typed: dict[str, str]) -> None:
        by, why, yes = author_of(now, code), typed["why"], typed["answer"] == "yes"
        answer_line(desk, now, code, yes, note=typed["note"], explanation=why, by=by)

    choices = (("no", _("No")), ("yes", _("Yes")))
    fields = (
        Field("answer", _("Answer"), "no", choices),
        Field("note", _("What is wrong"), tick.note),
        Field("why", _("Explanation"), tick.explanation),
    )
    return Form(checklist_word(code), fields, _save(desk, found, act), start="note")


def fault_form(desk: Desk, found: Handover, rest: str) -> Form:
    """Ask what is wrong with an item of the closing inspection."""
    group, _sep, item = rest.partition(":")

    def act(now: Handover, typed: dict[str, str]) -> None:
        person = find_person(desk.state(), now.outgoing[0])
        inspections.inspect(desk, person, group, item, "fault", typed["note"])

    return Form(f"{group} {item}", (Field("note", _("What is wrong")),), _save(desk, found, act))


def record_form(desk: Desk, found: Handover) -> Form:
    """Ask for the duty record: matters apart by semicolons."""

    def act(now: Handover, typed: dict[str, str]) -> None:
        text = typed["lines"].replace("；", ";")
        lines = tuple(part.strip() for part in text.split(";") if part.strip())
        write_record(desk, now, lines, by=author_of(now, "record"))

    text = "; ".join(found.summary) or render(shift_facts(desk, found))
    note = _("One matter after the other, with ; between. Nothing happened? Say so.")
    fields = (Field("lines", _("Duty record"), text, apart="; "),)
    return Form(
        _("Duty record"), fields, _save(desk, found, act), note=note, kind="record", ref=found.post
    )


def question_form(desk: Desk, found: Handover) -> Form:
    """Ask for a question of the relief and its answer."""

    def act(now: Handover, typed: dict[str, str]) -> None:
        ask_question(desk, now, typed["question"], typed["reply"], by=relief_of(now))

    fields = (Field("question", _("Question")), Field("reply", _("Answer")))
    return Form(_("Question of the relief"), fields, _save(desk, found, act))


def sign_form(desk: Desk, found: Handover) -> Form:
    """Ask who signs, and the PIN."""

    def act(now: Handover, typed: dict[str, str]) -> None:
        signing.sign(desk, now, find_person(desk.state(), typed["name"]), typed["pin"])

    signer = found.incoming if found.outgoing_signed else found.outgoing
    names = tuple(desk.state().name(person) for person in signer)
    fields = (
        Field("name", _("Name"), names[0] if names else "", names=names),
        Field("pin", _("PIN"), secret=True),
    )
    note = _("Drill: everybody's PIN is 1234") if desk.info.demo else ""
    return Form(_("Sign the handover"), fields, _save(desk, found, act), note=note)


def override_form(desk: Desk, found: Handover) -> Form:
    """Ask the supervisor for a reason and the PIN."""

    def act(now: Handover, typed: dict[str, str]) -> None:
        person = find_person(desk.state(), typed["name"])
        signing.override(desk, now, person, typed["reason"], typed["pin"])

    fields = (
        boss_field(desk, "name", _("Supervisor")),
        Field("reason", _("Reason")),
        Field("pin", _("PIN"), secret=True),
    )
    return Form(_("Override"), fields, _save(desk, found, act))
