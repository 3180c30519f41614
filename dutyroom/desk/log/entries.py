"""The log: calls, visits and messages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.log.writers import who_writes
from dutyroom.desk.numbers import numbered
from dutyroom.desk.people.checks import tidy_phone
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import refuse_blocked
from dutyroom.domain.facts.retiming import is_unverified, retimed
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.log.entries import close_verdicts, entry_marks, repeats, step_entry
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.base import UNVERIFIED
from dutyroom.domain.records.items import Item, Step
from dutyroom.domain.records.log import Entry, EntryKind, EntryStatus
from dutyroom.values import dataclass

LONGEST_TEXT = 4000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Note:
    """What the desk was told, as typed; empty fields are allowed where no rule asks."""

    text: str
    caller: str = ""
    phone: str = ""
    room: str = ""
    whom: str = ""
    category: str = ""
    urgency: str = ""
    rings: int | None = None
    suspicious: bool = False
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry as it was kept, and the numbers of earlier ones like it (R-333)."""

    entry: Entry
    repeats: tuple[str, ...]


def log_entry(desk: Desk, kind: EntryKind, note: Note, *, by: str = "") -> Logged:
    """Keep a call, a visit or a message (R-005, R-033, R-163).

    Never blocked by a rule. The number is given under the lock. Raises `Wrong`
    for an empty or endless text and for a word that the profile does not know,
    and the store's errors.
    """
    _check(desk, kind, note)
    writer = who_writes(desk, by)
    with desk.change(f"log.{kind}", writer) as change:
        at = note.at or change.now
        entry = Entry(
            id=change.number(Entry),
            kind=kind,
            day=change.day,
            at=at,
            entered=change.now,
            by=writer,
            owner=writer,
            caller=note.caller,
            phone=tidy_phone(note.phone),
            room=note.room,
            whom=note.whom,
            category=note.category or _usual(kind),
            text=note.text,
            urgency=note.urgency or "normal",
            rings=note.rings,
            suspicious=note.suspicious,
        )
        logged = change.put(replace(entry, marks=entry_marks(entry, desk.profile)))
        alike = repeats(logged, change.state.entries, desk.profile.phone.repeat_days)
    return Logged(logged, alike)


def _usual(kind: EntryKind) -> str:
    return "enquiry" if kind == "call" else "other"


def _check(desk: Desk, kind: EntryKind, note: Note) -> None:
    _check_text(note.text)
    _check_category(desk.profile, note.category)
    _check_urgency(desk.profile, note.urgency)
    if kind == "message" and not note.whom.strip():
        raise Wrong(say("Say whom the message is for"), "whom")
    if note.at is not None and note.at > desk.now():
        raise Wrong(say("That time lies ahead"), "at")


def _check_text(text: str) -> None:
    if not text.strip():
        raise Wrong(say("Write what it is about"), "text")
    if len(text) > LONGEST_TEXT:
        words = say(
            "What it is about has {n} characters: at most {most} are taken",
            n=len(text),
            most=LONGEST_TEXT,
        )
        raise Wrong(words, "text")


def _check_category(profile: Profile, category: str) -> None:
    if category and category not in profile.categories:
        text = say(
            "No category is called {category}; there are {categories}",
            category=category,
            categories=", ".join(profile.categories),
        )
        raise Wrong(text, "category")


def _check_urgency(profile: Profile, urgency: str) -> None:
    grades = [grade.code for grade in profile.urgency]
    if urgency and urgency not in grades:
        text = say(
            "No urgency is called {urgency}; there are {grades}",
            urgency=urgency,
            grades=", ".join(grades),
        )
        raise Wrong(text, "urgency")


def find_entry(state: DutyState, number: str, today: date | None = None) -> Entry:
    """Return the entry of that number, whole or short (`numbered`). Raises `Wrong`."""
    return _known(numbered(state.entries, number, today), number)


def entry_named(desk: Desk, number: str) -> Entry:
    """Return the entry of that number, of any month by its whole number. Raises `Wrong`."""
    try:
        return find_entry(desk.state(), number, desk.duty_date())
    except Wrong:
        old = desk.ledger.get(number.strip().upper())
        if not isinstance(old, Entry):
            raise
        return old


def find_item(state: DutyState, number: str, today: date | None = None) -> Item:
    """Return the entry or work order of that number (`numbered`). Raises `Wrong`."""
    items: tuple[Item, ...] = (*state.entries, *state.orders)
    return _known(numbered(items, number, today), number)


def _known(item: T | None, number: str) -> T:
    if item is None:
        raise Wrong(say("There is no number {number}", number=number), "number")
    return item


def follow(
    desk: Desk, entry: Entry, text: str, *, by: str = "", follow_up: datetime | None = None
) -> Entry:
    """Add a step to an entry; it counts as the first action where it is the first (R-053)."""
    if not text.strip():
        raise Wrong(say("Write what was done"), "text")
    _refuse_closed(entry)
    writer = who_writes(desk, by)
    with desk.change("log.step", writer) as change:
        step = Step(at=change.now, by=writer, kind="noted", text=text)
        return change.put(replace(step_entry(entry, step, "following"), follow_up=follow_up))


def close(desk: Desk, entry: Entry, text: str, *, by: str = "") -> Entry:
    """Close an entry with its result (R-113 for a request for help)."""
    refuse_blocked(close_verdicts(entry, text))
    return _end(desk, entry, text, "closed", "log.close", by)


def void(desk: Desk, entry: Entry, reason: str, *, by: str = "") -> Entry:
    """Void an entry that was a mistake; it stays listed with its reason."""
    if not reason.strip():
        raise Wrong(say("Give the reason"), "text")
    return _end(desk, entry, reason, "void", "log.void", by)


def correct_time(desk: Desk, entry: Entry, at: datetime, *, by: str = "") -> Entry:
    """Correct when something happened; the old time stays readable with the entry (X-12).

    The duty date follows. An entry of a clock in doubt stays marked: a supervisor looks.
    Raises `Wrong` for a time that lies ahead, Conflict and the store's errors.
    """
    if at > desk.now():
        raise Wrong(say("That time lies ahead"), "at")
    writer = who_writes(desk, by)
    with desk.change("log.time", writer) as change:
        unsure = entry.marks if is_unverified(entry) else ()
        fixed = retimed(entry, at, (), desk.profile, desk.zone)
        kept = tuple(mark for mark in unsure if mark == UNVERIFIED)
        return change.put(replace(fixed, marks=(*kept, *fixed.marks)))


def _refuse_closed(entry: Entry) -> None:
    if not entry.is_open:
        raise Wrong(say("{number} is closed already", number=entry.id), "number")


def _end(desk: Desk, entry: Entry, text: str, status: EntryStatus, action: str, by: str) -> Entry:
    _refuse_closed(entry)
    writer = who_writes(desk, by)
    with desk.change(action, writer) as change:
        left = change.now if entry.kind == "visit" and entry.left is None else entry.left
        step = Step(at=change.now, by=writer, kind="noted", text=text)
        ended = step_entry(entry, step, status)
        return change.put(replace(ended, left=left, follow_up=None))
