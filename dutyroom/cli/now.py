"""`dutyroom now`: the duty room at a glance."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.due import due_line
from dutyroom.cli.parts import leaf
from dutyroom.desk import now
from dutyroom.i18n import _, listed
from dutyroom.words.codes import (
    away_words,
    clock,
    clock_words,
    day_words,
    phone_words,
    word,
)


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    leaf(commands, common, "now", _("the duty room at a glance"), show_now)


def show_now(context: Context) -> Answer:
    """Show who is on, what is due and what was left over."""
    view = now.now_view(context.desk)
    what = day_words(view.day_kind, view.holiday, view.now.year, known=view.year_known)
    head = f"{view.station}  {view.now:%Y-%m-%d %H:%M}  {what}"
    lines = [head + ("  " + _("DRILL") if view.drill else "")]
    if view.clock:
        lines.append(clock_words(view.clock))
    name = context.desk.state().name
    for post in view.posts:
        people = listed(p.name for p in post.on) or "—"
        lines.append(f"{post.post}  {word(post.status)}: {people}")
        lines.extend(
            f"  {p.name}  " + away_words(p.away, name(p.away.cover), overdue=p.overdue)
            for p in post.on
            if p.away
        )
        if post.next:
            ahead = listed(post.next_names) or "—"
            lines.append("  " + _("next") + f": {post.next.shift} {clock(post.next.start)} {ahead}")
    if view.phone:
        lines.append(phone_words(view.phone, view.phone_holder))
    if view.responsible:
        text = _("First responsible for {what}:").format(what=view.responsible_for)
        lines.append(f"{text}  " + listed(f"{p.name} {p.phone}" for p in view.responsible))
    lines.extend(due_line(o) for o in view.due)
    lines.extend(f"{item.id}  {word(item.urgency)}  {item.text}" for item in view.carried)
    return Answer(view, tuple(lines))
