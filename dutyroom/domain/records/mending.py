"""Damaged records that were put in order, and what stands nowhere any more."""

from __future__ import annotations

from datetime import date, datetime

from dutyroom.domain.records.base import Record
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class MendedFile:
    """A file of the records that was put in order.

    ``regained`` lines came back from copies; an opening balance is ``remade`` from
    the month before.
    """

    file: str
    regained: int = 0
    remade: bool = False


@dataclass(frozen=True, slots=True)
class Loss:
    """Where lines of the ledger stand nowhere any more, or not as they were written.

    Line ``after`` has the hash ``stands``; line ``before`` behind it carries the
    hash ``names`` of the one before. Those between them are gone; where there are none,
    ``changed`` is the number of the one of the two that stands otherwise than it was
    written. Where both are one line, a copy or a handover names it otherwise, and
    ``changed`` is the first line from which on that is so.
    """

    after: int
    stands: str
    before: int
    names: str
    changed: int = 0

    @property
    def lines(self) -> tuple[int, ...]:
        """The numbers of the lines that are not there as they were written."""
        if self.before == self.after:
            return tuple(range(self.changed or self.after, self.after + 1))
        gone = range(self.after + 1, self.before)
        return tuple(gone) or (self.changed or self.after,)


@dataclass(frozen=True, slots=True)
class HighestNumber:
    """The highest number that a series with its day, or on any day, may have given."""

    series: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending(Record):
    """Damaged records were put in order, by a person or whoever was at the terminal.

    ``proof`` is how the name was proved. ``copies`` are those that lines came from;
    ``lost`` is what stands nowhere any more: it is accepted as it is now, and any
    further change of it is damage again. ``numbers`` are never given again; a series
    of a day up to ``until``, which nothing shows, may have given ``unseen``.
    """

    day: date
    at: datetime
    person: str = ""
    proof: str = ""
    files: tuple[MendedFile, ...] = ()
    copies: tuple[str, ...] = ()
    lost: tuple[Loss, ...] = ()
    numbers: tuple[HighestNumber, ...] = ()
    unseen: int = 0
    until: date | None = None

    @property
    def regained(self) -> int:
        """How many lines came back from copies."""
        return sum(mended.regained for mended in self.files)

    @property
    def lost_lines(self) -> tuple[int, ...]:
        """The numbers of the lines that stand nowhere any more, or not as they were written."""
        lines = {line for loss in self.lost for line in loss.lines}
        return tuple(sorted(lines))
