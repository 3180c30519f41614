"""R-001, R-183, R-203: who is alarmed of an empty post, and of a shift nobody was planned for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dutyroom.desk import alarms
from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.people import people
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence import away
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.roster.imports import import_roster
from dutyroom.desk.roster.publish import publish_roster
from dutyroom.desk.station.station import init_station
from dutyroom.domain.due import Obligation
from dutyroom.domain.records.people import Person
from dutyroom.i18n import render, use
from tests.stations.making import PIN, Hands, Planned, add_roster, set_up
from tests.stations.property_centre import property_centre

SHEET = Path(__file__).parents[2] / "input" / "national-day-2020.csv"
DAY = "2026-12-11"
PEOPLE = (
    ("何强", "员工", "duty"),
    ("王芳", "员工", "duty"),
    ("周主管", "员工", "duty supervisor"),
    ("吴总", "", "leader"),
    ("郑总", "", "leader"),
)


def who(desk: Desk, name: str) -> Person:
    return find_person(desk.state(), name)


def owed(desk: Desk, code: str) -> list[Obligation]:
    use("en")
    return [o for o in alarms.obligations(desk) if o.code == code]


def empty(desk: Desk) -> list[Obligation]:
    """Return the alarms of posts to which nobody came."""
    return [o for o in owed(desk, "relief") if o.alarms]


@pytest.fixture
def hotel(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return a hotel whose roster names no leader: 何强 on the night, 王芳 by day."""
    desk, hands = set_up(
        tmp_path / "hotel",
        "hotel",
        PEOPLE,
        (
            Planned(DAY, "酒店", "夜班", "20:00", "08:00", ("何强",)),
            Planned("2026-12-12", "酒店", "白班", "08:00", "20:00", ("王芳",)),
            Planned("2026-12-13", "酒店", "白班", "08:00", "20:00", ("王芳",)),
        ),
        at="2026-12-10 10:00:00",
    )
    people.leave_station(desk, who(desk, "郑总"), hands.at("2026-12-10 11:00:00").date())
    return desk, hands


def test_without_a_leader_on_the_roster_every_supervisor_and_leader_is_told(
    hotel: tuple[Desk, Hands],
) -> None:
    """R-001: of an empty post, of who is not back; not who has left the station."""
    desk, hands = hotel
    hands.at(f"{DAY} 20:05:00")
    assert [o.who for o in empty(desk)] == [("周主管", "吴总")]
    sign_in(desk, who(desk, "何强"))
    back = hands.at(f"{DAY} 22:20:00")
    hands.at(f"{DAY} 22:00:00")
    cover = who(desk, "王芳")
    away.go_away(desk, who(desk, "何强"), reason="取件", back=back, cover=cover, cover_pin=PIN)
    assert owed(desk, "away")[0].who == ("何强", "王芳", "周主管", "吴总")
    away.come_back(desk, who(desk, "何强"))
    hands.at("2026-12-12 08:05:00")
    assert [o.who for o in empty(desk)] == [("周主管", "吴总", "何强")]


def test_a_leader_on_the_roster_is_told_alone(hotel: tuple[Desk, Hands]) -> None:
    """R-001: the date's own leader, as before."""
    desk, hands = hotel
    add_roster(desk, Planned(DAY, "", "", "08:00", "08:00", ("吴总",), role="leader"))
    hands.at(f"{DAY} 20:05:00")
    assert [o.who for o in empty(desk)] == [("吴总",)]


def test_a_shift_that_the_roster_forgot_is_an_alarm_once_it_begins(
    hotel: tuple[Desk, Hands],
) -> None:
    """R-001: the night from the 12th to the 13th has nobody; every quarter of an hour."""
    desk, hands = hotel
    hands.at("2026-12-12 08:00:00")
    sign_in(desk, who(desk, "王芳"))
    hands.at("2026-12-12 19:59:59")
    assert empty(desk) == []
    hands.at("2026-12-12 20:15:00")
    found = empty(desk)
    assert [render(o.sentence) for o in found] == ["酒店 夜班: nobody is planned"]
    assert [f"{moment:%H:%M}" for moment in found[0].alarms] == ["20:00", "20:15"]
    assert found[0].who == ("周主管", "吴总", "王芳")
    sign_in(desk, who(desk, "何强"))
    assert empty(desk) == []


def test_where_no_roster_is_nothing_is_planned(hotel: tuple[Desk, Hands]) -> None:
    """R-001: before the roster's span, after it, and at a station without one."""
    desk, hands = hotel
    for moment in (f"{DAY} 12:00:00", "2026-12-13 21:00:00", "2026-12-20 12:00:00"):
        hands.at(moment)
        assert empty(desk) == []


def test_a_date_that_a_holidays_roster_left_out(tmp_path: Path) -> None:
    """R-203: 8 October has no line at all; published all the same where a gap does not block."""
    init_station(tmp_path / "station", profile="company-two-tier", drill=True)
    desk = open_desk(tmp_path / "station", terminal="办公室")
    hands = Hands(desk)
    hands.at("2020-09-28 09:00:00")
    levels = dict.fromkeys(desk.profile.levels, "note") | {"gap": "warn"}
    desk.profile = replace(desk.profile, levels=levels)  # type: ignore[arg-type]
    publish_roster(desk, import_roster(desk, SHEET).roster)
    hands.at("2020-10-08 07:59:00")
    assert not any("nobody is planned" in render(o.sentence) for o in empty(desk))
    hands.at("2020-10-08 08:01:00")
    said = {render(o.sentence) for o in empty(desk)}
    assert said == {
        "公司办公室 白班: nobody is planned",
        "烟花爆竹仓库 24小时: nobody is planned",
    }
    hands.at("2020-10-09 08:01:00")
    assert empty(desk) == []


def test_one_of_two_who_stays_away_is_told_of_when_it_counts_as_absence(tmp_path: Path) -> None:
    """R-183: two hours after the start; not once somebody came in the person's place."""
    desk, hands = property_centre(tmp_path / "centre")
    add_roster(desk, Planned("2026-12-02", "管理处", "早班", "08:30", "16:30", ("李娜", "赵敏")))
    hands.at("2026-12-02 08:29:00")
    sign_in(desk, who(desk, "李娜"))
    hands.at("2026-12-02 10:29:59")
    assert owed(desk, "awol") == []
    hands.at("2026-12-02 10:30:01")
    found = owed(desk, "awol")
    assert [(render(o.sentence), o.standing, o.who) for o in found] == [
        ("早班: 赵敏 absent without leave", "overdue", ("刘建平",))
    ]
    sign_in(desk, who(desk, "刘洋"), for_person="赵敏")
    assert owed(desk, "awol") == []
