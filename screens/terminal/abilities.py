"""What this terminal can do, by the system's own description of it."""

from __future__ import annotations

import curses
from collections.abc import Mapping

from screens.terminal.painter import Abilities


def abilities(environ: Mapping[str, str]) -> Abilities:
    """Return what the terminal named in the environment can do; little, if nobody knows it.

    In GNU screen the name is often another terminal's, so nothing is taken for granted.
    """
    if "STY" in environ:
        return Abilities()
    try:
        curses.setupterm(environ.get("TERM", ""), 1)
    except curses.error:
        return Abilities()
    return Abilities(
        paints_erased=curses.tigetflag("bce") > 0,
        erases_some=curses.tigetstr("ech") == b"\x1b[%p1%dX",
    )
