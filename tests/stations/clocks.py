"""A machine whose clocks a test sets, and which it starts again."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.log import entries as log
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.watch import ClockWatch, limits_of
from tests.stations.property_centre import property_centre


class Walls:
    """A wall clock and a steady one, each set by the test."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.moment = desk.now()
        self.seconds = 0.0
        self.boot = "one"
        self.watch(desk)

    def watch(self, desk: Desk) -> None:
        """Let a desk look at these clocks, as at its opening."""
        desk.clock = lambda: self.moment
        limits = limits_of(desk.profile.timing)
        folder = desk.folder.path
        desk.watch = ClockWatch(desk.clock, lambda: self.seconds, self.boot, limits, folder)

    def command(self) -> Desk:
        """Open the station for one command."""
        desk = open_desk(self.desk.folder.path, terminal="command")
        self.watch(desk)
        return desk

    def restart(self, words: str) -> Desk:
        """Start the machine again: the wall clock shows this, and nobody remembers anything."""
        self.boot, self.seconds = self.boot + "+", 20.0
        self.set(words)
        return self.command()

    def run(self, minutes: int) -> None:
        """Let both clocks run."""
        self.moment += timedelta(minutes=minutes)
        self.seconds += minutes * 60

    def at(self, words: str) -> datetime:
        """Return a moment of the station."""
        return datetime.fromisoformat(words).replace(tzinfo=self.desk.zone)

    def set(self, words: str) -> None:
        """Set the wall clock alone."""
        self.moment = self.at(words)


def sure_walls(place: Path, words: str) -> Walls:
    """Return the centre at a moment with a call, the clock sure, nobody on duty yet."""
    desk, hands = property_centre(place)
    hands.at(words)
    log.log_entry(desk, "call", log.Note(text="一"))
    walls = Walls(desk)
    assert desk.clock_doubt() == ""
    return walls


def walls_on_post(place: Path, call: str = "") -> Walls:
    """Return the centre at 10:00 with 李娜 on post, and a call from before the clocks were seen."""
    desk, hands = property_centre(place)
    hands.at("2026-12-01 08:24:00")
    sign_in(desk, find_person(desk.state(), "李娜"))
    hands.at("2026-12-01 10:00:00")
    if call:
        log.log_entry(desk, "call", log.Note(text=call))
    return Walls(desk)
