"""Text that people typed, made safe for a terminal."""

from __future__ import annotations

_TURNS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def printable(text: str) -> str:
    """Return text that cannot drive a terminal: control characters as their pictures.

    Marks that turn the writing direction and halves of characters are shown as
    the replacement character; U+3000 stays.
    """
    return text if text.isascii() and text.isprintable() else "".join(map(_picture, text))


def printable_lines(text: str) -> str:
    """Return text of several lines, each made safe for a terminal."""
    return "\n".join(printable(line) for line in text.split("\n"))


def _picture(letter: str) -> str:
    number = ord(letter)
    if number < 32:
        return chr(0x2400 + number)
    if 127 <= number < 160 or letter in _TURNS or 0xD800 <= number < 0xE000:
        return "\ufffd"
    return letter
