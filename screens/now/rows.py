"""The lines of Now: what was begun, what is due, what was left over; the people at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dutyroom.desk.now import NowView, OnPost, PostView
from dutyroom.desk.station.drafts import Draft
from dutyroom.domain.due import Obligation
from dutyroom.domain.facts.contacts import ContactLine
from dutyroom.domain.records.items import Item
from dutyroom.domain.records.station import Closure
from dutyroom.i18n import _, listed, render
from dutyroom.words.codes import (
    WORDS,
    clock,
    mark_words,
    short_number,
    word,
)
from dutyroom.words.times import clock_words, typed_words
from screens.kit.rows import Row, Span, cut, heading, plain, post_shift, wrapped
from screens.presence.rows import PEOPLE_WIDTH, away_rows, phone_rows

CLOCK = "clock"
"""The key of the line that asks for the time, or for a look at times."""
DAMAGE = "damage"
"""The key of the row about damaged records."""


def damage_row(width: int) -> Row:
    """Return that the records are damaged, and that Enter helps."""
    words = _("Records are damaged: Enter says what comes back")
    return Row((Span(" " + words, "overdue", width),), key=DAMAGE)


def due_rows(view: NowView, drafts: Mapping[str, Draft], width: int) -> list[Row]:
    """Return what to go on with, what is due, what was carried over, and when nobody looked."""
    return [
        *_draft_rows(drafts),
        *_doubt_rows(view, width),
        heading(_("Due")),
        *(_due_row(each, view, width) for each in view.due),
        *(() if view.due else (plain(" " + _("Nothing is due. F4 logs a call."), "good"),)),
        plain(""),
        heading(_("Carried over")),
        *(_carried_row(item, width, view.often_passed) for item in view.carried),
        *(() if view.carried else (plain(" " + _("Nothing was left over.")),)),
        *_closed_rows(view.closed),
    ]


def _draft_rows(drafts: Mapping[str, Draft]) -> list[Row]:
    if not drafts:
        return []
    rows = (_draft_row(draft, key) for key, draft in drafts.items())
    return [heading(_("Unfinished: Enter goes on")), *rows]


def _doubt_rows(view: NowView, width: int) -> list[Row]:
    """Return why the clock is doubted, or by whose word the time goes (X-12)."""
    if view.clock:
        ask = _("Ctrl+K: type the right time, or it is right")
        return [*wrapped(clock_words(view.clock), width, "overdue", most=3), _clock_row(ask)]
    rows = []
    if view.typed is not None:
        rows += wrapped(typed_words(view.typed, view.typed_by), width, "due", most=3)
    if view.unchecked:
        ask = _("Records that wait for a supervisor: {n} · Ctrl+K").format(n=view.unchecked)
        rows.append(_clock_row(ask))
    return rows


def _clock_row(words: str) -> Row:
    return Row((Span(" " + words, "due"),), key=CLOCK)


def _closed_rows(closures: tuple[Closure, ...]) -> list[Row]:
    if not closures:
        return []
    return [plain(""), heading(_("Program closed")), *map(_closed_row, closures)]


def _closed_row(closure: Closure) -> Row:
    span = f" {closure.since:%m-%d %H:%M} – {closure.until:%H:%M}  "
    lost = _("rounds overdue meanwhile: {n}").format(n=len(closure.missed))
    return plain(span + (lost if closure.missed else ""), "warn")


def _due_row(obligation: Obligation, view: NowView, width: int) -> Row:
    same_day = obligation.due.date() == view.now.date()
    when = f"{obligation.due:%H:%M}" if same_day else f"{obligation.due:%m-%d}"
    look = obligation.standing
    return Row(
        (
            Span(" " + when, look, 7),
            Span(word(obligation.standing), look, 9),
            Span(
                render(obligation.sentence),
                "plain" if look in ("waiting", "soon") else look,
                width - 16,
            ),
        ),
        key=obligation.key,
    )


def _draft_row(draft: Draft, key: str) -> Row:
    coded = ("category", "urgency", "kind", "result", "status")
    said = (word(value) if name in coded else value for name, value in draft.values.items())
    return Row(
        (
            Span(f" {draft.began:%H:%M}", "due", 7),
            Span(word(draft.kind) if draft.kind in WORDS else draft.title, "due", 14),
            Span(" ".join(value for value in said if value), "plain"),
        ),
        key=key,
    )


def _carried_row(item: Item, width: int, often: int) -> Row:
    times = _("{n}×").format(n=item.handovers)
    look = "due" if item.handovers >= often else "dim"
    return Row(
        (
            Span(" " + short_number(item.id), "key", 10),
            Span(word(item.urgency), "overdue" if item.urgency == "urgent" else "plain", 10),
            Span(times, look, 4),
            Span(item.text, "plain", width - 24),
        ),
        key=item.id,
    )


def people_rows(view: NowView, name: Callable[[str], str]) -> list[Row]:
    """Return who is on and next at each post, who answers first, the chief, and the numbers."""
    rows = [heading(_("On duty")), *phone_rows(view)]
    for post in view.posts:
        rows += _post_rows(post, name)
    if view.responsible:
        text = _("First responsible for {what}:").format(what=view.responsible_for)
        rows += wrapped(text, PEOPLE_WIDTH, "title")
        rows += map(_named, view.responsible)
    if view.heads:
        rows += [heading(_("Chief")), _named(view.heads[0])]
    rows += [plain(""), heading(_("Emergency F9"))]
    return [*rows, *(_number_row(line) for line in view.contacts if line.group == "emergency")]


def _number_row(line: ContactLine) -> Row:
    look = "overdue" if line.fault == "missing" else "plain"
    number = Span(line.number or word("missing"), look)
    return Row((Span(" " + cut(line.category, 8), "dim", 10), number))


def _named(person: OnPost) -> Row:
    return Row((Span(" " + (person.name or ""), "name", 14), Span(person.phone, "plain")))


_POST_LOOKS = {
    "empty": "overdue",
    "uncovered": "overdue",
    "held_over": "due",
    "handing_over": "soon",
    "relief_here": "soon",
}


def _post_rows(post: PostView, name: Callable[[str], str]) -> list[Row]:
    shift = post.slot.shift if post.slot else ""
    title = post_shift(post.post, shift, 14)
    look = _POST_LOOKS.get(post.status, "dim")
    rows = [Row((Span(" " + title, "plain", 16), Span(word(post.status), look)))]
    for person in post.on:
        rows.append(Row((Span("  " + person.name, "name", 14), Span(person.phone, "plain"))))
        rows += away_rows(person, name)
        rows += [plain("   " + mark_words(mark), "warn") for mark in person.marks]
    for person in post.arrived:
        rows.append(Row((Span("  " + person.name, "name", 14), Span(_("assisting"), "soon"))))
    if post.next is not None:
        ahead = listed(post.next_names) or "—"
        rows.append(plain(f"  → {clock(post.next.start)} {ahead}"))
    return rows
