"""`dutyroom shift sheet`: the month's attendance sheet."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.desk.clock import read_month
from dutyroom.desk.presence.month_sheet import month_sheet
from dutyroom.i18n import _
from dutyroom.words.sheets import month_lines


def add(group: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to those of the shift."""
    sheet = leaf(group, common, "sheet", _("the month's attendance sheet"), show_sheet)
    sheet.add_argument("--month", default="", metavar="2026-12")
    sheet.add_argument("--person", default="", metavar="NAME")


def show_sheet(context: Context) -> Answer:
    """Show the month's attendance sheet, or one person of it."""
    args, desk = context.args, context.desk
    typed, today = args.month.strip(), desk.now().date()
    first = read_month(typed, "2026-12") if typed else today.replace(day=1)
    sheet = month_sheet(desk, first)
    if args.person:
        sheet = sheet.of(context.person(args.person).key)
    return Answer(sheet, tuple(month_lines(sheet)) or (_("Nothing is planned in this month."),))
