"""The newest line of each record, as far as a walk has come.

Half a million records are known at once: most by their revision and number alone,
for their hashes stand in one row with those of the lines next to them.
"""

from __future__ import annotations

from itertools import repeat

from dutyroom.store.sealed import Links

_BYTES = 32
"""Of a line's hash."""
_Row = tuple[int, bytes]
"""The number of the first line of a page, and the hashes of all its lines in one."""
Last = tuple[int, int, bytes]
"""The newest line of a record so far: its revision, its number and its hash."""
_Held = tuple[int, int, bytes | _Row]


class LastLines:
    """The last lines of all records that were met."""

    def __init__(self) -> None:
        """Begin with no record."""
        self._held: dict[str, _Held] = {}

    def __len__(self) -> int:
        """Return the number of records."""
        return len(self._held)

    def get(self, record: str) -> Last | None:
        """Return the last line of a record, or None."""
        held = self._held.get(record)
        return None if held is None else (held[0], held[1], _hash_of(held))

    def put(self, record: str, last: Last) -> None:
        """Know a line as the last one of its record."""
        self._held[record] = last

    def follows(self, links: Links, *, partial: bool) -> bool:
        """Tell whether the lines of a page have the revisions that their records have next.

        In a ``partial`` ledger a record may have any one first.
        """
        known = self._held
        if _are_first(links) and known.keys().isdisjoint(links.records):
            return True
        fresh: dict[str, int] = {}
        for record, rev in zip(links.records, links.revs, strict=True):
            last = fresh.get(record)
            if last is None and record in known:
                last = known[record][0]
            if rev != (last or 0) + 1 and (last is not None or not partial):
                return False
            fresh[record] = rev
        return True

    def take(self, links: Links) -> None:
        """Know the lines of a page, each as the last one of its record, in order."""
        rows = repeat((links.seqs[0], b"".join(links.hashes)), len(links.seqs))
        lines = zip(links.revs, links.seqs, rows, strict=True)
        self._held.update(zip(links.records, lines, strict=True))

    def are(self, links: Links) -> bool:
        """Tell whether lines that are carried over are the last ones of their records."""
        held = map(self._held.get, links.records)
        for last, rev, seq, hash_ in zip(held, links.revs, links.seqs, links.hashes, strict=True):
            if last is None or last[0] != rev or last[1] != seq or _hash_of(last) != hash_:
                return False
        return True


def _hash_of(last: _Held) -> bytes:
    _rev, seq, hash_ = last
    if isinstance(hash_, bytes):
        return hash_
    begins = (seq - hash_[0]) * _BYTES
    return hash_[1][begins : begins + _BYTES]


def _are_first(links: Links) -> bool:
    """Tell whether every line is the first one of a record of its own."""
    lines = len(links.records)
    return links.revs == [1] * lines and len(set(links.records)) == lines
