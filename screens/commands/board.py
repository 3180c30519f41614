"""The commands of the Board, and which go first as a roster stands."""

from __future__ import annotations

from collections.abc import Mapping

from dutyroom.i18n import N_
from screens.commands.command import Command

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

MEANINGS: Mapping[str, str] = {
    N_("Ch Ld Dr"): N_("The chief, the duty leader and the driver of a day."),
    N_("Variant no."): N_(
        "The planner begins from it: another number gives another plan as good, "
        "the same number the same plan."
    ),
    N_("Penalty points"): N_(
        "What speaks against a plan: empty places, unequal shares of shifts, nights, "
        "weekends and holidays, shifts close together, wishes not met. 0 is perfectly "
        "fair; the profile says how many points for what."
    ),
}
"""Words of the Board that want an explanation, and what they mean; help has them."""
