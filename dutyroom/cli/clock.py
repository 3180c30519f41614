"""`dutyroom clock`: somebody looked at the clock."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.desk import alarms
from dutyroom.i18n import _


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = leaf(commands, common, "clock", _("the clock is right: alarms go on"), confirm_clock)
    parser.add_argument("name", metavar="NAME")


def confirm_clock(context: Context) -> Answer:
    """Keep that somebody looked at the clock."""
    check = alarms.confirm_clock(context.desk, context.person(context.args.name))
    return Answer(check, (_("The clock is right, says {name}.").format(name=check.by),))
