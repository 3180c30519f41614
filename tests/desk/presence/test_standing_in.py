"""R-026, R-024, R-099: what stands in the records of who came for somebody, and of who did not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dutyroom.desk import alarms
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.presence.month_sheet import month_sheet
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.presence.sign_out import release
from dutyroom.desk.swaps.decide import approve_swap
from dutyroom.desk.swaps.leave import grant_leave
from dutyroom.desk.swaps.requests import SwapRequest, request_swap, shift_of
from dutyroom.domain.presence.month.person import PersonMonth
from tests.stations.making import PIN, Hands
from tests.stations.property_centre import property_centre
from tests.stations.swaps import who

DAY = date(2026, 12, 1)


@pytest.fixture
def centre(tmp_path: Path) -> tuple[Desk, Hands]:
    """The centre on whose first of December 李娜 has the morning and 赵敏 the evening."""
    return property_centre(tmp_path / "centre")


def month(desk: Desk, hands: Hands, name: str) -> PersonMonth:
    hands.at("2026-12-02 00:30:00")
    return next(p for p in month_sheet(desk, DAY).people if p.name == name)


def codes(desk: Desk, number: str) -> list[str]:
    found = next(a for a in desk.state().attendances if a.id == number)
    return [mark.code for mark in found.marks]


def test_who_comes_for_a_no_show_is_not_the_one_who_was_absent(centre: tuple[Desk, Hands]) -> None:
    """R-183: two hours late is an absence of 李娜's, not of who helps out."""
    desk, hands = centre
    hands.at("2026-12-01 10:35:00")
    came = sign_in(desk, who(desk, "彭大勇"), for_person="李娜", post="管理处").attendance
    assert "awol" not in codes(desk, came.id) and "late" in codes(desk, came.id)
    assert month(desk, hands, "彭大勇").awol == 0


def test_who_comes_after_somebody_was_let_go_is_not_late(centre: tuple[Desk, Hands]) -> None:
    """R-099: the leader let 李娜 go at noon; she deserted nothing."""
    desk, hands = centre
    hands.at("2026-12-01 08:20:00")
    sign_in(desk, who(desk, "李娜"))
    hands.at("2026-12-01 12:00:00")
    release(desk, who(desk, "李娜"), who(desk, "刘建平"), "发烧", PIN)
    hands.at("2026-12-01 12:05:00")
    came = sign_in(desk, who(desk, "彭大勇"), for_person="李娜", post="管理处").attendance
    assert not {"late", "awol"} & set(codes(desk, came.id))
    assert not desk.state().swaps
    assert month(desk, hands, "李娜").deserted.times == 0


def test_only_one_stands_in_for_somebody_at_a_time(centre: tuple[Desk, Hands]) -> None:
    """R-026: somebody else may, once the first one is gone."""
    desk, hands = centre
    hands.at("2026-12-01 08:20:00")
    sign_in(desk, who(desk, "彭大勇"), for_person="李娜", post="管理处")
    hands.at("2026-12-01 08:25:00")
    with pytest.raises(Wrong, match="彭大勇 stands in for 李娜 already"):
        sign_in(desk, who(desk, "赵敏"), for_person="李娜", post="管理处")
    release(desk, who(desk, "彭大勇"), who(desk, "刘建平"), "急事", PIN)
    came = sign_in(desk, who(desk, "赵敏"), for_person="李娜", post="管理处").attendance
    assert came.stands_in_for == "李娜"


def test_who_is_on_leave_has_not_deserted_and_the_shift_is_filled(
    centre: tuple[Desk, Hands],
) -> None:
    """R-024: absent with a record of leave; Now asks for nobody else any more."""
    desk, hands = centre
    boss, li = who(desk, "刘建平"), who(desk, "李娜")
    grant_leave(desk, li, DAY, DAY, kind="private", reason="家事", leader=boss, pin=PIN)
    hands.at("2026-12-01 08:20:00")
    assert [o for o in alarms.obligations(desk) if o.code == "leave_open"]
    sign_in(desk, who(desk, "彭大勇"), for_person="李娜", post="管理处")
    assert not [o for o in alarms.obligations(desk) if o.code == "leave_open"]
    sheet = month(desk, hands, "李娜")
    assert (sheet.deserted.times, sheet.absent, sheet.days_off) == (0, 0, 1)


def test_leave_that_needs_somebody_is_not_settled_by_looking_at_it(
    centre: tuple[Desk, Hands],
) -> None:
    """R-025: it stands until somebody has the shift."""
    desk, _hands = centre
    boss, li = who(desk, "刘建平"), who(desk, "李娜")
    grant_leave(desk, li, DAY, DAY, kind="private", reason="家事", leader=boss, pin=PIN)
    (line,) = [o for o in alarms.obligations(desk) if o.code == "leave_open"]
    alarms.acknowledge(desk, line.key, who(desk, "赵敏"), "看到了")
    assert [o for o in alarms.obligations(desk) if o.code == "leave_open"]


def test_the_relief_who_steps_in_before_the_own_shift_stands_in(
    centre: tuple[Desk, Hands],
) -> None:
    """R-026: the name that was typed is not thrown away because the evening is hers."""
    desk, hands = centre
    hands.at("2026-12-01 15:45:00")
    zhao = who(desk, "赵敏")
    done = sign_in(desk, zhao, for_person="李娜", post="管理处", shift="早班")
    assert done.attendance.stands_in_for == "李娜"
    assert [swap.kind for swap in desk.state().swaps] == ["unapproved"]


def test_who_got_the_shift_late_is_not_absent_at_once(centre: tuple[Desk, Hands]) -> None:
    """R-183: the minutes to an absence count from when the swap took effect."""
    desk, hands = centre
    hands.at("2026-12-01 08:20:00")
    sign_in(desk, who(desk, "刘建平"), post="管理处", shift="早班")
    hands.at("2026-12-01 11:00:00")
    ref = shift_of(desk, who(desk, "李娜"), DAY)
    asked = SwapRequest(reason="病了", cause="sick", substitute=who(desk, "彭大勇"))
    swap = request_swap(desk, who(desk, "李娜"), ref, asked, urgent=True)
    approve_swap(desk, swap, who(desk, "刘建平"), PIN, reason="急病")
    for clock, missed in (("11:01:00", False), ("13:01:00", True)):
        hands.at(f"2026-12-01 {clock}")
        found = [o for o in alarms.obligations(desk) if o.code == "awol" and o.ref == "彭大勇"]
        assert bool(found) == missed
