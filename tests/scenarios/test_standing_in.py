"""R-026: for whom somebody can stand in at a sign-in, and for whom there is nothing to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyroom.desk import shifts
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from tests.duty_stations import Hands
from tests.scenarios.test_swaps import POST, station, who


@pytest.fixture
def evening(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return the centre shortly before 陈静's evening of 8 December."""
    desk, hands = station(tmp_path)
    hands.at("2026-12-08 16:24:00")
    return desk, hands


@pytest.mark.parametrize("post", ["", POST])
def test_nobody_stands_in_for_who_has_no_shift_then(evening: tuple[Desk, Hands], post: str) -> None:
    desk, _hands = evening
    with pytest.raises(Wrong, match="保安甲 has no shift now that somebody could") as caught:
        shifts.sign_in(desk, who(desk, "刘洋"), for_person="保安甲", post=post)
    assert caught.value.field == "for"
    assert not desk.state().attendances and not desk.state().swaps
    came = shifts.sign_in(desk, who(desk, "刘洋"), post=POST, shift="晚班").attendance
    assert [mark.code for mark in came.marks] == ["not_rostered"]


def test_nobody_stands_in_for_who_is_on_post(evening: tuple[Desk, Hands]) -> None:
    """Only once that person has left can another come for them."""
    desk, hands = evening
    shifts.sign_in(desk, who(desk, "李娜"))
    shifts.sign_in(desk, who(desk, "陈静"))
    with pytest.raises(Wrong, match="陈静 is on post: nobody stands in"):
        shifts.sign_in(desk, who(desk, "刘洋"), for_person="陈静")
    assert not desk.state().swaps
    hands.at("2026-12-08 16:26:00")
    shifts.sign_out(desk, who(desk, "陈静"), reason="急病")
    shifts.sign_in(desk, who(desk, "刘洋"), for_person="陈静")
    assert [swap.kind for swap in desk.state().swaps] == ["unapproved"]
