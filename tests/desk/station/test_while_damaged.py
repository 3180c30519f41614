"""While records are damaged, what happens is written down; what ends or decides waits (A-10)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk
from dutyroom.desk.log import entries as log
from dutyroom.desk.log import orders
from dutyroom.desk.patrol import rounds
from dutyroom.desk.people import people
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.presence.sign_out import release, sign_out
from dutyroom.desk.station import contacts
from dutyroom.desk.station.repair import mend_records
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.records.people import Person
from tests.stations.damaged import cut_centre, newest_page, night_centre, opened
from tests.stations.making import PIN


def who(desk: Desk, name: str) -> Person:
    return find_person(desk.state(), name)


def call(desk: Desk, text: str = "停电后") -> log.Logged:
    return log.log_entry(desk, "call", log.Note(text=text), by="赵敏")


def walk_a_round(desk: Desk) -> None:
    zhao = who(desk, "赵敏")
    sign_in(desk, zhao, post="管理处", shift="晚班")
    walked = rounds.start_round(desk, zhao)
    rounds.stop_round(desk, walked, "停电")
    release(desk, zhao, who(desk, "刘建平"), "停电", PIN)


def follow_both(desk: Desk) -> None:
    entry = call(desk).entry
    order = orders.new_order(desk, "修灯", by="赵敏")
    log.follow(desk, entry, "已通知", by="赵敏")
    orders.note_order(desk, order, "电工在路上", by="赵敏")


GOES_ON: dict[str, Callable[[Desk], object]] = {
    "a call": call,
    "a visit": lambda desk: log.log_entry(desk, "visit", log.Note(text="访客"), by="赵敏"),
    "a message": lambda desk: log.log_entry(
        desk, "message", log.Note(text="带话", whom="刘洋"), by="赵敏"
    ),
    "steps of a call and an order": follow_both,
    "signing in, a round, signing out": walk_a_round,
    "a number to call": lambda desk: contacts.set_contact(desk, "消防", "119", by="赵敏"),
}
WAITS: dict[str, Callable[[Desk], object]] = {
    "closing a call": lambda desk: log.close(desk, desk.state().entries[0], "好了", by="赵敏"),
    "voiding a call": lambda desk: log.void(desk, desk.state().entries[0], "误记", by="赵敏"),
    "a person's telephone": lambda desk: people.change_phone(
        desk, who(desk, "赵敏"), "13800000009", "刘建平", PIN
    ),
    "somebody new": lambda desk: people.add_person(desk, "新人", by="刘建平", by_pin=PIN),
}


@pytest.mark.parametrize("what", GOES_ON)
def test_what_happens_is_written_down(tmp_path: Path, what: str) -> None:
    desk = cut_centre(tmp_path)
    assert desk.ledger.damage
    before = desk.ledger.seq
    GOES_ON[what](desk)
    assert desk.ledger.seq > before


@pytest.mark.parametrize("what", WAITS)
def test_what_ends_or_decides_waits_until_it_is_mended(tmp_path: Path, what: str) -> None:
    """The refusal names the file, the key, the command, and writes nothing."""
    desk = cut_centre(tmp_path)
    seq = desk.ledger.seq
    with pytest.raises(Refused) as refused:
        WAITS[what](desk)
    (verdict,) = refused.value.verdicts
    assert (verdict.code, verdict.clause) == ("records_damaged", "R-013")
    for word in ("2026-12/2026-12-03.json", "Ctrl+]", "dutyroom data doctor --mend"):
        assert word in str(verdict.sentence)
    assert desk.ledger.seq == seq


def test_it_is_judged_under_the_lock_not_as_the_terminal_saw_it(tmp_path: Path) -> None:
    """A line was spoilt, and brought back by another terminal, since this one looked last."""
    desk, _hands = night_centre(tmp_path)
    first = desk.state().entries[0]
    page = newest_page(tmp_path)
    page.write_bytes(page.read_bytes().replace('"text":"来电1"'.encode(), '"text":"来电1'.encode()))
    with pytest.raises(Refused):
        log.close(desk, first, "好了", by="赵敏")
    mend_records(opened(tmp_path, "别处"))
    assert log.close(desk, first, "好了", by="赵敏").status == "closed"


def test_who_may_not_leave_because_nobody_can_sign_is_told_of_the_damage(tmp_path: Path) -> None:
    """The closing waits for the mending, so the refusal to sign out says how to mend."""
    desk = cut_centre(tmp_path)
    zhao = who(desk, "赵敏")
    sign_in(desk, zhao, post="管理处", shift="晚班")
    with pytest.raises(Refused) as refused:
        sign_out(desk, zhao)
    kept, damaged = refused.value.verdicts
    assert kept.code in ("not_closed", "not_signed")
    assert (damaged.code, damaged.clause) == ("records_damaged", "R-013")
    for word in ("2026-12/2026-12-03.json", "Ctrl+]", "dutyroom data doctor --mend"):
        assert word in str(damaged.sentence)
    mend_records(desk)
    with pytest.raises(Refused) as refused:
        sign_out(desk, zhao)
    assert [verdict.code for verdict in refused.value.verdicts] == [kept.code]
