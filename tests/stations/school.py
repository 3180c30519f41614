"""A school on 20 January 2027, with leave and people who are called back from it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dutyroom.desk.desk import Desk
from dutyroom.desk.people.find import find_person
from dutyroom.desk.swaps.leave import grant_leave
from dutyroom.desk.swaps.recall import recall_from_leave
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import Leave
from dutyroom.domain.records.roster import ShiftRef
from dutyroom.domain.records.swaps import Swap
from dutyroom.domain.swaps import requests as rules
from tests.stations.making import PIN, Hands, Planned, set_up

POST = "值班室"


def day_shift(day: str, name: str = "林凡") -> Planned:
    return Planned(day, POST, "白班", "08:00", "18:00", (name,))


def night_shift(day: str, name: str = "林凡") -> Planned:
    return Planned(day, POST, "夜班", "18:00", "08:00", (name,))


def school(path: Path, *lines: Planned) -> tuple[Desk, Hands]:
    """Return a school on 20 January; without lines 林凡 has the last week of the month."""
    people = tuple(
        (name, "教师", "duty leader" if name == "校长" else "duty")
        for name in ("林凡", "苏婷", "李玲", "校长")
    )
    week = lines or tuple(day_shift(f"2027-01-{day}") for day in range(25, 32))
    return set_up(path / "school", "school", people, week, at="2027-01-20 09:00:00")


def who(desk: Desk, name: str) -> Person:
    return find_person(desk.state(), name)


def grant(desk: Desk, first: str, last: str, name: str = "苏婷") -> Leave:
    return grant_leave(
        desk,
        who(desk, name),
        date.fromisoformat(first),
        date.fromisoformat(last),
        kind="rest",
        reason="轮休",
        leader=who(desk, "校长"),
        pin=PIN,
    )


def recall(desk: Desk, *days: str, name: str = "苏婷", shift: str = "") -> Swap:
    when = tuple(map(date.fromisoformat, days))
    ill, back, head = who(desk, "林凡"), who(desk, name), who(desk, "校长")
    return recall_from_leave(desk, ill, back, when, head, "林凡发烧", PIN, shift=shift)


def on(desk: Desk, day: str, shift: str = "白班") -> tuple[str, ...]:
    found = rules.line_of(desk.state(), ShiftRef(date.fromisoformat(day), POST, shift))
    assert found is not None
    return tuple(one.person for one in found[1].people)


def owed(desk: Desk) -> list[list[str]]:
    return [[f"{day:%m-%d}" for day in leave.recalled] for leave in desk.state().leaves]
