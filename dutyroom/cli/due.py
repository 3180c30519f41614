"""`dutyroom due`: what is due, and the acknowledgement of an alarm."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.desk import alarms
from dutyroom.desk.answers import answer_to
from dutyroom.domain.due import Obligation
from dutyroom.i18n import _, render
from dutyroom.words.codes import word


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    due = leaf(commands, common, "due", _("what is due, in order of time"), show_due)
    due.add_argument("--acknowledge", metavar="KEY", default="", help=_("stop an alarm"))
    due.add_argument("--reason", default="", help=_("what was done, or why not"))


def show_due(context: Context) -> Answer:
    """Show what is due, or acknowledge one of it."""
    args = context.args
    if args.acknowledge:
        person = context.person(args.by)
        alarm = alarms.acknowledge(context.desk, args.acknowledge, person, args.reason)
        return Answer(alarm, (_("Acknowledged: {key}").format(key=alarm.key),))
    obligations = alarms.obligations(context.desk)
    lines = tuple(f"{due_line(o)}  {o.key}  → {_commands(o)}" for o in obligations)
    return Answer(obligations, lines or (_("Nothing is due."),))


def _commands(obligation: Obligation) -> str:
    """Return the commands any of which answers an obligation."""
    return " | ".join(answer_to(obligation).commands)


def due_line(obligation: Obligation) -> str:
    """Return an obligation as one line: when, how pressing, what, by which clause."""
    when = f"{obligation.due:%m-%d %H:%M}"
    return (
        f"{when}  {word(obligation.standing)}  {render(obligation.sentence)}  [{obligation.clause}]"
    )
