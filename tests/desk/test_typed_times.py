"""A clock time without a date means the nearer day; what may be a slip is asked about."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from dutyroom.desk.clock import read_ahead, read_event_time, read_soon
from dutyroom.desk.errors import Wrong

ZONE = ZoneInfo("Asia/Shanghai")


def at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("now", "typed", "meant"),
    [
        ("2026-12-18 00:30", "23：50", "2026-12-17 23:50"),
        ("2026-12-18 08:00", "20:30", "2026-12-17 20:30"),
        ("2026-12-18 23:59", "00:05", "2026-12-18 00:05"),
        ("2026-12-18 08:00", "2026-12-17 09:00", "2026-12-17 09:00"),
    ],
)
def test_what_happened_was_last_night_or_today(now: str, typed: str, meant: str) -> None:
    assert read_event_time(typed, at(now), ZONE) == at(meant)


def test_a_time_that_is_nearer_ahead_is_a_slip_and_the_day_is_asked_for() -> None:
    with pytest.raises(Wrong, match="if it was yesterday, write 2026-12-17 16:30:45"):
        read_event_time("16:30:45", at("2026-12-18 16:20"), ZONE)


def test_who_leaves_the_post_is_back_tonight_and_not_tomorrow_at_noon() -> None:
    late = at("2026-12-18 22:00")
    assert read_soon("01:30", late, ZONE, "back") == at("2026-12-19 01:30")
    with pytest.raises(Wrong, match="if it is tomorrow, write 2026-12-19 21:30") as refused:
        read_soon("21:30", late, ZONE, "back")
    assert refused.value.field == "back"
    assert read_soon("20:30", at("2026-12-18 08:00"), ZONE, "back") == at("2026-12-18 20:30")
    assert read_ahead("08:00", at("2026-12-18 16:30"), ZONE) == at("2026-12-19 08:00")
