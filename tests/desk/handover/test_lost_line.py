"""A-11: the line is lost between the two signatures."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.handover import signing
from dutyroom.desk.handover.find import current_handover, look_at_handover
from dutyroom.desk.handover.items import pass_item
from dutyroom.desk.log import entries as log
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_out import sign_out
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.handover import Handover
from dutyroom.domain.records.presence import Attendance
from tests.stations.hotel import HOTEL_POST, half_signed
from tests.stations.making import PIN, Hands


@pytest.fixture
def one_signature(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return a hotel at 08:07: 王芳 signed at 08:00:20, then 何强's line was lost.

    The desk is opened anew, as after the loss.
    """
    again = open_desk(half_signed(tmp_path / "station").folder.path, terminal="ssh")
    hands = Hands(again)
    hands.at("2026-12-07 08:07:00")
    return again, hands


def now(desk: Desk) -> Handover:
    return current_handover(desk.state(), HOTEL_POST)


def sign(desk: Desk, name: str) -> Handover:
    return signing.sign(desk, now(desk), find_person(desk.state(), name), PIN)


def of(desk: Desk, person: str) -> Attendance:
    return next(a for a in desk.state().attendances if a.person == person)


def test_the_first_signature_is_kept_and_its_owner_still_answers_for_the_post(
    one_signature: tuple[Desk, Hands],
) -> None:
    """R-133, R-138: one signature ends nothing."""
    desk, _hands = one_signature
    assert look_at_handover(desk, now(desk)).stage == "one_signature"
    assert of(desk, "王芳").left is None
    assert of(desk, "何强").took_over is None
    with pytest.raises(Refused, match="R-138"):
        sign_out(desk, find_person(desk.state(), "王芳"))


def test_the_second_signature_changes_the_shift_when_it_comes(
    one_signature: tuple[Desk, Hands],
) -> None:
    """R-133: 08:08; eight minutes held over, and the relief who came at 07:58 is not late."""
    desk, hands = one_signature
    hands.at("2026-12-07 08:08:20")
    done = sign(desk, "何强")
    assert done.status == "complete"
    assert of(desk, "王芳").left == of(desk, "何强").took_over
    assert of(desk, "王芳").marks == (Mark("held_over", 500),)
    assert of(desk, "何强").marks == ()


def test_a_list_that_changed_in_between_voids_the_first_signature_and_says_so(
    one_signature: tuple[Desk, Hands],
) -> None:
    """States 5.5: nobody takes over what the outgoing officer has not seen."""
    desk, hands = one_signature
    entry = log.log_entry(desk, "call", log.Note(text="503房漏水"), by="王芳").entry
    assert look_at_handover(desk, now(desk)).stage == "checking"
    with pytest.raises(Refused, match="the outgoing officer signs again"):
        sign(desk, "何强")
    assert now(desk).outgoing_signed is None
    assert [s.person for s in now(desk).voided] == ["王芳"]

    pass_item(desk, now(desk), entry.id, owner="何强", reason="等维修", by="王芳")
    sign(desk, "王芳")
    hands.at("2026-12-07 08:12:00")
    assert sign(desk, "何强").status == "complete"


def test_the_outgoing_officer_may_sign_the_changed_list_at_once(
    one_signature: tuple[Desk, Hands],
) -> None:
    """States 5.5: the void signature does not stand in the way of a new one."""
    desk, _hands = one_signature
    entry = log.log_entry(desk, "call", log.Note(text="503房漏水"), by="王芳").entry
    pass_item(desk, now(desk), entry.id, owner="何强", by="王芳")
    assert sign(desk, "王芳").status == "one_signature"
    assert sign(desk, "何强").status == "complete"
