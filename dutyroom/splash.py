"""What stands on the terminal while the program loads: the numbers that must not wait.

Nothing else of the program is loaded for it, so that it is there at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

ENTER, LEAVE = "\x1b[?1049h\x1b[H\x1b[2J", "\x1b[?1049l"
VALUED = ("--data", "--at", "--language")
MOST, LONGEST = 12, 10_000
"""Lines of the plain-text copy that are shown, and the letters that are read for them."""


def opens_room(words: Sequence[str]) -> bool:
    """Tell whether a command line surely opens the room; where in doubt it does not."""
    left = iter(words)
    rest = [word for word in left if word not in VALUED or next(left, None) is None]
    return rest in ([], ["demo"])


def folder_of(words: Sequence[str], environ: Mapping[str, str]) -> str:
    """Return the station's folder as far as it is named, else the user's own."""
    for place, word in enumerate(words[:-1]):
        if word == "--data":
            return os.path.expanduser(words[place + 1])
    name = "dutyroom-demo" if "demo" in words else "dutyroom"
    named = environ.get("DUTYROOM_DEMO" if "demo" in words else "DUTYROOM_DATA")
    base = environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
    return named or os.path.join(base, name)


def lines(folder: str, environ: Mapping[str, str]) -> list[str]:
    """Return what to show: that the room opens, and the station's emergency numbers."""
    plain = environ.get("TERM") == "linux"
    words = "Opening the duty room…" if plain else "正在打开值班室…  Opening the duty room…"
    numbers = []
    for line in _copied(os.path.join(folder, "contacts.txt")):
        if line.isascii() or not plain:
            numbers.append("".join(filter(str.isprintable, line)))
    return [words, "", *(numbers or ["110  119  120"])]


def _copied(path: str) -> list[str]:
    """Return the first lines of the plain-text copy of the numbers, none where there is no copy."""
    try:
        with open(path, encoding="utf-8", errors="replace", opener=_at_once) as file:
            text = file.read(LONGEST)
    except (OSError, ValueError):
        return []
    lines = text.removesuffix("\n").split("\n") if text else []
    return [line.replace("\t", "  ") for line in lines][:MOST]


def _at_once(path: str, flags: int) -> int:
    """Open a file through no link, and without waiting for whoever writes into a pipe."""
    return os.open(path, flags | os.O_NONBLOCK | os.O_NOFOLLOW)


def show(words: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Show it if the room is about to open on a terminal that can; return whether it did."""
    fits = environ.get("TERM", "dumb") != "dumb" and sys.stdout.isatty()
    if not (fits and opens_room(words)):
        return False
    text = "\r\n ".join(lines(folder_of(words, environ), environ))
    _write(f"{ENTER}\r\n {text}\r\n")
    return True


def withdraw() -> None:
    """Give the terminal back: the room did not open."""
    _write(LEAVE)


def _write(text: str) -> None:
    sys.stdout.buffer.write(text.encode())
    sys.stdout.flush()
