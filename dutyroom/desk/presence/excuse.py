"""Excusing a mark: it stays, with the reason, and is counted apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Protocol

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.powers import check_boss
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.kinds import KINDS, Kind, kind_of
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.swaps import Swap
from dutyroom.domain.swaps.marks import marks_of_swap
from dutyroom.values import dataclass
from dutyroom.words.codes import mark_words

_EXCUSABLE = tuple(kind for kind in KINDS if kind.bearer and kind.moment)


class Marked(Protocol):
    """A record with marks that a leader may excuse."""

    @property
    def id(self) -> str:
        """Its number."""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What it is marked with."""


@dataclass(frozen=True, slots=True)
class OpenMark:
    """A mark that nobody excused: ``which`` of its code it is in the record of that number.

    ``at`` is the moment of the record and ``shift`` its shift, by which two
    marks of a day that read alike are told apart.
    """

    number: str
    which: int
    at: datetime
    shift: str
    mark: Mark


def excuse(
    desk: Desk, number: str, code: str, leader: Person, reason: str, pin: str, *, which: int = 0
) -> Marked:
    """Excuse one mark: it stays, with the reason, and is counted apart (R-024).

    ``number`` names the record, of any month; where it has several marks of
    the code, ``which`` says which one, from 1 on. The others and what was
    excused before stay as they are. Raises `Refused`, `Wrong`, Conflict and
    the store's errors.
    """
    check_boss(desk, leader, reason, pin, "R-024")
    record = desk.ledger.get(number.strip().upper())
    if record is None or kind_of(type(record)) not in _EXCUSABLE:
        raise Wrong(say("There is no number {number}", number=number), "number")
    if not any(mark.code == code for mark in record.marks):
        has = tuple(mark.code for mark in record.marks) or "—"
        text = say("{number} has no mark {code}; it has {has}", number=number, code=code, has=has)
        raise Wrong(text, "code")
    marks = _with_excuse(record.marks, code, which or _only_one(record, code), reason)
    if marks == record.marks:
        text = say("{number} has no mark {code} {n}", number=number, code=code, n=which)
        raise Wrong(text, "which")
    with desk.change("mark.excuse", leader.key, proof="pin") as change:
        excused: Marked = change.put(replace(record, marks=marks))
    return excused


def _with_excuse(marks: tuple[Mark, ...], code: str, which: int, reason: str) -> tuple[Mark, ...]:
    """Return marks of which one is excused: that of a code, counted from 1 on."""
    return tuple(
        _excused(mark, reason) if (mark.code, number) == (code, which) else mark
        for number, mark in _numbered(marks)
    )


def _only_one(record: Marked, code: str) -> int:
    """Return which mark of the code is not excused; with none, the last. Raises `Wrong` of two."""
    same = [(n, mark) for n, mark in _numbered(record.marks) if mark.code == code]
    still = [(n, mark) for n, mark in same if not mark.excused]
    still = still or same[-1:]
    if len(still) > 1:
        text = say(
            "{number} has several marks {code}: say which one: {marks}",
            number=record.id,
            code=code,
            marks=tuple(f"{n} = {mark_words(mark)}" for n, mark in still),
        )
        raise Wrong(text, "which")
    return still[0][0]


def _excused(mark: Mark, reason: str) -> Mark:
    if mark.excused:
        raise Wrong(say("That is excused already: {reason}", reason=mark.excused), "which")
    return replace(mark, excused=reason.strip())


def marks_of(state: DutyState, person: str, day: date) -> tuple[OpenMark, ...]:
    """Return what somebody was marked with on a day and nobody excused, in order of time."""
    open_marks: list[OpenMark] = []
    for kind in _EXCUSABLE:
        for record in getattr(state, kind.field):
            if record.day == day:
                open_marks += _open_marks(kind, record, person)
    return tuple(sorted(open_marks, key=lambda each: each.at))


def _open_marks(kind: Kind[Any], record: Any, person: str) -> Iterator[OpenMark]:
    """Give what nobody excused of the marks of a record, where they are the person's."""
    if kind.bearer is None or kind.moment is None or kind.bearer(record) != person:
        return
    shift = getattr(record, "shift", "")
    for which, mark in _numbered(_borne(record)):
        if not mark.excused:
            yield OpenMark(record.id, which, kind.moment(record), shift, mark)


def _borne(record: Marked) -> tuple[Mark, ...]:
    return marks_of_swap(record) if isinstance(record, Swap) else record.marks


def _numbered(marks: tuple[Mark, ...]) -> Iterator[tuple[int, Mark]]:
    """Give each mark with its place among those of its code, from 1 on."""
    count: Counter[str] = Counter()
    for mark in marks:
        count[mark.code] += 1
        yield count[mark.code], mark
