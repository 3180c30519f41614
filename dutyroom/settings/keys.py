"""Keys by name: how people write them, which can be typed, which are taken."""

from __future__ import annotations

import unicodedata
from string import ascii_lowercase

_SHOWN = {
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "tab": "Tab",
    "backspace": "Backspace",
    "insert": "Insert",
    "delete": "Delete",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
}
_WRITTEN = {
    "esc": "escape",
    "return": "enter",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "pagedn": "pagedown",
    "ins": "insert",
    "del": "delete",
    "↑": "up",
    "↓": "down",
    "←": "left",
    "→": "right",
}
_SPELLED = {
    "/": "slash",
    "\\": "backslash",
    "@": "at",
    "-": "minus",
    "+": "plus",
    "_": "underscore",
}
"""Signs whose key is not called as Unicode calls them."""

PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_SIGN_NAMES = {
    sign: _SPELLED.get(sign) or unicodedata.name(sign).lower().replace("-", "_").replace(" ", "_")
    for sign in PUNCTUATION
}
_SIGNS = {name: sign for sign, name in _SIGN_NAMES.items()}

FORBIDDEN = {"ctrl+s", "ctrl+q", "ctrl+c"}
"""Keys that stop the terminal's output, or end programs: never a command's."""

TAKEN = {
    "enter", "escape", "tab", "up", "down", "left", "right", "home", "end", "backspace", "delete",
}  # fmt: skip
"""Keys that lists and forms need themselves."""

_SAME_BYTE = {"ctrl+h": "Backspace", "ctrl+i": "Tab", "ctrl+j": "Enter", "ctrl+m": "Enter"}
"""Keys that a terminal sends as another."""

_FUNCTION = frozenset(f"f{n}" for n in range(1, 13))
_CONTROL = frozenset(f"ctrl+{key}" for key in (*ascii_lowercase, _SIGN_NAMES["]"]))
_LONG_NAMES = frozenset((*_SHOWN, *_SIGNS, *_FUNCTION, *_CONTROL))
"""The names of more than a letter that some terminal sends."""


def key_words(key: str) -> str:
    """Return a key as people write it."""
    if key in _SHOWN or key in _SIGNS:
        return _SHOWN.get(key) or _SIGNS[key]
    if key.startswith("ctrl+"):
        return "^" + (_SIGNS.get(key[5:]) or key[5:].upper())
    return key.upper() if key in _FUNCTION else key


def is_letter(key: str) -> bool:
    """Tell whether a key writes something where something is typed."""
    return len(key) == 1 or key == "space" or key in _SIGNS or key.startswith("fullwidth_")


def key_name(written: str) -> str:
    """Return the name of a key as a person wrote it: ``Ctrl+G``, ``^G``, ``F5``, ``?``.

    An empty text when no terminal sends such a key.
    """
    text = written.strip()
    if text in _SIGN_NAMES:
        return _SIGN_NAMES[text]
    if len(text) == 1 and text.isascii() and text.isalnum():
        return text
    name = text.lower().replace(" ", "")
    if len(name) == 2 and name[0] == "^":
        name = f"ctrl+{name[1]}"
    name = _WRITTEN.get(name, name)
    name = name[:5] + _SIGN_NAMES.get(name[5:], name[5:]) if name.startswith("ctrl+") else name
    return name if name in _LONG_NAMES else ""


def sent_as(key: str) -> str:
    """Return which key a terminal sends in place of this one, or an empty text."""
    return _SAME_BYTE.get(key, "")


def with_twin(key: str) -> tuple[str, ...]:
    """Return a key with its full-width twin, which an input method sends in its place."""
    sign = _SIGNS.get(key, "")
    if not sign:
        return (key,)
    wide = unicodedata.name(chr(ord(sign) + 0xFEE0))
    return key, wide.lower().replace("-", "_").replace(" ", "_")
