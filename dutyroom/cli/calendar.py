"""`dutyroom calendar`: a year's holiday notice."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.powers import Permission
from dutyroom.desk.station import calendars, station
from dutyroom.domain.base.sentence import say
from dutyroom.i18n import _
from dutyroom.words.rosters import year_lines


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    year = leaf(commands, common, "calendar", _("put in a year's holiday notice"), take_in_year)
    year.add_argument(
        "file", nargs="?", default="", metavar="FILE", help=_("a year's notice as .json")
    )
    year.add_argument("--year", type=int, default=0, help=_("type the notice: of which year"))
    year.add_argument("--notice", default="", metavar="NUMBER", help=_("the number of the notice"))
    add_to = year.add_argument
    add_to("--holiday", action="append", default=[], metavar="NAME=FROM..TO", help=_("days off"))
    add_to("--make-up", action="append", default=[], metavar="DATE", help=_("make-up working day"))


def take_in_year(context: Context) -> Answer:
    """Put a year's holiday notice into the station."""
    desk, args = context.desk, context.args
    if not args.file and not args.year:
        raise Wrong(say("Name the file of the notice, or type it with --year"), "file")
    by, pin = context.signer(Permission("setup"), args.pin)
    if args.file:
        year = calendars.take_in_year(desk, station.user_path(args.file), by=by, pin=pin)
    else:
        holidays, make_up = tuple(args.holiday), tuple(args.make_up)
        text = calendars.typed_notice(args.year, args.notice, holidays, make_up)
        year = calendars.take_in_notice(desk, text, by=by, pin=pin)
    return Answer(year, tuple(year_lines(year)))
