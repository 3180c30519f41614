"""How the name on a line was proved: kept where an action asked for the PIN, else not said."""

from __future__ import annotations

from pathlib import Path

from dutyroom.desk.log import assigning
from dutyroom.desk.log import entries as log
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from tests.stations.hotel import half_signed
from tests.stations.making import PIN
from tests.stations.property_centre import property_centre


def test_a_signature_says_that_the_pin_was_checked(tmp_path: Path) -> None:
    desk = half_signed(tmp_path / "station")
    (handover,) = desk.state().handovers
    revision = desk.ledger.history(handover.id)[-1]
    assert (revision.action, revision.by, revision.proof) == ("handover.sign", "王芳", "pin")


def test_what_a_leader_gives_says_so_and_a_call_does_not(tmp_path: Path) -> None:
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-01 08:25:00")
    sign_in(desk, find_person(desk.state(), "李娜"))
    call = log.log_entry(desk, "call", log.Note(text="电梯异响"), by="李娜").entry
    to, leader = (find_person(desk.state(), name) for name in ("李娜", "刘建平"))
    assigning.assign(desk, call, to, leader, PIN)
    assert [(one.by, one.proof) for one in desk.ledger.history(call.id)] == [
        ("李娜", ""),
        ("刘建平", "pin"),
    ]
