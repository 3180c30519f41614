"""Writing in one's turn: while somebody else writes, keys are answered all the same.

An action of the desk waits for the lock of the records, and a room that waits answers
no key, F9 neither. So the room waits here, in small steps, until the lock is free.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from textual.dom import DOMNode

from dutyroom.desk.desk import Desk
from dutyroom.i18n import _
from dutyroom.store.errors import Busy
from dutyroom.words.codes import store_words

LONGEST, STEP, BRIEF = 2.0, 0.02, 0.02
"""Seconds until a wait is given up, as the lock itself does; between two looks at it; and a
wait that nobody notices: most who write have done by then."""


def in_turn(
    node: DOMNode,
    desk: Desk,
    act: Callable[[], object],
    say: Callable[[str], object],
    *,
    only: bool,
) -> None:
    """Act at once where nobody else writes, else as soon as they have done.

    ``say`` tells meanwhile whom the room waits for, or in the end that nothing was done.
    With ``only`` what the same node let wait before is not done any more.
    """
    if desk.held_by(BRIEF):
        node.run_worker(_later(desk, act, say), group="turn", exclusive=only)
    else:
        act()


async def _later(desk: Desk, act: Callable[[], object], say: Callable[[str], object]) -> None:
    began, told = time.monotonic(), ""
    while holder := desk.held_by():
        if time.monotonic() - began > LONGEST:
            say(store_words(Busy(holder=holder, seconds=LONGEST)))
            return
        if holder != told:
            say(_("Waiting for {holder}, who is writing. F9 works.").format(holder=holder))
            told = holder
        await asyncio.sleep(STEP)
    act()
