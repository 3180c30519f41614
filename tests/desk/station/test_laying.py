"""R8: doctor puts right what a clock that stood ahead has spoiled under an older program."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.log import entries as log
from dutyroom.desk.station.backup import copies_of, make_copy
from dutyroom.desk.station.laying import files_ahead, lay_pages
from dutyroom.desk.station.repair import examine_records, mend_records
from dutyroom.store.astray import NO_DAY_LAST
from dutyroom.store.regain import Regained
from tests.cli.spoken import Line
from tests.stations.clocks import Walls
from tests.stations.making import PIN, Hands
from tests.stations.property_centre import property_centre


@pytest.fixture
def spoiled(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return the centre in December, with a month of 2099 in which everything stands since.

    A drill's clock is never doubted, as no clock was by a command of an older program.
    """
    desk, hands = property_centre(tmp_path / "station")
    for day, text in (("2026-12-01", "一"), ("2099-06-01", "远"), ("2026-12-01", "二")):
        hands.at(f"{day} 10:00:00")
        log.log_entry(desk, "call", log.Note(text=text))
    make_copy(desk)
    hands.at("2026-12-02 10:00:00")
    log.log_entry(desk, "call", log.Note(text="三"))
    return desk, hands


def months(desk: Desk) -> list[str]:
    return sorted(path.name for path in desk.folder.ledger.glob("[12]*"))


def texts(desk: Desk) -> list[str]:
    return [entry.text for entry in desk.state().entries]


def again(desk: Desk) -> Desk:
    other = open_desk(desk.folder.path, terminal="again")
    other.clock = desk.clock
    return other


def test_doctor_names_the_pages_and_lays_their_lines(spoiled: tuple[Desk, Hands]) -> None:
    desk, hands = spoiled
    assert files_ahead(desk) == ("2099-06/2099-06-01.json",)
    before = desk.ledger.verify().revisions
    record = lay_pages(desk, "李娜", PIN)
    assert record is not None
    assert (record.person, [each.file for each in record.files]) == (
        "李娜",
        ["2099-06/2099-06-01.json"],
    )
    assert months(desk)[-1] == "2026-12"
    assert (files_ahead(desk), lay_pages(desk)) == ((), None)
    for each in (desk, again(desk)):
        assert texts(each) == ["一", "远", "二", "三"]
        assert each.ledger.verify().damage == ()
        assert each.ledger.verify().revisions == before + 1
    hands.at("2027-01-02 10:00:00")
    log.log_entry(desk, "call", log.Note(text="四"))
    assert months(desk)[-1] == "2027-01", "months turn again"


def test_copies_go_on_and_bring_back_what_is_damaged_later(spoiled: tuple[Desk, Hands]) -> None:
    """Also from a copy that has the lines on a page of 2099."""
    desk, _hands = spoiled
    lay_pages(desk)
    newest = make_copy(desk)
    assert copies_of(desk)[0].name == newest.name
    page = desk.folder.ledger / "2026-12" / "2026-12-02.json"
    page.write_bytes(page.read_bytes()[:-40])
    for copy in (desk.folder.path / "backup").glob(f"*{newest.name}*/2026-12/2026-12-02.json"):
        copy.unlink()
    broken = again(desk)
    assert examine_records(broken).report.damage
    assert mend_records(broken).report.damage == ()
    assert months(desk)[-1] == "2026-12"
    assert texts(again(desk)) == ["一", "远", "二", "三"]


def damaged_later(desk: Desk) -> Desk:
    """Lay the pages; then a laid one is gone, whose lines only the copy of 2099 has."""
    lay_pages(desk)
    (desk.folder.ledger / "2026-12" / "2026-12-01-2.json").unlink()
    shutil.rmtree(desk.folder.path / "backup" / "today")
    return again(desk)


def test_lines_come_back_from_a_copy_that_has_them_on_a_page_of_2099(
    spoiled: tuple[Desk, Hands],
) -> None:
    desk = damaged_later(spoiled[0])
    mend_records(desk)
    assert texts(again(desk)) == ["一", "远", "二", "三"]
    assert months(desk)[-1] == "2026-12"


def test_it_would_be_seen_if_pages_ahead_were_not_read(
    spoiled: tuple[Desk, Hands], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Regained, "_take_astray", lambda *_given: None)
    desk = damaged_later(spoiled[0])
    mend_records(desk)
    assert "二" not in texts(again(desk))


def test_it_would_be_seen_if_pages_ahead_were_read_as_they_stand(
    spoiled: tuple[Desk, Hands], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lines would go back to the year 2099."""
    read = Regained.__init__

    def careless(*given: Any, **named: Any) -> None:
        read(*given, **{**named, "until": NO_DAY_LAST})

    monkeypatch.setattr(Regained, "__init__", careless)
    desk = damaged_later(spoiled[0])
    mend_records(desk)
    assert months(desk)[-1] == "2099-06"


def test_what_is_damaged_is_mended_first(spoiled: tuple[Desk, Hands]) -> None:
    desk, _hands = spoiled
    page = desk.folder.ledger / "2099-06" / "2099-06-01.json"
    page.write_bytes(page.read_bytes().replace("三".encode(), "四".encode()))
    assert lay_pages(again(desk)) is None
    assert months(desk)[-1] == "2099-06"


@pytest.mark.parametrize(("by", "pin"), [("李娜", "9999"), ("谁", PIN), ("", PIN)])
def test_a_name_is_proved(spoiled: tuple[Desk, Hands], by: str, pin: str) -> None:
    desk, _hands = spoiled
    with pytest.raises(Wrong):
        lay_pages(desk, by, pin)
    assert months(desk)[-1] == "2099-06"


def test_by_a_clock_in_doubt_nobody_knows_what_lies_ahead(spoiled: tuple[Desk, Hands]) -> None:
    desk, _hands = spoiled
    walls = Walls(desk)
    walls.set("2026-11-01 10:00")
    assert files_ahead(desk) == ()


def test_the_command_says_what_it_can_do_and_does_it(
    spoiled: tuple[Desk, Hands], capsys: pytest.CaptureFixture[str]
) -> None:
    desk, _hands = spoiled
    line, at = Line(desk.folder.path, capsys), "2026-12-02 11:00"
    file = "2099-06/2099-06-01.json"
    assert f"{file}: of a clock that stood ahead" in line("data", "doctor", at=at).out
    assert f"{file}: its lines stand" in line("data", "doctor", "--mend", at=at).out
    assert line("data", "doctor", at=at, json=True).json["ahead"] == []


def test_the_month_that_only_a_page_ahead_had_opened_is_opened_anew(tmp_path: Path) -> None:
    """Its lines come to stand in the month before: what was carried from that is made up again."""
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-03 10:00:00")
    log.log_entry(desk, "call", log.Note(text="后天"))
    hands.at("2026-12-01 10:00:00")
    assert months(desk) == ["2026-11", "2026-12"]
    assert lay_pages(desk, "李娜", PIN) is not None
    for each in (desk, again(desk)):
        assert each.ledger.damage == each.ledger.verify().damage == ()
        assert texts(each) == ["后天"]
    assert (lay_pages(desk), mend_records(desk).record) == (None, None), "nothing is left to do"
