"""Text that people typed, made safe for a terminal."""

from __future__ import annotations

import re
import unicodedata

_PLAIN = re.compile("[ -~\u2010-\u201f\u2190-\u2bff\u3000-\u3029\u4e00-\u9fff\uff01-\uff5e·×–—…]*")
"""What nearly everything is that is typed here: it is drawn as it is."""
_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_BREAKS = frozenset("\u2028\u2029")
_JOINTS = frozenset(
    "\u200b\u200c\u200d\u2060\ufe0e\ufe0f" + "".join(map(chr, range(0x1F3FB, 0x1F400)))
)
"""What makes one sign of several, which terminals measure each in its own way."""
_MARKS = 4
"""Accents that a letter may carry."""


def printable(text: str) -> str:
    """Return text that cannot drive a terminal: control characters as their pictures.

    Marks that turn the writing direction and halves of characters are shown as
    the replacement character; joints of emoji, which widths depend on, and more
    accents than any language has are left out. U+3000 stays.
    """
    if _PLAIN.fullmatch(text):
        return text
    return "".join(_drawn(text))


def printable_lines(text: str) -> str:
    """Return text of several lines, each made safe for a terminal."""
    return "\n".join(printable(line) for line in text.split("\n"))


def is_harmless(letter: str) -> bool:
    """Tell whether a character neither drives a terminal nor turns the direction."""
    return _picture(letter) == letter


def _drawn(text: str) -> list[str]:
    drawn, marks = [], 0
    for letter in text:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if letter not in _JOINTS and marks <= _MARKS:
            drawn.append(_picture(letter))
    return drawn


def _picture(letter: str) -> str:
    number = ord(letter)
    if number < 32:
        return chr(0x2400 + number)
    if 127 <= number < 160 or letter in _TURNS or letter in _BREAKS:
        return "\ufffd"
    if 0xD800 <= number < 0xE000:  # half of a character
        return "\ufffd"
    return letter


def cell_width(text: str) -> int:
    """Return how many cells a terminal needs: two for a hanzi and its like."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
