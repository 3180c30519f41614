"""Opening the room: the only place that knows the screens."""

from __future__ import annotations

import os
import sys

from dutyroom import i18n
from dutyroom.desk.demo import demo_time
from dutyroom.desk.desk import open_desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.station import station_path, terminal_name
from dutyroom.domain.sentence import say


def open_screen(data: str, *, at: str = "", language: str = "") -> int:
    """Open the room full screen and return the exit code when it closes.

    ``at`` sets the clock of a drill station, from where it runs on. Raises
    `Wrong` on a terminal that cannot show a full screen, and what
    `dutyroom.desk.desk.open_desk` raises.
    """
    if os.environ.get("TERM", "") in ("", "dumb") or not sys.stdout.isatty():
        raise Wrong(
            say("This terminal cannot show the full screen; use commands such as 'dutyroom now'"),
            "terminal",
        )
    path = station_path(data, os.environ)
    told = at or demo_time(path)
    desk = open_desk(path, terminal=terminal_name(os.environ), at=told, screen=True)
    desk.state()
    i18n.use(language or desk.info.language)
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    # A change waits for the next look at what is to be drawn; nobody looks while idle.
    os.environ.setdefault("TEXTUAL_FPS", "240")
    from screens.room import Room
    from screens.terminal.driver import chosen_driver

    Room(desk, chosen_driver(os.environ)).run()
    return 0
