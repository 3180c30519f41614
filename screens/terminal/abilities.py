"""What this terminal can do, by the system's own description of it."""

from __future__ import annotations

import curses
from collections.abc import Mapping

from screens.terminal.painter import Abilities

_MOVES_ROWS = (
    ("csr", b"\x1b[%i%p1%d;%p2%dr"),
    ("dl", b"\x1b[%p1%dM"),
    ("il", b"\x1b[%p1%dL"),
)
"""What the terminal understands that moves rows (see `screens.terminal.scroll`)."""


def abilities(environ: Mapping[str, str]) -> Abilities:
    """Return what the terminal named in the environment can do; little, if nobody knows it.

    In GNU screen the name is often another terminal's: it moves rows, and nothing else
    is taken for granted.
    """
    if "STY" in environ:
        return Abilities(moves_rows=True)
    try:
        curses.setupterm(environ.get("TERM", ""), 1)
    except curses.error:
        return Abilities()
    return Abilities(
        paints_erased=curses.tigetflag("bce") > 0,
        erases_some=curses.tigetstr("ech") == b"\x1b[%p1%dX",
        moves_rows=all(curses.tigetstr(name) == order for name, order in _MOVES_ROWS),
    )
