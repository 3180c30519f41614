"""`dutyroom inspect`: the closing inspection."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.desk.patrol import inspections
from dutyroom.i18n import _


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    parser = leaf(commands, common, "inspect", _("the closing inspection"), inspect)
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("group", nargs="?", default="", metavar="GROUP")
    parser.add_argument("item", nargs="?", default="", metavar="ITEM")
    parser.add_argument("--fault", default="", metavar="TEXT", help=_("what is wrong"))
    parser.add_argument("--rest", action="store_true", help=_("every open item is normal"))


def inspect(context: Context) -> Answer:
    """Answer items of the closing inspection."""
    args, desk = context.args, context.desk
    person = context.person(args.name)
    if args.rest:
        inspection = inspections.inspect_rest(desk, person, args.group)
    else:
        result: Any = "fault" if args.fault else "normal"
        inspection = inspections.inspect(desk, person, args.group, args.item, result, args.fault)
    whole = len(inspections.inspection_items(desk.profile))
    line = _("{number}: {n} of {whole} items answered").format(
        number=inspection.id, n=len(inspection.items), whole=whole
    )
    return Answer(inspection, (line,))
