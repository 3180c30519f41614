"""The modes of the room, each loaded when it is first shown: the room opens sooner."""

from __future__ import annotations

from collections.abc import Callable

from dutyroom.desk.desk import Desk
from screens.kit.frame import DutyScreen


def board(desk: Desk) -> DutyScreen:
    """Make the Board."""
    from screens.board.board import BoardScreen

    return BoardScreen(desk)


def log(desk: Desk) -> DutyScreen:
    """Make the Log."""
    from screens.log.log import LogScreen

    return LogScreen(desk)


def patrol(desk: Desk) -> DutyScreen:
    """Make the Patrol screen."""
    from screens.patrol.patrol import PatrolScreen

    return PatrolScreen(desk)


def handover(desk: Desk) -> DutyScreen:
    """Make the Handover screen."""
    from screens.handover.handover import HandoverScreen

    return HandoverScreen(desk)


LATER: dict[str, Callable[[Desk], DutyScreen]] = {
    "board": board,
    "log": log,
    "patrol": patrol,
    "handover": handover,
}
"""Every mode but Now, which is home."""
