"""`dutyroom roster export`: a roster as a file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.desk.errors import Wrong
from dutyroom.desk.roster.export import FORMATS, TEXTS, export_roster, roster_content
from dutyroom.desk.roster.find import find_roster
from dutyroom.desk.station.station import user_path
from dutyroom.domain.base.sentence import say
from dutyroom.i18n import _


class _Formats(tuple[str, ...]):
    """The formats of the program; the desk knows those of plug-ins, which have a dot."""

    def __contains__(self, kind: object) -> bool:
        """Tell whether the desk is to be asked for a format."""
        return super().__contains__(kind) or "." in str(kind)


def add(group: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to those of the roster."""
    parser = leaf(group, common, "export", _("write a roster as a file"), export)
    parser.add_argument("roster", nargs="?", default="", metavar="ROSTER")
    parser.add_argument(
        "--as",
        dest="kind",
        choices=_Formats(FORMATS),
        default="",
        help=_("the format; else as the name of the file ends"),
    )
    words = _("the file to write; - is the screen")
    parser.add_argument("--to", default="", metavar="FILE", help=words)
    parser.add_argument("--person", default="", metavar="NAME", help=_("only this person's shifts"))
    words = _("people and days instead of a line a date")
    parser.add_argument("--month", action="store_true", help=words)
    words = _("write over a file that is there")
    parser.add_argument("--force", action="store_true", help=words)


def export(context: Context) -> Answer:
    """Write a roster as a file, or a text format to the screen."""
    desk, args = context.desk, context.args
    roster = find_roster(desk.state(), args.roster)
    kind = args.kind or Path(args.to).suffix.removeprefix(".").lower() or "xlsx"
    person = context.key_of(args.person)
    if args.to == "-":
        return _shown(context, kind, person)
    exported = export_roster(
        desk,
        roster,
        kind,
        user_path(args.to) if args.to else None,
        person=person,
        month=args.month,
        language=args.language,
        force=args.force,
    )
    return Answer(exported, (_("Written: {path}").format(path=exported.path),))


def _shown(context: Context, kind: str, person: str) -> Answer:
    """Write the bytes of a text format to standard output as they would be in the file."""
    desk, args = context.desk, context.args
    if kind in FORMATS and kind not in TEXTS:
        raise _not_on_screen(kind)
    data = roster_content(
        desk,
        find_roster(desk.state(), args.roster),
        kind,
        person=person,
        month=args.month,
        language=args.language,
    )
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise _not_on_screen(kind) from error
    if args.json:
        return Answer({"format": kind, "text": text}, ())
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
    return Answer(None, ())


def _not_on_screen(kind: str) -> Wrong:
    return Wrong(
        say("{kind} cannot be shown on the screen: name a file with --to", kind=kind), "to"
    )
