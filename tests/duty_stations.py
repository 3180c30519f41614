"""Stations for tests that need a whole one: a roster, people with PINs, a set clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.handover import checklist as handover
from dutyroom.desk.handover import signing
from dutyroom.desk.people import people
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence import attendance as shifts
from dutyroom.desk.station import contacts
from dutyroom.desk.station.station import init_station
from dutyroom.domain.records.roster import Assignee, Roster, RosterLine

PIN = "1234"
HOTEL_POST = "酒店"


class Hands:
    """A clock whose hands the test sets."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def at(self, words: str) -> datetime:
        """Set the clock to a moment of the station."""
        moment = datetime.fromisoformat(words).replace(tzinfo=self._desk.zone)
        self._desk.clock = lambda: moment
        return moment


@dataclass(frozen=True)
class Planned:
    """A line of the roster: who has which shift."""

    day: str
    post: str
    shift: str
    start: str
    end: str
    who: tuple[str, ...]
    role: str = "duty"


def set_up(
    path: Path,
    profile: str,
    names: Iterable[tuple[str, str, str]],
    lines: Iterable[Planned],
    *,
    at: str,
    station: str = "",
) -> tuple[Desk, Hands]:
    """Make a drill station with these people (name, rank, roles) and a published roster."""
    init_station(path, profile=profile, name=station, language="zh", drill=True)
    desk = open_desk(path, terminal="值班室")
    hands = Hands(desk)
    hands.at(at)
    for place, (name, rank, roles) in enumerate(names):
        people.add_person(
            desk, name, rank=rank, phone=f"138000{place:05d}", roles=tuple(roles.split()), pin=PIN
        )
    add_roster(desk, *lines)
    return desk, hands


def add_roster(desk: Desk, *lines: Planned) -> None:
    """Publish one more roster, of these lines."""
    days = sorted(date.fromisoformat(line.day) for line in lines)
    first, last = days[0], days[-1]
    made = tuple(line_at(desk, line) for line in lines)
    with desk.change("roster.compile", "office") as change:
        change.put(
            Roster(
                id=change.number(Roster, first),
                title="值班安排表",
                first=first,
                last=last,
                starts=made[0].start,
                ends=made[-1].end,
                lines=made,
                kind="span",
                state="published",
            )
        )


def line_at(desk: Desk, line: Planned) -> RosterLine:
    """Return the line of a roster, in the station's zone."""
    day = date.fromisoformat(line.day)
    start = datetime.fromisoformat(f"{line.day}T{line.start}").replace(tzinfo=desk.zone)
    end = datetime.fromisoformat(f"{line.day}T{line.end}").replace(tzinfo=desk.zone)
    if end <= start:
        end += timedelta(days=1)
    return RosterLine(
        day=day,
        post=line.post,
        shift=line.shift,
        start=start,
        end=end,
        people=tuple(Assignee(name) for name in line.who),
        role=line.role,  # type: ignore[arg-type]
    )


def property_centre(path: Path) -> tuple[Desk, Hands]:
    """Make 江南春天管理处 on 1 December 2026: 李娜 in the morning, 赵敏 in the evening."""
    office, post = "客户服务主管", "管理处"
    desk, hands = set_up(
        path,
        "property-centre",
        (
            ("李娜", "物业助理", "duty"),
            ("赵敏", "物业助理", "duty"),
            ("刘洋", "物业助理", "duty"),
            ("刘建平", office, "duty supervisor"),
            ("彭大勇", "总值班员", "duty chief"),
        ),
        (
            Planned("2026-12-01", post, "早班", "08:30", "16:30", ("李娜",)),
            Planned("2026-12-01", post, "晚班", "16:30", "23:30", ("赵敏",)),
            Planned("2026-12-01", "前台", "前台", "08:30", "18:00", ("刘洋",)),
            Planned("2026-12-01", "", "", "00:00", "00:00", ("彭大勇",), role="chief"),
        ),
        at="2026-11-30 10:00:00",
    )
    for kind, number in (
        ("派出所", "025-52110110"),
        ("消防", "119"),
        ("医院", "120"),
        ("供水", "96889"),
        ("供电", "95598"),
    ):
        contacts.set_contact(desk, kind, number, by="刘建平")
    return desk, hands


def hotel(path: Path) -> tuple[Desk, Hands]:
    """Make a hotel with 何强 on the night of 11 December 2026."""
    return set_up(
        path,
        "hotel",
        (("何强", "员工", "duty"), ("王芳", "员工", "duty")),
        (
            Planned("2026-12-11", "酒店", "夜班", "20:00", "08:00", ("何强",)),
            Planned("2026-12-12", "酒店", "白班", "08:00", "20:00", ("王芳",)),
        ),
        at="2026-12-10 10:00:00",
        station="江畔酒店",
    )


def half_signed(path: Path) -> Desk:
    """Make a hotel at 08:00:20 whose handover has 王芳's signature and waits for 何强's."""
    desk, hands = set_up(
        path,
        "hotel",
        (("王芳", "员工", "duty"), ("何强", "员工", "duty"), ("孟丽", "员工", "duty")),
        (
            Planned("2026-12-06", HOTEL_POST, "夜班", "20:00", "08:00", ("王芳",)),
            Planned("2026-12-07", HOTEL_POST, "白班", "08:00", "20:00", ("何强",)),
        ),
        at="2026-12-06 19:55:00",
        station="江畔酒店",
    )
    shifts.sign_in(desk, find_person(desk.state(), "王芳"))
    hands.at("2026-12-07 07:58:00")
    shifts.sign_in(desk, find_person(desk.state(), "何强"))
    found = handover.start_handover(desk, HOTEL_POST)
    for tick in found.ticks:
        found = handover.answer(desk, found, tick.code, True)
    for article in found.counts:
        found = handover.count(desk, found, article.article, article.expected)
    found = handover.write_record(desk, found, ("无异常",))
    hands.at("2026-12-07 08:00:20")
    signing.sign(desk, found, find_person(desk.state(), "王芳"), PIN)
    return desk
