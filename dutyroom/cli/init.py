"""`dutyroom init`: set up a station."""

from __future__ import annotations

import argparse
import os
from typing import Any

from dutyroom import i18n
from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.desk.station import station
from dutyroom.i18n import _, render


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    init = leaf(commands, common, "init", _("set up a station"), init_station)
    init.add_argument(
        "--profile", default="property-centre", help=", ".join(station.profile_names())
    )
    init.add_argument("--name", default="")
    init.add_argument("--drill", action="store_true", help=_("a drill station takes --at"))


def init_station(context: Context) -> Answer:
    """Set up a station."""
    args = context.args
    path = station.station_path(args.data, os.environ)
    language = args.language or i18n.language()
    info = station.init_station(
        path, profile=args.profile, name=args.name, language=language, drill=args.drill
    )
    line = _("{station} is set up in {path}").format(station=info.name, path=path)
    waiting = station.unread(station.profile_text(args.profile))
    value = {"path": str(path), "name": info.name, "drill": info.drill, "unread": waiting}
    return Answer(value, (line, *map(render, waiting)))
