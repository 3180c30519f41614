"""No letters of a number mean two things, and numbers of before are read as they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.excuse import excuse
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.swaps.leave import grant_leave
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.patrol import Inspection
from dutyroom.domain.records.presence import Away, Leave
from dutyroom.domain.records.station import Refusal
from tests.stations.making import PIN, Hands
from tests.stations.property_centre import property_centre

FIRST = date(2026, 12, 1)


@pytest.fixture
def centre(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return the centre whose leave and refusals have the numbers that older programs gave."""
    desk, hands = property_centre(tmp_path / "station")
    now = hands.at("2026-12-01 08:20:00")
    sign_in(desk, find_person(desk.state(), "李娜"))
    with desk.change("leave.grant", "刘建平") as change:
        change.put(
            Leave(
                id="XJ-20261201-001",
                day=FIRST,
                person="赵敏",
                first=FIRST,
                last=FIRST,
                kind="rest",
                reason="轮休",
                granted_by="刘建平",
                granted=now,
                marks=(Mark("leave_extended"),),
            )
        )
        change.put(
            Refusal(id="QX-20261201-001", day=FIRST, at=now, person="赵敏", action="roster.publish")
        )
    again = open_desk(desk.folder.path, terminal="值班室")
    hands = Hands(again)
    hands.at("2026-12-01 09:00:00")
    return again, hands


def test_each_kind_has_letters_of_its_own(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    with desk.change("try", "李娜") as change:
        given = {
            change.number(Leave): "QJ-20261201-001",
            change.number(Refusal): "YQ-20261201-001",
            change.number(Inspection): "XJ-20261201-002",
            change.number(Away, sort="whereabouts"): "QX-20261201-002",
            change.number(Away, sort="away"): "ZL-20261201-001",
        }
    assert all(number == expected for number, expected in given.items())


def test_what_was_numbered_before_is_found_changed_and_counted(
    centre: tuple[Desk, Hands],
) -> None:
    desk, _hands = centre
    state = desk.state()
    assert [leave.id for leave in state.leaves] == ["XJ-20261201-001"]
    assert [refusal.id for refusal in state.refusals] == ["QX-20261201-001"]
    leader = find_person(state, "刘建平")
    excuse(desk, "xj-20261201-001", "leave_extended", leader, "人手不足", PIN)
    (leave,) = desk.state().leaves
    assert leave.marks == (replace(Mark("leave_extended"), excused="人手不足"),)
    grant_leave(
        desk,
        find_person(state, "刘洋"),
        date(2026, 12, 8),
        date(2026, 12, 8),
        kind="rest",
        reason="轮休",
        leader=find_person(state, "刘建平"),
        pin=PIN,
    )
    assert [leave.id for leave in desk.state().leaves] == ["XJ-20261201-001", "QJ-20261208-001"]
