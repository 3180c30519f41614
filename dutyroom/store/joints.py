"""Which of two lines was changed where the second carries another hash of the first.

The line behind the two vouches for the second, and copies vouch for either.
"""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from dutyroom.store.layout import N_
from dutyroom.store.pages import Damage

FIRST = N_("is not as it was written: line {number} carries another hash of it")
LAST = N_("is not as it was written: copies have line {before}, which it does not fit")
SECOND = N_("is not as it was written: neither line {before} nor line {behind} fits it")


class Place(NamedTuple):
    """A line where it stands, with its number and hash."""

    file: str
    line: int
    record: str
    seq: int
    hash: str


class Joint(NamedTuple):
    """Two lines with following numbers; the second ``names`` another hash of the first."""

    first: Place
    second: Place
    names: str

    def is_second(self, behind: str | None, copied: Container[str]) -> bool:
        """Tell whether the second is the one that was changed.

        ``behind`` is the hash that the line behind the two carries, None at the end of
        the records; ``copied`` are the hashes of lines that stand in copies.
        """
        first_known, second_known = self.first.hash in copied, self.second.hash in copied
        if first_known != second_known:
            return first_known
        if self.names in copied:
            return False
        return behind is not None and behind != self.second.hash

    def damage(self, *, second: bool, last: bool) -> Damage:
        """Return the damage of the line that was changed; the second may be the ``last`` of all."""
        values: tuple[tuple[str, object], ...]
        if second:
            found, what = self.second, LAST if last else SECOND
            values = (("before", self.first.seq), ("behind", found.seq + 1))
        else:
            found, what = self.first, FIRST
            values = (("number", self.second.seq),)
        return Damage(found.file, found.line, found.record, what, values)
