"""Records of a clock in doubt, and the supervisor who looks at their times (X-12)."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from dutyroom.desk.clock import read_time
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people import powers
from dutyroom.desk.station.clock_checks import LOOKS_AFTER
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.retiming import (
    Stamp,
    event_time,
    is_unverified,
    marked_records,
    moved,
    retimed,
)
from dutyroom.domain.records.base import Record, Signature
from dutyroom.domain.records.kinds import kind_of
from dutyroom.domain.records.station import ClockCheck
from dutyroom.domain.recounted import recounted
from dutyroom.store.revisions import Revision
from dutyroom.values import dataclass

_UNVERIFIED = "unverified"
"""What a line says of its clock, and so does the mark of a record."""
_SET = "clock.set"
"""The action of a line that keeps a typed time."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A record whose time nobody has looked at: when it happened by the clock, and ``proposed``.

    The two are the same where nobody knows better. ``stamps`` are the lines of the
    record that were written in doubt.
    """

    record: Record
    shown: datetime
    proposed: datetime
    stamps: tuple[Stamp, ...]

    @property
    def kind(self) -> str:
        """The code of its kind, or of its sort where its kind has several."""
        kind = kind_of(type(self.record))
        return str(getattr(self.record, "kind", kind.code)) if kind.sorts else kind.code


def doubtful(desk: Desk) -> tuple[Doubtful, ...]:
    """Return the records that wait for a supervisor, in the order in which they were written.

    Where the right time was typed, the times of what was written before by the same
    clock are proposed. Raises the store's errors.
    """
    records = marked_records(desk.state())
    if not records:
        return ()
    stamps, order = _stamps(desk)
    found = [_doubtful(desk, record, stamps.get(record.id, ())) for record in records]
    return tuple(sorted(found, key=lambda each: order.get(each.record.id, 0)))


def correct(desk: Desk, number: str, text: str, *, by: str, pin: str) -> Record:
    """Put right when something happened that was written in doubt; its duty date follows.

    ``by`` is the supervisor's key. Raises `Refused` for want of the power, `Wrong`,
    Conflict and the store's errors.
    """
    found = _named(desk, number)
    right = read_time(text, desk.zone, found.proposed, "time")
    if right > desk.now():
        raise Wrong(say("That time lies ahead"), "time")
    off = right - found.shown
    stamps = tuple(each if each.wrong_by else replace(each, wrong_by=off) for each in found.stamps)
    return _keep(desk, (replace(found, proposed=right, stamps=stamps),), by, pin)[0]


def confirm(
    desk: Desk, numbers: Sequence[str], *, by: str, pin: str, seen: Sequence[str] | None = None
) -> tuple[Record, ...]:
    """Take the proposed times of these records for right; without numbers those of all.

    A typed time that is in force is then taken for right as well, also where no record
    waits: those of now on are sure. ``seen`` are all that somebody was shown: it is
    `Wrong` if others came. Raises as `correct` does.
    """
    wanted = tuple(_named(desk, number) for number in numbers) or doubtful(desk)
    if not wanted and _unconfirmed(desk) is None:
        raise Wrong(say("No record waits for its time to be looked at"))
    if seen is not None and [each.record.id for each in wanted] != list(seen):
        raise Wrong(say("There are other records now: look again"))
    return _keep(desk, wanted, by, pin, whole=not numbers)


def _keep(
    desk: Desk, wanted: tuple[Doubtful, ...], by: str, pin: str, *, whole: bool = False
) -> tuple[Record, ...]:
    standing = desk.clock_standing()
    if standing.doubt:
        raise Wrong(say("First type the right time: the clock is in doubt"))
    powers.allow(desk, LOOKS_AFTER, by, pin)
    check = _unconfirmed(desk) if whole else None
    with desk.change("clock.correct", by, proof="pin" if pin else "none", sure=True) as change:
        if check is not None:
            change.put(replace(check, confirmed=Signature(by, change.now)))
        pairs = [
            (each.record, retimed(each.record, each.proposed, each.stamps, desk.profile, desk.zone))
            for each in wanted
        ]
        return tuple(map(change.put, recounted(pairs, change.state, desk.profile, desk.zone)))


def _unconfirmed(desk: Desk) -> ClockCheck | None:
    """Return the typed time in force that no supervisor has taken for right yet."""
    check = desk.clock_standing().check
    return check if check is not None and check.confirmed is None else None


def _named(desk: Desk, number: str) -> Doubtful:
    """Return the record of a number, of any month. Raises `Wrong`."""
    record = desk.ledger.get(number.strip().upper())
    if not isinstance(record, Record) or not is_unverified(record):
        text = say("{number} is no record whose time is to be looked at", number=number.strip())
        raise Wrong(text, "number")
    return _doubtful(desk, record, _stamps(desk)[0].get(record.id, ()))


def _doubtful(desk: Desk, record: Record, stamps: tuple[Stamp, ...]) -> Doubtful:
    shown = event_time(record)
    step = timedelta(seconds=desk.profile.timing.clock_step_s)
    return Doubtful(record, shown, moved(shown, stamps, step), stamps)


def _stamps(desk: Desk) -> tuple[Mapping[str, tuple[Stamp, ...]], Mapping[str, int]]:
    """Return the lines written in doubt, by record, and where the first of each stands.

    Looked for through all months by bytes: few are of that kind.
    """
    lines = [line for line in desk.ledger.search([_UNVERIFIED]) if line.unverified][::-1]
    checks = [line for line in desk.ledger.search([_SET]) if line.action == _SET][::-1]
    stamps: defaultdict[str, tuple[Stamp, ...]] = defaultdict(tuple)
    order: dict[str, int] = {}
    for line, until in zip(lines, _ends(lines), strict=True):
        stamps[line.id] += (Stamp(datetime.fromisoformat(line.at), _wrong_by(line, until, checks)),)
        order.setdefault(line.id, line.seq)
    return stamps, order


def _ends(lines: Sequence[Revision]) -> list[int]:
    """Return for each line the number of the sure line at which its doubt was over."""
    ends = [line.seq + 1 for line in lines]
    for place, (before, after) in reversed(list(enumerate(pairwise(lines)))):
        if after.seq == before.seq + 1:
            ends[place] = ends[place + 1]
    return ends


def _wrong_by(line: Revision, until: int, checks: Sequence[Revision]) -> timedelta:
    """Return how far the clock of a line was behind; nothing where nobody has said.

    The next typed time tells, if no sure line stands between, and if the line is no
    older by that clock than the start of the machine.
    """
    place = bisect_left(checks, line.seq + 1, key=lambda check: check.seq)
    if place == len(checks) or checks[place].seq > until:
        return timedelta(0)
    check = checks[place].record
    if not isinstance(check, ClockCheck) or check.shown is None:
        return timedelta(0)
    began = check.shown - timedelta(seconds=check.uptime + 1)
    at = datetime.fromisoformat(line.at)
    return check.at - check.shown if began <= at <= check.shown else timedelta(0)
