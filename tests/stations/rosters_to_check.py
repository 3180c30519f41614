"""A week of rosters for the checker, line by line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dutyroom.domain.profile.calendar import DutyCalendar
from dutyroom.domain.profile.profile import Profile, load_profile
from dutyroom.domain.profile.times import span
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Assignee, Roster, RosterLine
from dutyroom.domain.records.station import Contact
from dutyroom.domain.roster.check import Finding, check_roster
from dutyroom.domain.roster.view import RosterContext
from dutyroom.intake.holidays import station_calendar

ZONE = ZoneInfo("Asia/Shanghai")
FOLDER = Path(__file__).parents[2] / "data" / "profiles"
FIRST, LAST = date(2026, 12, 1), date(2026, 12, 7)
CALENDAR = station_calendar(())


def document(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


def profile(name: str, **changes: Any) -> Profile:
    return load_profile(document(name) | changes, document("base"))


def person(name: str, rank: str = "物业助理", **more: Any) -> Person:
    return Person(id=f"P:{name}", name=name, rank=rank, **({"phone": "13800000101"} | more))


def people(*extra: Person) -> dict[str, Person]:
    staff = [person(name) for name in ("李娜", "赵敏", "陈静", "刘洋")]
    return {p.key: p for p in (*staff, person("高建国", "总值班员"), *extra)}


def days(first: date = FIRST, last: date = LAST) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def line(rules: Profile, day: date, post: str, shift: str, *names: str, **more: Any) -> RosterLine:
    found = rules.post(post)
    rule = found.template(shift) if found else None
    assert rule is not None
    start, end = span(rule, day, ZONE)
    who = tuple(Assignee(name) for name in names)
    return RosterLine(day=day, post=post, shift=shift, start=start, end=end, people=who, **more)


def chief(day: date, *names: str) -> RosterLine:
    start = datetime.combine(day, time(8, 30), ZONE)
    return RosterLine(
        day=day,
        post="",
        shift="",
        start=start,
        end=start + timedelta(days=1),
        people=tuple(Assignee(name) for name in names),
        role="chief",
    )


def roster(lines: Iterable[RosterLine], first: date = FIRST, last: date = LAST) -> Roster:
    return Roster(
        title="值班安排表",
        first=first,
        last=last,
        lines=tuple(lines),
        starts=datetime.combine(first, time(8, 30), ZONE),
        ends=datetime.combine(last, time(23, 30), ZONE),
    )


def full_week(rules: Profile) -> list[RosterLine]:
    lines = [chief(day, "高建国") for day in days()]
    for day in days():
        lines += [
            line(rules, day, "管理处", "早班", "李娜"),
            line(rules, day, "管理处", "晚班", "赵敏"),
            line(rules, day, "前台", "前台", "刘洋"),
        ]
    return lines


def check(
    lines: Iterable[RosterLine],
    rules: Profile,
    *extra: Person,
    calendar: DutyCalendar = CALENDAR,
    contacts: tuple[Contact, ...] = (),
) -> tuple[Finding, ...]:
    around = RosterContext(contacts=contacts or (AT_NIGHT,))
    return check_roster(roster(lines), rules, calendar, people(*extra), ZONE, around)


AT_NIGHT = Contact(category="值班电话转接人", number="13800000107", name="王强")
