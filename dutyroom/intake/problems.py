"""What is odd about one sheet, gathered while it is read: each problem with its cell."""

from __future__ import annotations

from collections.abc import Iterable

from dutyroom.domain.base.sentence import Sentence
from dutyroom.intake.draft import SheetProblem
from dutyroom.intake.sheets import SheetCell


class Problems:
    """The problems of a sheet, in the order in which they are found."""

    def __init__(self, sheet: str, found: Iterable[SheetProblem] = ()) -> None:
        """Take the sheet's name, and the problems that are known before it is read."""
        self._sheet = sheet
        self.all = list(found)

    def at(self, cell: SheetCell) -> str:
        """Return where a cell is, such as ``12月!E7``."""
        return f"{self._sheet}!{cell.ref}"

    def add(self, cell: SheetCell, sentence: Sentence, *, grave: bool = False) -> None:
        """Keep a problem; a grave one means that what the sheet says was lost."""
        self.all.append(SheetProblem(self.at(cell), sentence, grave))

    def add_once(self, cell: SheetCell, sentence: Sentence) -> None:
        """Keep a problem that several rows have in common, such as one of a heading."""
        problem = SheetProblem(self.at(cell), sentence)
        if problem not in self.all:
            self.all.append(problem)
