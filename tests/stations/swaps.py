"""The property centre of 8 to 10 December, where a shift changes hands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from dutyroom.desk.desk import Desk
from dutyroom.desk.people.find import find_person
from dutyroom.desk.swaps.requests import SwapRequest, find_swap, request_swap
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import ShiftRef
from dutyroom.domain.records.swaps import Swap
from dutyroom.domain.swaps import requests as rules
from tests.stations.making import Hands, Planned, set_up

POST = "管理处"
PEOPLE = (
    ("李娜", "物业助理", "duty"),
    ("陈静", "物业助理", "duty"),
    ("赵敏", "物业助理", "duty"),
    ("刘洋", "物业助理", "duty"),
    ("保安甲", "保安", "duty"),
    ("刘主管", "管理员", "duty supervisor"),
    ("高建国", "公司领导", "leader"),
)


def lines() -> tuple[Planned, ...]:
    made = []
    for day, (morning, evening) in enumerate(
        (("李娜", "陈静"), ("赵敏", "陈静"), ("李娜", "赵敏")), 8
    ):
        made += [
            Planned(f"2026-12-{day:02}", POST, "早班", "08:30", "16:30", (morning,)),
            Planned(f"2026-12-{day:02}", POST, "晚班", "16:30", "23:30", (evening,)),
        ]
    return tuple(made)


def station(path: Path, *, mode: str = "") -> tuple[Desk, Hands]:
    desk, hands = set_up(
        path / "station", "property-centre", PEOPLE, lines(), at="2026-12-01 10:00:00"
    )
    if mode:
        desk.profile = replace(desk.profile, swap=replace(desk.profile.swap, mode=mode))  # type: ignore[arg-type]
    return desk, hands


def who(desk: Desk, name: str) -> Person:
    return find_person(desk.state(), name)


def evening(day: int) -> ShiftRef:
    return ShiftRef(date(2026, 12, day), POST, "晚班")


def on(desk: Desk, ref: ShiftRef) -> tuple[str, ...]:
    found = rules.line_of(desk.state(), ref)
    assert found is not None
    return tuple(one.person for one in found[1].people)


def version(desk: Desk) -> int:
    return desk.state().published()[-1].version


def fresh(desk: Desk, swap: Swap) -> Swap:
    return find_swap(desk.state(), swap.id)


def ask(desk: Desk, day: int = 8, **more: object) -> Swap:
    asked = SwapRequest(reason="家中有事", cause="private")
    asked = replace(asked, **{k: v for k, v in more.items() if k != "urgent"})  # type: ignore[arg-type]
    urgent = bool(more.get("urgent"))
    return request_swap(desk, who(desk, "陈静"), evening(day), asked, urgent=urgent)
