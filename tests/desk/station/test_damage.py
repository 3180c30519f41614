"""What is damaged, and which copy there is, as every screen and command is told it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk
from dutyroom.desk.log import entries as log
from dutyroom.desk.station.backup import copies_of, make_copy, newest_copy
from dutyroom.desk.station.damage import damage_of
from dutyroom.desk.station.repair import mend_records
from dutyroom.domain.base.verdict import Refused
from dutyroom.store.manifest import Copy
from dutyroom.store.reader import Reader
from tests.stations.damaged import cut, cut_centre, newest_page, night_centre, opened
from tests.stations.making import Hands


def test_nothing_is_said_of_whole_records(tmp_path: Path) -> None:
    desk, _hands = night_centre(tmp_path)
    assert damage_of(desk) is None
    assert damage_of(opened(tmp_path)) is None


def test_a_cut_page_is_named_with_the_newest_copy_and_its_count(tmp_path: Path) -> None:
    desk = cut_centre(tmp_path)
    found = damage_of(desk)
    assert found is not None and found.fault is None
    assert found.file == "2026-12/2026-12-03.json"
    assert found.copy is not None
    assert found.copy.at.startswith("2026-12-03T21:40:00")
    assert found.copy == copies_of(desk)[0]


def test_records_that_end_too_early_are_damaged(tmp_path: Path) -> None:
    night_centre(tmp_path)
    newest_page(tmp_path).unlink()
    found = damage_of(opened(tmp_path))
    assert found is not None and found.found


def test_without_any_copy_the_damage_is_named_all_the_same(tmp_path: Path) -> None:
    desk = cut_centre(tmp_path)
    (tmp_path / "backup").rename(tmp_path / "away")
    found = damage_of(desk)
    assert found is not None and found.copy is None


def test_copies_are_looked_at_once_and_when_there_are_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, _hands = night_centre(tmp_path)
    looks: list[int] = []

    def counted(desk: Desk) -> Copy | None:
        looks.append(1)
        return newest_copy(desk)

    monkeypatch.setattr("dutyroom.desk.station.backup.newest_copy", counted)
    assert damage_of(whole) is None
    assert looks == []
    cut(tmp_path)
    broken = opened(tmp_path)
    assert damage_of(broken) is damage_of(broken)
    assert len(looks) == 1
    for copy in (tmp_path / "backup").glob("2026*"):
        copy.rename(tmp_path / copy.name)
    gone = damage_of(broken)
    assert gone is not None and gone.copy is None


def test_records_that_cannot_be_read_any_more_are_damage_too(tmp_path: Path) -> None:
    desk, _hands = night_centre(tmp_path)
    desk.state()
    month = newest_page(tmp_path).parent
    month.rename(tmp_path / "away")
    month.write_text("no folder")
    desk.state()
    found = damage_of(desk)
    assert found is not None and (found.fault is not None or found.found)


def change_a_call(path: Path) -> None:
    """Give a call in the middle of the page other words, in the second writing as well."""
    for page in (newest_page(path), *(path / "backup").rglob("2026-12-03.json")):
        page.write_bytes(page.read_bytes().replace("来电3".encode(), "来电9".encode()))


def test_a_changed_line_that_can_still_be_read_is_named_and_waited_for(tmp_path: Path) -> None:
    """Verify names the same line; what closes or signs waits until it is mended (A-10)."""
    night_centre(tmp_path)
    change_a_call(tmp_path)
    desk = opened(tmp_path)
    found = damage_of(desk)
    assert found is not None
    assert [(d.file, d.line) for d in found.found] == [
        (d.file, d.line) for d in desk.ledger.verify().damage
    ]
    assert found.file == "2026-12/2026-12-03.json"
    with pytest.raises(Refused, match=r"2026-12-03\.json"):
        desk.refuse_waiting("log.close")


def test_a_line_that_is_changed_while_the_room_is_open_is_seen_with_the_next(
    tmp_path: Path,
) -> None:
    desk, _hands = night_centre(tmp_path)
    assert damage_of(desk) is None
    change_a_call(tmp_path)
    log.log_entry(desk, "call", log.Note(text="新来电"), by="赵敏")
    assert damage_of(desk) is not None


def test_a_changed_line_that_a_mending_accepted_is_no_damage(tmp_path: Path) -> None:
    night_centre(tmp_path)
    change_a_call(tmp_path)
    desk = opened(tmp_path)
    made = mend_records(desk).record
    assert made is not None
    assert damage_of(desk) is None
    again = opened(tmp_path)
    assert damage_of(again) is None
    again.refuse_waiting("log.close")


def test_without_the_walk_a_changed_line_would_be_in_nobodys_sight(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: the chain is broken, and nothing says so."""
    monkeypatch.setattr(Reader, "_breaks_of", lambda *_: [])
    night_centre(tmp_path)
    change_a_call(tmp_path)
    desk = opened(tmp_path)
    assert damage_of(desk) is None
    assert desk.ledger.verify().damage


def test_damage_stays_in_sight_when_the_month_turns(tmp_path: Path) -> None:
    """The first call of January is written on a page that is whole."""
    desk = cut_centre(tmp_path)
    Hands(desk).at("2027-01-01 00:10:00")
    log.log_entry(desk, "call", log.Note(text="新年"), by="赵敏")
    assert (tmp_path / "ledger" / "2027-01").is_dir()
    for each in (desk, opened(tmp_path, "前台")):
        found = damage_of(each)
        assert found is not None
        assert found.file.startswith("2026-12/")
    Hands(desk).at("2027-01-01 00:11:00")
    assert mend_records(desk).report.damage == ()
    assert damage_of(desk) is None
    assert damage_of(opened(tmp_path, "前台")) is None


def test_a_month_that_was_begun_where_all_before_it_was_gone_is_damaged(tmp_path: Path) -> None:
    """The last line is still known: the next call goes on after it, on a page that looks whole."""
    desk, _hands = night_centre(tmp_path)
    for folder in (*tmp_path.glob("ledger/2*"), tmp_path / "backup" / "today"):
        shutil.rmtree(folder)
    desk = opened(tmp_path)
    log.log_entry(desk, "call", log.Note(text="之后"))
    for each in (desk, opened(tmp_path, "前台")):
        each.state()
        assert damage_of(each) is not None
    assert mend_records(desk).report.damage == ()
    for each in (desk, opened(tmp_path, "前台")):
        assert damage_of(each) is None


def test_records_before_a_month_that_stand_nowhere_are_accepted_once(tmp_path: Path) -> None:
    desk, _hands = night_centre(tmp_path)
    for folder in (*tmp_path.glob("ledger/2*"), *tmp_path.glob("backup/*")):
        shutil.rmtree(folder, ignore_errors=True)
    desk = opened(tmp_path)
    log.log_entry(desk, "call", log.Note(text="之后"))
    assert mend_records(desk).report.damage == ()
    assert damage_of(opened(tmp_path, "前台")) is None
    assert mend_records(opened(tmp_path)).record is None


def test_nothing_is_thrown_away_that_a_mending_may_need(tmp_path: Path) -> None:
    """The month turned on a damaged page; weeks of copies of January follow."""
    desk = cut_centre(tmp_path)
    second = tmp_path / "backup" / "today" / "2026-12-03.lines"
    second.parent.mkdir(exist_ok=True)
    second.write_text("")
    hands = Hands(desk)
    keep = desk.profile.copies.keep
    for n in range(keep + 2):
        hands.at(f"2027-01-{n // 24 + 1:02} {n % 24:02}:10:00")
        log.log_entry(desk, "call", log.Note(text="新年"), by="赵敏")
        make_copy(desk, "hour")
    assert second.exists()
    assert [copy.month for copy in copies_of(desk)].count("2026-12") == 1
    assert mend_records(desk).report.damage == ()
    make_copy(desk, "hour")
    assert not second.exists()
    assert [copy.month for copy in copies_of(desk)].count("2026-12") == 0
