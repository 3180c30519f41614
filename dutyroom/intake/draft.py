"""What comes out of reading a roster: a draft, and what was odd about the sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime

from dutyroom.domain.base.sentence import Sentence
from dutyroom.domain.records.roster import Cleaning, Roster, RosterLine, ShiftRef
from dutyroom.intake.english import rank_word
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """Something odd in a sheet; ``cell`` is such as ``12月!E7``.

    A ``grave`` one means that what the sheet says was lost or cannot be right.
    """

    cell: str
    sentence: Sentence
    grave: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPerson:
    """A person of the sheets; ``listed`` when an address list names them.

    ``night_exempt`` is the reason why they do no nights, as it is written,
    ``plate`` that of the car, for who drives (R-067).
    """

    name: str
    rank: str = ""
    phone: str = ""
    unit: str = ""
    plate: str = ""
    night_exempt: str = ""
    remark: str = ""
    cell: str = ""
    listed: bool = False

    @property
    def is_chief(self) -> bool:
        """Tell whether the rank is that of the chief duty officer."""
        return "总值班" in rank_word(self.rank)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterDraft:
    """A roster as a sheet gives it, nothing corrected and nothing left out.

    ``kind`` is ``monthly`` for a whole month and ``span`` for a stated span.
    ``cells`` gives the cell of each line, of each empty shift, and of each date.
    """

    title: str
    kind: str
    first: date
    last: date
    starts: datetime
    ends: datetime
    lines: tuple[RosterLine, ...]
    people: tuple[FoundPerson, ...] = ()
    remarks: tuple[str, ...] = ()
    problems: tuple[SheetProblem, ...] = ()
    cleaning: tuple[Cleaning, ...] = ()
    cells: Mapping[ShiftRef | date, str] = field(default_factory=dict)

    def cell_of(self, line: ShiftRef | None, day: date) -> str:
        """Return the cell of a line, else that of its date, else nothing."""
        return self.cells.get(line or day) or self.cells.get(day, "")

    def roster(self, source: str = "") -> Roster:
        """Return the draft as a roster record; ``source`` names the file it came from."""
        return Roster(
            title=self.title,
            kind=self.kind,
            first=self.first,
            last=self.last,
            starts=self.starts,
            ends=self.ends,
            lines=self.lines,
            remarks=self.remarks,
            source=source,
            cleaning=self.cleaning,
        )
