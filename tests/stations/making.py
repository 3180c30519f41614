"""Stations for tests that need a whole one: a roster, people with PINs, a set clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.people import people
from dutyroom.desk.station.station import init_station
from dutyroom.domain.records.roster import Assignee, Roster, RosterLine

PIN = "1234"


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
