"""The user's keys, checked: what no terminal sends, what is taken, what clashes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.settings.keys import FORBIDDEN, TAKEN, key_name, key_words, sent_as, with_twin
from dutyroom.settings.mistakes import Mistake, line_of

Screens = Mapping[str, Mapping[str, tuple[str, ...]]]
"""For each screen the keys of every command that it answers, by command id."""

Keys = dict[str, tuple[str, ...]]


def read_keys(table: Any, screens: Screens, text: str = "") -> tuple[Keys, list[Mistake]]:
    """Return the keys that can be used, by command id, and every mistake in the table.

    A command with a mistake keeps the keys that it comes with; of two commands
    that clash on one screen, both that the user changed do.
    """
    if not isinstance(table, dict):
        return {}, [Mistake(say("keys is a table: [keys], then a command and its keys"))]
    known = {id_ for commands in screens.values() for id_ in commands}
    taken: Keys = {}
    wrong: list[Mistake] = []
    for id_, value in _flat(table):
        line = _line(text, id_)
        keys, faults = _keys_of(id_, value, known)
        wrong += [Mistake(fault, line) for fault in faults]
        if not faults:
            taken[id_] = keys
    while clashes := list(_clashes(taken, screens)):
        for first, second, key, screen in clashes:
            words = say(
                "{key} would be both {one} and {other} on the screen {screen}",
                key=key_words(key), one=first, other=second, screen=screen,
            )  # fmt: skip
            wrong.append(Mistake(words, max(_line(text, first), _line(text, second))))
            taken.pop(first, None)
            taken.pop(second, None)
    return taken, wrong


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield ids with their keys: ``log.step = …`` and ``"log.step" = …`` are the same."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def _keys_of(id_: str, value: Any, known: set[str]) -> tuple[tuple[str, ...], list[Sentence]]:
    if id_ not in known:
        return (), [say("no command is called {name}", name=id_)]
    written = _texts(value)
    if not written:
        return (), [say("{name} is a key, or a list of keys", name=id_)]
    faults = [fault for text in written if (fault := _fault(id_, text))]
    names: list[str] = []
    for text in written:
        names += with_twin(key_name(text))
    return tuple(dict.fromkeys(names)), faults


def _texts(value: Any) -> list[str]:
    """Return the keys as they were written, one or a list; none where anything else stands."""
    written = value if isinstance(value, list) else [value]
    good = all(isinstance(text, str) and text.strip() for text in written)
    return written if good else []


def _fault(id_: str, written: str) -> Sentence | None:
    key = key_name(written)
    if not key:
        return say("{name}: no terminal sends {key}", name=id_, key=written)
    if key in FORBIDDEN:
        return say("{name}: {key} is never a command's key", name=id_, key=written)
    if sent_as(key):
        return say(
            "{name}: a terminal sends {key} as {other}", name=id_, key=written, other=sent_as(key)
        )
    if key in TAKEN:
        return say("{name}: lists and forms need {key} themselves", name=id_, key=written)
    return None


def _clashes(taken: Keys, screens: Screens) -> Iterator[tuple[str, str, str, str]]:
    """Yield pairs of commands with one key on one screen, each pair once."""
    seen: set[tuple[str, str]] = set()
    for screen, commands in screens.items():
        holder: dict[str, str] = {}
        for id_, own in commands.items():
            for key in taken.get(id_, own):
                other = holder.setdefault(key, id_)
                if other != id_ and (other, id_) not in seen and {other, id_} & taken.keys():
                    seen.add((other, id_))
                    yield other, id_, key, screen


def _line(text: str, id_: str) -> int:
    return line_of(text, id_, id_.rpartition(".")[2])
