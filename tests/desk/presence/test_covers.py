"""R-027, R-268: who leaves the post names a cover, and the cover may leave, too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dutyroom.desk import alarms
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.now import now_view
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence import away
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.presence.sign_out import release, sign_out
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import Away
from dutyroom.i18n import render, use
from dutyroom.words.codes import away_cover, word
from tests.screens.seen import opened, write
from tests.stations.making import PIN, Hands, Planned, set_up
from tests.stations.property_centre import property_centre

DAY = "2026-12-11"
NIGHT = ("何强", "王芳")


@pytest.fixture
def hotel(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return a hotel at 22:00 with 何强 and 王芳 on the night."""
    desk, hands = set_up(
        tmp_path / "hotel",
        "hotel",
        ((name, "员工", "duty") for name in (*NIGHT, "孟丽")),
        (Planned(DAY, "酒店", "夜班", "20:00", "08:00", NIGHT),),
        at=f"{DAY} 19:50:00",
    )
    for name in NIGHT:
        sign_in(desk, who(desk, name))
    hands.at(f"{DAY} 22:00:00")
    return desk, hands


@pytest.fixture
def centre(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return the property centre at noon: 李娜 in the office, 刘洋 at the desk in front."""
    desk, hands = property_centre(tmp_path / "centre")
    hands.at("2026-12-01 08:29:00")
    for name in ("李娜", "刘洋"):
        sign_in(desk, who(desk, name))
    hands.at("2026-12-01 12:00:00")
    return desk, hands


def who(desk: Desk, name: str) -> Person:
    return find_person(desk.state(), name)


def go(
    desk: Desk, hands: Hands, name: str, minutes: int, *, cover: str = "", pin: str = PIN
) -> Away:
    now = desk.now()
    back = hands.at(f"{now:%Y-%m-%d} {now.hour + 1}:{minutes:02}:00")
    hands.at(f"{now:%Y-%m-%d %H:%M:%S}")
    stands_in = who(desk, cover) if cover else None
    return away.go_away(
        desk,
        who(desk, name),
        reason="取件",
        back=back,
        cover=stands_in,
        cover_pin=pin if cover else "",
    )


def told(desk: Desk) -> list[str]:
    use("en")
    return [render(o.sentence) for o in alarms.obligations(desk) if o.code == "cover"]


def test_a_cover_who_goes_away_covers_no_longer(centre: tuple[Desk, Hands]) -> None:
    """R-027: twenty minutes with a cover, ten without: the alarm says who left."""
    desk, hands = centre
    go(desk, hands, "李娜", 0, cover="刘洋")
    assert now_view(desk).posts[0].status == "on_duty"
    hands.at("2026-12-01 12:20:00")
    go(desk, hands, "刘洋", 0)
    assert told(desk) == ["李娜 has no cover: 刘洋 left"]
    post = next(p for p in now_view(desk).posts if p.post == "管理处")
    assert (post.status, word(post.status)) == ("uncovered", "left alone")
    assert post.on[0].away is not None
    assert away_cover(post.on[0].away, "刘洋") == "刘洋 stands in no longer"
    hands.at("2026-12-01 12:30:00")
    assert away.come_back(desk, who(desk, "李娜")).marks == (Mark("deserted", 600, "取件"),)
    assert told(desk) == []


def test_a_cover_who_is_back_stands_in_again_with_the_pin(centre: tuple[Desk, Hands]) -> None:
    """R-027: only the minutes between are the post deserted; away, nobody confirms."""
    desk, hands = centre
    go(desk, hands, "李娜", 0, cover="刘洋")
    hands.at("2026-12-01 12:10:00")
    go(desk, hands, "刘洋", 0)
    with pytest.raises(Wrong, match="刘洋 is away and cannot stand in"):
        away.confirm_cover(desk, who(desk, "刘洋"), PIN)
    hands.at("2026-12-01 12:15:00")
    away.come_back(desk, who(desk, "刘洋"))
    away.confirm_cover(desk, who(desk, "刘洋"), PIN)
    assert told(desk) == []
    hands.at("2026-12-01 12:40:00")
    assert away.come_back(desk, who(desk, "李娜")).marks == (Mark("deserted", 300, "取件"),)


def test_a_cover_does_not_sign_out_and_leave_the_other_post_empty(
    centre: tuple[Desk, Hands],
) -> None:
    """R-027: refused, naming whose post it is; a leader who lets him go ends the cover."""
    desk, hands = centre
    go(desk, hands, "李娜", 0, cover="刘洋")
    hands.at("2026-12-01 12:20:00")
    with pytest.raises(Refused, match="李娜 is away: nobody would stay at 管理处"):
        sign_out(desk, who(desk, "刘洋"))
    release(desk, who(desk, "刘洋"), who(desk, "刘建平"), "急事", PIN)
    assert told(desk) == ["李娜 has no cover: 刘洋 left"]


def test_once_the_cover_has_left_somebody_else_takes_over(hotel: tuple[Desk, Hands]) -> None:
    """R-027: who is signed in; the one who has gone home does not confirm."""
    desk, hands = hotel
    absent = go(desk, hands, "何强", 30, cover="孟丽")
    sign_in(desk, who(desk, "孟丽"))
    hands.at(f"{DAY} 22:10:00")
    sign_out(desk, who(desk, "孟丽"))
    assert told(desk) == ["何强 has no cover: 孟丽 left"]
    with pytest.raises(Wrong, match="孟丽 is not signed in"):
        away.confirm_cover(desk, who(desk, "孟丽"), PIN)
    hands.at(f"{DAY} 22:15:00")
    taken = away.confirm_cover(desk, who(desk, "王芳"), PIN)
    assert (taken.id, taken.cover, told(desk)) == (absent.id, "王芳", [])
    hands.at(f"{DAY} 22:20:00")
    assert away.come_back(desk, who(desk, "何强")).marks == (Mark("deserted", 300, "取件"),)


async def test_the_line_asks_who_stands_in_now(hotel: tuple[Desk, Hands]) -> None:
    """R-027: the form names nobody, and takes who is there."""
    desk, hands = hotel
    go(desk, hands, "何强", 30, cover="孟丽")
    sign_in(desk, who(desk, "孟丽"))
    hands.at(f"{DAY} 22:10:00")
    sign_out(desk, who(desk, "孟丽"))
    async with opened(desk) as (room, pilot):
        key = next(o.key for o in alarms.obligations(desk) if o.code == "cover")
        room.screen.query_one("#due").go(key)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await pilot.pause()
        await write(room, pilot, "王芳")
        await pilot.press("enter")
        await write(room, pilot, PIN)
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert desk.state().aways[0].cover == "王芳"


def test_a_cover_who_signed_out_before_confirming_does_not_confirm(
    hotel: tuple[Desk, Hands],
) -> None:
    """R-027."""
    desk, hands = hotel
    back = hands.at(f"{DAY} 22:30:00")
    hands.at(f"{DAY} 22:00:00")
    sign_in(desk, who(desk, "孟丽"))
    away.go_away(desk, who(desk, "何强"), reason="取件", back=back, cover=who(desk, "孟丽"))
    hands.at(f"{DAY} 22:10:00")
    sign_out(desk, who(desk, "孟丽"))
    with pytest.raises(Wrong, match="孟丽 is not signed in"):
        away.confirm_cover(desk, who(desk, "孟丽"), PIN)


def test_two_on_duty_one_away_the_other_stays(hotel: tuple[Desk, Hands]) -> None:
    """R-268: neither for good nor for a while, until one is back."""
    desk, hands = hotel
    go(desk, hands, "何强", 0)
    with pytest.raises(Refused, match="何强 is away: nobody would stay at 酒店"):
        sign_out(desk, who(desk, "王芳"))
    with pytest.raises(Refused, match="Nobody would stay at 酒店"):
        go(desk, hands, "王芳", 0)
    away.come_back(desk, who(desk, "何强"))
    assert sign_out(desk, who(desk, "王芳")).left == desk.now()


def test_where_it_is_a_warning_the_leaving_is_kept_with_a_mark(hotel: tuple[Desk, Hands]) -> None:
    """R-268: as the profile says, for good and for a while."""
    desk, hands = hotel
    levels = {**desk.profile.levels, "nobody_stays": "warn", "no_handover": "warn"}
    levels["closing_when_unmanned"] = "warn"
    desk.profile = replace(desk.profile, levels=levels)
    go(desk, hands, "何强", 0)
    second = go(desk, hands, "王芳", 0)
    assert second.marks == (Mark("nobody_stays"),)
    hands.at(f"{DAY} 22:10:00")
    back = away.come_back(desk, who(desk, "王芳"))
    assert back.marks == (Mark("nobody_stays"), Mark("deserted", 600, "取件"))
    left = sign_out(desk, who(desk, "王芳"))
    assert "left_unhanded" in [mark.code for mark in left.marks]


def test_a_cover_of_the_same_post_may_not_leave_it(hotel: tuple[Desk, Hands]) -> None:
    """R-268: a third one who stands in holds the post, and lets the second one go."""
    desk, hands = hotel
    go(desk, hands, "何强", 0, cover="王芳")
    with pytest.raises(Refused, match="Nobody would stay at 酒店"):
        go(desk, hands, "王芳", 0)
    away.come_back(desk, who(desk, "何强"))
    go(desk, hands, "何强", 0, cover="孟丽")
    assert go(desk, hands, "王芳", 0).marks == ()


def test_an_absence_written_before_covers_could_leave_still_loads(
    centre: tuple[Desk, Hands],
) -> None:
    """A page of the ledger from before has neither field."""
    desk, hands = centre
    go(desk, hands, "李娜", 0, cover="刘洋")
    page = next(desk.folder.ledger.rglob("2026-12-01*.json"))
    words = page.read_text("utf-8")
    assert "cover_left" not in words
    assert desk.state().aways[0].covered == 0
