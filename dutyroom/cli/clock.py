"""`dutyroom clock`: what the time is, where the machine's clock is wrong."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.desk.errors import Wrong
from dutyroom.desk.station import clock_checks, doubtful
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.retiming import event_time
from dutyroom.domain.records.base import Mark, Record
from dutyroom.domain.records.people import Person
from dutyroom.i18n import _
from dutyroom.words.codes import mark_words
from dutyroom.words.times import doubtful_words


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of the clock to the parser."""
    parser = commands.add_parser("clock", parents=[common], help=_("where the clock is wrong"))
    group = parser.add_subparsers(dest="step", required=True)
    told = leaf(group, common, "set", _("say what time it is; --by is on duty"), set_clock)
    told.add_argument("time", metavar="TIME")
    right = leaf(group, common, "right", _("the clock is right: alarms go on"), confirm_clock)
    right.add_argument("name", nargs="?", default="", metavar="NAME")
    leaf(group, common, "doubtful", _("list the records whose time is to be looked at"), show)
    fixed = leaf(group, common, "correct", _("a supervisor puts a time right"), correct)
    fixed.add_argument("number", metavar="NUMBER")
    fixed.add_argument("time", metavar="TIME")
    seen = leaf(group, common, "confirm", _("a supervisor takes the times for right"), confirm)
    seen.add_argument("numbers", nargs="*", metavar="NUMBER", help=_("nothing: all of them"))


def set_clock(context: Context) -> Answer:
    """Keep what the time is."""
    desk, args = context.desk, context.args
    right = clock_checks.read_right_time(desk, args.time, "time")
    person = _teller(context, args.by)
    check = clock_checks.set_clock(desk, right, person, _pin(context, person))
    words = _("It is {time}, says {name}.").format(
        time=f"{check.at:%Y-%m-%d %H:%M:%S}", name=person.name
    )
    return Answer(check, (words,))


def confirm_clock(context: Context) -> Answer:
    """Keep that somebody looked at the clock and found it right."""
    person = _teller(context, context.args.name or context.args.by)
    check = clock_checks.confirm_clock(context.desk, person, _pin(context, person))
    return Answer(check, (_("The clock is right, says {name}.").format(name=person.name),))


def show(context: Context) -> Answer:
    """List the records of a clock in doubt, each with the time that is proposed."""
    found = doubtful.doubtful(context.desk)
    lines = tuple(map(doubtful_words, found))
    return Answer(found, lines or (_("No record waits for its time to be looked at."),))


def correct(context: Context) -> Answer:
    """Put the time of a record right."""
    args = context.args
    by, pin = context.signer(clock_checks.LOOKS_AFTER, str(args.pin))
    record = doubtful.correct(context.desk, args.number, args.time, by=by, pin=pin)
    return Answer(record, (_looked_at(record),))


def confirm(context: Context) -> Answer:
    """Take the proposed times of records for right."""
    args = context.args
    by, pin = context.signer(clock_checks.LOOKS_AFTER, str(args.pin))
    desk = context.desk
    records = doubtful.confirm(desk, args.numbers, by=by, pin=pin)
    lines = tuple(map(_looked_at, records))
    words = _("It is {time}, says {name}.").format(
        time=f"{desk.now():%Y-%m-%d %H:%M:%S}", name=desk.state().name(by)
    )
    return Answer(records, lines or (words,))


def _teller(context: Context, name: str) -> Person:
    """Return who says it. Raises `Wrong`, with what to type where nobody is named."""
    if not name.strip():
        raise Wrong(say("Say with --by NAME who says it: somebody on duty, or a supervisor"), "by")
    return context.person(name)


def _looked_at(record: Record) -> str:
    marks: tuple[Mark, ...] = getattr(record, "marks", ())
    said = "; ".join(mark_words(mark) for mark in marks)
    return f"{record.id}  {event_time(record):%Y-%m-%d %H:%M}  {said}".rstrip()


def _pin(context: Context, person: Person) -> str:
    """Return the PIN; it is asked for of somebody who has one, where there is a keyboard."""
    return context.pin(person) if person.pin else str(context.args.pin)
