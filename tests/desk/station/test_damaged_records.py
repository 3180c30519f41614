"""A-10: the records are damaged; the contacts open, and everything before the damage comes back."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.handover import signing
from dutyroom.desk.handover.checklist import answer_line
from dutyroom.desk.handover.counts import count_article
from dutyroom.desk.handover.find import handover_now, look_at_handover
from dutyroom.desk.handover.items import pass_item
from dutyroom.desk.handover.record import write_record
from dutyroom.desk.handover.start import start_handover
from dutyroom.desk.log import entries as log
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.station import contacts
from dutyroom.desk.station.backup import (
    compare_copy,
    copies_of,
    find_copy,
    incomplete_copies,
    is_copy_due,
    make_copy,
)
from dutyroom.desk.station.damage import damage_of
from dutyroom.desk.station.repair import examine_records, line_stands, mend_records
from dutyroom.desk.station.restore import restore_as_of
from dutyroom.domain.records.people import Person
from dutyroom.store.proving import SpoiltCopy
from tests.stations.making import PIN, Hands
from tests.stations.property_centre import property_centre


@pytest.fixture
def night(tmp_path: Path) -> tuple[Desk, Hands, Path]:
    """Return the centre at 21:50: a copy of 21:40, then two more calls, and their page."""
    desk, hands = property_centre(tmp_path / "station")
    for clock, text in (("20:00", "一"), ("21:30", "二")):
        hands.at(f"2026-12-03 {clock}:00")
        log.log_entry(desk, "call", log.Note(text=text))
    hands.at("2026-12-03 21:40:00")
    make_copy(desk, "hour")
    for clock, text in (("21:42", "三"), ("21:44", "四")):
        hands.at(f"2026-12-03 {clock}:00")
        log.log_entry(desk, "call", log.Note(text=text))
    hands.at("2026-12-03 21:50:00")
    return desk, hands, desk.folder.ledger / "2026-12" / "2026-12-03.json"


def again(desk: Desk) -> Desk:
    fresh = open_desk(desk.folder.path, terminal="值班室")
    Hands(fresh).at("2026-12-03 21:50:03")
    return fresh


def texts(desk: Desk) -> list[str]:
    return [entry.text for entry in desk.state().entries]


def test_a_page_cut_by_a_power_failure_is_mended_from_the_copy(
    night: tuple[Desk, Hands, Path],
) -> None:
    """What the copy and the damaged page still have is joined; the page itself is kept."""
    desk, _hands, page = night
    whole = page.read_bytes()
    page.write_bytes(whole[: len(whole) * 7 // 10])
    broken = again(desk)
    assert contacts.contact_panel(broken)[1].number == "025-52110110"
    assert log.log_entry(broken, "call", log.Note(text="停电后")).entry.id.startswith("LD-20261203")
    found, remedies, _cut_off = examine_records(broken)
    assert "2026-12/2026-12-03.json" in {d.file for d in found.damage}
    assert remedies[0].readable >= 2

    mend_records(broken)
    (aside,) = (desk.folder.path / "quarantine").glob("*03.json.bad-20261203T215003")
    assert aside.read_bytes() == whole[: len(whole) * 7 // 10]
    assert {"一", "二", "停电后"} <= set(texts(again(desk)))
    json.loads(page.read_text("utf-8"))


@pytest.mark.parametrize("bit", [0, 5])
def test_a_flipped_bit_in_what_was_copied_is_mended_without_a_trace(
    night: tuple[Desk, Hands, Path], bit: int
) -> None:
    desk, _hands, page = night
    content = bytearray(page.read_bytes())
    place = content.index('"text":"二"'.encode()) + 9
    content[place] ^= 1 << bit
    page.write_bytes(content)
    assert again(desk).ledger.verify().damage
    (remedy,) = mend_records(again(desk)).remedies
    assert (remedy.regained, remedy.lost) == (1, ())
    assert again(desk).ledger.verify().damage == ()
    assert texts(again(desk)) == ["一", "二", "三", "四"]


@pytest.mark.parametrize("gone", [True, False])
def test_a_damaged_opening_of_a_month_is_made_up_again(
    night: tuple[Desk, Hands, Path], gone: bool
) -> None:
    """What it carried comes from the month before, no copy is needed, and copies are made again."""
    desk, hands, page = night
    hands.at("2027-01-01 08:30:00")
    log.log_entry(desk, "call", log.Note(text="元旦"))
    opening = page.parent.parent / "2027-01" / "carried.json"
    whole = opening.read_bytes()
    if gone:
        opening.unlink()
    else:
        opening.write_bytes(whole.replace(b'"numbers"', b'"nambers"'))
    assert texts(again(desk)) == ["一", "二", "三", "四", "元旦"]
    found, (remedy,), _cut_off = examine_records(again(desk))
    assert {damage.file for damage in found.damage} == {"2027-01/carried.json"}
    assert (remedy.remade, remedy.lost) == (True, ())

    mend_records(again(desk))
    assert opening.read_bytes() == whole
    assert again(desk).ledger.verify().damage == ()
    assert make_copy(again(desk)).revisions


def test_what_nobody_has_any_more_is_named_and_accepted(
    night: tuple[Desk, Hands, Path],
) -> None:
    """The records are whole but for this line, and the record of the mending says so."""
    desk, _hands, page = night
    spoilt = page.read_bytes().replace('"text":"三"'.encode(), b'"text":"\xff')
    page.write_bytes(spoilt)
    shutil.rmtree(desk.folder.path / "backup" / "today")
    _found, (remedy,), _cut_off = examine_records(again(desk))
    assert len(remedy.lost) == 1
    mended = mend_records(again(desk))
    assert texts(again(desk)) == ["一", "二", "四"]
    assert mended.record is not None
    assert mended.record.lost_lines == remedy.lost
    found = again(desk).ledger.verify()
    assert found.damage == again(desk).ledger.damage == ()
    (accepted,) = found.accepted
    assert (accepted.lines, accepted.record) == (remedy.lost, mended.record.id)
    assert make_copy(again(desk)).seq == again(desk).ledger.seq


def test_a_copy_is_restored_with_its_count_shown_first(night: tuple[Desk, Hands, Path]) -> None:
    """Nothing is taken away: what came later stays, and the numbers go on."""
    desk, _hands, page = night
    first = desk.state().entries[0]
    log.close(desk, first, "误关")
    copy = find_copy(desk)
    seen = compare_copy(desk, copy)
    assert seen.revisions_now - copy.revisions == 3
    before = page.read_bytes()
    made = restore_as_of(desk, copy, reason="误关")
    assert made is not None
    assert (made.back, made.later) == ((first.id,), ("LD-20261203-003", "LD-20261203-004"))
    assert page.read_bytes().startswith(before[:-4])
    assert texts(again(desk)) == ["一", "二", "三", "四"]
    assert again(desk).state().entries[0].is_open
    assert again(desk).ledger.verify().damage == ()
    assert log.log_entry(again(desk), "call", log.Note(text="续")).entry.id == "LD-20261203-005"


def test_a_copy_counts_as_what_stands(night: tuple[Desk, Hands, Path]) -> None:
    """What is old and closed is counted on both sides, though it is no longer loaded."""
    desk, hands, _page = night
    entry = log.log_entry(desk, "call", log.Note(text="旧事")).entry
    log.close(desk, entry, "已处理")
    hands.at("2026-12-14 09:00:00")
    log.log_entry(desk, "call", log.Note(text="新事"))
    copy = make_copy(desk)
    seen = compare_copy(again(desk), copy)
    assert (seen.records_now, seen.revisions_now) == (copy.records, copy.revisions)


def test_a_page_swapped_for_an_older_copy_is_mended_from_newer_ones(
    night: tuple[Desk, Hands, Path],
) -> None:
    desk, _hands, page = night
    older = page.read_bytes()
    log.log_entry(desk, "call", log.Note(text="五"))
    make_copy(desk)
    page.write_bytes(older)
    assert again(desk).ledger.damage
    mend_records(again(desk))
    assert texts(again(desk))[-1] == "五"
    assert again(desk).ledger.verify().damage == ()


def test_no_good_copy_is_made_of_damaged_records(night: tuple[Desk, Hands, Path]) -> None:
    desk, _hands, page = night
    page.write_bytes(page.read_bytes().replace(b'"rev":1', b'"rev:1', 1))
    made = make_copy(again(desk))
    assert not made.whole
    assert [copy.why for copy in copies_of(desk)] == ["hour"]
    assert incomplete_copies(desk) == (made,)


def test_a_copy_that_is_damaged_itself_replaces_nothing(night: tuple[Desk, Hands, Path]) -> None:
    desk, _hands, page = night
    copy = find_copy(desk)
    twin = desk.folder.path / "backup" / copy.name / "ledger" / "2026-12" / page.name
    twin.unlink()
    twin.write_bytes(page.read_bytes()[:-40])
    with pytest.raises(SpoiltCopy, match=page.name):
        restore_as_of(desk, copy, reason="试")
    assert texts(again(desk)) == ["一", "二", "三", "四"]


def test_the_oldest_copies_go_but_none_that_was_asked_for(night: tuple[Desk, Hands, Path]) -> None:
    """X-11: as many as the profile says."""
    desk, hands, _page = night
    hands.at("2026-12-03 22:00:00")
    asked = make_copy(desk)
    for n in range(desk.profile.copies.keep + 3):
        hands.at(f"2026-12-04 {n // 60:02}:{n % 60:02}:00")
        make_copy(desk, "hour")
    made = copies_of(desk)
    assert asked in made
    assert len(made) == desk.profile.copies.keep + 1
    assert not is_copy_due(desk)
    hands.at("2026-12-04 02:30:00")
    assert not is_copy_due(desk)
    log.log_entry(desk, "call", log.Note(text="三"))
    assert is_copy_due(desk)


def test_each_handover_leaves_a_copy_and_the_last_line_on_its_sheet(
    night: tuple[Desk, Hands, Path],
) -> None:
    """A history that was rewritten afterwards shows against the printed line."""
    desk, hands, _page = night
    hands.at("2026-12-04 08:25:00")
    sign_in(desk, find_person(desk.state(), "李娜"), post="管理处", shift="早班")
    hands.at("2026-12-04 16:25:00")
    sign_in(desk, find_person(desk.state(), "赵敏"), post="管理处", shift="晚班")
    found = start_handover(desk, "管理处")
    for tick in found.ticks:
        found = answer_line(desk, found, tick.code, True)
    for article in found.counts:
        found = count_article(desk, found, article.article, article.expected)
    for number in look_at_handover(desk, found).items:
        found = pass_item(desk, found, number, owner="赵敏", reason="待办")
    found = write_record(desk, found, ("无异常",))
    signing.sign(desk, found, find_person(desk.state(), "李娜"), PIN)
    before = (desk.ledger.seq, desk.ledger.tip)
    done = signing.sign(desk, handover_now(desk.state(), found), _relief(desk), PIN)
    assert done.tip == f"{before[0]} {before[1]}"
    assert copies_of(desk)[0].why == "handover"
    assert line_stands(desk, done.tip)
    assert not line_stands(desk, f"{before[0]} {'0' * 64}")


def _relief(desk: Desk) -> Person:
    return find_person(desk.state(), "赵敏")


@pytest.mark.parametrize("gone", [False, True])
def test_a_call_logged_on_damaged_records_stays_when_they_are_mended(
    night: tuple[Desk, Hands, Path], gone: bool
) -> None:
    """Its number comes after all that were given, and it stands behind what the copy held."""
    desk, _hands, page = night
    make_copy(desk)
    seq = desk.ledger.seq
    if gone:
        page.unlink()
    else:
        page.write_bytes(page.read_bytes()[:1500])
    call = log.log_entry(again(desk), "call", log.Note(text="停电时")).entry
    assert call.id == "LD-20261203-005"
    assert again(desk).ledger.seq == seq + 1
    assert mend_records(again(desk)).remedies
    assert texts(again(desk)) == ["一", "二", "三", "四", "停电时"]
    assert again(desk).ledger.verify().damage == ()
    assert again(desk).ledger.revision(call.id) is not None
    assert mend_records(again(desk)).remedies == ()
    assert make_copy(again(desk)).seq == seq + 2


def test_there_is_no_copy_of_that_name(night: tuple[Desk, Hands, Path]) -> None:
    with pytest.raises(Wrong):
        find_copy(night[0], "1999")


def test_a_line_that_says_how_a_name_was_proved_is_mended_like_any_other(
    night: tuple[Desk, Hands, Path],
) -> None:
    desk, hands, page = night
    hands.at("2026-12-03 21:51:00")
    with desk.change("log.call", "李娜", proof="pin") as change:
        call = change.put(replace(desk.state().entries[-1], text="已核实"))
    make_copy(desk, "hour")
    page.write_bytes(
        page.read_bytes().replace('"text":"已核实"'.encode(), '"text":"已 核实'.encode())
    )
    (remedy,) = mend_records(again(desk)).remedies
    assert (remedy.regained, remedy.lost) == (1, ())
    assert again(desk).ledger.verify().damage == ()
    assert again(desk).ledger.history(call.id)[-1].proof == "pin"


def test_damage_in_a_month_that_is_over_is_in_sight_after_the_next_copy(
    night: tuple[Desk, Hands, Path],
) -> None:
    """It is found by the copying, said without a walk, and gone once it is mended."""
    desk, hands, _page = night
    (older,) = (desk.folder.ledger / "2026-11").glob("2026-11-*.json")
    older.write_bytes(older.read_bytes().replace(b'"rev":1', b'"rev":7', 1))
    assert damage_of(again(desk)) is None
    hands.at("2026-12-03 23:00:00")
    assert make_copy(desk, "hour").whole
    found = damage_of(again(desk))
    assert found is not None
    assert (found.file[:7], found.copy) == ("2026-11", copies_of(desk)[0])
    mend_records(again(desk))
    assert damage_of(again(desk)) is None


def test_a_copy_made_in_2099_is_followed_by_one_an_hour(night: tuple[Desk, Hands, Path]) -> None:
    """A clock that stood ahead makes no copy each half minute, and none never again."""
    desk, hands, _page = night
    hands.at("2099-06-01 08:00:00")
    make_copy(desk, "hour")
    hands.at("2026-12-03 22:50:00")
    assert not is_copy_due(desk)
    log.log_entry(desk, "call", log.Note(text="五"))
    assert is_copy_due(desk)
    make_copy(desk, "hour")
    log.log_entry(desk, "call", log.Note(text="六"))
    hands.at("2026-12-03 22:50:30")
    assert not is_copy_due(desk)
    hands.at("2026-12-03 23:50:00")
    assert is_copy_due(desk)
    assert [copy.at[:4] for copy in copies_of(desk)] == ["2026", "2099", "2026"]


def test_a_change_of_the_station_itself_makes_a_copy_due(night: tuple[Desk, Hands, Path]) -> None:
    desk, hands, _page = night
    make_copy(desk, "hour")
    hands.at("2026-12-03 23:50:00")
    assert not is_copy_due(desk)
    (desk.folder.path / "calendars" / "2028.json").write_text("{}", "utf-8")
    assert is_copy_due(desk)


@pytest.mark.parametrize("month", ["2026-11", "2026-12"])
def test_after_a_mending_that_accepted_lost_lines_copies_are_good_again(
    night: tuple[Desk, Hands, Path], month: str
) -> None:
    desk, _hands, _page = night
    shutil.rmtree(desk.folder.path / "backup")
    (desk.folder.path / "backup").mkdir()
    (page, *_more) = sorted((desk.folder.ledger / month).glob("2026-*.json"))
    page.write_bytes(page.read_bytes().replace(b'"rev":1', b'"rev:1', 1))
    assert make_copy(again(desk)).whole == (month == "2026-11")
    assert damage_of(again(desk)) is not None
    mend_records(again(desk))
    assert damage_of(again(desk)) is None
    made = make_copy(again(desk))
    assert made.whole
    assert find_copy(desk) == made
    assert damage_of(again(desk)) is None
