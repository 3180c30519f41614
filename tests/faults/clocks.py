"""A clock in 1969, 2000, 2099 and back, through months, copies, numbers and alarms.

Each case is a station whose machine is set, started again, told the right time and
put right in a random order of fixed seed, with records taken by rooms and commands
meanwhile. After each step the rules are looked at that a duty room relies on.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from dutyroom.desk import alarms
from dutyroom.desk.desk import Desk
from dutyroom.desk.log import entries as log
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.station import clock_checks, doubtful
from dutyroom.desk.station.backup import copies_of, make_copy
from dutyroom.domain.facts.retiming import marked_records
from dutyroom.domain.records.base import UNVERIFIED
from tests.stations.clocks import Walls
from tests.stations.making import PIN
from tests.stations.property_centre import property_centre

WRONG = ("1969-12-31 23:50", "2000-01-01 00:00", "2099-06-01 09:00")
STEPS = ("call", "call", "call", "run", "run", "set", "start", "tell", "right", "look", "copy")


@dataclass(frozen=True)
class Tried:
    """How many steps were taken, and what did not hold."""

    steps: int
    complaints: tuple[str, ...]


class Case:
    """One station under a clock that goes wrong, and what must hold after each step."""

    def __init__(self, folder: Path, seed: int) -> None:
        """Open the centre on 1 December 2026 with 李娜 on post."""
        self.dice = random.Random(seed)
        desk, hands = property_centre(folder)
        hands.at("2026-12-01 08:24:00")
        sign_in(desk, find_person(desk.state(), "李娜"))
        hands.at("2026-12-01 10:00:00")
        self.walls, self.true = Walls(desk), desk.now()
        self.given: list[str] = []
        self.desk = self.walls.command()
        self.call()
        make_copy(self.desk)

    def steps(self, count: int) -> Iterator[str]:
        """Take steps; give each rule that did not hold."""
        for number in range(count):
            step = self.dice.choice(STEPS)
            getattr(self, step)()
            for wrong in self.wrong():
                yield f"step {number}, {step}: {wrong}"

    def call(self) -> None:
        """Log a call; in doubt it is marked, and its number is a new one."""
        standing = self.desk.clock_standing()
        entry = log.log_entry(self.desk, "call", log.Note(text="来电")).entry
        self.given.append(entry.id)
        assert (UNVERIFIED in entry.marks) is (not standing.is_sure), entry.id

    def run(self) -> None:
        """Let time pass: minutes, or weeks."""
        minutes = self.dice.choice((5, 90, 25 * 24 * 60))
        self.walls.run(minutes)
        self.true += timedelta(minutes=minutes)
        if self.desk.clock_standing().is_sure:
            self.call()

    def set(self) -> None:
        """Set the wall clock wrong, or by seconds."""
        wrong = self.dice.choice((*WRONG, "", ""))
        if wrong:
            self.walls.set(wrong)
        else:
            self.walls.moment -= timedelta(seconds=3)

    def start(self) -> None:
        """Start the machine with a wrong clock, or a right one."""
        right = f"{self.true:%Y-%m-%d %H:%M:%S}"
        self.desk = self.walls.restart(self.dice.choice((*WRONG, right)))

    def tell(self) -> None:
        """Let 李娜 or the supervisor type the right time."""
        who = find_person(self.desk.state(), self.dice.choice(("李娜", "刘建平")))
        clock_checks.set_clock(self.desk, self.true, who, PIN)

    def right(self) -> None:
        """Let the network set the clock right."""
        self.walls.moment = self.true
        if self.desk.clock_doubt():
            who = find_person(self.desk.state(), "李娜")
            clock_checks.confirm_clock(self.desk, who, PIN)

    def look(self) -> None:
        """Let the supervisor look at all the times."""
        if marked_records(self.desk.state()) and not self.desk.clock_doubt():
            doubtful.confirm(self.desk, (), by="刘建平", pin=PIN)
            assert not marked_records(self.desk.state())

    def copy(self) -> None:
        """Make a copy; it is the newest by the ledger, whatever the clock says."""
        made = make_copy(self.desk)
        assert copies_of(self.desk)[0].seq == made.seq, made.name

    def wrong(self) -> Iterator[str]:
        """Give the rules that do not hold now."""
        desk, other = self.desk, self.walls.command()
        if len(self.given) != len(set(self.given)):
            yield f"a number was given twice: {sorted(self.given)}"
        if other.now() != desk.now() or other.clock_doubt() != desk.clock_doubt():
            yield "two terminals tell different times"
        if desk.clock_doubt() and alarms.obligations(desk):
            yield "an alarm rings by a clock in doubt"
        if desk.clock_standing().is_typed and abs(desk.now() - self.true) > timedelta(minutes=1):
            yield f"a typed time goes wrong: {desk.now()} instead of {self.true}"
        last = f"{self.true:%Y-%m}"
        if spoiled := [month for month in self._months(desk) if month > last]:
            yield f"months of the future: {spoiled}"

    def _months(self, desk: Desk) -> list[str]:
        return [path.name for path in desk.folder.ledger.iterdir() if path.name[0] in "12"]

    def end(self) -> Iterator[str]:
        """Put everything right; give what is not as it should be then."""
        self.walls.moment = self.true
        self.desk = self.walls.restart(f"{self.true:%Y-%m-%d %H:%M:%S}")
        if self.desk.clock_doubt():
            self.right()
        self.look()
        report = self.desk.ledger.verify()
        yield from map(str, report.damage)
        for number in self.given:
            entry = self.desk.ledger.get(number)
            if entry is None:
                yield f"{number} is lost"
            elif UNVERIFIED in entry.marks:
                yield f"{number} is still marked"


def go_wrong(place: Path, cases: int, steps: int, seed: int) -> Tried:
    """Play cases; return how many steps were taken, and every complaint."""
    complaints: list[str] = []
    for number in range(cases):
        case = Case(place / str(number), seed + number)
        try:
            complaints += [f"case {seed + number}, {each}" for each in case.steps(steps)]
            complaints += [f"case {seed + number}, at the end: {each}" for each in case.end()]
        except AssertionError as error:
            complaints.append(f"case {seed + number}: {error}")
    return Tried(cases * steps, tuple(complaints))
