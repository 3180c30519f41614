"""`dutyroom search`: all the years."""

from __future__ import annotations

import argparse
from itertools import islice
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf, read_day
from dutyroom.desk import search
from dutyroom.i18n import _
from dutyroom.words.codes import word

MOST = 50


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the search to the parser."""
    parser = leaf(commands, common, "search", _("search all the years"), find)
    parser.add_argument("text", nargs="?", default="", metavar="TEXT")
    parser.add_argument("--person", default="", metavar="NAME")
    parser.add_argument("--number", default="", metavar="NUMBER")
    parser.add_argument("--kind", default="", help=", ".join(search.SEARCH_WORDS))
    parser.add_argument("--from", dest="first", default="", metavar="DATE")
    parser.add_argument("--to", dest="last", default="", metavar="DATE")
    parser.add_argument("--most", type=int, default=MOST, help=_("how many at the most"))


def _table(match: search.Match) -> dict[str, object]:
    """Return what was found for ``--json``; the record is null where it cannot be read."""
    return {
        "number": match.number,
        "kind": match.kind,
        "day": match.day,
        "record": match.record,
    }


def find(context: Context) -> Answer:
    """Search, the newest first."""
    args = context.args
    query = search.Query(
        text=args.text,
        person=args.person,
        number=args.number,
        kind=args.kind,
        first=read_day(args.first),
        last=read_day(args.last),
    )
    query = search.meant(context.desk.state(), query)
    matches = tuple(islice(search.find(context.desk, query), max(1, args.most)))
    lines = tuple(
        f"{match.number}  {match.day}  {word(match.kind)}  {search.line_of(match)}"
        for match in matches
    )
    return Answer(tuple(map(_table, matches)), lines or (_("Nothing was found."),))
