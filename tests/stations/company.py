"""A company's station whose rosters are filled by the calendar: for tests of what comes after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.people import people
from dutyroom.desk.station.station import init_station
from dutyroom.domain.profile.times import span
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Assignee, Roster, RosterLine
from tests.stations.making import Hands, copied

UNITS = ("综合办公室", "设备材料部", "分公司", "财劳部", "生产经营部")
STAFF = {
    "许梅": "综合办公室",
    "丁磊": "设备材料部",
    "钱程": "分公司",
    "孙悦": "财劳部",
    "周航": "生产经营部",
    "王强": "安全保卫部",
    "吴铭": "仓库",
}
LEADER = "高建国"


@copied
def company(path: Path, at: str) -> tuple[Desk, Hands]:
    """Make the station of a company of two tiers; nothing is rostered yet."""
    init_station(path, profile="company-two-tier", name="公司", language="zh", drill=True)
    desk = open_desk(path, terminal="办公室")
    hands = Hands(desk)
    hands.at(at)
    people.add_person(desk, LEADER, rank="公司领导", phone="13800001111", roles=("duty", "leader"))
    for place, (name, unit) in enumerate(STAFF.items()):
        roles = ("duty", "owner") if name == "许梅" else ("duty",)
        phone = f"138000{place:05d}"
        people.add_person(desk, name, rank="中层", phone=phone, unit=unit, roles=roles)
    return desk, hands


def someone(desk: Desk, name: str) -> Person:
    """Return a person of the company."""
    return desk.state().people[name]


def draft(
    desk: Desk,
    first: date,
    last: date,
    *,
    without: Mapping[str, Iterable[date]] | None = None,
    leaders: bool = True,
    version: int = 1,
) -> Roster:
    """Keep a draft with everybody on every duty date, but for who is left out on which."""
    absent = {name: set(days) for name, days in (without or {}).items()}
    length = (last - first).days + 1
    every = [first + timedelta(days=n) for n in range(length)]
    days = [day for day in every if desk.calendar.is_duty_day(day, desk.profile.duty_days)]
    lines = [line for day in days for line in _lines(desk, day, absent, leaders)]
    with desk.change("roster.compile", "许梅") as change:
        return change.put(
            Roster(
                id=change.number(Roster, first),
                title="公司值班表",
                first=first,
                last=last,
                starts=lines[0].start,
                ends=lines[-1].end,
                lines=tuple(lines),
                version=version,
            )
        )


def _lines(
    desk: Desk, day: date, absent: Mapping[str, set[date]], leaders: bool
) -> Iterable[RosterLine]:
    office = [name for name in STAFF if name not in ("王强", "吴铭")]
    for post in desk.profile.posts:
        who = {"安全保卫部": ["王强"], "烟花爆竹仓库": ["吴铭"]}.get(post.id, office)
        here = tuple(Assignee(name) for name in who if day not in absent.get(name, set()))
        for rule in post.templates():
            start, end = span(rule, day, desk.zone)
            yield RosterLine(
                day=day, post=post.id, shift=rule.id, start=start, end=end, people=here
            )
    if leaders:
        yield RosterLine(
            day=day,
            post="",
            shift="",
            start=start,
            end=end,
            people=(Assignee(LEADER),),
            role="leader",
        )
