"""The station opened once more beside the desk, for what takes long and is done in a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dutyroom.desk.desk import Desk


def beside(desk: Desk) -> Desk:
    """Return the station once more, as another process would open it.

    For a thread of its own: nothing that the desk has read is touched. It goes by the
    same clock, which is in doubt where the desk's is. Raises the store's errors, `ShapeError`.
    """
    from dutyroom.desk.desk import open_desk

    other = open_desk(desk.folder.path, terminal=desk.ledger.terminal)
    other.clock, other.watch = desk.clock, desk.watch
    return other


def look_anew(desk: Desk) -> None:
    """Let the desk read everything again that was changed beside it."""
    desk.ledger.reread()
    desk.months_seen = desk.damage_seen = None
