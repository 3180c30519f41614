"""Commands of the screens, defined once: id, action, keys, label, help.

Bindings, key bars, help, the menu, the user's keymap file and ``docs/keys.md``
all come from here. Nothing of Textual is needed to read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from dutyroom.i18n import N_, _
from dutyroom.settings.keys import is_letter, key_words
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """Something a key does.

    ``id`` is its name in a keymap file and never changes; ``action`` is what
    the screen or the room does; ``keys`` are key names, the first one shown;
    ``label`` is a word for the key bar and ``help`` a sentence, both messages
    of the catalogue. With ``over`` the keys that are no letters work over
    dialogs and while something is typed. Without ``foot`` it is no part of the
    key bar: Enter does the same.
    """

    id: str
    action: str
    keys: tuple[str, ...]
    label: str
    help: str
    over: bool = False
    foot: bool = True

    @property
    def keys_over(self) -> tuple[str, ...]:
        """The keys that work over everything."""
        return tuple(key for key in self.keys if self.over and not is_letter(key))

    @property
    def keys_below(self) -> tuple[str, ...]:
        """The keys that work where nothing is typed."""
        return tuple(key for key in self.keys if key not in self.keys_over)

    def shown_key(self) -> str:
        """Return the first key as people write it."""
        return key_words(self.keys[0]) if self.keys else ""

    def all_keys(self) -> str:
        """Return every key that does it; what an input method sends for one is not named."""
        return " ".join(dict.fromkeys(map(key_words, self.keys)))


_WIDE = {
    "space": ("ideographic_space",),
    "question_mark": ("fullwidth_question_mark",),
    "exclamation_mark": ("fullwidth_exclamation_mark",),
    "colon": ("fullwidth_colon",),
    "at": ("fullwidth_commercial_at",),
    "slash": ("fullwidth_solidus", "ideographic_comma"),
    "left_square_bracket": ("fullwidth_left_square_bracket", "left_black_lenticular_bracket"),
    "right_square_bracket": ("fullwidth_right_square_bracket", "right_black_lenticular_bracket"),
}
"""What an input method sends for a sign: its full-width fellow, and 、 for /, 【 for [."""


def with_wide(keys: str) -> str:
    """Return keys, and what an input method sends for them: ？ for ?, ２ for 2."""
    narrow = keys.split(",")
    signs = [wide for key in narrow for wide in _WIDE.get(key, ())]
    letters = [chr(ord(key) + 0xFEE0) for key in narrow if len(key) == 1 and key.isascii()]
    return ",".join([*narrow, *signs, *letters])


def label(command: Command) -> str:
    """Return the label in the language in use."""
    return _(command.label)


def rekeyed(commands: Iterable[Command], keys: Mapping[str, tuple[str, ...]]) -> list[Command]:
    """Return commands with the keys that the user gave them, by command id."""
    return [replace(c, keys=keys[c.id]) if c.id in keys else c for c in commands]


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
    PEOPLE,
    LANGUAGE,
    THEME,
    REDRAW,
    SUSPEND,
    LEAVE,
)

NOW = (
    Command("now.sign_in", "sign_in", ("ctrl+g", "i"), N_("Sign in"), N_("Somebody comes on duty")),
    Command("now.sign_out", "sign_out", ("ctrl+b", "o"), N_("Sign out"), N_("Somebody leaves")),
    Command(
        "now.acknowledge",
        "acknowledge",
        ("space", "a"),
        N_("Seen"),
        N_("Stop an alarm, with the reason"),
    ),
    Command(
        "now.act", "act", ("f11",), N_("Do it"), N_("Enter does what the line asks"), foot=False
    ),
    Command(
        "now.release", "release", ("ctrl+e", "r"), N_("Release"), N_("A leader lets somebody go")
    ),
    Command(
        "now.contact",
        "contact",
        ("ctrl+u", "c"),
        N_("Number"),
        N_("Write down an emergency number"),
    ),
    Command(
        "now.clock", "clock", ("ctrl+k", "k"), N_("Clock"), N_("The clock is right: alarms go on")
    ),
    Command(
        "now.away", "away", ("ctrl+w", "w"), N_("Away"), N_("Somebody leaves the post for a while")
    ),
    Command("now.back", "back", ("ctrl+r", "b"), N_("Back"), N_("Somebody is at the post again")),
    Command(
        "now.where",
        "where",
        ("ctrl+y", "h"),
        N_("Whereabouts"),
        N_("Where somebody is to be found; another place"),
    ),
    Command(
        "now.phone",
        "phone",
        ("ctrl+t", "t"),
        N_("Telephone"),
        N_("The telephone to somebody, and back"),
    ),
    Command(
        "now.check", "check", ("ctrl+v", "p"), N_("Check"), N_("A spot check or a phone check")
    ),
    Command(
        "now.leader", "leader", ("ctrl+a", "l"), N_("Leader"), N_("The duty leader comes or leaves")
    ),
    Command(
        "now.meeting",
        "meeting",
        ("insert", "e"),
        N_("Meeting"),
        N_("Who came to the meeting; put it right"),
        foot=False,
    ),
    Command("now.sheet", "sheet", ("ctrl+f", "m"), N_("Month sheet"), N_("The month's attendance")),
)
BOARD = (
    Command("board.today", "today", ("ctrl+t", "t"), N_("Today"), N_("Back to today")),
    Command(
        "board.check",
        "check",
        ("ctrl+k", "k"),
        N_("Check"),
        N_("What the checker finds in this month"),
    ),
    Command(
        "board.edit",
        "edit",
        ("space", "e"),
        N_("Change"),
        N_("Who has which shift: give, move, take off"),
    ),
    Command(
        "board.publish", "publish", ("ctrl+g", "p"), N_("Publish"), N_("Put the draft in force")
    ),
    Command(
        "board.draft",
        "draft",
        ("ctrl+v", "v"),
        N_("Draft"),
        N_("The draft, or the roster in force"),
    ),
    Command(
        "board.lock",
        "lock",
        ("insert", "l"),
        N_("Lock"),
        N_("The planner keeps this shift, or not again"),
    ),
    Command("board.undo", "undo", ("ctrl+y", "z"), N_("Undo"), N_("Take the last change back")),
    Command(
        "board.swap",
        "swap",
        ("ctrl+e", "s"),
        N_("Swap"),
        N_("Ask for leave or a swap of the shift"),
    ),
    Command(
        "board.requests",
        "requests",
        ("ctrl+u", "u"),
        N_("Requests"),
        N_("Leave and swaps: decide them"),
    ),
    Command(
        "board.excuse",
        "excuse",
        ("f11", "x"),
        N_("Excuse"),
        N_("A leader excuses a mark of that day"),
    ),
    Command(
        "board.plan",
        "plan",
        ("ctrl+w", "y"),
        N_("Plan"),
        N_("Fill the month by the rules, fairly"),
    ),
    Command(
        "board.fairness",
        "fairness",
        ("ctrl+f", "f"),
        N_("Fairness"),
        N_("Who has served how much this year"),
    ),
    Command(
        "board.steps",
        "steps",
        ("ctrl+b", "b"),
        N_("Steps"),
        N_("Told, filed, and what the version changed"),
    ),
    Command(
        "board.notice",
        "notice",
        ("ctrl+a", "h"),
        N_("Holidays"),
        N_("Type in a year's holiday notice"),
    ),
    Command(
        "board.month_before",
        "turn(-1)",
        ("pageup", "left_square_bracket"),
        N_("Month before"),
        N_("The month before"),
    ),
    Command(
        "board.month_after",
        "turn(1)",
        ("pagedown", "right_square_bracket"),
        N_("Month after"),
        N_("The month after"),
    ),
    Command(
        "board.import",
        "take_in",
        ("ctrl+r", "i"),
        N_("Import"),
        N_("Take in a roster file as it is"),
    ),
)
BOARD_FOOT: Mapping[str, tuple[str, ...]] = {
    "": ("board.import", "board.plan", "board.notice", "board.month_before", "board.month_after"),
    "draft": (
        "board.check",
        "board.edit",
        "board.publish",
        "board.undo",
        "board.lock",
        "board.plan",
        "board.draft",
    ),
    "published": (
        "board.edit",
        "board.swap",
        "board.requests",
        "board.steps",
        "board.excuse",
        "board.check",
        "board.draft",
    ),
}
"""What goes first at the foot of the Board as the roster stands; no row has room for all."""
LOG = (
    NEW_CALL,
    Command("log.new_visit", "new_visit", ("ctrl+t", "v"), N_("Visit"), N_("Log a visit")),
    Command("log.new_order", "new_order", ("ctrl+r", "w"), N_("Order"), N_("Open a work order")),
    Command("log.new_message", "new_message", ("ctrl+e", "m"), N_("Message"), N_("Take a message")),
    Command(
        "log.order_from_entry",
        "from_entry",
        ("ctrl+y", "d"),
        N_("Order from it"),
        N_("Open a work order from the line"),
    ),
    Command(
        "log.assign",
        "assign",
        ("ctrl+a", "a"),
        N_("Give to"),
        N_("A leader gives the line to somebody"),
    ),
    Command(
        "log.search",
        "search",
        ("ctrl+f", "slash"),
        N_("Search"),
        N_("Search all the years"),
    ),
    Command(
        "log.step",
        "step",
        ("f11",),
        N_("Step"),
        N_("Enter writes what was done, or closes it"),
        foot=False,
    ),
)
PATROL = (
    Command("patrol.begin", "begin", ("ctrl+b", "b"), N_("Begin"), N_("Begin a round")),
    Command("patrol.normal", "normal", ("space",), N_("Normal"), N_("The point is normal")),
    Command("patrol.finish", "finish", ("ctrl+g", "c"), N_("Finish"), N_("The round is complete")),
    Command(
        "patrol.abnormal",
        "abnormal",
        ("ctrl+e", "x"),
        N_("Abnormal"),
        N_("Something is wrong at the point"),
    ),
    Command(
        "patrol.unseen",
        "unseen",
        ("ctrl+u", "u"),
        N_("Not seen"),
        N_("The point was not seen, and why"),
    ),
    Command(
        "patrol.stop",
        "stop",
        ("ctrl+t", "t"),
        N_("Stop"),
        N_("Break the round off, with the reason"),
    ),
    Command(
        "patrol.paper",
        "paper",
        ("ctrl+r", "p"),
        N_("From paper"),
        N_("Enter a round walked on paper"),
    ),
)
HANDOVER = (
    Command(
        "handover.start",
        "start",
        ("ctrl+b", "b"),
        N_("Start"),
        N_("Open the handover, or take in who came"),
    ),
    Command(
        "handover.yes",
        "yes",
        ("space",),
        N_("Yes"),
        N_("Yes; the count is right; the relief takes it"),
    ),
    Command(
        "handover.no",
        "no",
        ("ctrl+e", "x"),
        N_("No"),
        N_("No, and what is wrong; another count or owner"),
    ),
    Command("handover.sign", "sign", ("ctrl+g", "g"), N_("Sign"), N_("Sign with your PIN")),
    Command(
        "handover.record", "record", ("ctrl+r", "r"), N_("Record"), N_("Write the duty record")
    ),
    Command(
        "handover.override",
        "override",
        ("ctrl+t", "v"),
        N_("Override"),
        N_("A supervisor lets it through all the same"),
    ),
    Command(
        "handover.ask",
        "ask",
        ("ctrl+u", "k"),
        N_("Question"),
        N_("A question of the relief and its answer"),
    ),
)
SCREENS: dict[str, tuple[Command, ...]] = {
    "now": NOW,
    "board": BOARD,
    "log": LOG,
    "patrol": PATROL,
    "handover": HANDOVER,
}
"""The commands of each mode of the room, in the order of its key bar."""


MEANINGS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "board": (
        (
            N_("Variant no."),
            N_(
                "The planner begins from it: another number gives another plan as good, "
                "the same number the same plan."
            ),
        ),
        (
            N_("Penalty points"),
            N_(
                "What speaks against a plan: empty places, unequal shares of shifts, nights, "
                "weekends and holidays, shifts close together, wishes not met. 0 is perfectly "
                "fair; the profile says how many points for what."
            ),
        ),
    ),
}
"""Words of a screen that want an explanation, and what they mean; help has them."""


def keys_by_screen() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return, for each mode, the keys of every command that it answers, by command id."""
    everywhere = {command.id: command.keys for command in EVERYWHERE}
    return {
        mode: {**everywhere, **{command.id: command.keys for command in own}}
        for mode, own in SCREENS.items()
    }
