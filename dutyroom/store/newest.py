"""The newest revision of each record, by its id and by the type of the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import ItemsView, Iterable
from functools import cached_property

from dutyroom.store.revisions import Resting, Revision

Known = Revision | Resting
_ByType = defaultdict[type[object] | None, dict[str, Known]]


class OfType:
    """The records of one type as they are at one moment, in order of first writing."""

    def __init__(self, lines: Iterable[Known]) -> None:
        """Keep their newest revisions; none is parsed."""
        self._lines = tuple(lines)

    @cached_property
    def at_hand(self) -> tuple[object, ...]:
        """The records that do not rest."""
        return tuple([line.record for line in self._lines if isinstance(line, Revision)])

    @cached_property
    def records(self) -> tuple[object, ...]:
        """All of them. Raises ValueError when the document of one makes no sense."""
        return tuple(
            [
                line.record if isinstance(line, Revision) else line.whole.record
                for line in self._lines
            ]
        )


class Newest:
    """The newest revision of each record.

    All are sorted by type in one pass, and kept sorted from then on; the records
    of a type are the same tuple until one of them changes.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._by_id: dict[str, Known] = {}
        self._by_type: _ByType | None = None
        self._of_type: dict[type[object] | None, OfType] = {}

    def get(self, id: str) -> Known | None:
        """Return the newest revision of a record, or None."""
        return self._by_id.get(id)

    def items(self) -> ItemsView[str, Known]:
        """Return the ids and newest revisions in order of first writing."""
        return self._by_id.items()

    def put(self, line: Known) -> None:
        """Make a revision the newest of its record."""
        before = self._by_id.get(line.id)
        self._by_id[line.id] = line
        if self._by_type is None:
            return
        if before is not None and before.type is not line.type:
            self._unsort()
            return
        self._by_type[line.type][line.id] = line
        self._of_type.pop(line.type, None)

    def drop(self, id: str) -> None:
        """Know nothing of a record any more."""
        self._by_id.pop(id, None)
        self._unsort()

    def clear(self) -> None:
        """Know of no record."""
        self._by_id.clear()
        self._unsort()

    def wake(self) -> _ByType:
        """Parse every record that does not rest; return all, sorted by type on the way.

        Raises ValueError when one makes no sense.
        """
        by_type: _ByType = defaultdict(dict)
        for id_, line in self._by_id.items():
            if line.type is None:
                line = self._by_id[id_] = line.whole
            # The type of a revision is asked for without a call here: there are thousands.
            type_ = type(line.record) if isinstance(line, Revision) else line.type
            by_type[type_][id_] = line
        self._by_type = by_type
        return by_type

    def of(self, type_: type[object]) -> OfType:
        """Return the records of a type as they are now."""
        found = self._of_type.get(type_)
        if found is None:
            by_type = self.wake() if self._by_type is None else self._by_type
            found = self._of_type[type_] = OfType(by_type[type_].values())
        return found

    def _unsort(self) -> None:
        self._by_type = None
        self._of_type.clear()
