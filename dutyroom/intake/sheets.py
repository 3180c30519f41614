"""Spreadsheets and tables as grids of cells, whoever saved them and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime

from dutyroom.domain.base.sentence import Sentence
from dutyroom.values import dataclass

Value = str | int | float | date | datetime | None


class Unreadable(Exception):
    """A file that cannot be read; ``sentence`` says why and what to do."""

    def __init__(self, sentence: Sentence) -> None:
        """Keep the sentence; the message is its English wording."""
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell; ``merged`` when its value is that of the merged area in which it lies."""

    ref: str
    value: Value = None
    merged: bool = False

    @property
    def text(self) -> str:
        """Return what a person reads in the cell, without the blanks around it."""
        if self.value is None:
            return ""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        return str(self.value).strip()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's name and its rows of cells; all rows have the same length.

    The rows end with the last cell that holds something. ``hidden_rows`` and
    ``hidden_columns`` are numbered from 1. ``formats`` are the number formats of
    numbers and dates, ``formulas`` what a value was worked out by; both by the cell,
    such as ``B7``, and only where there is one.
    """

    name: str
    rows: tuple[tuple[SheetCell, ...], ...]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formats: Mapping[str, str] = field(default_factory=dict)
    formulas: Mapping[str, str] = field(default_factory=dict)

    def has_text(self) -> bool:
        """Tell whether anything is written in the sheet."""
        return any(cell.text for row in self.rows for cell in row)


def column_letters(index: int) -> str:
    """Return a column's letters: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
