"""A machine whose clocks a test sets, and which it starts again."""

from __future__ import annotations

from datetime import datetime, timedelta

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.watch import ClockWatch, limits_of


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
