"""The month's attendance sheet: what was planned, what was done, what was marked (R-321).

The sheet counts; it judges nobody. A mark that a leader excused is counted
apart and stays to be read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from dutyroom.domain.away import away_marks
from dutyroom.domain.empty_post import EmptySpan, empty_spans
from dutyroom.domain.leaders import LeaderDuty, leader_duties
from dutyroom.domain.leave import on_leave
from dutyroom.domain.month_exceptions import MonthException
from dutyroom.domain.profile import Profile
from dutyroom.domain.records import Mark, Swap
from dutyroom.domain.shifts import Slot
from dutyroom.domain.state import DutyState
from dutyroom.domain.swap_marks import marks_borne, marks_of_swap
from dutyroom.domain.units import unit_months
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """How often, and how long in seconds altogether."""

    times: int = 0
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Noted:
    """A mark with its day and the number of the record that keeps it."""

    day: date
    number: str
    person: str
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMonth:
    """One person's month. Hours are in seconds; ``planned`` counts the whole month.

    ``absent`` are shifts that are over and to which nobody came, ``awol`` those
    that the profile counts as absence without leave (R-183). ``replaced`` are
    shifts that a substitute did, ``leave`` those that fell into granted leave:
    neither is an absence (R-024). ``urgent`` are swaps that were asked for late
    and took effect (R-180). Marks that were excused count only there. The hours
    of who has not signed out are counted to the end of the shift.
    """

    person: str
    name: str
    planned: int
    done: int
    late: Count
    early: Count
    absent: int
    awol: int
    replaced: int
    leave: int
    urgent: int
    held_over: Count
    away: Count
    deserted: Count
    checks: int
    not_found: int
    phone_off: int
    excused: int
    signed_in_still: int
    planned_seconds: int
    actual_seconds: int
    marks: tuple[Noted, ...]


@dataclass(frozen=True, slots=True)
class PostMonth:
    """The time in which nobody was at a post, and when it was."""

    post: str
    seconds: int
    spans: tuple[EmptySpan, ...]


@dataclass(frozen=True, slots=True)
class LeaderMonth:
    """How often a leader had the duty so far, came, came late, and did not come (R-185).

    ``leave`` are the times that fell into granted leave; they are not ``absent``.
    """

    person: str
    name: str
    planned: int
    came: int
    late: Count
    absent: int
    leave: int = 0


@dataclass(frozen=True, slots=True)
class UnitDuties:
    """On how many dates a unit had a duty, by the rosters in force now (R-065).

    ``over`` tells whether the month is.
    """

    unit: str
    held: int
    least: int
    over: bool

    @property
    def short(self) -> bool:
        """Tell whether there are fewer than the unit owes."""
        return self.held < self.least


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSheet:
    """The attendance sheet of a month as of ``until``."""

    first: date
    last: date
    until: datetime
    people: tuple[PersonMonth, ...]
    posts: tuple[PostMonth, ...]
    leaders: tuple[LeaderMonth, ...]
    units: tuple[UnitDuties, ...] = ()
    exceptions: tuple[MonthException, ...] = ()

    def of(self, person: str) -> MonthSheet:
        """Return what is in it about one person."""
        return replace(
            self,
            people=tuple(p for p in self.people if p.person == person),
            posts=(),
            leaders=(),
            units=(),
            exceptions=tuple(e for e in self.exceptions if person in e.people),
        )


def month_sheet(
    state: DutyState,
    slots: tuple[Slot, ...],
    profile: Profile,
    first: date,
    last: date,
    until: datetime,
    unplanned: tuple[Slot, ...] = (),
) -> MonthSheet:
    """Return the sheet of the duty dates from ``first`` to ``last``, as things are at ``until``.

    A shift belongs to the duty date on which it starts, also over the end of
    the month; ``state`` holds the month's records and ``slots`` its shifts,
    ``unplanned`` the hours of round-the-clock posts without any.
    """
    keys = {a.person for s in slots for a in s.people}
    keys |= {a.person for a in state.attendances if first <= a.day <= last}
    keys |= {
        swap.applicant
        for swap in state.swaps
        if first <= swap.day <= last and (marks_of_swap(swap) or _is_urgent(swap))
    }
    order = sorted(keys, key=state.name)
    people = (_person(state, slots, profile, first, last, until, key) for key in order)
    return MonthSheet(
        first=first,
        last=last,
        until=until,
        people=tuple(people),
        posts=_posts(state, slots, unplanned, profile, until),
        leaders=_leaders(state, first, last, until),
        units=tuple(
            UnitDuties(each.unit, each.held, each.least, over=until.date() >= last)
            for each in unit_months(state, profile, first)
        ),
    )


def _person(
    state: DutyState,
    slots: tuple[Slot, ...],
    profile: Profile,
    first: date,
    last: date,
    until: datetime,
    key: str,
) -> PersonMonth:
    planned = [slot for slot in slots if slot.planned(key)]
    mine = [a for a in state.attendances if a.person == key and first <= a.day <= last]
    aways = [a for a in state.aways if a.person == key and first <= a.day <= last]
    checks = [c for c in state.checks if c.person == key and first <= c.day <= last]
    swaps = [s for s in state.swaps if s.applicant == key and first <= s.day <= last]
    marks = _marks(state, key, first, last, profile, until)
    missed = [s for s in planned if s.end <= until and not any(s.holds(a) for a in mine)]
    replaced = [s for s in missed if _stood_in(state, s, key)]
    off = [s for s in missed if s not in replaced and on_leave(state, key, s.day)]
    absent = len(missed) - len(replaced) - len(off)
    never = profile.attendance.absent_after_min is None
    left = [a for a in aways if a.kind == "away"]
    return PersonMonth(
        person=key,
        name=state.name(key),
        planned=len(planned),
        done=len({(a.day, a.post, a.shift) for a in mine}),
        late=_count(marks, "late"),
        early=_count(marks, "left_early"),
        absent=absent,
        awol=_count(marks, "awol").times + (0 if never else absent),
        replaced=len(replaced),
        leave=len(off),
        urgent=sum(1 for swap in swaps if _is_urgent(swap)),
        held_over=_count(marks, "held_over"),
        away=Count(len(left), sum(_seconds(a.out, a.back or until) for a in left)),
        deserted=_count(marks, "deserted"),
        checks=len(checks),
        not_found=sum(1 for c in checks if c.result == "not_found"),
        phone_off=_count(marks, "phone_off").times,
        excused=sum(1 for noted in marks if noted.mark.excused),
        signed_in_still=sum(1 for a in mine if a.left is None and a.end <= until),
        planned_seconds=sum(_seconds(s.start, s.end) for s in planned),
        actual_seconds=sum(_seconds(a.arrived, a.left or min(a.end, until)) for a in mine),
        marks=marks,
    )


def _seconds(start: datetime, end: datetime) -> int:
    """Return the seconds that really pass, whatever the zone's clock does meanwhile."""
    return max(0, int(end.timestamp() - start.timestamp()))


def _stood_in(state: DutyState, slot: Slot, person: str) -> bool:
    return any(slot.holds(a) and a.stands_in_for == person for a in state.attendances)


def _is_urgent(swap: Swap) -> bool:
    return swap.urgent and swap.effective is not None


def _marks(
    state: DutyState, key: str, first: date, last: date, profile: Profile, until: datetime
) -> tuple[Noted, ...]:
    """Return every mark of a person in order of day; of an absence that goes on, those so far."""
    found = [(a.day, a.id, a.marks) for a in state.attendances if a.person == key]
    found += [(c.day, c.id, c.marks) for c in state.checks if c.person == key]
    found += [(p.day, p.id, p.marks) for p in state.phones_out if p.giver == key]
    found += [(s.day, s.id, marks) for s, marks in marks_borne(state.swaps, key)]
    found += [
        (a.day, a.id, a.marks if a.back else away_marks(a, until, profile))
        for a in state.aways
        if a.person == key
    ]
    noted = [
        Noted(day, id_, key, mark)
        for day, id_, marks in found
        if first <= day <= last
        for mark in marks
    ]
    return tuple(sorted(noted, key=lambda n: (n.day, n.number)))


def _count(marks: Iterable[Noted], code: str) -> Count:
    counted = [n.mark.seconds for n in marks if n.mark.code == code and not n.mark.excused]
    return Count(len(counted), sum(counted))


def _posts(
    state: DutyState,
    slots: tuple[Slot, ...],
    unplanned: tuple[Slot, ...],
    profile: Profile,
    until: datetime,
) -> tuple[PostMonth, ...]:
    """Return the empty time of each post that has anybody planned or present in the month."""
    used = {s.post for s in slots if s.people}
    used |= {s.post for s in slots if any(s.holds(a) for a in state.attendances)}
    used |= {s.post for s in unplanned}
    wanted = sorted((*slots, *unplanned), key=lambda slot: (slot.start, slot.post))
    spans = empty_spans((s for s in wanted if s.post in used), state.attendances, profile, until)
    return tuple(
        PostMonth(post, sum(span.seconds for span in here), here)
        for post in sorted(used)
        for here in [tuple(span for span in spans if span.post == post)]
    )


def _leaders(state: DutyState, first: date, last: date, until: datetime) -> tuple[LeaderMonth, ...]:
    duties = [duty for duty in leader_duties(state, first, last) if duty.start <= until]
    people = sorted({duty.person for duty in duties}, key=state.name)
    return tuple(
        _leader(state, person, [d for d in duties if d.person == person]) for person in people
    )


def _leader(state: DutyState, person: str, duties: list[LeaderDuty]) -> LeaderMonth:
    came = [duty.presence for duty in duties if duty.presence is not None]
    off = sum(1 for d in duties if d.presence is None and on_leave(state, person, d.day))
    late = [m.seconds for p in came for m in p.marks if m.code == "late" and not m.excused]
    return LeaderMonth(
        person,
        state.name(person),
        len(duties),
        len(came),
        Count(len(late), sum(late)),
        len(duties) - len(came) - off,
        off,
    )
