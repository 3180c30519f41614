"""`dutyroom demo`: the room on a demo station; `opening.open_room` makes and opens it."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.i18n import _


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    words = _("open the room on a demo station")
    show = commands.add_parser("demo", parents=[common], help=words, description=words)
    show.set_defaults(handler=None)
    show.add_argument("--only-make", action="store_true", help=_("make it, do not open it"))
    show.add_argument("--again", action="store_true", help=_("make it anew"))
