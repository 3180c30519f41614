"""R-023, R-144: the uniform is ticked at sign-in; a spot check judges the ticks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence import post_checks
from dutyroom.desk.presence.post_checks import CheckFinding
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import Attendance, DressFinding, PostCheck
from dutyroom.i18n import speaking
from dutyroom.words.codes import mark_words
from tests.stations.making import PIN, Hands, Planned, set_up
from tests.stations.property_centre import property_centre


@pytest.fixture
def centre(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return the centre when 李娜 comes."""
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-01 08:24:00")
    return desk, hands


def who(desk: Desk, name: str) -> Person:
    return find_person(desk.state(), name)


def come(desk: Desk, missing: tuple[str, ...] = (), why: str = "") -> Attendance:
    return sign_in(desk, who(desk, "李娜"), missing=missing, undressed=why).attendance


def look(desk: Desk, dress: DressFinding, note: str = "", *, result: str = "found") -> PostCheck:
    finding = CheckFinding(result, dress=dress, note=note)  # type: ignore[arg-type]
    return post_checks.keep_check(
        desk, "spot", who(desk, "李娜"), finding, who(desk, "刘建平"), PIN
    )


def marks(desk: Desk) -> list[tuple[str, str]]:
    (there,) = desk.state().attendances
    return [(mark.note, mark.excused) for mark in there.marks if mark.code == "dress"]


def test_each_part_that_is_not_worn_is_kept_with_the_reason(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    for why in ("", "  "):
        with pytest.raises(Wrong, match="Say why it is not worn: 工牌, 制服整洁") as wrong:
            come(desk, ("工牌", "制服整洁"), why)
        assert wrong.value.field == "undressed"
    with pytest.raises(Wrong, match="领带 is none of 工装, 工牌, 制服整洁"):
        come(desk, ("领带",), "忘了")
    assert not desk.state().attendances
    came = come(desk, ("工牌", "制服整洁"), "雨淋湿")
    assert came.marks == (
        Mark("dress", note="工牌: 雨淋湿"),
        Mark("dress", note="制服整洁: 雨淋湿"),
    )
    with speaking("zh"):
        assert mark_words(came.marks[0]) == "着装不整 工牌: 雨淋湿"


def test_who_wears_everything_has_no_mark(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    assert come(desk).marks == ()


def test_a_spot_check_that_bears_it_out_changes_nothing(centre: tuple[Desk, Hands]) -> None:
    desk, hands = centre
    come(desk, ("工牌",), "遗失")
    hands.at("2026-12-01 10:00:00")
    assert (look(desk, "confirmed").dress, marks(desk)) == ("confirmed", [("工牌: 遗失", "")])


def test_worn_after_all_the_mark_is_excused_and_stays(centre: tuple[Desk, Hands]) -> None:
    desk, hands = centre
    come(desk, ("工牌",), "遗失")
    hands.at("2026-12-01 10:00:00")
    with pytest.raises(Wrong, match="Say what was found"):
        look(desk, "worn")
    done = look(desk, "worn", "工牌佩戴在内侧")
    assert (done.dress, done.marks) == ("worn", ())
    assert marks(desk) == [("工牌: 遗失", "刘建平: 工牌佩戴在内侧")]
    with pytest.raises(Wrong, match="nothing was said to be missing"):
        look(desk, "worn", "工牌佩戴在内侧")


def test_something_more_is_missing_and_the_mark_of_the_sign_in_stays(
    centre: tuple[Desk, Hands],
) -> None:
    desk, hands = centre
    come(desk, ("工牌",), "遗失")
    hands.at("2026-12-01 10:00:00")
    done = look(desk, "more", "制服也没穿")
    assert done.marks == (Mark("dress", note="刘建平: 制服也没穿"),)
    assert marks(desk) == [("工牌: 遗失", "")]


def test_where_all_was_ticked_the_check_marks_what_it_found(centre: tuple[Desk, Hands]) -> None:
    desk, hands = centre
    come(desk)
    hands.at("2026-12-01 10:00:00")
    done = look(desk, "more", "未戴工牌")
    assert done.marks == (Mark("dress", note="刘建平: 未戴工牌"),)
    assert marks(desk) == []


def test_only_who_is_there_is_judged(centre: tuple[Desk, Hands]) -> None:
    desk, hands = centre
    hands.at("2026-12-01 10:00:00")
    with pytest.raises(Wrong, match="was signed in then"):
        look(desk, "confirmed")
    come(desk)
    with pytest.raises(Wrong, match="who was found"):
        look(desk, "confirmed", result="not_found")


def test_who_goes_on_to_the_next_shift_ticks_anew(tmp_path: Path) -> None:
    """R-023, R-080: what is worn and where the person is belong to the new shift."""
    post, staff = "管理处", (("李娜", "物业助理", "duty"), ("刘建平", "客户服务主管", "supervisor"))
    planned = (
        Planned("2026-12-01", post, "早班", "08:30", "16:30", ("李娜",)),
        Planned("2026-12-01", post, "晚班", "16:30", "23:30", ("李娜",)),
    )
    desk, hands = set_up(
        tmp_path / "station", "property-centre", staff, planned, at="2026-11-30 10:00:00"
    )
    places = replace(desk.profile.places, day="管理处", night="管理处")
    desk.profile = replace(desk.profile, places=places)
    hands.at("2026-12-01 08:20:00")
    sign_in(desk, who(desk, "李娜"))
    hands.at("2026-12-01 16:25:00")
    went_on = sign_in(
        desk, who(desk, "李娜"), missing=("工牌",), undressed="遗失", place="家里"
    ).attendance
    assert (went_on.shift, went_on.place) == ("晚班", "家里")
    assert went_on.marks == (Mark("dress", note="工牌: 遗失"), Mark("other_place", note="家里"))
