"""The commands of the Handover."""

from __future__ import annotations

from dutyroom.i18n import N_
from screens.commands.command import Command

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
