"""`dutyroom log`: calls, visits, messages."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.desk.clock import read_event_time
from dutyroom.desk.log import assigning
from dutyroom.desk.log import entries as log
from dutyroom.domain.records.log import Entry
from dutyroom.i18n import _, listed
from dutyroom.words.codes import mark_words, word


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of the log to the parser."""
    parser = commands.add_parser("log", parents=[common], help=_("calls, visits, messages"))
    group = parser.add_subparsers(dest="step", required=True)
    for kind, words in (
        ("call", _("log a call")),
        ("visit", _("log a visit")),
        ("message", _("take a message")),
    ):
        _entry_options(leaf(group, common, kind, words, log_entry))
    leaf(group, common, "list", _("list the log"), list_log)
    for step, words in (
        ("step", _("write what was done")),
        ("close", _("close with the result")),
        ("void", _("void a mistake")),
    ):
        change = leaf(group, common, step, words, step_entry)
        change.add_argument("number", metavar="NUMBER")
        change.add_argument("text", nargs="?", default="", metavar="TEXT")
    given = leaf(group, common, "assign", _("a leader gives it to somebody on duty"), assign_item)
    given.add_argument("number", metavar="NUMBER")
    given.add_argument("name", metavar="NAME")
    seen = leaf(group, common, "seen", _("who was given it has seen it"), note_seen)
    seen.add_argument("number", metavar="NUMBER")
    seen.add_argument("name", metavar="NAME")
    corrected = leaf(group, common, "time", _("correct when it happened"), correct_time)
    corrected.add_argument("number", metavar="NUMBER")
    corrected.add_argument("time", metavar="TIME")


def _entry_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT")
    parser.add_argument("--caller", default="", help=_("who calls or comes"))
    parser.add_argument("--phone", default="")
    parser.add_argument("--room", default="", help=_("unit or room"))
    parser.add_argument("--whom", default="", help=_("whom to see, or whom it is for"))
    parser.add_argument("--category", default="")
    parser.add_argument("--urgency", default="")
    parser.add_argument("--rings", type=int, default=None)
    parser.add_argument("--suspicious", action="store_true")
    parser.add_argument("--happened", default="", metavar="TIME", help=_("when, if not now"))


def log_entry(context: Context) -> Answer:
    """Keep a call, a visit or a message."""
    args, desk = context.args, context.desk
    at = read_event_time(args.happened, desk.now(), desk.zone) if args.happened else None
    note = log.Note(
        text=args.text,
        caller=args.caller,
        phone=args.phone,
        room=args.room,
        whom=args.whom,
        category=args.category,
        urgency=args.urgency,
        rings=args.rings,
        suspicious=args.suspicious,
        at=at,
    )
    logged = log.log_entry(desk, args.step, note, by=context.by)
    lines = [_entry_line(logged.entry)]
    if logged.repeats:
        lines.append(_("Called before: {numbers}").format(numbers=listed(logged.repeats)))
    return Answer(logged, tuple(lines))


def assign_item(context: Context) -> Answer:
    """Give an open item to somebody on duty; --by is the leader."""
    desk, args = context.desk, context.args
    leader, to = context.person(args.by), context.person(args.name)
    item = log.find_item(desk.state(), args.number, desk.duty_date())
    assigned = assigning.assign(desk, item, to, leader, context.pin(leader))
    words = _("{number} is given to {person}").format(number=assigned.id, person=to.name)
    return Answer(assigned, (words,))


def note_seen(context: Context) -> Answer:
    """Keep that somebody has seen what was given."""
    desk, person = context.desk, context.person(context.args.name)
    item = log.find_item(desk.state(), context.args.number, desk.duty_date())
    seen = assigning.take_note(desk, item, person)
    words = _("{number} is seen by {person}").format(number=seen.id, person=person.name)
    return Answer(seen, (words,))


def _entry_line(entry: Entry) -> str:
    marks = "; ".join(mark_words(mark) for mark in entry.marks)
    parts = (
        entry.id,
        f"{entry.at:%H:%M}",
        word(entry.kind),
        word(entry.urgency),
        word(entry.status),
        entry.caller,
        entry.room,
        entry.text,
        marks,
    )
    return "  ".join(part for part in parts if part)


def list_log(context: Context) -> Answer:
    """List the entries that are near in time, newest first."""
    entries = sorted(context.desk.state().entries, key=lambda entry: entry.at)[::-1]
    return Answer(tuple(entries), tuple(map(_entry_line, entries)) or (_("The log is empty."),))


def step_entry(context: Context) -> Answer:
    """Add a step to an entry, close it or void it."""
    args, desk = context.args, context.desk
    entry = log.entry_named(desk, args.number)
    act = {"step": log.follow, "close": log.close, "void": log.void}[args.step]
    entry = act(desk, entry, args.text, by=context.by)
    return Answer(entry, (_entry_line(entry),))


def correct_time(context: Context) -> Answer:
    """Correct when something happened."""
    args, desk = context.args, context.desk
    entry = log.entry_named(desk, args.number)
    at = read_event_time(args.time, desk.now(), desk.zone, needed=True)
    entry = log.correct_time(desk, entry, at, by=context.by)
    return Answer(entry, (_entry_line(entry),))
