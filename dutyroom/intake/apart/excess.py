"""More than is read: counted while a file is read, whatever was seen of it before."""

from __future__ import annotations

from dutyroom.domain.base.sentence import say
from dutyroom.intake.apart.look import refuse_long, refuse_many
from dutyroom.intake.limits import MAX_COLUMNS, MAX_ROWS, MAX_TEXT, MAX_WORDS
from dutyroom.intake.sheets import Unreadable, column_letters


class Excess:
    """What the cells of one file come to."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._filled = self._words = 0

    def count(self, sheet: str, row: int, column: int, value: object) -> None:
        """Count a cell that holds something. Raises `Unreadable` when it is one too many."""
        self._filled += 1
        refuse_many(self._filled)
        if not (1 <= row <= MAX_ROWS and 1 <= column <= MAX_COLUMNS):
            refuse_far(sheet, row, column)
        if isinstance(value, str):
            self._words += len(value)
            if len(value) > MAX_TEXT:
                refuse_long()
            if self._words > MAX_WORDS:
                raise Unreadable(
                    say(
                        "The cells of the file hold more than {limit} characters: copy the roster "
                        "alone into a new file",
                        limit=MAX_WORDS,
                    )
                )


def refuse_far(sheet: str, row: int, column: int) -> None:
    """Raise `Unreadable` for a cell that lies where no roster reaches."""
    raise Unreadable(
        say(
            "{sheet} reaches to cell {cell}, but no roster has more than {rows} rows and {columns} "
            "columns: delete what stands below or to the right of it, or copy the roster alone "
            "into a new file",
            sheet=sheet,
            cell=f"{column_letters(max(column, 1) - 1)}{row}",
            rows=MAX_ROWS,
            columns=MAX_COLUMNS,
        )
    )
