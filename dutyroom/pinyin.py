"""Names found by their pinyin: zs, zhangs and zhangsan are all 张三."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from dutyroom.resources import data_text
from dutyroom.values import dataclass

_PARTS = re.compile(r"[a-z0-9]+|[^a-z0-9\s]")
_TWO_LETTERS = ("zh", "ch", "sh")
LONGEST = 40
"""Letters past which nothing typed is a name."""

Sounds = tuple[tuple[str, ...], ...]
"""The parts of a name, each with the ways to type it."""


@dataclass(frozen=True, slots=True)
class Table:
    """The readings of characters, and of surnames where they are read their own way."""

    letters: dict[str, tuple[str, ...]]
    surnames: dict[str, Sounds]


@cache
def _table() -> Table:
    """Return the table that comes with the program (``data/pinyin.txt``), read once."""
    letters: dict[str, tuple[str, ...]] = {}
    surnames: dict[str, Sounds] = {}
    for line in data_text("pinyin.txt").splitlines():
        parts = line.split()
        if not parts or line.startswith("#"):
            continue
        head, *rest = parts
        if head.isascii():  # a reading, and the characters that have it
            for letter in "".join(rest):
                letters[letter] = letters.get(letter, ()) + _spellings(head)
        else:  # a surname, and the readings of each of its characters
            surnames[head] = tuple(map(_all_spellings, rest))
    return Table(letters, surnames)


def _all_spellings(readings: str) -> tuple[str, ...]:
    """Return each of several readings, with commas between them, as people type it."""
    spellings: tuple[str, ...] = ()
    for reading in readings.split(","):
        spellings += _spellings(reading)
    return spellings


def _spellings(reading: str) -> tuple[str, ...]:
    """Return a reading as people type it: lv is lyu in a passport, lve often lue."""
    if "v" not in reading:
        return (reading,)
    if "ve" in reading:
        return (reading, reading.replace("ve", "ue"))
    return (reading, reading.replace("v", "yu"))


def folded(text: str) -> str:
    """Return text as it is compared: narrow, small letters, no blanks, ü as v."""
    return "".join(_narrow(text).split())


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace("ü", "v").replace("'", " ")


def is_spelt(text: str) -> bool:
    """Tell whether text has letters that may stand for Chinese characters."""
    return bool(re.search("[a-z]", folded(text)))


def fitting(typed: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that begin as typed, in characters or in pinyin.

    One that is typed to its end stands alone or first: a name written in full
    is that name and no other; those spelt to their last character come before
    those begun.
    """
    wanted = folded(typed)
    if not wanted or len(wanted) > LONGEST:
        return ()
    every = tuple(dict.fromkeys(names))
    in_full = _in_full(typed, every)
    if in_full:
        return in_full
    reaches = {name: _reach(wanted, name) for name in every}
    begun = [name for name in every if reaches[name] != _NONE]
    return tuple(sorted(begun, key=lambda name: -reaches[name]))


def _in_full(typed: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the name typed letter by letter, else those that differ only in how it is written."""
    wanted = folded(typed)
    exact = tuple(name for name in names if name == typed.strip(" \t"))
    return exact or tuple(name for name in names if folded(name) == wanted)


def spelt(typed: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that are spelt to their last character: zs is 张三, not 张三丰."""
    wanted = folded(typed)
    if not is_spelt(wanted) or len(wanted) > LONGEST:
        return ()
    return tuple(name for name in dict.fromkeys(names) if _reach(wanted, name) == _WHOLE)


_NONE, _BEGUN, _WHOLE = range(3)


def _reach(wanted: str, name: str) -> int:
    """Return how far a name is typed: not at all, begun, or to its last character."""
    return max((_typed(wanted, sounds) for sounds in _readings(_narrow(name))), default=_NONE)


@lru_cache(maxsize=4096)
def _readings(name: str) -> tuple[Sounds, ...]:
    """Return the ways to read a name: its surname as a surname, the rest as it is written."""
    ways = [_sounds(name)]
    for length in (1, 2):
        surname, rest = name[:length], name[length:]
        if len(surname) == length and surname in _table().surnames:
            read = zip(surname, _table().surnames[surname], strict=True)
            first = tuple((letter, *sounds) for letter, sounds in read)
            # A surname is read as one only, but its first character may be the whole surname.
            if length == 1:
                ways.clear()
            ways.append(first + _sounds(rest))
    return tuple(ways)


def _sounds(text: str) -> Sounds:
    letters = _table().letters
    return tuple((part, *letters.get(part, ())) for part in _PARTS.findall(text))


def _typed(wanted: str, sounds: Sounds) -> int:
    """Follow the letters through the parts: each whole, or its first letter or two."""
    open_: set[tuple[int, int]] = {(0, 0)}
    best = _NONE
    while open_:
        at, place = open_.pop()
        if place == len(sounds):
            continue
        rest = wanted[at:]
        reached = _WHOLE if place == len(sounds) - 1 else _BEGUN
        for sound in sounds[place]:
            if sound.startswith(rest):
                best = max(best, reached)
            open_ |= {(at + len(b), place + 1) for b in _beginnings(sound) if rest.startswith(b)}
        open_ = {state for state in open_ if state[0] < len(wanted)}
    return best


def _beginnings(sound: str) -> Iterator[str]:
    """Yield what of a part may be typed before the next one begins."""
    yield sound
    yield sound[0]
    if sound.startswith(_TWO_LETTERS):
        yield sound[:2]
