"""Opening the room on the station, or on the demo station."""

from __future__ import annotations

import os
from typing import Protocol

from dutyroom import i18n
from dutyroom.cli.context import Context
from dutyroom.desk.station import demo, station
from dutyroom.text import printable


class Opener(Protocol):
    """Opens the room full screen and returns the exit code (`dutyroom.app`)."""

    def __call__(self, data: str, *, at: str, language: str) -> int:
        """Open the room on a station."""


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
