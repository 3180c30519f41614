"""The month's attendance sheet, of any month: read from its pages (R-321)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TypeVar

from dutyroom.desk.desk import Desk
from dutyroom.domain.base.dates import dates, month_end
from dutyroom.domain.facts.slots import plan
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.presence.empty_post import unplanned
from dutyroom.domain.presence.month.exceptions import Past, month_exceptions
from dutyroom.domain.presence.month.sheet import MonthSheet
from dutyroom.domain.presence.month.sheet import month_sheet as sheet_of
from dutyroom.domain.profile.times import at_time
from dutyroom.domain.records.base import Record
from dutyroom.domain.records.kinds import kind_of
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import (
    Attendance,
    Away,
    LeaderPresence,
    Leave,
    Meeting,
    PhoneHandover,
    PlaceChange,
    PostCheck,
)
from dutyroom.domain.records.roster import Roster
from dutyroom.domain.records.swaps import Swap

R = TypeVar("R", bound=Record)


def month_sheet(desk: Desk, first: date) -> MonthSheet:
    """Return the sheet of the month that begins on ``first``, as of now.

    Every page since then is looked through by its bytes, so that a month that
    is over and not loaded any more counts like this one, with all that was
    entered or excused later. Raises the store's errors.
    """
    last, now = month_end(first), desk.now()
    changes = _changes(desk, Roster)
    rosters = [(at, roster) for at, roster in changes if roster.touches(first, last)]
    state = _state_of(desk, first, last, [roster for _at, roster in rosters])
    slots = plan(state, desk.profile, desk.zone, first, last)
    days = dates(first, last)
    bare = unplanned(slots, state, desk.profile, desk.calendar, days, desk.zone)
    past = _past(desk, rosters, now)
    since = _since(past, at_time(first, time(), desk.zone))
    sheet = sheet_of(state, slots, desk.profile, first, last, now, since, bare)
    exceptions = month_exceptions(past, desk.profile, desk.calendar, first, now, desk.zone)
    return replace(sheet, exceptions=exceptions)


def _changes(desk: Desk, type_: type[R]) -> list[tuple[datetime, R]]:
    """Return every revision of all records of a type with its moment, oldest first."""
    newest_first = [
        (datetime.fromisoformat(revision.at), revision.record)
        for revision in desk.ledger.search([_needle(type_)])
        if isinstance(revision.record, type_)
    ]
    return newest_first[::-1]


def _past(desk: Desk, rosters: list[tuple[datetime, Roster]], now: datetime) -> Past:
    """Return the rosters and people as they were at any moment."""

    @cache
    def people() -> list[tuple[datetime, Person]]:
        return _changes(desk, Person)

    def rosters_at(moment: datetime) -> DutyState:
        return DutyState(rosters=_newest_of(roster for at, roster in rosters if at <= moment))

    def state_at(moment: datetime) -> DutyState:
        then = {person.key: person for at, person in people() if at <= moment}
        return replace(rosters_at(moment), people=then)

    def began() -> datetime:
        return min((at for at, _record in (*people(), *rosters)), default=now)

    return Past(rosters_at, state_at, began, sorted({at for at, _roster in rosters}))


def _since(past: Past, start: datetime) -> datetime:
    """Return when the records began; of a roster made before ``start`` it is enough to know."""
    return past.changes[0] if past.changes and past.changes[0] <= start else past.began()


def _newest_of(rosters: Iterable[Roster]) -> tuple[Roster, ...]:
    """Return the last of each number, in order of number."""
    return tuple(sorted({r.id: r for r in rosters}.values(), key=lambda roster: roster.id))


def _state_of(desk: Desk, first: date, last: date, rosters: list[Roster]) -> DutyState:
    """Return the month's records of presence and leave, with its rosters as they are now."""
    # A shift of the first day may have been signed in to on the evening before;
    # leave may have been granted, and a swap asked for, at any time.
    since = (first - timedelta(days=1)).isoformat()
    return DutyState(
        people=desk.state().people,
        rosters=_newest_of(rosters),
        attendances=tuple(_records(desk, Attendance, since)),
        aways=tuple(_records(desk, Away, since)),
        phones_out=tuple(_records(desk, PhoneHandover, since)),
        places=tuple(_records(desk, PlaceChange, since)),
        checks=tuple(_records(desk, PostCheck, since)),
        meetings=tuple(_records(desk, Meeting, since)),
        leaders=tuple(_records(desk, LeaderPresence, since)),
        leaves=tuple(_records(desk, Leave)),
        swaps=tuple(_records(desk, Swap)),
    )


def _records(desk: Desk, type_: type[R], since: str = "") -> list[R]:
    """Return the newest revision of each record of a kind, in order of number."""
    newest: dict[str, R] = {}
    for revision in desk.ledger.search([_needle(type_)], since):
        if isinstance(revision.record, type_):
            newest.setdefault(revision.id, revision.record)
    return sorted(newest.values(), key=lambda record: record.id)


def _needle(type_: type[Record]) -> str:
    """Return what every line of such a record holds: what its id begins with, or its kind."""
    kind = kind_of(type_)
    return kind.prefix or kind.code
