"""Commands of the screens, defined once: id, keys, label, help."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding

from dutyroom.i18n import N_, _


@dataclass(frozen=True, slots=True)
class Command:
    """Something a key does.

    ``keys`` are Textual's names, the first one shown; ``label`` is a word for
    the key bar and ``help`` a sentence, both messages of the catalogue.
    """

    id: str
    keys: str
    label: str
    help: str
    priority: bool = False

    def binding(self) -> Binding:
        """Return Textual's binding for it."""
        return Binding(self.keys, self.id, self.label, show=False, priority=self.priority)

    def shown_key(self) -> str:
        """Return the first key as people write it."""
        return _key_words(self.keys.split(",")[0])

    def all_keys(self) -> str:
        """Return every key that does it."""
        kept = [key for key in self.keys.split(",") if "fullwidth" not in key]
        return " ".join(dict.fromkeys(_key_words(key) for key in kept))


_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "question_mark": "?",
    "tab": "Tab",
    "slash": "/",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}


def _key_words(key: str) -> str:
    if key in _NAMES:
        return _NAMES[key]
    if key.startswith("ctrl+"):
        return "^" + key[5:].upper()
    return key.upper() if len(key) > 1 and key[0] == "f" and key[1:].isdigit() else key


def label(command: Command) -> str:
    """Return the label in the language in use."""
    return _(command.label)


MODES = (
    Command("room('now')", "f2,2", N_("Now"), N_("What is due, who is on, what was left")),
    Command("room('board')", "f3,3", N_("Board"), N_("The month's roster, and a day's shifts")),
    Command("room('log')", "f4,4", N_("Log"), N_("Calls, visits, messages, work orders")),
    Command("room('patrol')", "f6,6", N_("Patrol"), N_("Rounds: points, quota, what is due")),
    Command(
        "room('handover')",
        "f7,7",
        N_("Handover"),
        N_("Checklist, count, open items, two signatures"),
    ),
)
HELP = Command(
    "help",
    "f1,question_mark,fullwidth_question_mark",
    N_("Help"),
    N_("The keys of this screen"),
    priority=False,
)
EMERGENCY = Command(
    "emergency",
    "f9,9",
    N_("Emergency"),
    N_("Emergency numbers, over everything"),
)
EMERGENCY_KEY = Command(
    "emergency",
    "f9",
    N_("Emergency"),
    N_("Emergency numbers, over everything"),
    priority=True,
)
MENU = Command("menu", "f10,ctrl+o", N_("Actions"), N_("Everything this screen can do"))
LEAVE = Command("leave", "f12,ctrl+x", N_("Leave"), N_("Close the room; the records are safe"))
NEW_CALL = Command("new_call", "ctrl+n,n", N_("New call"), N_("Log a call, from anywhere"))
NEW_CALL_KEY = Command(
    "new_call", "ctrl+n", N_("New call"), N_("Log a call, from anywhere"), priority=True
)
SUSPEND = Command(
    "suspend_process", "ctrl+z", N_("Suspend"), N_("Back to the shell; fg returns"), priority=True
)
REDRAW = Command("redraw", "ctrl+l", N_("Redraw"), N_("Draw the screen anew"), priority=True)

EVERYWHERE = (HELP, *MODES, EMERGENCY, MENU, NEW_CALL, REDRAW, LEAVE)
