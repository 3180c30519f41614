"""The forms of the room: what each action asks, and who does it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar, cast

from dutyroom.desk.alarms import acknowledge, confirm_clock
from dutyroom.desk.clock import read_event_time
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.log import entries as log
from dutyroom.desk.log import orders
from dutyroom.desk.people import powers
from dutyroom.desk.people.find import find_person, key_of
from dutyroom.desk.people.powers import Credentials, Permission
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.presence.sign_out import release, sign_out
from dutyroom.desk.roster.powers import owner_asked
from dutyroom.desk.station.contacts import contact_panel, set_contact
from dutyroom.domain.base.sentence import say
from dutyroom.domain.due import Obligation
from dutyroom.domain.log.entries import next_states
from dutyroom.domain.records.items import Item
from dutyroom.domain.records.log import Entry, EntryKind, OrderStatus, WorkOrder
from dutyroom.domain.records.people import Person
from dutyroom.i18n import _, listed, render
from dutyroom.store.errors import Conflict
from dutyroom.words.codes import store_words, word
from screens.kit.actions import attempt
from screens.kit.form import Field, Form

T = TypeVar("T")


def names_of(desk: Desk) -> tuple[str, ...]:
    """Return the names of the station's people, without who has left.

    Where several have one name the keys stand for them, so that each can be chosen.
    """
    today = desk.duty_date()
    return _names(desk, (p for p in desk.state().people.values() if p.serves(today)))


def who_may(desk: Desk, asked: Permission) -> tuple[str, ...]:
    """Return the names of those who may do something; of everybody while nobody can show it."""
    return _names(desk, powers.holders(desk, asked)) or names_of(desk)


def signed_fields(
    desk: Desk, asked: Permission, name: str, people: Iterable[Person] = ()
) -> tuple[Field, ...]:
    """Return who does something, in the field ``name``, and the PIN where one is asked for.

    ``people`` may do this one too.
    """
    names = who_may(desk, asked)
    first = names[0] if len(names) == 1 else ""
    offered = tuple(dict.fromkeys((*names, *_names(desk, people))))
    who = Field(name, _("Name"), first, names=offered)
    pin = Field("pin", _("PIN"), secret=True)
    return (who,) if powers.is_open(desk, asked) else (who, pin)


def office_fields(desk: Desk) -> tuple[Field, ...]:
    """Return who changes a roster, and the PIN, where an office owns some of its lines."""
    asked = owner_asked(desk)
    if asked is None:
        return ()
    hint = _("for holidays and leaders' weekends")
    by = Field("by", _("Changed by"), hint=hint, names=who_may(desk, asked))
    return (by, Field("pin", _("PIN"), secret=True))


def hand_of(desk: Desk, typed: Mapping[str, str]) -> Credentials:
    """Return who changes a roster, by key, and the PIN, as they were typed."""
    by = key_of(desk.state(), typed.get("by", ""))
    return {"by": by, "pin": typed.get("pin", "")}


def _names(desk: Desk, people: Iterable[Person]) -> tuple[str, ...]:
    count = Counter(p.name for p in desk.state().people.values())
    return tuple(p.name if count[p.name] == 1 else p.key for p in people)


def _writer_fields(desk: Desk) -> tuple[Field, ...]:
    """Return the field of who writes, where several are on duty and it is not plain."""
    on = log.writers(desk)
    if len(on) < 2:
        return ()
    state, last = desk.state(), log.who_writes(desk, "")
    choices = tuple((person, state.name(person)) for person in on)
    return (Field("by", _("Taken by"), last, choices),)


class Held(Generic[T]):
    """The record that a form was opened on; after a conflict, the newer one.

    What a form changes it takes from what was typed, never from what stood
    there when it was opened.
    """

    def __init__(self, record: T) -> None:
        """Hold the record as the person saw it."""
        self._record = record

    def attempt(self, do: Callable[[T], object]) -> str:
        """Do an action on the record; on a conflict say what the other wrote (A-08).

        Saved once more, the words go on top of the other's: nothing of either is lost.
        """
        try:
            return attempt(lambda: do(self._record), conflicts=True)
        except Conflict as error:
            self._record = cast(T, error.current)
            ends = _("Save again to add yours, or Esc to leave it")
            return "\n".join(filter(None, (store_words(error), _newest(error.current), ends)))


def _newest(record: object) -> str:
    if not isinstance(record, Item):
        return ""
    last = f"{record.thread[-1].by}: {record.thread[-1].text}" if record.thread else record.phone
    return f"{word(record.status)}  {last}"


def urgency_field(desk: Desk, value: str = "normal") -> Field:
    """Return the field of how urgent it is."""
    grades = tuple((grade.code, word(grade.code)) for grade in desk.profile.urgency)
    return Field("urgency", _("Urgency"), value, grades)


def _category_field(desk: Desk, value: str) -> Field:
    kinds = tuple((code, word(code)) for code in desk.profile.categories)
    return Field("category", _("Category"), value, kinds)


def sign_in_form(desk: Desk, name: str = "") -> Form:
    """Ask who signs in."""

    def save(typed: dict[str, str]) -> str:
        def do() -> None:
            state = desk.state()
            sign_in(
                desk,
                find_person(state, typed["name"]),
                post=typed["post"],
                missing=tuple(part for part, field in worn.items() if typed[field.id] == "no"),
                undressed=typed["undressed"],
                place=typed.get("place", ""),
                for_person=key_of(state, typed["for"]),
            )

        return attempt(do)

    rules = desk.profile.places
    posts = tuple((post.id, post.id) for post in desk.profile.posts)
    worn = _worn_fields(desk)
    hint = _("why not, if not worn") if worn else _("what is missing")
    fields = (
        Field("name", _("Name"), name, names=names_of(desk)),
        Field("post", _("Post"), "", (("", _("by the roster")), *posts)),
        Field("for", _("Stands in for"), hint=_("only a substitute"), names=names_of(desk)),
        *worn.values(),
        Field("undressed", _("Uniform, badge"), hint=hint),
        *((Field("place", _("Place"), hint=_("if not here")),) if rules.day or rules.night else ()),
    )
    return Form(_("Sign in"), fields, save, kind="now.sign_in", ref=name)


def _worn_fields(desk: Desk) -> dict[str, Field]:
    """Return the tick of each part of the uniform that the profile lists (R-023)."""
    ticks = (("yes", _("✓ worn")), ("no", _("✗ not worn")))
    parts = enumerate(desk.profile.attendance.dress)
    return {part: Field(f"worn{place}", part, "yes", ticks) for place, part in parts}


def sign_out_form(desk: Desk, name: str = "") -> Form:
    """Ask who signs out."""

    def save(typed: dict[str, str]) -> str:
        return attempt(
            lambda: sign_out(desk, find_person(desk.state(), typed["name"]), reason=typed["reason"])
        )

    fields = (Field("name", _("Name"), name, names=names_of(desk)), Field("reason", _("Reason")))
    return Form(_("Sign out"), fields, save, kind="now.sign_out", ref=name)


def release_form(desk: Desk) -> Form:
    """Ask which leader lets whom go, and why."""

    def save(typed: dict[str, str]) -> str:
        def do() -> None:
            state = desk.state()
            person, leader = (find_person(state, typed[key], key) for key in ("name", "leader"))
            release(desk, person, leader, typed["reason"], typed["pin"])

        return attempt(do)

    fields = (
        Field("name", _("Who may go"), names=names_of(desk)),
        boss_field(desk, "leader", _("Leader")),
        Field("reason", _("Reason")),
        Field("pin", _("PIN"), secret=True),
    )
    return Form(_("A leader lets somebody go"), fields, save, kind="now.release")


def boss_field(desk: Desk, id: str, label: str) -> Field:
    """Return the field of who decides; it is filled in where only one can."""
    bosses = _names(desk, powers.holders(desk, Permission("override")))
    if len(bosses) == 1:
        return Field(id, label, bosses[0], names=bosses)
    return Field(id, label, hint=_("one of: {names}").format(names=listed(bosses)), names=bosses)


def clock_form(desk: Desk) -> Form:
    """Ask who has looked at the clock and found it right."""

    def save(typed: dict[str, str]) -> str:
        return attempt(lambda: confirm_clock(desk, find_person(desk.state(), typed["name"])))

    fields = (Field("name", _("Name"), names=names_of(desk)),)
    now = f"{desk.now():%Y-%m-%d %H:%M:%S}"
    return Form(_("The clock is right"), fields, save, note=now)


def contact_form(desk: Desk) -> Form:
    """Ask for a number of the emergency panel; one that is missing first."""
    asked: list[dict[str, str]] = []

    def save(typed: dict[str, str]) -> str:
        old = next((line.number for line in lines if line.category == typed["kind"]), "")
        if old and old != typed["number"] and typed not in asked:
            asked.append(typed)
            words = _("{kind} has {number} now: save again to replace it")
            return words.format(kind=typed["kind"], number=old)
        by = log.writes(desk, typed.get("by", ""))
        return attempt(
            lambda: set_contact(
                desk,
                typed["kind"],
                typed["number"],
                name=typed["name"],
                backup=typed["backup"],
                by=by,
            )
        )

    lines = [line for line in contact_panel(desk) if line.group != "duty"]
    missing = next((line.category for line in lines if line.fault == "missing"), "")
    answers = [post.after_hours_contact for post in desk.profile.posts]
    kinds = tuple(dict.fromkeys(filter(None, (*(line.category for line in lines), *answers))))
    fields = (
        Field("kind", _("Kind"), missing, names=kinds, free=True, hint=listed(kinds)),
        Field("number", _("Number")),
        Field("name", _("Name")),
        Field("backup", _("Reserve")),
        *_writer_fields(desk),
    )
    return Form(_("An emergency number"), fields, save, kind="now.contact")


def acknowledge_form(desk: Desk, obligation: Obligation) -> Form:
    """Ask who has seen an alarm, and what was done."""
    on = log.on_duty(desk)
    names = [desk.state().name(person) for person in on if len(on) == 1 or person in obligation.who]

    def save(typed: dict[str, str]) -> str:
        return attempt(
            lambda: acknowledge(
                desk, obligation.key, find_person(desk.state(), typed["name"]), typed["reason"]
            )
        )

    fields = (
        Field("name", _("Name"), names[0] if names else "", names=names_of(desk)),
        Field("reason", _("Reason"), hint=_("what was done, or why")),
    )
    return Form(_("Acknowledge"), fields, save, note=render(obligation.sentence))


def entry_form(desk: Desk, kind: EntryKind) -> Form:
    """Ask what a caller, a visitor or a message wants to be kept."""

    def save(typed: dict[str, str]) -> str:
        def do() -> None:
            now = desk.now()
            note = log.Note(
                text=typed["text"],
                caller=typed.get("caller", ""),
                phone=typed.get("phone", ""),
                room=typed.get("room", ""),
                whom=typed.get("whom", ""),
                category=typed.get("category", ""),
                urgency=typed["urgency"],
                rings=_number(typed.get("rings", "")),
                at=read_event_time(typed["at"], now, desk.zone) if typed["at"] else None,
            )
            log.log_entry(desk, kind, note, by=log.writes(desk, typed.get("by", "")))

        return attempt(do)

    fields = (*_entry_fields(desk, kind), *_writer_fields(desk))
    return Form(_TITLES[kind](), fields, save, note=_greeting(desk, kind), kind=kind)


def _number(text: str) -> int | None:
    if not text.strip():
        return None
    try:
        return int(text)
    except ValueError as error:
        raise Wrong(say("{text} is no number", text=text), "rings") from error


_TITLES = {
    "call": lambda: _("New call"),
    "visit": lambda: _("New visit"),
    "message": lambda: _("New message"),
}


def _greeting(desk: Desk, kind: EntryKind) -> str:
    return desk.profile.phone.greeting if kind == "call" else ""


def _entry_fields(desk: Desk, kind: EntryKind) -> tuple[Field, ...]:
    text = Field("text", _("What about"))
    at = Field("at", _("When"), hint=_("now; or a time such as 16:05"))
    who = Field("caller", {"visit": _("Visitor"), "message": _("From")}.get(kind, _("Caller")))
    phone, room = Field("phone", _("Telephone")), Field("room", _("Unit, room"))
    if kind == "call":
        rings = Field("rings", _("Rings"), hint=_("number of rings"))
        return (
            text,
            who,
            phone,
            room,
            _category_field(desk, "enquiry"),
            urgency_field(desk),
            rings,
            at,
        )
    whom = Field("whom", _("Whom to see") if kind == "visit" else _("For whom"))
    if kind == "visit":
        return (text, who, whom, phone, room, urgency_field(desk), at)
    return (whom, text, who, phone, urgency_field(desk), at)


def step_form(desk: Desk, entry: Entry) -> Form:
    """Ask what was done about an entry."""
    act = {"step": log.follow, "close": log.close, "void": log.void}
    held = Held(entry)

    def save(typed: dict[str, str]) -> str:
        by = log.writes(desk, typed.get("by", ""))
        return held.attempt(lambda record: act[typed["what"]](desk, record, typed["text"], by=by))

    choices = (("step", _("followed up")), ("close", _("close it")), ("void", _("void a mistake")))
    fields = (
        Field("what", _("What"), "step", choices),
        Field("text", _("In words")),
        *_writer_fields(desk),
    )
    return Form(entry.id, fields, save, note=entry.text, kind="step", ref=entry.id)


def order_form(desk: Desk, source: Entry | None = None, *, text: str = "", place: str = "") -> Form:
    """Ask what has to be repaired, and by whom; from an entry, or from a finding."""

    def save(typed: dict[str, str]) -> str:
        return attempt(
            lambda: orders.new_order(
                desk,
                typed["text"],
                place=typed["place"],
                phone=typed["phone"],
                urgency=typed["urgency"],
                assignee=typed["assignee"],
                source=source,
                by=log.writes(desk, typed.get("by", "")),
            )
        )

    fields = (
        Field("text", _("What to do"), source.text if source else text),
        Field("place", _("Place"), source.room if source else place),
        Field("phone", _("Telephone"), source.phone if source else ""),
        urgency_field(desk, source.urgency if source else "normal"),
        Field("assignee", _("Goes to"), names=names_of(desk), free=True),
        *_writer_fields(desk),
    )
    ref = source.id if source else ""
    return Form(_("New work order"), fields, save, kind="order", ref=ref)


def order_step_form(desk: Desk, number: str) -> Form:
    """Ask how far a work order is."""
    order = orders.find_order(desk.state(), number)
    held = Held(order)

    def save(typed: dict[str, str]) -> str:
        status, text = typed["status"], typed["text"]
        phone = typed["phone"] if typed["phone"] != order.phone else None
        assignee = text if status == "assigned" else ""
        by = log.writes(desk, typed.get("by", ""))

        def act(record: WorkOrder) -> None:
            if status and status != record.status:
                to = cast(OrderStatus, status)
                orders.move_order(desk, record, to, text, assignee=assignee, phone=phone, by=by)
            else:
                orders.note_order(desk, record, text, phone=phone, by=by)

        return held.attempt(act)

    codes = next_states(order)
    choices = (*((code, word(code)) for code in codes), ("", _("as it is")))
    fields = (
        Field("status", _("State"), choices[0][0], choices),
        Field("text", _("In words"), hint=_("what was done; to whom it goes")),
        Field("phone", _("Telephone"), order.phone),
        *_writer_fields(desk),
    )
    return Form(order.id, fields, save, note=order.text, kind="order_step", ref=order.id)
