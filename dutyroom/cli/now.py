"""`dutyroom now`: the duty room at a glance."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.due import due_line
from dutyroom.cli.parts import leaf
from dutyroom.desk import now
from dutyroom.i18n import _, listed
from dutyroom.words.codes import (
    away_words,
    clock,
    day_words,
    phone_words,
    word,
)
from dutyroom.words.times import clock_words, typed_words


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    leaf(commands, common, "now", _("the duty room at a glance"), show_now)


def show_now(context: Context) -> Answer:
    """Show who is on, what is due and what was left over."""
    view = now.now_view(context.desk)
    return Answer(view, tuple(_lines(view, context.desk.state().name)))


def _lines(view: now.NowView, name: Callable[[str], str]) -> Iterator[str]:
    """Yield the room line by line: day, posts, telephone, who answers for it, what is owed."""
    yield _head(view)
    if view.clock:
        yield clock_words(view.clock)
    if view.unchecked:
        yield _("Records of a clock in doubt: {n} (clock doubtful)").format(n=view.unchecked)
    if view.typed:
        yield typed_words(view.typed, view.typed_by)
    for post in view.posts:
        yield from _post_lines(post, name)
    if view.phone:
        yield phone_words(view.phone, view.phone_holder)
    if view.responsible:
        people = listed(f"{p.name} {p.phone}" for p in view.responsible)
        yield _("First responsible for {what}:").format(what=view.responsible_for) + f"  {people}"
    yield from map(due_line, view.due)
    for item in view.carried:
        yield f"{item.id}  {word(item.urgency)}  {item.text}"


def _head(view: now.NowView) -> str:
    what = day_words(view.day_kind, view.holiday, view.now.year, known=view.year_known)
    head = f"{view.station}  {view.now:%Y-%m-%d %H:%M}  {what}"
    return head + "  " + _("DRILL") if view.drill else head


def _post_lines(post: now.PostView, name: Callable[[str], str]) -> Iterator[str]:
    """Yield who is on post, who of them is away, and which shift comes next."""
    people = listed(p.name for p in post.on) or "—"
    yield f"{post.post}  {word(post.status)}: {people}"
    for person in post.on:
        if person.away:
            where = away_words(person.away, name(person.away.cover), overdue=person.overdue)
            yield f"  {person.name}  {where}"
    if post.next:
        ahead = listed(post.next_names) or "—"
        yield "  " + _("next") + f": {post.next.shift} {clock(post.next.start)} {ahead}"
