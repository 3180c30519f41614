"""R5, R6, W1: the station as of a good copy is one record more, by the administrator."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.log import entries as log
from dutyroom.desk.log.orders import new_order
from dutyroom.desk.people.audit import audit_list
from dutyroom.desk.people.find import find_person
from dutyroom.desk.people.people import change_phone, leave_station, set_roles
from dutyroom.desk.people.pin_seal import fits_pin
from dutyroom.desk.people.pins import set_pin
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.station import contacts
from dutyroom.desk.station.backup import find_copy, make_copy
from dutyroom.desk.station.restore import (
    is_restoring,
    look_at_target,
    restore_as_of,
    restore_before,
    restorings_of,
    target_before,
    target_of,
)
from dutyroom.domain.base.verdict import Refused
from dutyroom.store.manifest import Copy
from dutyroom.store.proving import OtherChain
from dutyroom.store.restorable import AnotherStation, Damaged
from tests.stations.making import PIN, Hands
from tests.stations.property_centre import property_centre

BOSS = "刘建平"


@pytest.fixture
def evening(tmp_path: Path) -> tuple[Desk, Hands, Copy]:
    """Return the centre at 20:00 with two calls, and a copy of that moment."""
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-01 19:00:00")
    for text in ("一", "二"):
        log.log_entry(desk, "call", log.Note(text=text))
    hands.at("2026-12-01 20:00:00")
    copy = make_copy(desk)
    hands.at("2026-12-01 21:00:00")
    return desk, hands, copy


def again(desk: Desk) -> Desk:
    fresh = open_desk(desk.folder.path, terminal="值班室")
    fresh.clock = desk.clock
    return fresh


def with_admin(desk: Desk) -> None:
    set_roles(desk, find_person(desk.state(), BOSS), ("supervisor", "admin"))


def number_of(desk: Desk, kind: str) -> str:
    return next(c.number for c in desk.state().contacts if c.category == kind)


def test_what_was_changed_since_stands_again_and_what_is_new_stays(
    evening: tuple[Desk, Hands, Copy],
) -> None:
    desk, _hands, copy = evening
    first, second = desk.state().entries
    log.close(desk, first, "误关")
    contacts.set_contact(desk, "供水", "12345678", by=BOSS)
    log.log_entry(desk, "call", log.Note(text="三"))
    seq = desk.ledger.seq
    made = restore_as_of(desk, copy, reason="误操作")
    assert made is not None
    assert set(made.back) == {first.id, "C:供水"}
    assert made.later == ("LD-20261201-003",)
    assert (made.copy, made.seq, made.tip, made.records, made.reason) == (
        copy.name, copy.seq, copy.tip, copy.records, "误操作",
    )  # fmt: skip
    fresh = again(desk)
    assert [(e.text, e.is_open) for e in fresh.state().entries] == [
        ("一", True), ("二", True), ("三", True),
    ]  # fmt: skip
    assert number_of(fresh, "供水") == "96889"
    assert "96889" in (desk.folder.path / "contacts.txt").read_text("utf-8")
    assert fresh.ledger.seq == seq + 3
    assert fresh.ledger.verify().damage == ()
    assert len(fresh.ledger.history(first.id)) == 3
    assert fresh.ledger.get(second.id) == second


def test_restoring_twice_changes_nothing_the_second_time(
    evening: tuple[Desk, Hands, Copy],
) -> None:
    desk, _hands, copy = evening
    log.close(desk, desk.state().entries[0], "误关")
    assert restore_as_of(desk, copy, reason="误操作")
    seq = desk.ledger.seq
    assert restore_as_of(desk, copy, reason="再来一次") is None
    assert again(desk).ledger.seq == seq


def test_what_a_restoring_undid_is_brought_back_without_any_copy(
    evening: tuple[Desk, Hands, Copy],
) -> None:
    desk, _hands, copy = evening
    entry = desk.state().entries[0]
    log.close(desk, entry, "已处理")
    made = restore_as_of(desk, copy, reason="误操作")
    assert made is not None
    assert is_restoring(made.id)
    shutil.rmtree(desk.folder.path / "backup")
    (desk.folder.path / "backup").mkdir()
    assert [r.id for r in look_at_target(desk, target_before(desk, made.id)).back] == [entry.id]
    undone = restore_before(desk, made.id, reason="关得对")
    assert undone is not None
    assert (undone.undone, undone.copy, undone.back) == (made.id, "", (entry.id,))
    assert not again(desk).state().entries[0].is_open
    assert [each.id for each in restorings_of(desk)] == [undone.id, made.id]


def test_only_the_admin_restores_by_the_pin_of_now(evening: tuple[Desk, Hands, Copy]) -> None:
    """The copy is of before there was an admin: who has one of those does not become one."""
    desk, _hands, copy = evening
    with_admin(desk)
    log.close(desk, desk.state().entries[0], "误关")
    with pytest.raises(Wrong, match="Say who does it"):
        restore_as_of(desk, copy, reason="误操作")
    with pytest.raises(Refused):
        restore_as_of(desk, copy, "李娜", PIN, "误操作")
    with pytest.raises(Wrong, match="not the PIN"):
        restore_as_of(desk, copy, BOSS, "9999", "误操作")
    with pytest.raises(Wrong, match="reason"):
        restore_as_of(desk, copy, BOSS, PIN, " ")
    assert not desk.state().entries[0].is_open
    (refused,) = audit_list(desk)
    assert (refused.about, refused.person) == (copy.name, "李娜")  # type: ignore[union-attr]
    made = restore_as_of(desk, copy, BOSS, PIN, "误操作")
    assert made is not None
    revision = desk.ledger.revision(made.id)
    assert revision is not None
    assert (revision.by, revision.proof) == (BOSS, "pin")
    assert audit_list(desk)[0] == made


def test_no_power_comes_back_with_an_old_copy_and_none_goes(
    evening: tuple[Desk, Hands, Copy],
) -> None:
    desk, _hands, copy = evening
    people = desk.state().people
    set_pin(desk, people["赵敏"], "7777", old=PIN)
    leave_station(desk, people["李娜"], desk.duty_date())
    set_roles(desk, people["彭大勇"], ("duty",))
    with_admin(desk)
    change_phone(desk, desk.state().people["刘洋"], "13911112222", BOSS, PIN)
    now = desk.state().people
    made = restore_as_of(desk, copy, BOSS, PIN, "号码误改")
    assert made is not None
    assert made.back == ("P:刘洋",)
    assert {"P:赵敏", "P:李娜", "P:彭大勇", f"P:{BOSS}"} <= set(made.later)
    then = again(desk).state().people
    assert then["刘洋"].phone == people["刘洋"].phone
    assert fits_pin(then["赵敏"], "7777")
    for key, person in now.items():
        assert (then[key].pin, then[key].roles, then[key].left) == (
            person.pin, person.roles, person.left,
        )  # fmt: skip


def test_who_is_there_stays_there(evening: tuple[Desk, Hands, Copy]) -> None:
    """A sign-in is a fact: no copy from before it makes the post empty."""
    desk, _hands, _copy = evening
    copy = make_copy(desk)
    sign_in(desk, find_person(desk.state(), "赵敏"), post="管理处", shift="晚班")
    log.close(desk, desk.state().entries[0], "误关")
    assert restore_as_of(desk, copy, reason="误操作")
    assert [a.person for a in again(desk).state().attendances if a.on_duty] == ["赵敏"]


def test_the_admin_is_told_at_the_next_sign_in(evening: tuple[Desk, Hands, Copy]) -> None:
    """W12: what another one restored, once; nobody else is told."""
    desk, hands, copy = evening
    with_admin(desk)
    people = desk.state().people
    set_roles(desk, people["赵敏"], ("duty", "admin"), BOSS, PIN)
    log.close(desk, desk.state().entries[0], "误关")
    made = restore_as_of(desk, copy, BOSS, PIN, "误操作")
    assert made is not None
    hands.at("2026-12-01 21:10:00")
    told = sign_in(desk, desk.state().people["赵敏"], post="管理处", shift="晚班").notes
    assert [(note.code, copy.name in str(note.sentence)) for note in told] == [("restored", True)]
    others = sign_in(desk, desk.state().people["刘洋"], post="管理处", shift="晚班").notes
    assert "restored" not in [note.code for note in others]


def test_a_record_that_rested_in_an_older_month_is_found_there(
    evening: tuple[Desk, Hands, Copy],
) -> None:
    """Closed in December and carried no further: a copy of March does not hold it."""
    desk, hands, _copy = evening
    entry = log.log_entry(desk, "call", log.Note(text="旧事")).entry
    closed = log.close(desk, entry, "已处理")
    hands.at("2027-03-05 09:00:00")
    log.log_entry(desk, "call", log.Note(text="三月"))
    copy = make_copy(desk)
    log.correct_time(desk, closed, closed.at - timedelta(minutes=30))
    made = restore_as_of(desk, copy, reason="误改")
    assert made is not None
    assert made.back == (entry.id,)
    found = again(desk).ledger.get(entry.id)
    assert found is not None
    assert (found.at, found.is_open) == (closed.at, False)
    assert again(desk).ledger.verify().damage == ()


def test_a_copy_of_another_station_is_refused_by_name(
    evening: tuple[Desk, Hands, Copy], tmp_path: Path
) -> None:
    desk, _hands, copy = evening
    other, hands = property_centre(tmp_path / "other")
    hands.at("2026-12-01 19:00:00")
    log.log_entry(other, "call", log.Note(text="别处"))
    foreign = make_copy(other)
    shutil.copytree(
        other.folder.path / "backup" / foreign.name, desk.folder.path / "backup" / foreign.name
    )
    with pytest.raises(OtherChain, match=foreign.name):
        restore_as_of(desk, find_copy(desk, foreign.name), reason="误操作")
    with pytest.raises(AnotherStation, match=foreign.name):
        target_of(desk, foreign)
    assert target_of(desk, copy).seq == copy.seq


def test_restoring_waits_until_the_records_are_mended(evening: tuple[Desk, Hands, Copy]) -> None:
    desk, _hands, copy = evening
    log.close(desk, desk.state().entries[0], "误关")
    make_copy(desk)
    page = desk.folder.ledger / "2026-12" / "2026-12-01.json"
    page.write_bytes(page.read_bytes().replace('"text":"二"'.encode(), '"text":"贰'.encode()))
    before = page.read_bytes()
    with pytest.raises(Damaged, match="data doctor --mend"):
        restore_as_of(again(desk), copy, reason="误操作")
    assert page.read_bytes() == before


def test_an_order_made_since_stays_and_keeps_its_number(evening: tuple[Desk, Hands, Copy]) -> None:
    desk, _hands, copy = evening
    log.close(desk, desk.state().entries[0], "误关")
    order = new_order(desk, "查漏")
    made = restore_as_of(desk, copy, reason="误操作")
    assert made is not None
    assert order.id in made.later
    assert again(desk).ledger.get(order.id) == order
    assert new_order(desk, "再查").id > order.id
