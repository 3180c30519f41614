"""The commands of Patrol."""

from __future__ import annotations

from dutyroom.i18n import N_
from screens.commands.command import Command

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
