"""The commands that work everywhere: help, the modes, emergency, a call, leaving."""

from __future__ import annotations

from dutyroom.i18n import N_
from screens.commands.command import Command

HELP = Command(
    "help",
    "help",
    ("f1", "question_mark"),
    N_("Help"),
    N_("The keys of this screen"),
)
MODES = (
    Command(
        "now", "room('now')", ("f2", "2"), N_("Now"), N_("What is due, who is on, what was left")
    ),
    Command(
        "board",
        "room('board')",
        ("f3", "3"),
        N_("Board"),
        N_("The month's roster, and a day's shifts"),
    ),
    Command(
        "log", "room('log')", ("f4", "4"), N_("Log"), N_("Calls, visits, messages, work orders")
    ),
    Command(
        "patrol",
        "room('patrol')",
        ("f6", "6"),
        N_("Patrol"),
        N_("Rounds: points, quota, what is due"),
    ),
    Command(
        "handover",
        "room('handover')",
        ("f7", "7"),
        N_("Handover"),
        N_("Checklist, count, open items, two signatures"),
    ),
)
EMERGENCY = Command(
    "emergency",
    "emergency",
    ("f9", "9"),
    N_("Emergency"),
    N_("Emergency numbers, over everything"),
    over=True,
)
MENU = Command(
    "menu", "menu", ("f10", "ctrl+o"), N_("Actions"), N_("Everything this screen can do")
)
NEW_CALL = Command(
    "log.new_call",
    "new_call",
    ("ctrl+n", "n"),
    N_("New call"),
    N_("Log a call, from anywhere"),
    over=True,
)
MEND = Command(
    "mend",
    "mend",
    ("ctrl+right_square_bracket",),
    N_("Mend"),
    N_("Mend damaged records; restore whole ones"),
    over=True,
)
PEOPLE = Command(
    "people", "people", ("at", "j"), N_("People"), N_("Who is who: phones, roles, PINs")
)
LANGUAGE = Command(
    "language", "language", ("ctrl+p",), N_("Language"), N_("Speak Chinese from now on (中文)")
)
THEME = Command("theme", "theme", ("ctrl+d",), N_("Colours"), N_("Night, day, contrast, plain"))
REDRAW = Command(
    "redraw", "redraw", ("ctrl+l",), N_("Redraw"), N_("Draw the screen anew"), over=True
)
SUSPEND = Command(
    "suspend",
    "suspend_process",
    ("ctrl+z",),
    N_("Suspend"),
    N_("Back to the shell; fg returns"),
    over=True,
)
LEAVE = Command(
    "leave", "leave", ("f12", "ctrl+x"), N_("Leave"), N_("Close the room; the records are safe")
)
EVERYWHERE = (
    HELP,
    *MODES,
    EMERGENCY,
    MENU,
    NEW_CALL,
    MEND,
    PEOPLE,
    LANGUAGE,
    THEME,
    REDRAW,
    SUSPEND,
    LEAVE,
)
