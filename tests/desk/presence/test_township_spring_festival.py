"""A-24: a township proves over the Spring Festival that its people were there."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyroom.desk import alarms
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence import away, leaders, post_checks
from dutyroom.desk.presence.month_sheet import month_sheet
from dutyroom.desk.presence.post_checks import CheckFinding
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.due import Obligation
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import PostCheck
from dutyroom.i18n import render, use
from tests.stations.making import PIN, Hands, Planned, set_up

DAY = "2027-02-07"


@pytest.fixture
def township(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return 石桥乡 on 7 February 2027 at 07:50; 谢明 leads, 孔亮 and 童颖 have the duty."""
    desk, hands = set_up(
        tmp_path / "township",
        "township",
        (
            ("谢明", "领导", "leader"),
            ("孔亮", "干部", "duty"),
            ("童颖", "干部", "duty"),
            ("高县长", "", "inspector"),
        ),
        (
            Planned(DAY, "乡政府", "24小时", "08:00", "08:00", ("孔亮", "童颖")),
            Planned(DAY, "", "", "08:00", "08:00", ("谢明",), role="leader"),
        ),
        at="2027-01-20 10:00:00",
        station="石桥乡",
    )
    hands.at(f"{DAY} 07:50:00")
    sign_in(desk, who(desk, "孔亮"))
    return desk, hands


def who(desk: Desk, name: str) -> Person:
    return find_person(desk.state(), name)


def leader_owed(desk: Desk) -> list[Obligation]:
    return [o for o in alarms.obligations(desk) if o.code == "leader"]


def call(desk: Desk, place: str) -> PostCheck:
    """The county rings 孔亮 up and asks where he is; 谢明 writes it down."""
    finding = CheckFinding("reached", place, finder="县值班室")
    return post_checks.keep_check(desk, "phone", who(desk, "孔亮"), finding, who(desk, "谢明"), PIN)


def test_a_leader_who_has_not_come_by_eight_is_named_and_counted(
    township: tuple[Desk, Hands],
) -> None:
    """R-185: at 08:00 in words, until he signs in; the month's sheet has both."""
    desk, hands = township
    hands.at(f"{DAY} 08:00:00")
    owed = leader_owed(desk)
    use("zh")
    assert [(o.standing, render(o.sentence)) for o in owed] == [("due", "领导未到岗：谢明")]
    assert (
        month_sheet(desk, hands.at(f"{DAY} 08:10:00").date().replace(day=1)).leaders[0].absent == 1
    )
    came = leaders.leader_in(desk, who(desk, "谢明"))
    assert came.marks == (Mark("late", 600),)
    assert leader_owed(desk) == []
    counted = month_sheet(desk, came.day.replace(day=1)).leaders[0]
    assert (counted.planned, counted.came, counted.absent, counted.late.seconds) == (1, 1, 0, 600)


def test_reached_at_night_at_the_office_is_not_in_the_duty_room(
    township: tuple[Desk, Hands],
) -> None:
    """R-195: 22:40, answered, place 办公室."""
    desk, hands = township
    hands.at(f"{DAY} 22:40:00")
    kept = call(desk, "办公室")
    assert (kept.result, kept.place, kept.finder, f"{kept.at:%H:%M}") == (
        "reached",
        "办公室",
        "县值班室",
        "22:40",
    )
    assert kept.marks == (Mark("not_in_duty_room", note="办公室"),)


def test_whoever_said_where_to_be_found_is_not_missing(township: tuple[Desk, Hands]) -> None:
    """R-316: the whereabouts of 22:10 stand against the finding of 22:40."""
    desk, hands = township
    hands.at(f"{DAY} 22:10:00")
    away.tell_whereabouts(desk, who(desk, "孔亮"), "办公室", "童颖")
    hands.at(f"{DAY} 22:40:00")
    assert call(desk, "办公室").marks == ()


@pytest.mark.parametrize(("clock", "place"), [("15:00", "办公室"), ("22:40", "值班室")])
def test_by_day_or_in_the_duty_room_the_call_is_kept_without_a_mark(
    township: tuple[Desk, Hands], clock: str, place: str
) -> None:
    """R-195 goes for the night."""
    desk, hands = township
    hands.at(f"{DAY} {clock}:00")
    assert call(desk, place).marks == ()


def test_not_found_at_the_post_is_the_post_deserted_with_finder_and_time(
    township: tuple[Desk, Hands],
) -> None:
    """R-089: written down by the inspector, an hour later."""
    desk, hands = township
    found_at = hands.at(f"{DAY} 22:40:00")
    hands.at(f"{DAY} 23:40:00")
    kept = post_checks.keep_check(
        desk,
        "spot",
        who(desk, "孔亮"),
        CheckFinding("not_found", at=found_at),
        who(desk, "高县长"),
        PIN,
    )
    assert (kept.marks, kept.at) == ((Mark("deserted", note="高县长"),), found_at)
    person = next(p for p in month_sheet(desk, kept.day.replace(day=1)).people if p.name == "孔亮")
    assert (person.checks, person.not_found, person.deserted.times) == (1, 1, 1)


def test_a_telephone_switched_off_at_any_hour_of_the_duty_date_is_kept(
    township: tuple[Desk, Hands],
) -> None:
    """R-200: 童颖 has the duty of the date and has not signed in; 高县长 has none."""
    desk, hands = township
    hands.at(f"{DAY} 20:00:00")
    leader = who(desk, "谢明")
    kept = [
        post_checks.keep_check(
            desk, "phone", who(desk, name), CheckFinding("off"), leader, PIN
        ).marks
        for name in ("童颖", "高县长")
    ]
    assert kept == [(Mark("phone_off", note="谢明"),), ()]


def test_who_may_not_check_is_told_so_and_nothing_is_kept(township: tuple[Desk, Hands]) -> None:
    """Roles: only a supervisor, a leader or an inspector, with the PIN."""
    desk, _hands = township
    with pytest.raises(Refused, match="an inspector may do that; 童颖 is none"):
        post_checks.keep_check(
            desk, "spot", who(desk, "孔亮"), CheckFinding("found"), who(desk, "童颖"), PIN
        )
    with pytest.raises(Wrong, match="not the PIN"):
        post_checks.keep_check(
            desk, "spot", who(desk, "孔亮"), CheckFinding("found"), who(desk, "谢明"), "0000"
        )
    assert desk.state().checks == ()


def test_out_of_the_township_only_when_the_leader_agrees(township: tuple[Desk, Hands]) -> None:
    """R-197: the county town needs him, the office does not."""
    desk, hands = township
    hands.at(f"{DAY} 12:00:00")
    person, back = who(desk, "孔亮"), hands.at(f"{DAY} 12:20:00")
    hands.at(f"{DAY} 12:00:00")
    with pytest.raises(Refused, match="A leader has to agree"):
        away.go_away(desk, person, reason="买药", back=back, place="县城")
    gone = away.go_away(
        desk, person, reason="买药", back=back, place="县城", leader=who(desk, "谢明"), pin=PIN
    )
    assert gone.approved_by == "谢明"
    away.come_back(desk, person)
    assert away.go_away(desk, person, reason="取文件", back=back, place="办公室").place == "办公室"
