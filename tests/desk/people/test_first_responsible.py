"""R-264, R-357: who answers first for water, power and safety; what duty asks of people."""

from __future__ import annotations

from pathlib import Path

from dutyroom.desk.now import NowView, now_view
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.roster.export import roster_content
from tests.screens.seen import opened, seen
from tests.stations.hotel import hotel
from tests.stations.making import Planned, set_up
from tests.stations.property_centre import property_centre


def named(view: NowView) -> list[tuple[str, str]]:
    return [(person.name, person.phone) for person in view.responsible]


async def test_whoever_is_on_duty_in_the_hotel_is_named_with_the_telephone(tmp_path: Path) -> None:
    """R-264: planned or come; nobody between the shifts of the roster."""
    desk, hands = hotel(tmp_path / "hotel")
    hands.at("2026-12-11 12:00:00")
    assert named(now_view(desk)) == []
    hands.at("2026-12-11 20:10:00")
    assert named(now_view(desk)) == [("何强", "13800000000")]
    sign_in(desk, find_person(desk.state(), "王芳"), for_person="何强")
    assert named(now_view(desk)) == [("王芳", "13800000001")]
    async with opened(desk) as (room, _pilot):
        shown = seen(room)
        assert "First responsible" in shown
        assert "水电运行及安全" in shown


def test_where_the_profile_says_nothing_nobody_is_named(tmp_path: Path) -> None:
    """R-264 is the hotel's."""
    desk, hands = property_centre(tmp_path / "centre")
    hands.at("2026-12-01 09:00:00")
    assert named(now_view(desk)) == []


def test_the_roster_of_a_site_states_what_duty_asks(tmp_path: Path) -> None:
    """R-357: below its lines, from the profile."""
    desk, _hands = set_up(
        tmp_path / "site",
        "site",
        (("彭大勇", "项目经理", "duty"),),
        (Planned("2026-10-02", "工地", "24小时", "08:00", "08:00", ("彭大勇",)),),
        at="2026-09-28 10:00:00",
    )
    printed = roster_content(desk, desk.state().published()[0], "md")
    assert "不得擅自离开工作岗位" in printed.decode("utf-8")
