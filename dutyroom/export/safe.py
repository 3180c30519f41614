"""Text that people typed, made safe for the programs that open an exported file.

A spreadsheet takes a cell that begins with ``=`` (or ``+ - @``, full-width
too) for a formula and calculates it. Such text gets an apostrophe before it,
which stays readable and is taken off again when the file is imported here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from dutyroom.text import printable_lines

GUARD = "'"
LONGEST = 32_000
"""Letters that a cell may have: a spreadsheet's limit, with room for the guard."""

_FORMULA = frozenset("=+-@")
_NO_LETTERS = str.maketrans(dict.fromkeys("\ufffe\uffff", "\ufffd"))


def clean(text: str) -> str:
    """Return text without what drives terminals, printers and parsers; line breaks stay."""
    lines = text.replace("\r\n", "\n").strip("\n")
    shown = printable_lines(lines).translate(_NO_LETTERS)
    if len(shown) > LONGEST:
        return shown[: LONGEST - 1] + "…"
    return shown


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet may take the text for a formula, blanks before it or not."""
    for letter in text:
        if not _is_passed_over(letter):
            return unicodedata.normalize("NFKC", letter)[:1] in _FORMULA
    return False


def _is_passed_over(letter: str) -> bool:
    """Tell whether it is a blank, or a mark that nobody sees."""
    return letter.isspace() or unicodedata.category(letter) in ("Cf", "Cc")


def guarded(text: str) -> str:
    """Return the text as no spreadsheet calculates it."""
    if text[:1] in ("\t", "\r") or is_formula(text):
        return GUARD + text
    return text


def width(text: str) -> int:
    """Return the columns of the longest line, full-width letters counted as two (R-331)."""
    return max((sum(map(_columns, line)) for line in text.split("\n")), default=0)


def padded(cells: Iterable[str], widths: Iterable[int]) -> list[str]:
    """Return cells filled with blanks to their widths."""
    return [cell + " " * (most - width(cell)) for cell, most in zip(cells, widths, strict=True)]


def _columns(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
