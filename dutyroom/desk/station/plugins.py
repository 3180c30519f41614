"""What installed packages add to a station: checks, obligations and exports of its own.

Only the packages that ``station.toml`` names are looked up, by their entry
point in the group ``dutyroom``, and only when they are first needed. One that
cannot be used is named in a sentence and set aside until the program ends; the
room, the check and the export go on without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from dutyroom.desk.errors import Wrong
from dutyroom.desk.station.plugin_answers import Nonsense, own_finding, own_owed
from dutyroom.domain.base.codes import OwnCode
from dutyroom.domain.base.owed import Owed
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.due import Rule
from dutyroom.domain.roster.check import Check
from dutyroom.domain.roster.view import Finding
from dutyroom.export.table import PrintedTable
from dutyroom.values import dataclass

GROUP = "dutyroom"
"""The group of the entry points."""
MOST = 1000
"""More answers than this of one rule are taken for a rule that never ends."""
ENDINGS = (Exception, SystemExit)
"""What may come out of a plug-in and ends nothing; Ctrl+C still does."""

SET_ASIDE = OwnCode("plugin")
"""The code of the note about a plug-in that cannot be used."""

Writer = Callable[[PrintedTable], bytes]
A = TypeVar("A", Finding, Owed)


V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Plugin:
    """What one package offers; ``exports`` are writers by the ending of the file's name."""

    name: str
    checks: tuple[Check, ...]
    rules: tuple[Rule, ...]
    exports: Mapping[str, Writer]


class Plugins:
    """The plug-ins that a station names, loaded when one is first asked for."""

    def __init__(self, names: Iterable[str]) -> None:
        """Keep the names; nothing is looked up yet."""
        self._names = tuple(dict.fromkeys(names))
        self._loaded: tuple[Plugin, ...] | None = None
        self._faults: dict[str, Sentence] = {}

    @property
    def faults(self) -> tuple[Sentence, ...]:
        """The sentences about the plug-ins that are set aside so far."""
        return tuple(self._faults.values())

    def in_use(self) -> tuple[Plugin, ...]:
        """Return the plug-ins that are not set aside; they are loaded the first time."""
        if self._loaded is None:
            self._loaded = tuple(self._load_all())
        return tuple(plugin for plugin in self._loaded if plugin.name not in self._faults)

    def checks(self) -> tuple[Check, ...]:
        """Return the station's own checks; none of them raises."""
        return tuple(
            self._guarded(plugin.name, check, own_finding)
            for plugin in self.in_use()
            for check in plugin.checks
        )

    def rules(self) -> tuple[Rule, ...]:
        """Return the station's own rules about what is owed; none of them raises."""
        return tuple(
            self._guarded(plugin.name, rule, own_owed)
            for plugin in self.in_use()
            for rule in plugin.rules
        )

    def formats(self) -> tuple[str, ...]:
        """Return the station's own formats: the plug-in, a dot, the ending of the file's name."""
        return tuple(
            f"{plugin.name}.{ending}" for plugin in self.in_use() for ending in plugin.exports
        )

    def write(self, kind: str, table: PrintedTable) -> bytes:
        """Return a roster in one of the `formats`.

        Raises `Wrong` with the fault of the plug-in, which is set aside then.
        """
        name, _dot, ending = kind.rpartition(".")
        writer = next(p for p in self.in_use() if p.name == name).exports[ending]
        try:
            return _bytes_of(writer(table))
        except ENDINGS as error:
            self._set_aside(name, writer, error)
            raise Wrong(self._faults[name], "as") from error

    def notes(self, day: date) -> Iterator[Finding]:
        """Give a note for each plug-in that is set aside, for where checks are read."""
        for sentence in self.faults:
            yield Finding("note", SET_ASIDE, sentence, GROUP, day)

    def _guarded(
        self, name: str, rule: Callable[[V], Iterable[object]], own: Callable[[str, Any, V], A]
    ) -> Callable[[V], Iterator[A]]:
        """Return a rule that gives what is right, or sets its plug-in aside and gives nothing."""

        def guarded(view: V) -> Iterator[A]:
            answers: list[A] = []
            if name not in self._faults:
                try:
                    answers += [own(name, answer, view) for answer in _ended(rule(view))]
                except ENDINGS as error:
                    self._set_aside(name, rule, error)
            return iter(answers)

        return guarded

    def _load_all(self) -> Iterator[Plugin]:
        from importlib.metadata import entry_points  # slow, and only a few stations need it

        for name in self._names:
            entry = next(iter(entry_points(group=GROUP, name=name)), None)
            if entry is None or not _is_name(name):
                text = say("Plug-in {name} is set aside: no installed package offers it", name=name)
                self._faults[name] = text
                continue
            try:
                yield _plugin(name, entry.load())
            except ENDINGS as error:
                self._set_aside(name, None, error)

    def _set_aside(self, name: str, rule: object, error: BaseException) -> None:
        self._faults[name] = say(
            "Plug-in {name} is set aside: {what}: {error}",
            name=name,
            what=getattr(rule, "__name__", "") or say("it cannot be loaded"),
            error=error.sentence if isinstance(error, Nonsense) else _told(error),
        )


def _is_name(name: str) -> bool:
    """Tell whether a name can stand before a code: the keys of alarms are cut at a colon."""
    return name.replace("-", "").replace("_", "").isalnum()


def _plugin(name: str, offered: object) -> Plugin:
    """Return what an entry point offers. Raises `Nonsense` for anything of another shape."""
    checks, rules = getattr(offered, "CHECKS", ()), getattr(offered, "OWED", ())
    exports = getattr(offered, "EXPORTS", {})
    if not _are_functions(checks, rules, exports):
        raise Nonsense(
            say("CHECKS and OWED are tuples of functions, EXPORTS is a table of functions by name")
        )
    if not (checks or rules or exports):
        raise Nonsense(say("it offers no CHECKS, no OWED and no EXPORTS"))
    for ending in exports:
        if not _is_ending(ending):
            raise Nonsense(say("{name} is no ending for the name of a file", name=str(ending)))
    return Plugin(name, checks, rules, exports)


def _are_functions(checks: object, rules: object, exports: object) -> bool:
    """Tell whether these are two tuples and a table, and everything in them can be called."""
    if not (isinstance(checks, tuple) and isinstance(rules, tuple)):
        return False
    if not isinstance(exports, Mapping):
        return False
    return all(map(callable, (*checks, *rules, *exports.values())))


def _is_ending(ending: object) -> bool:
    return isinstance(ending, str) and ending.isalnum() and ending.isascii()


def _ended(answers: Iterable[object]) -> list[object]:
    """Return what a rule gives. Raises `Nonsense` for one that does not come to an end."""
    some = list(islice(answers, MOST + 1))
    if len(some) > MOST:
        raise Nonsense(say("it gives more than {n} answers", n=MOST))
    return some


def _bytes_of(data: object) -> bytes:
    if not isinstance(data, bytes):
        raise Nonsense(say("it gives {kind}, no bytes", kind=type(data).__name__))
    return data


def _told(error: BaseException) -> str:
    """Return an error in a line: its kind, its words, and where it was raised."""
    try:
        words = " ".join(str(error).split())[:200]
    except ENDINGS:  # an error of a plug-in may not even have words
        words = ""
    said = f"{type(error).__name__}: {words}" if words else type(error).__name__
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    if place is None:
        return said
    return f"{said} ({Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno})"
