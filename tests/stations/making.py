"""Stations for tests that need a whole one: a roster, people with PINs, a set clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

from dutyroom import i18n
from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.people import people
from dutyroom.desk.station.station import init_station
from dutyroom.domain.records.roster import Assignee, Roster, RosterLine
from tests.stations.templates import TEMPLATES

P = ParamSpec("P")
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


def copied(
    make: Callable[Concatenate[Path, P], tuple[Desk, Hands]],
) -> Callable[Concatenate[Path, P], tuple[Desk, Hands]]:
    """Make the station of the same words once in a run; everybody is given a copy of it.

    The desk that is returned reads the copy from the disk, and its clock stands
    where it stood when the station was made.
    """
    clocks: dict[str, tuple[str, datetime]] = {}

    @wraps(make)
    def made_or_copied(path: Path, /, *words: P.args, **named: P.kwargs) -> tuple[Desk, Hands]:
        key = f"{make.__qualname__} {words!r} {named!r} {i18n.language()}"

        def noted(folder: Path) -> None:
            desk, _hands = make(folder, *words, **named)
            clocks[key] = desk.ledger.terminal, desk.clock()

        TEMPLATES.lay_out(key, noted, path)
        terminal, moment = clocks[key]
        desk = open_desk(path, terminal=terminal)
        desk.clock = lambda: moment
        return desk, Hands(desk)

    return made_or_copied


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


@copied
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
