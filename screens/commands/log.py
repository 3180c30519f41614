"""The commands of the Log."""

from __future__ import annotations

from dutyroom.i18n import N_
from screens.commands.command import Command
from screens.commands.everywhere import NEW_CALL

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
