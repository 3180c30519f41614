"""What one roster says otherwise than another (R-192)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dutyroom.domain.records.roster import Assignee, LineRole, Roster, RosterLine
from dutyroom.domain.roster.changes import (
    change_sentence,
    changes,
    phone_changes,
    phone_sentence,
)
from dutyroom.i18n import render

ZONE = ZoneInfo("Asia/Shanghai")
FIRST = date(2026, 12, 1)


def line(day: int, shift: str, *people: str, role: LineRole = "duty", hour: int = 8) -> RosterLine:
    start = datetime(2026, 12, day, hour, tzinfo=ZONE)
    return RosterLine(
        day=start.date(),
        post="管理处",
        shift=shift,
        start=start,
        end=start + timedelta(hours=8),
        people=tuple(Assignee(name) for name in people),
        role=role,
    )


def roster(*lines: RosterLine) -> Roster:
    start = datetime(2026, 12, 1, tzinfo=ZONE)
    return Roster(
        title="值班安排表",
        first=FIRST,
        last=date(2026, 12, 31),
        starts=start,
        ends=start + timedelta(days=31),
        lines=lines,
    )


def said(before: Roster, after: Roster) -> list[str]:
    return [render(change_sentence(change, str)) for change in changes(before, after)]


def test_the_same_roster_has_no_changes() -> None:
    one = roster(line(1, "早班", "李娜"), line(1, "晚班", "陈静", hour=16))
    assert said(one, replace(one, title="另一个标题", version=2)) == []


def test_a_new_line_one_left_out_and_one_with_other_people_are_told_by_date() -> None:
    before = roster(line(1, "早班", "李娜"), line(3, "早班", "王强"))
    after = roster(line(1, "早班", "李娜", "赵敏"), line(2, "早班", "周倩"))
    assert said(before, after) == [
        "2026-12-01 管理处 早班: 李娜 → 李娜, 赵敏",
        "2026-12-02 管理处 早班: new, 周倩",
        "2026-12-03 管理处 早班: left out, was 王强",
    ]


def test_other_hours_and_remarks_are_changes_too() -> None:
    before = roster(line(1, "早班", "李娜"))
    after = roster(replace(line(1, "早班", "李娜", hour=9), remark="加强巡视"))
    assert said(before, after) == [
        "2026-12-01 管理处 早班: 08:00–16:00 → 09:00–17:00, remark — → 加强巡视"
    ]


def test_a_substitute_mark_is_a_change() -> None:
    before = roster(line(1, "早班", "郑洁"))
    after = roster(replace(before.lines[0], people=(Assignee("郑洁", substitute=True),)))
    assert said(before, after) == ["2026-12-01 管理处 早班: 郑洁 → 郑洁 (sub)"]


def test_heads_are_named_by_their_role() -> None:
    before = roster(line(1, "", "彭大勇", role="chief"))
    after = roster(line(1, "", "高建国", role="chief"))
    assert said(before, after) == ["2026-12-01 chief: 彭大勇 → 高建国"]


def test_two_lines_of_one_shift_are_held_apart_by_their_hours() -> None:
    before = roster(line(1, "早班", "李娜"), line(1, "早班", "王强", hour=12))
    after = roster(line(1, "早班", "李娜"), line(1, "早班", "孙伟", hour=12))
    assert said(before, after) == ["2026-12-01 管理处 早班: 王强 → 孙伟"]


def test_another_number_is_told_once_and_is_no_change_of_a_line() -> None:
    def with_phone(number: str) -> Roster:
        people = (Assignee("李娜", number),)
        return roster(*(replace(line(day, "早班"), people=people) for day in (1, 2)))

    before, after = with_phone("13800000101"), with_phone("13800000199")
    assert said(before, after) == []
    told = [render(phone_sentence(change, str)) for change in phone_changes(before, after)]
    assert told == ["telephone of 李娜: 13800000101 → 13800000199"]
