"""R-211, R-219: the morning meeting is reminded of, and who came is ticked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from dutyroom.desk import alarms
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence import meetings
from dutyroom.desk.presence.month_sheet import month_sheet
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.station.drafts import Draft
from dutyroom.desk.swaps.leave import grant_leave
from dutyroom.domain.profile.presence import MeetingRule
from dutyroom.domain.records.people import Person
from dutyroom.i18n import render, use
from dutyroom.words.sheets import month_lines
from screens.draft_forms import reopened
from screens.kit.form import Form
from tests.screens.seen import opened, seen
from tests.stations.making import PIN, Hands, Planned, add_roster
from tests.stations.property_centre import property_centre

DAY = "2026-12-01"
MORNING = MeetingRule(id="晨会", at=time(8), minutes=30, remind_min=5)


@pytest.fixture
def centre(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return the property centre with a meeting at 08:00; 李娜 is there."""
    desk, hands = property_centre(tmp_path / "centre")
    desk.profile = replace(desk.profile, meetings=(MORNING,))
    hands.at(f"{DAY} 07:50:00")
    sign_in(desk, who(desk, "李娜"))
    return desk, hands


def who(desk: Desk, name: str) -> Person:
    return find_person(desk.state(), name)


def owed(desk: Desk) -> list[tuple[str, str]]:
    use("en")
    found = (o for o in alarms.obligations(desk) if o.code == "meeting")
    return [(o.standing, render(o.sentence)) for o in found]


def test_five_minutes_before_until_it_is_ticked(centre: tuple[Desk, Hands]) -> None:
    """R-219: a reminder, due while it lasts, overdue after it."""
    desk, hands = centre
    standings = []
    for clock in ("07:54:59", "07:55:00", "08:00:00", "08:30:00", "08:30:01"):
        hands.at(f"{DAY} {clock}")
        standings.append([standing for standing, _text in owed(desk)])
    assert standings == [[], ["soon"], ["due"], ["due"], ["overdue"]]
    assert owed(desk)[0][1] == "晨会 08:00–08:30: who came?"
    kept = meetings.keep_meeting(desk, "晨会", ("李娜",), who(desk, "李娜"))
    assert (kept.present, kept.missing) == (("李娜",), ("刘洋", "赵敏"))
    assert owed(desk) == []


def test_ticked_once_more_it_is_put_right(centre: tuple[Desk, Hands]) -> None:
    """R-211: one record of the day, with the newer ticks."""
    desk, hands = centre
    hands.at(f"{DAY} 08:10:00")
    first = meetings.keep_meeting(desk, "晨会", (), who(desk, "李娜"))
    came = ("刘洋", "刘建平")
    second = meetings.keep_meeting(desk, "晨会", came, who(desk, "李娜"))
    assert (second.id, second.present) == (first.id, ("刘洋", "刘建平"))
    assert second.missing == ("李娜", "赵敏")
    assert len(desk.state().meetings) == 1


def test_the_months_sheet_names_who_missed_it(centre: tuple[Desk, Hands]) -> None:
    """R-211: as it was ticked last."""
    desk, hands = centre
    hands.at(f"{DAY} 08:10:00")
    meetings.keep_meeting(desk, "晨会", (), who(desk, "李娜"))
    meetings.keep_meeting(desk, "晨会", ("李娜", "赵敏"), who(desk, "李娜"))
    use("en")
    lines = list(month_lines(month_sheet(desk, date(2026, 12, 1)).of("刘洋")))
    assert "  meetings missed 1×" in lines
    missed = {p.name: p.meetings_missed for p in month_sheet(desk, date(2026, 12, 1)).people}
    assert missed == {"李娜": 0, "刘洋": 1, "赵敏": 0}


def test_wrong_words_are_said_in_a_sentence(centre: tuple[Desk, Hands]) -> None:
    """R-219: too early, or none of that name."""
    desk, _hands = centre
    with pytest.raises(Wrong, match=r"晨会 can be ticked from .*07:55"):
        meetings.keep_meeting(desk, "晨会", (), who(desk, "李娜"))
    with pytest.raises(Wrong, match="No meeting is called 例会; there are 晨会"):
        meetings.keep_meeting(desk, "例会", (), who(desk, "李娜"))


def test_no_meeting_where_the_profile_has_none_or_nobody_is_on_duty(
    centre: tuple[Desk, Hands],
) -> None:
    """R-219: hidden when off."""
    desk, hands = centre
    hands.at("2026-12-03 08:10:00")
    assert owed(desk) == []
    hands.at(f"{DAY} 08:10:00")
    desk.profile = replace(desk.profile, meetings=())
    assert owed(desk) == []


async def test_the_line_on_the_home_screen_asks_for_the_ticks(centre: tuple[Desk, Hands]) -> None:
    """R-211: whoever signed in is ticked already; saved, the line is gone."""
    desk, hands = centre
    hands.at(f"{DAY} 08:10:00")
    async with opened(desk) as (room, pilot):
        room.screen.query_one("#due").go(f"meeting:{DAY}/晨会")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await pilot.pause()
        shown = seen(room)
        assert "Ticked by" in shown
        assert "did not come" in shown
        await pilot.press("ctrl+g")
        await pilot.pause()
        kept = desk.state().meetings[0]
        assert (kept.present, kept.by) == (("李娜",), "李娜")
        assert "who came?" not in seen(room)


async def test_a_name_that_is_not_in_the_list_of_people_is_ticked(
    centre: tuple[Desk, Hands],
) -> None:
    """R-211: the roster may name somebody who is not kept as a person."""
    desk, hands = centre
    add_roster(desk, Planned("2026-12-02", "管理处", "早班", "08:30", "16:30", ("不在册", "李娜")))
    hands.at("2026-12-02 08:10:00")
    async with opened(desk) as (room, pilot):
        room.screen.query_one("#due").go("meeting:2026-12-02/晨会")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("space", "ctrl+g")
        await pilot.pause()
        kept = desk.state().meetings[0]
        assert (kept.present, kept.missing) == (("不在册", "李娜"), ())


def test_who_is_on_leave_is_not_asked(centre: tuple[Desk, Hands]) -> None:
    """R-025: nor counted missing; who came all the same is there."""
    desk, hands = centre
    boss, day = who(desk, "刘建平"), date.fromisoformat(DAY)
    for name in ("刘洋", "李娜"):
        grant_leave(
            desk, who(desk, name), day, day, kind="rest", reason="轮休", leader=boss, pin=PIN
        )
    hands.at(f"{DAY} 08:10:00")
    kept = meetings.keep_meeting(desk, "晨会", ("李娜",), who(desk, "李娜"))
    assert (kept.present, kept.missing) == (("李娜",), ("赵敏",))


async def test_what_was_ticked_is_put_right_on_the_same_day(centre: tuple[Desk, Hands]) -> None:
    """R-211: the form begins with what was kept."""
    desk, hands = centre
    hands.at(f"{DAY} 07:50:00")
    async with opened(desk) as (room, pilot):
        await pilot.press("e")
        await pilot.pause()
        assert "No meeting of today has begun" in seen(room)
        hands.at(f"{DAY} 08:10:00")
        meetings.keep_meeting(desk, "晨会", ("刘洋",), who(desk, "李娜"))
        await pilot.press("e")
        await pilot.pause()
        assert isinstance(room.screen, Form)
        assert sorted(room.screen.values().values()) == sorted(("came", "missed", "missed", "李娜"))
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert [kept.present for kept in desk.state().meetings] == [("刘洋",)]


async def test_a_draft_ticks_whom_it_named(centre: tuple[Desk, Hands]) -> None:
    """X-09: others are asked meanwhile, or it is another day."""
    desk, hands = centre
    hands.at(f"{DAY} 08:10:00")
    async with opened(desk) as (room, pilot):
        room.screen.query_one("#due").go(f"meeting:{DAY}/晨会")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(room.screen, Form)
        draft = _draft(room.screen, desk.now())
        await pilot.press("escape")
        add_roster(desk, Planned(DAY, "前台", "早值", "07:00", "08:30", ("彭大勇",)))
        again = reopened(desk, draft)
        assert again is not None
        room.push_screen(again)
        await pilot.pause()
        again.fill(draft.values)
        await pilot.press("ctrl+g")
        await pilot.pause()
    assert desk.state().meetings[0].present == ("李娜",)
    hands.at("2026-12-02 08:10:00")
    assert reopened(desk, draft) is None


def _draft(form: Form[Any], began: datetime) -> Draft:
    return Draft(
        id="1",
        kind=form.kind,
        ref=form.ref,
        title="晨会",
        values=form.values(),
        began=began,
        kept=began,
        terminal="台1",
        owner="",
    )
