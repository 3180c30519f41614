"""`dutyroom clock`: what the time is, where the machine's clock is wrong."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.desk.station import clock_checks
from dutyroom.domain.records.people import Person
from dutyroom.i18n import _


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of the clock to the parser."""
    parser = commands.add_parser("clock", parents=[common], help=_("where the clock is wrong"))
    group = parser.add_subparsers(dest="step", required=True)
    told = leaf(group, common, "set", _("say what time it is; --by is on duty"), set_clock)
    told.add_argument("time", metavar="TIME")
    right = leaf(group, common, "right", _("the clock is right: alarms go on"), confirm_clock)
    right.add_argument("name", metavar="NAME")


def set_clock(context: Context) -> Answer:
    """Keep what the time is."""
    desk, args = context.desk, context.args
    right = clock_checks.read_right_time(desk, args.time, "time")
    person = context.person(args.by)
    check = clock_checks.set_clock(desk, right, person, _pin(context, person))
    words = _("It is {time}, says {name}.").format(
        time=f"{check.at:%Y-%m-%d %H:%M:%S}", name=person.name
    )
    return Answer(check, (words,))


def confirm_clock(context: Context) -> Answer:
    """Keep that somebody looked at the clock and found it right."""
    person = context.person(context.args.name)
    check = clock_checks.confirm_clock(context.desk, person, _pin(context, person))
    return Answer(check, (_("The clock is right, says {name}.").format(name=person.name),))


def _pin(context: Context, person: Person) -> str:
    """Return the PIN; it is asked for of somebody who has one, where there is a keyboard."""
    return context.pin(person) if person.pin else str(context.args.pin)
