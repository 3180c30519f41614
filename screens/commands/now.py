"""The commands of Now."""

from __future__ import annotations

from dutyroom.i18n import N_
from screens.commands.command import Command

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
        "now.clock",
        "clock",
        ("ctrl+k", "k"),
        N_("Clock"),
        N_("What time it is, where the clock is wrong"),
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
