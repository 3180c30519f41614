"""Rosters that overlap: a holiday's beside the month's, the leaders' beside the shifts' (R-059)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.find import find_person
from dutyroom.desk.planning import plan as planning
from dutyroom.desk.planning import problem as plan_orders
from dutyroom.desk.planning.fairness import year_table
from dutyroom.desk.planning.order import Order
from dutyroom.desk.roster.check import check_roster
from dutyroom.desk.roster.edit import place_person
from dutyroom.desk.roster.export import roster_content
from dutyroom.desk.roster.find import find_roster, roster_of
from dutyroom.desk.roster.imports import import_roster
from dutyroom.desk.roster.month import month_grid
from dutyroom.desk.roster.publish import publish_roster
from dutyroom.domain.facts.in_force import lines_in_force
from dutyroom.domain.facts.slots import plan
from dutyroom.domain.records.roster import Roster, ShiftRef
from dutyroom.domain.swaps.requests import line_of
from dutyroom.i18n import render
from tests.stations.hotel import HOTEL_POST
from tests.stations.making import Hands, Planned, line_at, set_up

LEADER = "李总"
NAMES = ("何强", "王芳", "孟丽", "周杰", "吴丹", "郑浩")
FEAST = date(2026, 10, 1)


def shift(day: int, name: str, *who: str) -> Planned:
    start, end = ("08:00", "20:00") if name == "白班" else ("20:00", "08:00")
    return Planned(f"2026-10-{day:02d}", HOTEL_POST, name, start, end, who)


def october(days: Iterable[int]) -> list[Planned]:
    return [
        line
        for day in days
        for line in (
            shift(day, "白班", NAMES[day % 3]),
            shift(day, "夜班", NAMES[3 + day % 3]),
        )
    ]


def holiday(days: Iterable[int]) -> list[Planned]:
    return [
        line for day in days for line in (shift(day, "白班", "周杰"), shift(day, "夜班", "何强"))
    ]


@pytest.fixture
def hotel(tmp_path: Path) -> tuple[Desk, Hands]:
    """A hotel on 28 September, without a roster."""
    people = [(name, "员工", "duty") for name in NAMES]
    return set_up(
        tmp_path / "data",
        "hotel",
        [*people, (LEADER, "总经理", "duty leader")],
        [Planned("2026-09-28", HOTEL_POST, "白班", "08:00", "20:00", ("何强",))],
        at="2026-09-28 10:00:00",
        station="江畔酒店",
    )


def keep(desk: Desk, title: str, lines: Iterable[Planned], first: int, last: int) -> Roster:
    """Keep a draft of these dates of October."""
    made = tuple(line_at(desk, line) for line in lines)
    whole = (first, last) == (1, 31)
    with desk.change("roster.compile", "office") as change:
        return change.put(
            Roster(
                id=change.number(Roster, FEAST),
                title=title,
                first=date(2026, 10, first),
                last=date(2026, 10, last),
                starts=made[0].start,
                ends=made[-1].end,
                lines=made,
                kind="monthly" if whole else "span",
            )
        )


def on(desk: Desk, day: int) -> dict[str, tuple[str, ...]]:
    """Return who is planned for the shifts of a date."""
    when = date(2026, 10, day)
    slots = plan(desk.state(), desk.profile, desk.zone, when, when)
    return {slot.shift: tuple(a.person for a in slot.people) for slot in slots}


def both(desk: Desk, hands: Hands, *, month_last: bool = False) -> tuple[Roster, Roster]:
    """Publish the month's roster and the holiday's, in this order or the other."""
    found = []
    for title in ("国庆值班表", "十月值班表") if month_last else ("十月值班表", "国庆值班表"):
        month = title == "十月值班表"
        lines = october(range(1, 32)) if month else holiday(range(1, 8))
        draft = keep(desk, title, lines, 1, 31 if month else 7)
        found.append(publish_roster(desk, draft, provisional=True))
        hands.at("2026-09-28 11:00:00")
    return (found[1], found[0]) if month_last else (found[0], found[1])


@pytest.mark.parametrize("month_last", [False, True])
def test_a_holidays_roster_goes_before_the_months(
    hotel: tuple[Desk, Hands], month_last: bool
) -> None:
    """R-059: whichever was issued last, on the holiday its own roster says who is on."""
    desk, hands = hotel
    both(desk, hands, month_last=month_last)
    assert on(desk, 3) == {"白班": ("周杰",), "夜班": ("何强",)}
    assert on(desk, 8) == {"白班": (NAMES[2],), "夜班": (NAMES[5],)}
    cells = {row.name: row.cells for row in month_grid(desk, FEAST).rows}
    assert cells["周杰"][2].letter and not cells["孟丽"][2].letter


def test_a_swap_changes_the_line_that_counts(hotel: tuple[Desk, Hands]) -> None:
    """The line that is given away is the holiday's, and so is the one that is edited."""
    desk, hands = hotel
    month, feast = both(desk, hands)
    found = line_of(desk.state(), ShiftRef(date(2026, 10, 3), HOTEL_POST, "白班"))
    assert found is not None and found[0].id == feast.id
    assert roster_of(desk.state(), date(2026, 10, 3), "周杰").id == feast.id
    assert roster_of(desk.state(), date(2026, 10, 8), "周杰").id == month.id


def test_what_is_replaced_is_said_before_it_is_published(hotel: tuple[Desk, Hands]) -> None:
    """The check of either roster names the other, with places and dates."""
    desk, hands = hotel
    month = keep(desk, "十月值班表", october(range(1, 32)), 1, 31)
    publish_roster(desk, month, provisional=True)
    draft = keep(desk, "国庆值班表", holiday(range(1, 8)), 1, 7)
    said = [render(f.sentence) for f in check_roster(desk, draft) if f.code == "overlaid"]
    assert said == ["国庆值班表 goes before 十月值班表: 酒店, 10-01–10-07"]
    publish_roster(desk, draft, provisional=True)
    hands.at("2026-09-28 12:00:00")
    again = check_roster(desk, find_roster(desk.state(), month.id))
    assert "国庆值班表 goes before 十月值班表: 酒店, 10-01–10-07" in [
        render(f.sentence) for f in again
    ]


def test_a_month_may_leave_the_holiday_to_its_own_roster(hotel: tuple[Desk, Hands]) -> None:
    """Dates that another roster in force fills are no gaps, and those that none fills are."""
    desk, _hands = hotel
    month = keep(desk, "十月值班表", october(range(8, 32)), 1, 31)
    gaps = [f.day for f in check_roster(desk, month) if f.code == "gap"]
    assert gaps == [FEAST]
    feast = keep(desk, "国庆值班表", holiday(range(1, 8)), 1, 7)
    publish_roster(desk, feast, provisional=True)
    assert not [f for f in check_roster(desk, month) if f.code == "gap"]
    assert publish_roster(desk, month, provisional=True).state == "published"


def test_the_other_roster_can_hold_somebody_too_close(hotel: tuple[Desk, Hands]) -> None:
    """C-05, R-202: a night of the holiday before a day of the month, by the same person."""
    desk, _hands = hotel
    feast = keep(desk, "国庆值班表", holiday(range(1, 8)), 1, 7)
    publish_roster(desk, feast, provisional=True)
    lines = october(range(8, 32))
    lines[0] = shift(8, "白班", "何强")
    month = keep(desk, "十月值班表", lines, 1, 31)
    assert [f.day for f in check_roster(desk, month) if f.code == "rest"] == [date(2026, 10, 8)]


def test_what_is_replaced_counts_for_nobody(hotel: tuple[Desk, Hands]) -> None:
    """R-233: the fairness table counts the lines that count."""
    desk, hands = hotel
    both(desk, hands)
    table = {row.person: row.total for row in year_table(desk, 2026).rows}
    assert sum(table.values()) == 2 * 31 + 1
    assert table["周杰"] == 7 + sum(day % 3 == 0 for day in range(8, 32))


def test_the_planner_leaves_the_holiday_to_its_roster(hotel: tuple[Desk, Hands]) -> None:
    """A month planned after the holiday's roster fills the other dates, with rest before them."""
    desk, _hands = hotel
    feast = keep(desk, "国庆值班表", holiday(range(1, 8)), 1, 7)
    publish_roster(desk, feast, provisional=True)
    prepared = plan_orders.prepare(desk, Order(first=FEAST, last=date(2026, 10, 31)))
    planned = planning.keep_plan(desk, prepared, planning.work_out(prepared))
    duties = [line for line in planned.roster.lines if line.role == "duty"]
    assert min(line.day for line in duties) == date(2026, 10, 8)
    assert len(duties) == 2 * 24
    assert "何强" not in {a.person for line in duties[:1] for a in line.people}


def test_leaders_of_two_lists_are_not_two_leaders(hotel: tuple[Desk, Hands]) -> None:
    """R-018, R-061: of two rosters that name a date's leader one counts."""
    desk, hands = hotel
    month, feast = both(desk, hands)
    head = Planned("2026-10-03", "", "", "08:00", "08:00", (LEADER,), role="leader")
    other = line_at(desk, replace(head, who=("何强",)))
    rows = [
        (roster, line)
        for roster, line in lines_in_force(
            (
                replace(month, lines=(*month.lines, other)),
                replace(feast, lines=(*feast.lines, line_at(desk, head))),
            ),
            date(2026, 10, 3),
            date(2026, 10, 3),
        )
        if line.role == "leader"
    ]
    assert [line.people[0].person for _roster, line in rows] == [LEADER]


def test_a_sheet_leaves_out_what_another_roster_says(hotel: tuple[Desk, Hands]) -> None:
    """Nobody goes by the month's sheet, or by its calendar, on a date of the holiday's."""
    desk, hands = hotel
    month, _feast = both(desk, hands)
    sheet = roster_content(desk, month, "md").decode()
    assert "国庆值班表优先于十月值班表：酒店，10-01–10-07" in sheet
    rows = {row[:7].strip("| "): row for row in sheet.splitlines()}
    assert "孟丽" in rows["10月8日"]
    assert "周杰" not in rows["10月3日"] and "见国庆值班表" in rows["10月3日"]
    assert b"DTSTART;TZID=Asia/Shanghai:20261003" not in roster_content(desk, month, "ics")
    assert b"20261008" in roster_content(desk, month, "ics")


def test_a_sheet_that_comes_back_brings_no_note_of_another_roster(
    hotel: tuple[Desk, Hands], tmp_path: Path
) -> None:
    """What our own sheet says of the holiday's roster is no remark of the office."""
    desk, hands = hotel
    month, _feast = both(desk, hands)
    sheet = tmp_path / "october.csv"
    sheet.write_bytes(roster_content(desk, month, "csv"))
    assert "见国庆值班表" in sheet.read_text("utf-8-sig")
    back = import_roster(desk, sheet, preview=True).roster
    assert not back.remarks and not any(line.remark for line in back.lines)


def test_a_swap_takes_no_date_from_another_roster(hotel: tuple[Desk, Hands]) -> None:
    """Two rosters of stated dates: the first issue counts, whichever has a version later."""
    desk, hands = hotel
    wide = keep(desk, "九十月值班表", october(range(1, 31)), 1, 30)
    publish_roster(desk, wide, provisional=True)
    hands.at("2026-09-28 11:00:00")
    publish_roster(desk, keep(desk, "国庆值班表", holiday(range(1, 8)), 1, 7), provisional=True)
    hands.at("2026-09-28 12:00:00")
    day = date(2026, 10, 20)
    draft = roster_of(desk.state(), day)
    ref = ShiftRef(day, HOTEL_POST, "白班")
    edited = place_person(desk, draft, find_person(desk.state(), "吴丹"), ref)
    publish_roster(desk, edited, provisional=True)
    assert on(desk, 20)["白班"] == (NAMES[2], "吴丹")
    assert on(desk, 3) == {"白班": ("周杰",), "夜班": ("何强",)}


def test_a_corrected_roster_of_more_dates_leaves_no_gap_behind(hotel: tuple[Desk, Hands]) -> None:
    """The old one answers for nothing any more, so nothing of it can be missing."""
    desk, hands = hotel
    publish_roster(desk, keep(desk, "国庆", holiday(range(1, 4)), 1, 3), provisional=True)
    hands.at("2026-09-28 11:00:00")
    publish_roster(desk, keep(desk, "国庆更正", holiday(range(1, 8)), 1, 7), provisional=True)
    grid = month_grid(desk, FEAST)
    assert [f.code for f in grid.findings if f.level == "block"] == []


def test_who_heads_a_date_in_a_list_keeps_the_shift_in_the_other(
    hotel: tuple[Desk, Hands],
) -> None:
    """R-061: a leaders' list holds no shifts; the shift is edited where it stands."""
    desk, hands = hotel
    publish_roster(desk, keep(desk, "十月值班表", october(range(1, 32)), 1, 31), provisional=True)
    lead = [Planned(f"2026-10-{n:02d}", "", "", "08:00", "08:00", ("王芳",), "leader")
            for n in range(1, 8)]  # fmt: skip
    heads = publish_roster(desk, keep(desk, "领导带班表", lead, 1, 7), provisional=True)
    hands.at("2026-09-28 12:00:00")
    day = date(2026, 10, 1)
    assert on(desk, 1)["白班"] == ("王芳",)
    assert roster_of(desk.state(), day, "王芳").title == "十月值班表"
    assert roster_of(desk.state(), day, "王芳", "leader").id == heads.id
    with pytest.raises(Wrong, match="lists chiefs and leaders alone"):
        ref = ShiftRef(day, HOTEL_POST, "白班")
        place_person(desk, heads, find_person(desk.state(), "孟丽"), ref)


def test_one_fault_on_the_board_is_told_once(hotel: tuple[Desk, Hands]) -> None:
    """A short rest between the holiday and the month is found by both rosters."""
    desk, hands = hotel
    publish_roster(desk, keep(desk, "国庆值班表", holiday(range(1, 8)), 1, 7), provisional=True)
    lines = october(range(8, 32))
    lines[0] = shift(8, "白班", "何强")
    hands.at("2026-09-28 11:00:00")
    desk.profile = replace(desk.profile, levels={**desk.profile.levels, "rest": "warn"})
    publish_roster(desk, keep(desk, "十月值班表", lines, 1, 31), provisional=True)
    rests = [f for f in month_grid(desk, FEAST).findings if f.code == "rest"]
    assert len(rests) == 1
