"""Commands of the screens, each defined once by its screen, gathered here.

Bindings, key bars, help, the menu, the user's keymap file and ``docs/keys.md``
all come from them. Nothing of Textual is needed to read them.
"""

from __future__ import annotations

from collections.abc import Mapping

from screens.commands import board, handover, log, now, patrol
from screens.commands.command import Command
from screens.commands.everywhere import EVERYWHERE

SCREENS: dict[str, tuple[Command, ...]] = {
    "now": now.NOW,
    "board": board.BOARD,
    "log": log.LOG,
    "patrol": patrol.PATROL,
    "handover": handover.HANDOVER,
}
"""The commands of each mode of the room, in the order of its key bar."""
MEANINGS: Mapping[str, Mapping[str, str]] = {"board": board.MEANINGS}
"""Words of a mode that want an explanation, and what they mean."""


def keys_by_screen() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return, for each mode, the keys of every command that it answers, by command id."""
    keys: dict[str, dict[str, tuple[str, ...]]] = {}
    for mode, own in SCREENS.items():
        keys[mode] = {command.id: command.keys for command in (*EVERYWHERE, *own)}
    return keys
