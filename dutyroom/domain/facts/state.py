"""What is known at one moment: the newest revision of each record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from functools import cached_property
from typing import TypeVar, overload

from dutyroom.domain.facts.in_force import lines_in_force, with_roster
from dutyroom.domain.records.handover import Handover
from dutyroom.domain.records.log import Entry, WorkOrder
from dutyroom.domain.records.mending import Mending
from dutyroom.domain.records.patrol import Inspection, Round
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import (
    Attendance,
    Away,
    LeaderPresence,
    Leave,
    Meeting,
    PhoneHandover,
    PlaceChange,
    PostCheck,
)
from dutyroom.domain.records.roster import Roster, RosterLine, WorkDay
from dutyroom.domain.records.station import (
    Alarm,
    ClockCheck,
    Closure,
    Contact,
    Recovery,
    Refusal,
    Restoring,
)
from dutyroom.domain.records.swaps import Swap
from dutyroom.values import dataclass

T = TypeVar("T")


class LazyRecords(Sequence[T]):
    """Records of a kind of which the finished ones are read when somebody asks for all.

    ``at_hand`` are some of them, in order, and every one that is not finished.
    """

    def __init__(self, at_hand: Iterable[T], load: Callable[[], Iterable[T]]) -> None:
        """Hold what is at hand; ``load`` gives all of them, and is called once at most."""
        self.at_hand = tuple(at_hand)
        self._load = load

    @cached_property
    def _all(self) -> tuple[T, ...]:
        return tuple(self._load())

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...
    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        """Return one or some of all."""
        return self._all[place]

    def __len__(self) -> int:
        """Count all."""
        return len(self._all)

    def __iter__(self) -> Iterator[T]:
        """Go through all."""
        return iter(self._all)


def at_hand(records: Sequence[T]) -> Sequence[T]:
    """Return every record that is not finished, among others, without reading any."""
    return records.at_hand if isinstance(records, LazyRecords) else records


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyState:
    """The records that the rules look at, each kind in order of first writing."""

    people: Mapping[str, Person] = field(default_factory=dict)
    rosters: tuple[Roster, ...] = ()
    attendances: tuple[Attendance, ...] = ()
    aways: tuple[Away, ...] = ()
    phones_out: tuple[PhoneHandover, ...] = ()
    places: tuple[PlaceChange, ...] = ()
    checks: tuple[PostCheck, ...] = ()
    leaders: tuple[LeaderPresence, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    entries: Sequence[Entry] = ()
    orders: Sequence[WorkOrder] = ()
    rounds: tuple[Round, ...] = ()
    inspections: tuple[Inspection, ...] = ()
    handovers: tuple[Handover, ...] = ()
    contacts: tuple[Contact, ...] = ()
    closures: tuple[Closure, ...] = ()
    clock_checks: tuple[ClockCheck, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    swaps: tuple[Swap, ...] = ()
    leaves: tuple[Leave, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    recoveries: tuple[Recovery, ...] = ()
    restorings: tuple[Restoring, ...] = ()
    mendings: tuple[Mending, ...] = ()
    work: tuple[WorkDay, ...] = ()

    def published(self) -> tuple[Roster, ...]:
        """Return the rosters in force."""
        return tuple(roster for roster in self.rosters if roster.state == "published")

    def in_force(self, roster: Roster) -> tuple[Roster, ...]:
        """Return the version of a roster that is in force, if any."""
        return tuple(r for r in self.published() if r.series == roster.series)

    def lines(
        self, first: date = date.min, last: date = date.max
    ) -> Iterator[tuple[Roster, RosterLine]]:
        """Give the lines in force of a span, each with its roster (`lines_in_force`)."""
        return lines_in_force(self.published(), first, last)

    def lines_with(
        self, roster: Roster, first: date, last: date
    ) -> Iterator[tuple[Roster, RosterLine]]:
        """Give the lines of a span as they will be with this roster in force, its own too."""
        return lines_in_force(with_roster(self.published(), roster), first, last)

    def name(self, key: str) -> str:
        """Return the person's name, or the key where nobody is known by it."""
        person = self.people.get(key)
        return person.name if person else key

    def phone(self, key: str) -> str:
        """Return the person's telephone, or an empty text."""
        person = self.people.get(key)
        return person.phone if person else ""

    def backup(self, key: str) -> str:
        """Return the person's reserve number, or an empty text (R-184)."""
        person = self.people.get(key)
        return person.backup if person else ""

    def with_role(self, role: str, day: date | None = None) -> tuple[Person, ...]:
        """Return the people who hold a role; with a day, who are with the station on it."""
        holders = tuple(person for person in self.people.values() if role in person.roles)
        if day is None:
            return holders
        return tuple(person for person in holders if person.serves(day))

    def leading(self, day: date) -> tuple[str, ...]:
        """Return the chief duty officer or duty leader of a duty date (R-018)."""
        return tuple(
            assignee.person
            for _roster, line in self.lines(day, day)
            if line.leads
            for assignee in line.people
        )

    def told(self, day: date) -> tuple[str, ...]:
        """Return who is told of what goes wrong on a duty date (R-001).

        Its chief and leader; where the roster names neither, every supervisor
        and leader of the station.
        """
        bosses = (*self.with_role("supervisor", day), *self.with_role("leader", day))
        return self.leading(day) or tuple(dict.fromkeys(person.key for person in bosses))
