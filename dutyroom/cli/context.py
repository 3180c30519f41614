"""What every command is given: the words typed, and the desk when it needs one."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people import powers
from dutyroom.desk.people.find import find_maybe, find_person, key_of
from dutyroom.desk.people.powers import Credentials, Permission
from dutyroom.desk.presence.phone import writer_named
from dutyroom.desk.station.damage import StationDamage, damage_of
from dutyroom.desk.station.demo import demo_time
from dutyroom.desk.station.station import station_path, terminal_name
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.records.people import Person
from dutyroom.i18n import _
from dutyroom.settings.config import Config
from dutyroom.text import printable
from dutyroom.values import dataclass

if TYPE_CHECKING:
    from dutyroom.desk.station.plugins import Plugin

Handler = Callable[["Context"], "Answer"]
Settings = Callable[[Mapping[str, str]], Config]

DONE, WRONG, REFUSED, CONFLICT, STORAGE = 0, 2, 3, 4, 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command says: a value for ``--json``, lines for people, its exit code."""

    value: Any
    lines: tuple[str, ...]
    code: int = 0


class Context:
    """One command: its arguments, its desk, its author."""

    def __init__(self, args: argparse.Namespace, settings: Settings | None = None) -> None:
        """Keep the arguments; the desk opens when it is first asked for.

        ``settings`` reads the user's own settings against the commands of the screens.
        ``notes`` are said on the error stream behind the answer: what was passed over.
        ``kept_out`` is why the station does not open, where it is looked after all the same.
        """
        self.args = args
        self._settings = settings
        self.notes: list[str] = []
        self.kept_out: Exception | None = None

    @cached_property
    def settings(self) -> Config:
        """Return the user's own settings with every mistake in them."""
        if self._settings is None:
            raise Wrong(say("The settings cannot be checked from here"))
        return self._settings(os.environ)

    @property
    def path(self) -> Path:
        """Return the station's folder, whether there is a station in it or not."""
        return station_path(self.args.data, os.environ)

    @cached_property
    def desk(self) -> Desk:
        """Open the station (see `dutyroom.desk.desk.open_desk` for what it raises)."""
        at = self.args.at or demo_time(self.path)
        return open_desk(self.path, terminal=terminal_name(os.environ), at=at)

    def look_after(self) -> None:
        """Open the station even if its own files cannot be used (see `open_bare`)."""
        from dutyroom.desk.station.bare import open_bare  # for two commands

        at = self.args.at or demo_time(self.path)
        terminal = terminal_name(os.environ)
        self.desk, self.kept_out = open_bare(self.path, terminal=terminal, at=at)

    @property
    def is_open(self) -> bool:
        """Whether the station was opened."""
        return "desk" in self.__dict__

    def load_plugins(self) -> tuple[Plugin, ...]:
        """Load the plug-ins that the station names; `faults` tells of the others."""
        return self.desk.plugins.in_use() if self.desk.plugins else ()

    @property
    def faults(self) -> tuple[Sentence, ...]:
        """The sentences about the plug-ins and files that this command met and set aside."""
        desk: Desk | None = self.__dict__.get("desk")  # it may not have been opened
        return desk.passed_over if desk is not None else ()

    @property
    def damage(self) -> StationDamage | None:
        """What is damaged in the records, where this command opened them."""
        desk: Desk | None = self.__dict__.get("desk")
        return damage_of(desk) if desk is not None else None

    def person(self, words: str) -> Person:
        """Return the person of that name. Raises `Wrong`."""
        return find_person(self.desk.state(), words)

    def maybe(self, words: str) -> Person | None:
        """Return the person of that name, None where nothing was typed. Raises `Wrong`."""
        return find_maybe(self.desk.state(), words)

    def key_of(self, words: str) -> str:
        """Return the key of the person of that name, or nothing for nothing. Raises `Wrong`."""
        return key_of(self.desk.state(), words)

    @property
    def by(self) -> str:
        """Return the key of the person named with --by, or nothing."""
        return writer_named(self.desk, self.args.by) if self.args.by else ""

    def proof(self) -> Credentials:
        """Return who does it and the PIN as they were typed; the desk asks where it must."""
        return {"by": self.by, "pin": str(self.args.pin)}

    def signer(self, permission: Permission, pin: str) -> tuple[str, str]:
        """Return the key of who does it and the PIN; it is asked for only where it counts."""
        by = self.by
        if pin or not by or not self._asks_pin(permission):
            return by, pin
        for person in powers.holders(self.desk, permission):
            if person.key == by:
                return by, _ask_pin(person)
        return by, pin

    def pin_for(self, person: Person, permission: Permission) -> str:
        """Return the PIN given; where it counts and there is a keyboard, ask for it."""
        if self.args.pin or not self._asks_pin(permission):
            return str(self.args.pin)
        return _ask_pin(person)

    def _asks_pin(self, permission: Permission) -> bool:
        """Tell whether a PIN counts for it, and there is a keyboard at which it can be typed."""
        return sys.stdin.isatty() and not powers.is_open(self.desk, permission)

    def pin(self, person: Person) -> str:
        """Return the PIN given, or ask for it where there is a keyboard. Raises `Wrong`."""
        if self.args.pin:
            return str(self.args.pin)
        if not sys.stdin.isatty():
            raise Wrong(say("A PIN is needed: give it with --pin"), "pin")
        return _ask_pin(person)


def _ask_pin(person: Person) -> str:
    return getpass.getpass(printable(_("PIN of {person}: ").format(person=person.name)))
