"""The user's own ``config.toml``: language, colours, borders, bell, keys.

It is checked when it is read: every mistake is named, and what is wrong falls
back to what holds without a file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from dutyroom.documents import Unread, read_text, read_toml
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.settings.keymap import Screens, read_keys
from dutyroom.settings.mistakes import Mistake, line_of
from dutyroom.values import dataclass

THEMES = ("duty-night", "duty-day", "duty-contrast", "duty-ansi")
"""The colours there are, in the order in which a key goes through them."""

LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Config:
    """What the user wants; an empty text is decided from the terminal and the locale.

    ``keys`` are the keys of commands, by command id, where they are not as they
    come. ``mistakes`` is everything in the file that was not taken.
    """

    path: Path | None = None
    language: str = ""
    theme: str = ""
    ascii: bool | None = None
    bell: bool = True
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()


def config_path(environ: Mapping[str, str]) -> Path:
    """Return where the file is: DUTYROOM_CONFIG, or in the user's folder of settings."""
    if environ.get("DUTYROOM_CONFIG"):
        return Path(environ["DUTYROOM_CONFIG"])
    import platformdirs

    return Path(platformdirs.user_config_dir("dutyroom", appauthor=False)) / "config.toml"


def read_config(path: Path, screens: Screens) -> Config:
    """Read the file; one that is not there is empty, and nothing is raised.

    ``screens`` are the commands with their keys (`screens.commands.commands.keys_by_screen`).
    """
    try:
        text = read_text(path)
    except FileNotFoundError:
        return Config(path)
    except (OSError, ValueError) as error:
        return Config(path, mistakes=(Mistake(_unread(error, path)),))
    return parse_config(text, screens, path)


def _unread(error: Exception, path: Path) -> Sentence:
    if isinstance(error, Unread):
        return Sentence(error.text, tuple(error.values.items()))
    return say("{path} cannot be read as text", path=path)


def parse_config(text: str, screens: Screens, path: Path | None = None) -> Config:
    """Return what the text of the file says, with every mistake in it."""
    try:
        table = read_toml(text, path or "config.toml")
    except Unread as error:
        words = Sentence(error.text, tuple(error.values.items()))
        mistake = Mistake(say("this is not TOML"), error.line) if error.line else Mistake(words)
        return Config(path, mistakes=(mistake,))
    keys, key_mistakes = read_keys(table.get("keys", {}), screens, text)
    settings: dict[str, Any] = {}
    mistakes = [*_unknown(table, text)]
    for name in filter(_KINDS.__contains__, table):
        fault = _fault(name, table[name], text)
        if fault is None:
            settings[name] = _plain(table[name])
        else:
            mistakes.append(fault)
    mistakes = sorted((*mistakes, *key_mistakes), key=lambda mistake: mistake.line)
    return Config(path, **settings, keys=keys, mistakes=tuple(mistakes))


_KINDS: dict[str, tuple[str, ...] | None] = {
    "language": LANGUAGES,
    "theme": THEMES,
    "ascii": None,
    "bell": None,
}
"""What may stand in the file as well as ``keys``: one of a few words, or true and false."""


def _plain(value: Any) -> Any:
    return f"duty-{value}" if f"duty-{value}" in THEMES else value


def _unknown(table: Mapping[str, Any], text: str) -> Iterator[Mistake]:
    known = (*_KINDS, "keys")
    for name in table:
        if name not in known:
            words = say("{name} is unknown; there are {known}", name=name, known=known)
            yield Mistake(words, line_of(text, name))


def _fault(name: str, value: Any, text: str) -> Mistake | None:
    allowed = _KINDS[name]
    if allowed is None:
        good = isinstance(value, bool)
        words: Sentence = say("{name} is true or false", name=name)
    else:
        good = isinstance(value, str) and _plain(value) in allowed
        words = say("{name} is one of {known}", name=name, known=allowed)
    return None if good else Mistake(words, line_of(text, name))


def remember(path: Path, name: str, value: str) -> None:
    """Write one setting into the file and leave every other line as it is. Raises OSError.

    A file that cannot be read as TOML is not touched.
    """
    try:
        text = read_text(path) if path.exists() else ""
        read_toml(text, path)
    except Unread as error:
        raise OSError(str(error.__cause__ or error)) from error
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    new.write_text(_with_line(text, name, f'{name} = "{value}"'), "utf-8")
    os.replace(new, path)


def _with_line(text: str, name: str, line: str) -> str:
    lines = text.splitlines()
    tables = (n for n, old in enumerate(lines) if old.lstrip().startswith("["))
    end = next(tables, len(lines))
    for place in range(end):
        if re.match(rf"\s*[\"']?{name}[\"']?\s*=", lines[place]):
            lines[place] = line
            break
    else:
        lines.insert(0, line)
    return "\n".join(lines) + "\n"
