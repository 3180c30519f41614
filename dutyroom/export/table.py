"""The printed roster before it is in any format: title, columns, a row a date, what stands below.

All text in it is clean (`dutyroom.export.safe.clean`), but not yet guarded or
escaped: that is the business of each writer.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from dutyroom.domain.profile.calendar import DayKind
from dutyroom.values import dataclass

ColumnKind = Literal["date", "weekday", "holiday", "head", "people", "phone", "remark"]


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """A column: its heading in one or two lines, and what it holds."""

    heading: str
    kind: ColumnKind


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A date of the roster, a cell for each column."""

    day: date
    kind: DayKind
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered list below the roster (备注, 职责与要求, 变更说明)."""

    heading: str
    lines: tuple[str, ...]

    def numbered(self) -> tuple[str, ...]:
        """Return the lines with their numbers (R-193)."""
        return tuple(f"{place}. {line}" for place, line in enumerate(self.lines, 1))


@dataclass(frozen=True, slots=True)
class Address:
    """A person of the roster: name, rank, telephone and why they do no nights."""

    name: str
    rank: str
    phone: str
    remark: str


@dataclass(frozen=True, slots=True)
class PrintedGrid:
    """The people and the days: a row a person, a letter for each shift.

    ``days`` and ``kinds`` are of the same length as the cells of each row;
    behind the cells stand the number of shifts and of nights.
    """

    days: tuple[date, ...]
    kinds: tuple[DayKind, ...]
    weekdays: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...], int, int], ...]
    legend: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable:
    """A duty roster as it is printed.

    ``marks`` are what must not be overlooked: 草稿, 演练/DRILL. ``issue`` is
    the line with issuer, date and version.
    """

    title: str
    marks: tuple[str, ...]
    facts: tuple[str, ...]
    columns: tuple[PrintedColumn, ...]
    rows: tuple[PrintedRow, ...]
    sections: tuple[Section, ...]
    issue: str
    addresses: tuple[Address, ...]
    grid: PrintedGrid

    @property
    def subtitle(self) -> str:
        """Return marks and facts in one line."""
        marks = "".join(f"【{mark}】" for mark in self.marks)
        return marks + "　".join(self.facts)
