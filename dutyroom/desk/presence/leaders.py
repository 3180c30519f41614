"""Duty leaders sign in and out, approve other places, and excuse what was marked."""

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
from dutyroom.domain.facts.attendance import current_of
from dutyroom.domain.facts.leaders import LeaderDuty, leader_duties
from dutyroom.domain.facts.slots import around, find
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.presence.places import place_of
from dutyroom.domain.profile.times import minutes, seconds_between
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.kinds import KINDS, Kind, kind_of
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import LeaderPresence, PlaceChange
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


def leader_in(desk: Desk, leader: Person) -> LeaderPresence:
    """Sign the leader of the duty date in (R-185).

    Raises `Wrong` for somebody who does not lead the duty now, or is there
    already, and the store's errors.
    """
    with desk.change("leader.in", leader.key) as change:
        duty = _duty(desk, change.state, leader)
        if duty.presence is not None and duty.presence.left is None:
            raise Wrong(say("{person} is signed in already", person=leader.name), "name")
        if duty.presence is not None:
            return change.put(replace(duty.presence, left=None))
        late = seconds_between(duty.start, change.now)
        latest = duty.start + minutes(desk.profile.attendance.grace_min)
        return change.put(
            LeaderPresence(
                id=change.number(LeaderPresence, duty.day),
                day=duty.day,
                person=leader.key,
                start=duty.start,
                end=duty.end,
                arrived=change.now,
                marks=(Mark("late", late),) if change.now > latest else (),
            )
        )


def leader_out(desk: Desk, leader: Person) -> LeaderPresence:
    """Sign the leader of the duty date out. Raises `Wrong` and the store's errors."""
    with desk.change("leader.out", leader.key) as change:
        known = (p for p in change.state.leaders if p.person == leader.key and p.left is None)
        presence = next(reversed(tuple(known)), None)
        if presence is None:
            raise Wrong(say("{person} is not signed in", person=leader.name), "name")
        return change.put(replace(presence, left=change.now))


def _duty(desk: Desk, state: DutyState, leader: Person) -> LeaderDuty:
    today, now = desk.now().date(), desk.now()
    early = minutes(desk.profile.timing.sign_in_early_min)
    first = today.fromordinal(today.toordinal() - 1)
    mine = [
        duty
        for duty in leader_duties(state, first, today)
        if duty.person == leader.key and duty.start - early <= now < duty.end
    ]
    if not mine:
        raise Wrong(say("{person} does not lead the duty now", person=leader.name), "name")
    return mine[-1]


def change_place(
    desk: Desk, person: Person, to: str, reason: str, leader: Person, pin: str
) -> PlaceChange:
    """Keep that a shift is spent at another place, approved by a leader (R-313).

    Raises `Refused`, `Wrong` and the store's errors.
    """
    if not to.strip():
        raise Wrong(say("Say where to"), "place")
    check_boss(desk, leader, reason, pin, "R-313")
    with desk.change("shift.place", leader.key) as change:
        here = current_of(change.state, person.key)
        if here is None:
            raise Wrong(say("{person} is not signed in", person=person.name), "name")
        slot = find(around(change.state, desk.profile, desk.zone, change.now), here)
        planned = place_of(change.state, desk.profile, slot, change.now, desk.zone)
        return change.put(
            PlaceChange(
                id=change.number(PlaceChange, here.day),
                day=here.day,
                post=here.post,
                shift=here.shift,
                person=person.key,
                reason=reason.strip(),
                planned=planned,
                to=to.strip(),
                approver=leader.key,
                at=change.now,
            )
        )


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


def marks_of(state: DutyState, person: str, day: date) -> tuple[OpenMark, ...]:
    """Return what somebody was marked with on a day and nobody excused, in order of time."""
    open_marks = [
        mark
        for kind in _EXCUSABLE
        for record in getattr(state, kind.field)
        if record.day == day
        for mark in _open_marks(kind, record, person)
    ]
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
    chosen = (code, which or _only_one(record, code))
    marks = tuple(
        _excused(mark, reason) if (mark.code, place) == chosen else mark
        for place, mark in _numbered(record.marks)
    )
    if marks == record.marks:
        text = say("{number} has no mark {code} {n}", number=number, code=code, n=which)
        raise Wrong(text, "which")
    with desk.change("mark.excuse", leader.key) as change:
        kept: Marked = change.put(replace(record, marks=marks))
    return kept


def _only_one(record: Marked, code: str) -> int:
    """Return which mark of the code is not excused; with none, the last. Raises `Wrong` of two."""
    same = [(n, mark) for n, mark in _numbered(record.marks) if mark.code == code]
    still = [(n, mark) for n, mark in same if not mark.excused] or same[-1:]
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
