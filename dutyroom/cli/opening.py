"""Opening the room on the station, or on the demo station."""

from __future__ import annotations

import argparse
import os
from typing import Any, Protocol

from dutyroom import i18n
from dutyroom.cli.context import Context
from dutyroom.desk.station import demo, station
from dutyroom.i18n import _
from dutyroom.text import printable


class Opener(Protocol):
    """Opens the room full screen and returns the exit code (`dutyroom.app`)."""

    def __call__(self, data: str, *, at: str, language: str) -> int:
        """Open the room on a station."""


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command of the demo station to the parser."""
    words = _("open the room on a demo station")
    show = commands.add_parser("demo", parents=[common], help=words, description=words)
    show.set_defaults(handler=None)
    show.add_argument("--only-make", action="store_true", help=_("make it, do not open it"))
    show.add_argument("--again", action="store_true", help=_("make it anew"))


def open_room(context: Context, opener: Opener) -> int:
    """Open the room on the station, or on the demo station, full screen."""
    args = context.args
    if args.command == "demo":
        path = station.user_path(args.data) if args.data else demo.demo_path(os.environ)
        at = demo.make_demo(path, again=args.again)
        if args.only_make:
            print(printable(str(path)))
            return 0
        args.data, args.at = str(path), args.at or at
    return opener(args.data, at=args.at, language=args.language or i18n.language())
