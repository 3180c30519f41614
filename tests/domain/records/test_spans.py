"""Which dates and moments a roster and a leave say they are of, at the edges too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from dutyroom.domain.records.presence import Leave
from dutyroom.domain.records.roster import Roster

ZONE = ZoneInfo("Asia/Shanghai")
FIRST, LAST = date(2026, 12, 5), date(2026, 12, 8)
STARTS = datetime(2026, 12, 5, 8, tzinfo=ZONE)
ENDS = datetime(2026, 12, 9, 8, tzinfo=ZONE)
ROSTER = Roster(
    id="ZB-20261201-001",
    title="值班安排",
    first=FIRST,
    last=LAST,
    starts=STARTS,
    ends=ENDS,
    lines=(),
)
LEAVE = Leave(
    id="QJ-20261201-001",
    day=FIRST,
    person="张三",
    first=FIRST,
    last=LAST,
    kind="rest",
    reason="",
    granted_by="李四",
    granted=STARTS,
)


@pytest.mark.parametrize("record", [ROSTER, LEAVE])
@pytest.mark.parametrize(
    ("first", "last", "touches"),
    [
        (date(2026, 12, 1), date(2026, 12, 4), False),
        (date(2026, 12, 1), date(2026, 12, 5), True),
        (date(2026, 12, 6), date(2026, 12, 7), True),
        (date(2026, 12, 1), date(2026, 12, 31), True),
        (date(2026, 12, 8), date(2026, 12, 9), True),
        (date(2026, 12, 9), date(2026, 12, 31), False),
    ],
)
def test_a_span_touches_a_record_if_they_share_a_date(
    record: Roster | Leave, first: date, last: date, touches: bool
) -> None:
    assert record.touches(first, last) is touches


def test_a_roster_runs_from_its_start_and_no_more_at_its_end() -> None:
    moments = (STARTS, ENDS, STARTS.replace(hour=7, minute=59), ENDS.replace(hour=7, minute=59))
    assert [ROSTER.runs_at(moment) for moment in moments] == [True, False, False, True]


def test_a_leave_frees_its_person_but_for_the_days_of_a_recall() -> None:
    recalled = replace(LEAVE, recalled=(date(2026, 12, 6),))
    days = (date(2026, 12, 4), FIRST, date(2026, 12, 6), LAST, date(2026, 12, 9))
    assert [recalled.frees(day) for day in days] == [False, True, False, True, False]
    assert recalled.spans(date(2026, 12, 6))
