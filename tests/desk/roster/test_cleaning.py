"""R-198: the duty room is cleaned in turn, by a list that knows nothing of nights."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people import people
from dutyroom.desk.roster import cleaning
from dutyroom.desk.roster.day import day_view
from dutyroom.desk.roster.edit import lift_person
from dutyroom.desk.roster.export import export_roster, roster_content
from dutyroom.desk.roster.imports import import_roster
from dutyroom.desk.roster.publish import publish_roster
from dutyroom.domain.records.roster import Cleaning, Roster, ShiftRef
from tests.cli.spoken import Line
from tests.screens.seen import opened, seen
from tests.stations.company import company, draft, someone
from tests.stations.making import Hands
from tests.stations.printed import INPUT, read_back

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 7)
TURN = ("孙悦", "周航", "丁磊")


def on(roster: Roster) -> list[str]:
    return [each.person for each in roster.cleaning]


@pytest.fixture
def cleaned(tmp_path: Path) -> tuple[Desk, Roster]:
    """Return a company whose National Day is cleaned in turn by three, none of them exempt."""
    desk, _hands = company(tmp_path / "station", "2026-09-16 09:00:00")
    people.add_person(desk, "童颖", rank="中层", phone="13800000009", night_exempt="夜间照顾病人")
    made = draft(desk, FIRST, LAST)
    return desk, cleaning.rotate(desk, made, [someone(desk, name) for name in TURN], by="许梅")


def test_each_duty_date_has_the_next_of_the_list(cleaned: tuple[Desk, Roster]) -> None:
    """Who does no nights is not on it unless the office names them."""
    _desk, roster = cleaned
    assert on(roster) == ["孙悦", "周航", "丁磊", "孙悦", "周航", "丁磊", "孙悦"]
    assert [each.day for each in roster.cleaning] == [date(2026, 10, n) for n in range(1, 8)]


def test_one_date_changes_hands_and_the_others_stay(cleaned: tuple[Desk, Roster]) -> None:
    desk, roster = cleaned
    done = cleaning.set_cleaner(desk, roster, date(2026, 10, 2), someone(desk, "童颖"))
    assert on(done) == ["孙悦", "童颖", "丁磊", "孙悦", "周航", "丁磊", "孙悦"]
    with pytest.raises(Wrong, match="2026-10-09"):
        cleaning.set_cleaner(desk, roster, date(2026, 10, 9), someone(desk, "童颖"))
    with pytest.raises(Wrong, match="named twice"):
        cleaning.rotate(desk, roster, [someone(desk, "孙悦")] * 2)


def test_the_next_roster_goes_on_after_the_last_one(cleaned: tuple[Desk, Roster]) -> None:
    desk, roster = cleaned
    publish_roster(desk, roster, by="许梅")
    after = draft(desk, date(2026, 10, 11), date(2026, 10, 18))
    done = cleaning.rotate(desk, after, [someone(desk, name) for name in TURN])
    assert on(done) == ["周航", "丁磊", "孙悦"]


def test_a_new_version_keeps_the_list(cleaned: tuple[Desk, Roster]) -> None:
    desk, roster = cleaned
    publish_roster(desk, roster, by="许梅")
    done = publish_roster(desk, draft(desk, FIRST, LAST, version=2), by="许梅")
    assert done.cleaning == roster.cleaning


def test_a_change_made_after_the_draft_was_begun_is_not_lost(cleaned: tuple[Desk, Roster]) -> None:
    desk, roster = cleaned
    first = publish_roster(desk, roster, by="许梅")
    ref = ShiftRef(FIRST, "公司办公室", "白班")
    begun = lift_person(desk, first, someone(desk, "孙悦"), ref)
    cleaning.set_cleaner(desk, first, date(2026, 10, 2), someone(desk, "童颖"))
    assert on(publish_roster(desk, begun, by="许梅"))[:3] == ["孙悦", "童颖", "丁磊"]


def test_it_stands_on_the_board_and_on_paper_and_comes_back(
    cleaned: tuple[Desk, Roster], tmp_path: Path
) -> None:
    desk, roster = cleaned
    assert day_view(desk, date(2026, 10, 3), draft=True).cleaners == ("丁磊",)
    assert "值班室卫生" in roster_content(desk, roster, "html").decode()
    file = export_roster(desk, roster, "xlsx", tmp_path / "out.xlsx").path
    assert read_back(desk, file).cleaning == roster.cleaning
    taken = import_roster(desk, file, by="许梅", accept_problems=True).roster
    assert taken.cleaning[0] == Cleaning(FIRST, "孙悦")


async def test_the_boards_day_names_who_cleans(cleaned: tuple[Desk, Roster]) -> None:
    desk, roster = cleaned
    publish_roster(desk, roster, by="许梅")
    Hands(desk).at("2026-10-03 09:00:00")
    async with opened(desk) as (room, pilot):
        await pilot.press("f3")
        await pilot.pause()
        assert "Cleaning of the duty room: 丁磊" in seen(room)


def test_the_list_is_kept_and_shown_by_commands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line, at = Line(tmp_path / "station", capsys), "2026-11-25 10:00"
    assert line("init", "--drill", "--name", "江南春天管理处").code == 0
    assert line("roster", "import", str(INPUT / "december-2026.xlsx"), at=at).code == 0
    said = line("roster", "cleaning", "--rotate", "李娜", "赵敏", at=at, json=True)
    assert [each["person"] for each in said.json["cleaning"][:3]] == ["李娜", "赵敏", "李娜"]
    assert line("roster", "cleaning", "2026-12-02", "陈静", at=at).code == 0
    assert "2026-12-02  陈静\n2026-12-03  李娜" in line("roster", "cleaning", at=at).out
    day = line("roster", "show", "--day", "2026-12-02", at=at).out
    assert "Cleaning of the duty room: 陈静" in day
    assert line("roster", "cleaning", "2026-12-02", "没有人", at=at).code == 2
