"""Answers as JSON or as lines, and errors as one sentence with an exit code."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from dutyroom.cli.context import CONFLICT, REFUSED, STORAGE, WRONG, Answer
from dutyroom.desk.errors import Wrong
from dutyroom.desk.station.damage import StationDamage
from dutyroom.domain.base.sentence import Sentence
from dutyroom.domain.base.shape import ShapeError
from dutyroom.domain.base.verdict import Refused
from dutyroom.i18n import _, render
from dutyroom.store.errors import Conflict, StoreError
from dutyroom.text import is_harmless, printable
from dutyroom.words.codes import store_words, verdict_line


def plain(value: object) -> Any:
    """Return a value as JSON has it: dataclasses as tables, sentences as words."""
    if isinstance(value, Sentence):
        return render(value)
    if dataclasses.is_dataclass(value):
        return _fields(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value


def _fields(value: Any) -> dict[str, Any]:
    """Return the fields of a dataclass by name; a PIN is never printed, not even its hash."""
    names = [field.name for field in dataclasses.fields(value)]
    names += getattr(value, "ALSO_SHOWN", ())
    return {name: plain(getattr(value, name)) for name in names if name != "pin"}


def _json(value: Any) -> str:
    """Return JSON that is the same value, and that no terminal takes for a command."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return "".join(map(_escaped, text))


def _escaped(letter: str) -> str:
    if letter == "\n" or is_harmless(letter):
        return letter
    return f"\\u{ord(letter):04x}"


def show(answer: Answer, *, as_json: bool, damage: StationDamage | None = None) -> int:
    """Print an answer and return its exit code.

    An object says what is damaged in the records; an answer about whole ones is as it was.
    """
    if as_json:
        print(_json(_with_damage(plain(answer.value), damage)))
    else:
        for line in answer.lines:
            print(printable(line))
    return answer.code


def _with_damage(value: Any, damage: StationDamage | None) -> Any:
    """Return an object with what is damaged, unless it says so itself; anything else as it is."""
    if damage is None or not isinstance(value, dict) or "damage" in value:
        return value
    found = [{"file": each.file, "line": each.line, "record": each.record} for each in damage.found]
    copy = damage.copy
    made = {"name": copy.name, "at": copy.at, "records": copy.records} if copy else None
    fault = store_words(damage.fault) if damage.fault else None
    return {**value, "damage": {"found": found, "copy": made, "fault": fault}}


def explain(error: Exception, *, as_json: bool, damage: StationDamage | None = None) -> int:
    """Print what went wrong and return its exit code; raises what it does not know."""
    code, lines, value = _explained(error)
    if as_json:
        print(_json(_with_damage(value, damage)))
    for line in lines:
        print(printable(line), file=sys.stderr)
    return code


def _misfit(error: ShapeError) -> tuple[int, list[str], dict[str, Any]]:
    mistakes = [render(problem) for problem in error.problems]
    named = _("{path} does not fit; nothing was changed:").format(path=error.path)
    head = named if error.path else _("The file does not fit; nothing was changed:")
    return WRONG, [head, *mistakes], {"error": "wrong", "file": error.path, "text": mistakes}


def _explained(error: Exception) -> tuple[int, list[str], dict[str, Any]]:
    match error:
        case Wrong():
            words = render(error.sentence)
            return WRONG, [words], {"error": "wrong", "field": error.field, "text": words}
        case ShapeError():
            return _misfit(error)
        case Refused():
            return (
                REFUSED,
                [verdict_line(v) for v in error.verdicts],
                {
                    "error": "refused",
                    "rules": [
                        {"code": v.code, "clause": v.clause, "text": render(v.sentence)}
                        for v in error.verdicts
                    ],
                },
            )
        case Conflict():
            words = store_words(error)
            return (
                CONFLICT,
                [words],
                {
                    "error": "conflict",
                    "text": words,
                    "current": plain(error.current),
                    "yours": plain(error.yours),
                },
            )
        case StoreError():
            words = store_words(error)
            return STORAGE, [words], {"error": "storage", "text": words}
        case _:
            raise error
