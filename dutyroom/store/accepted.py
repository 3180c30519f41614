"""Lines that stand nowhere any more, as mendings accepted them: exactly these, and no others.

A mending is a line of the ledger itself. It names each seam, where two lines that
stand next to each other do not fit: the hash of the one before as it stands, and
the hash that the one behind carries. Whatever changes there later is damage again.
It is only looked for where something does not fit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace
from pathlib import Path
from typing import Any, NamedTuple

from dutyroom.store import pages
from dutyroom.store.layout import MOST_LINES, RawLine
from dutyroom.values import dataclass

MENDING = "mending"
"""The kind of a line that accepts lines; `dutyroom.domain.records.kinds` has it as well."""
_NEEDLE = f'"{MENDING}"'.encode()


class Seam(NamedTuple):
    """Where two lines do not fit: line ``after`` stands so, line ``before`` names another hash.

    The lines between them stand nowhere; where there are none, ``changed`` is the
    number of the one of the two that stands otherwise than it was written. Where both
    are one line, a copy or a handover names it otherwise than it stands, and ``changed``
    is the first line from which on that is so.
    """

    after: int
    stands: str
    before: int
    names: str
    changed: int = 0

    @property
    def place(self) -> tuple[int, str, int, str]:
        """What tells this seam from every other."""
        return self[:4]

    @property
    def lines(self) -> tuple[int, ...]:
        """The numbers of the lines that are not there as they were written."""
        if self.before == self.after:
            return tuple(range(self.changed or self.after, self.after + 1))
        gone = range(self.after + 1, self.before)
        return tuple(gone) or (self.changed or self.after,)


@dataclass(frozen=True, slots=True)
class Accepted:
    """Lines that one mending, the ``record``, accepted as lost: by whom, at what entry time.

    ``months`` are those in which they would stand.
    """

    lines: tuple[int, ...]
    by: str
    at: str
    record: str
    months: tuple[str, ...] = ()

    def joined(self, other: Accepted | None, month: str) -> Accepted:
        """Return it with the lines of another one of the same mending."""
        lines, months = {*self.lines}, {*self.months, month}
        if other is not None:
            lines.update(other.lines)
            months.update(other.months)
        return replace(self, lines=tuple(sorted(lines)), months=tuple(sorted(months)))


@dataclass(slots=True)
class Reserve:
    """Numbers that lines may have given which stand nowhere any more.

    ``numbers`` are the highest by series and day, or by series alone for any day;
    a series of a day up to ``until``, which nothing shows, may have given ``unseen``.
    """

    numbers: dict[str, int] = field(default_factory=dict)
    unseen: int = 0
    until: str = ""

    def joined(self, other: Reserve) -> Reserve:
        """Return the higher of two for each series."""
        numbers = dict(self.numbers)
        for series, number in other.numbers.items():
            numbers[series] = max(numbers.get(series, 0), number)
        until = max(self.until, other.until)
        return Reserve(numbers, max(self.unseen, other.unseen), until)

    def add(self, data: dict[str, Any]) -> None:
        """Take in what a mending says."""
        for each in _documents(data, "numbers"):
            series, number = str(each.get("series", "")), _count(each.get("number"))
            self.numbers[series] = max(self.numbers.get(series, 0), number)
        self.unseen = max(self.unseen, _count(data.get("unseen")))
        self.until = max(self.until, str(data.get("until", "")).replace("-", ""))


class Seams:
    """The seams that the mendings of some months accept; read when the first is asked for."""

    def __init__(self, root: Path, since: str) -> None:
        """Name the ledger and the oldest month to look through; nothing is read."""
        self._root, self._since = root, since
        self._by_place: dict[tuple[int, str, int, str], tuple[Seam, RawLine]] | None = None
        self.reserve = Reserve()
        self.recorded = 0

    def accepts(self, seam: Seam) -> Accepted | None:
        """Return the mending that accepts a seam as it is now, or None. Raises OSError."""
        found = self._read().get(seam.place)
        if found is None:
            return None
        known, raw = found
        by, at = str(raw.document.get("by", "")), str(raw.document.get("at", ""))
        return Accepted(known.lines, by, at, str(raw.document.get("id", "")))

    def excuses(self, seq: int, stands: str, named: str) -> bool:
        """Tell whether it was accepted that a line, as it stands now, is named otherwise."""
        places = self._read()
        return any(place[:2] == (seq, stands) and place[3] == named for place in places)

    def leads_to(self, before: int, names: str) -> bool:
        """Tell whether it was accepted that something else stands before a line, as it says."""
        return any(place[2:] == (before, names) for place in self._read())

    @property
    def is_read(self) -> bool:
        """Whether something did not fit, so that the mendings were looked for."""
        return self._by_place is not None

    def is_changed(self, seq: int) -> bool:
        """Tell whether a line stands otherwise than it was written, and was accepted so."""
        return any(seam.changed == seq for seam, _raw in self._read().values())

    def read(self) -> Seams:
        """Look for the mendings if nobody did; ``recorded`` is the number of the last one."""
        self._read()
        return self

    def _read(self) -> dict[tuple[int, str, int, str], tuple[Seam, RawLine]]:
        if self._by_place is None:
            self._by_place = {}
            for raw in _mendings(self._root, self._since):
                self._take(raw)
        return self._by_place

    def _take(self, raw: RawLine) -> None:
        data = raw.document.get("data")
        if not isinstance(data, dict):
            return
        self.recorded = max(self.recorded, raw.seq)
        self.reserve.add(data)
        assert self._by_place is not None
        for seam in _seams_of(data):
            if seam.before <= raw.seq:  # nobody accepts what is not there yet
                self._by_place[seam.place] = (seam, raw)


def _mendings(root: Path, since: str) -> Iterator[RawLine]:
    """Give the lines of mendings, from a month on; pages without any are not parsed."""
    for month in pages.months(root):
        for page in pages.pages_of(root, month) if month >= since else ():
            content = page.read(root)
            if _NEEDLE in content:
                sheet = pages.sheet_of(content, pages.REVISIONS)
                lines = sheet.lines(pages.REVISIONS)
                yield from (raw for raw in lines if raw.document.get("kind") == MENDING)


def _seams_of(data: dict[str, Any]) -> Iterator[Seam]:
    for each in _documents(data, "lost"):
        yield Seam(
            _count(each.get("after")),
            str(each.get("stands", "")),
            _count(each.get("before")),
            str(each.get("names", "")),
            _count(each.get("changed")),
        )


def _documents(data: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = data.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _count(value: object) -> int:
    """Return a number that a line may say, 0 for anything else."""
    return value if type(value) is int and 0 <= value < MOST_LINES else 0
