"""A-14: January and February 2027 are rostered before the notice of 2027 is out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.roster.check import check_roster
from dutyroom.desk.roster.export import roster_content
from dutyroom.desk.roster.month import month_grid
from dutyroom.desk.roster.publish import publish_roster
from dutyroom.desk.station import calendars
from dutyroom.domain.records.roster import Roster
from dutyroom.i18n import render, speaking
from dutyroom.words.codes import day_words
from dutyroom.words.rosters import year_lines
from tests.cli.spoken import Line
from tests.stations.company import company, draft
from tests.stations.making import Hands

FIRST, LAST = date(2027, 1, 25), date(2027, 2, 28)
NUMBER = "国办发明电〔2026〕99号"
HOLIDAYS, MAKE_UP = ("春节=2027-02-05..2027-02-11",), ("2027-01-31", "2027-02-20")
CHANGED = [date(2027, 1, 31), *(date(2027, 2, n) for n in range(5, 12)), date(2027, 2, 20)]


@pytest.fixture
def office(tmp_path: Path) -> tuple[Desk, Hands]:
    return company(tmp_path / "station", "2026-12-20 10:00:00")


def published(desk: Desk) -> Roster:
    made = draft(desk, FIRST, LAST)
    return publish_roster(desk, made, by="许梅", provisional=True)


def typed() -> str:
    return calendars.typed_notice(2027, NUMBER, HOLIDAYS, MAKE_UP)


def test_the_year_is_said_to_be_unknown_and_its_weekends_are_duty_days(
    office: tuple[Desk, Hands],
) -> None:
    """R-046: on the board and by the checker."""
    desk, _hands = office
    made = draft(desk, FIRST, LAST)
    assert {line.day.weekday() for line in made.lines} == {5, 6}
    assert not month_grid(desk, FIRST).year_known
    (finding,) = [f for f in check_roster(desk, made) if f.code == "year_unknown"]
    assert finding.level == "warn"
    with speaking("zh"):
        assert render(finding.sentence).startswith("2027年放假安排尚未导入")
        assert day_words("weekend", "", 2027, known=False) == "未导入2027年放假安排"


def test_publishing_asks_and_the_roster_is_marked_provisional(
    office: tuple[Desk, Hands],
) -> None:
    desk, _hands = office
    made = draft(desk, FIRST, LAST)
    with pytest.raises(Wrong, match="2027") as wrong:
        publish_roster(desk, made, by="许梅")
    assert wrong.value.field == "provisional" and not desk.state().published()
    roster = publish_roster(desk, made, by="许梅", provisional=True)
    assert roster.provisional == (2027,)
    with speaking("zh"):
        assert "暂定" in roster_content(desk, roster, "md", language="zh").decode()


def test_the_notice_marks_its_dates_anew_and_makes_version_two(
    office: tuple[Desk, Hands],
) -> None:
    """Nothing changes silently: the dates are listed, here and on the printed sheet."""
    desk, hands = office
    before = published(desk)
    hands.at("2026-12-28 09:00:00")
    done = calendars.take_in_notice(desk, typed(), by="许梅")
    (roster,) = done.rosters
    assert (roster.id, roster.version, roster.provisional) == (before.id, 2, ())
    assert [mark.day for mark in roster.days] == CHANGED
    assert roster.issued == desk.now() and roster.lines == before.lines
    said = "\n".join(year_lines(done))
    assert NUMBER in said and "2027-01-31: weekend → make-up working day" in said
    assert "2027-02-08: working day → holiday: 春节" in said
    assert desk.state().published() == (roster,)
    sheet = roster_content(desk, roster, "md", language="zh").decode()
    assert "暂定" not in sheet and "2027-02-20" in sheet and "调休上班" in sheet
    missing = [f for f in check_roster(desk, roster) if f.code == "gap"]
    assert {date(2027, 2, 8)} <= {f.day for f in missing}


def test_the_notice_put_in_again_changes_nothing_and_one_for_another_year_neither(
    office: tuple[Desk, Hands],
) -> None:
    desk, _hands = office
    published(desk)
    other = calendars.typed_notice(2028, "", ("元旦=2028-01-01",), ())
    assert not calendars.take_in_notice(desk, other).rosters
    calendars.take_in_notice(desk, typed())
    assert not calendars.take_in_notice(desk, typed()).rosters
    assert open_desk(desk.folder.path, terminal="b").state().published()[0].version == 2


def test_a_notice_that_came_while_the_records_failed_still_marks_the_roster(
    office: tuple[Desk, Hands],
) -> None:
    """The year file is there, the roster is provisional still: put it in once more."""
    desk, _hands = office
    published(desk)
    desk.folder.write_text("calendars/2027.json", typed())
    again = open_desk(desk.folder.path, terminal="b", at="2026-12-28 09:00:00")
    (roster,) = calendars.take_in_notice(again, typed()).rosters
    assert [mark.day for mark in roster.days] == CHANGED


def test_it_is_all_typed_as_commands(
    office: tuple[Desk, Hands], capsys: pytest.CaptureFixture[str]
) -> None:
    desk, _hands = office
    draft(desk, FIRST, LAST)
    line, at = Line(desk.folder.path, capsys), "2026-12-28 09:00"
    asked = line("roster", "publish", at=at)
    assert asked.code == 2 and "--provisional" in asked.err
    assert "provisional (2027)" in line("roster", "publish", "--provisional", at=at).out
    words = ("--holiday", HOLIDAYS[0], "--make-up", MAKE_UP[0], "--make-up", MAKE_UP[1])
    done = line("calendar", "--year", "2027", "--notice", NUMBER, *words, at=at)
    assert done.code == 0 and "is version 2 now; changed dates: 9" in done.out
    shown = line("roster", "show", at=at).out
    assert "v2" in shown and "provisional" not in shown
    wrong = line("calendar", "--year", "2027", "--holiday", "春节", at=at)
    assert wrong.code == 2 and "春节=2027-02-05" in wrong.err
