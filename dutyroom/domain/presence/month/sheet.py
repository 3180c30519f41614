"""The month's attendance sheet: what was planned, what was done, what was marked (R-321).

The sheet counts; it judges nobody. A mark that a leader excused is counted
apart and stays to be read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from dutyroom.domain.facts.attendance import stood_in
from dutyroom.domain.facts.leaders import LeaderDuty, leader_duties
from dutyroom.domain.facts.leave import days_of, on_leave
from dutyroom.domain.facts.slots import Slot
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.presence.empty_post import EmptySpan, empty_spans
from dutyroom.domain.presence.month.exceptions import MonthException
from dutyroom.domain.presence.month.marks import Noted, month_marks, told_twice
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.swaps import Swap
from dutyroom.domain.roster.checks.units import unit_months
from dutyroom.domain.swaps.marks import marks_of_swap
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """How often, and how long in seconds altogether."""

    times: int = 0
    seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMonth:
    """One person's month. Hours are in seconds; ``planned`` counts the whole month.

    ``absent`` are shifts that are over and to which nobody came, ``awol`` those
    that the profile counts as absence without leave (R-183). ``replaced`` are
    shifts that a substitute did, ``leave`` those that fell into granted leave:
    neither is an absence (R-024). ``deserted`` counts an absence from the post
    once, also where a check found nobody meanwhile. ``urgent`` are swaps that
    were asked for late and took effect (R-180). Marks that were excused count
    only there. The hours of who has not signed out are counted to the end of the
    shift. ``days_off`` are the month's days of leave, study like any other,
    ``studied`` those of study among them, ``owed`` those that a recall took
    (R-286, R-287).
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
    meetings_missed: int
    excused: int
    signed_in_still: int
    planned_seconds: int
    actual_seconds: int
    days_off: int
    studied: int
    owed: int
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

    ``leave`` are the times that fell into granted leave; they are not
    ``absent``, which is None where the profile asks no leader to sign in.
    """

    person: str
    name: str
    planned: int
    came: int
    late: Count
    absent: int | None
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
    """The attendance sheet of a month as of ``until``; ``total`` is of everybody together."""

    first: date
    last: date
    until: datetime
    people: tuple[PersonMonth, ...]
    posts: tuple[PostMonth, ...]
    leaders: tuple[LeaderMonth, ...]
    units: tuple[UnitDuties, ...] = ()
    exceptions: tuple[MonthException, ...] = ()
    total: PersonMonth | None = None

    def of(self, person: str) -> MonthSheet:
        """Return what is in it about one person."""
        return replace(
            self,
            people=tuple(p for p in self.people if p.person == person),
            posts=(),
            leaders=(),
            units=(),
            exceptions=tuple(e for e in self.exceptions if person in e.people),
            total=None,
        )


def month_sheet(
    state: DutyState,
    slots: tuple[Slot, ...],
    profile: Profile,
    first: date,
    last: date,
    until: datetime,
    since: datetime | None = None,
    unplanned: tuple[Slot, ...] = (),
) -> MonthSheet:
    """Return the sheet of the duty dates from ``first`` to ``last``, as things are at ``until``.

    A shift belongs to the duty date on which it starts, also over the end of
    the month; ``state`` holds the month's records and ``slots`` its shifts,
    ``unplanned`` the hours of round-the-clock posts without any. What was over
    before ``since``, when the station's records began, is neither an absence
    nor an empty post.
    """
    marks = month_marks(state, profile, until)
    twice = told_twice(state, marks)
    month = _Month(state, slots, profile, first, last, until, since, marks, twice)
    people = tuple(_person(month, key) for key in sorted(_keys(month), key=state.name))
    return MonthSheet(
        first=first,
        last=last,
        until=until,
        people=people,
        total=_total(people) if people else None,
        posts=_posts(month, unplanned),
        leaders=_leaders(month),
        units=tuple(
            UnitDuties(each.unit, each.held, each.least, over=until.date() >= last)
            for each in unit_months(state, profile, first)
        ),
    )


@dataclass(frozen=True, slots=True)
class _Month:
    """What a sheet is made of."""

    state: DutyState
    slots: tuple[Slot, ...]
    profile: Profile
    first: date
    last: date
    until: datetime
    since: datetime | None
    marks: tuple[Noted, ...]
    told_twice: frozenset[str]

    def has(self, day: date) -> bool:
        """Tell whether a duty date is one of the month's."""
        return self.first <= day <= self.last

    def saw(self, end: datetime) -> bool:
        """Tell whether the records had begun when something ended."""
        return self.since is None or end > self.since


def _keys(month: _Month) -> set[str]:
    """Return who is in the sheet: planned, there, off, marked, asking for a swap that counts.

    So is who was asked to a meeting and did not come (R-211). A leader who has no
    shift may be marked, too: the telephone switched off (R-022).
    """
    keys = {a.person for s in month.slots for a in s.people}
    keys |= {a.person for a in month.state.attendances if month.has(a.day)}
    keys |= {
        a.person for a in month.state.leaves if a.first <= month.last and month.first <= a.last
    }
    keys |= {key for missing in _meetings(month) for key in missing}
    keys |= {noted.person for noted in month.marks if month.has(noted.day)}
    swaps = (s for s in month.state.swaps if month.has(s.day))
    return keys | {s.applicant for s in swaps if marks_of_swap(s) or _is_urgent(s)}


def _meetings(month: _Month) -> list[tuple[str, ...]]:
    """Return who did not come to each meeting of the month that was ticked (R-211)."""
    return [meeting.missing for meeting in month.state.meetings if month.has(meeting.day)]


def _person(month: _Month, key: str) -> PersonMonth:
    state, until = month.state, month.until
    planned = [slot for slot in month.slots if slot.planned(key)]
    mine = [a for a in state.attendances if a.person == key and month.has(a.day)]
    aways = [a for a in state.aways if a.person == key and month.has(a.day)]
    checks = [c for c in state.checks if c.person == key and month.has(c.day)]
    swaps = [s for s in state.swaps if s.applicant == key and month.has(s.day)]
    marks = tuple(n for n in month.marks if n.person == key and month.has(n.day))
    over = [s for s in planned if s.end <= until and month.saw(s.end)]
    missed = [s for s in over if not any(s.holds(a) for a in mine)]
    replaced = [s for s in missed if stood_in(state, s.ref, key)]
    off = [s for s in missed if s not in replaced and on_leave(state, key, s.day)]
    absent = len(missed) - len(replaced) - len(off)
    never = month.profile.attendance.absent_after_min is None
    left = [a for a in aways if a.kind == "away"]
    leaves = [each for each in state.leaves if each.person == key]
    owed = sum(1 for each in leaves for day in each.recalled if month.has(day))
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
        deserted=_count((n for n in marks if n.number not in month.told_twice), "deserted"),
        checks=len(checks),
        not_found=sum(1 for c in checks if c.result == "not_found"),
        phone_off=_count(marks, "phone_off").times,
        meetings_missed=sum(1 for missing in _meetings(month) if key in missing),
        excused=sum(1 for noted in marks if noted.mark.excused),
        signed_in_still=sum(1 for a in mine if a.left is None and a.end <= until),
        planned_seconds=sum(_seconds(s.start, s.end) for s in planned),
        actual_seconds=sum(_seconds(a.arrived, a.left or min(a.end, until)) for a in mine),
        days_off=sum(len(days_of(each, month.first, month.last)) for each in leaves) - owed,
        studied=sum(1 for e in leaves for d in e.studied if month.has(d) and d not in e.recalled),
        owed=owed,
        marks=marks,
    )


def _total(people: tuple[PersonMonth, ...]) -> PersonMonth:
    """Return what everybody has together; the marks stay with their persons."""

    def added(name: str) -> Any:
        values = [getattr(person, name) for person in people]
        if isinstance(values[0], Count):
            return Count(sum(v.times for v in values), sum(v.seconds for v in values))
        return sum(values)

    own = ("person", "name", "marks")
    summed = {f.name: added(f.name) for f in fields(PersonMonth) if f.name not in own}
    return PersonMonth(person="", name="", marks=(), **summed)


def _seconds(start: datetime, end: datetime) -> int:
    """Return the seconds that really pass, whatever the zone's clock does meanwhile."""
    return max(0, int(end.timestamp() - start.timestamp()))


def _is_urgent(swap: Swap) -> bool:
    return swap.urgent and swap.effective is not None


def _count(marks: Iterable[Noted], code: str) -> Count:
    counted = [n.mark.seconds for n in marks if n.mark.code == code and not n.mark.excused]
    return Count(len(counted), sum(counted))


def _posts(month: _Month, unplanned: tuple[Slot, ...]) -> tuple[PostMonth, ...]:
    """Return the empty time of each post that has anybody planned or present in the month."""
    there = month.state.attendances
    used = {s.post for s in month.slots if s.people or any(s.holds(a) for a in there)}
    used |= {s.post for s in unplanned}
    wanted = sorted((*month.slots, *unplanned), key=lambda slot: (slot.start, slot.post))
    slots = (s for s in wanted if s.post in used)
    spans = empty_spans(slots, there, month.profile, month.until, since=month.since)
    return tuple(
        PostMonth(post, sum(span.seconds for span in here), here)
        for post in sorted(used)
        for here in [tuple(span for span in spans if span.post == post)]
    )


def _leaders(month: _Month) -> tuple[LeaderMonth, ...]:
    """Return the leaders of the month; of those who need not sign in, who did all the same."""
    duties = [
        duty
        for duty in leader_duties(month.state, month.first, month.last)
        if duty.start <= month.until and (duty.presence is not None or month.saw(duty.end))
    ]
    people = sorted({duty.person for duty in duties}, key=month.state.name)
    found = (_leader(month, person, [d for d in duties if d.person == person]) for person in people)
    return tuple(leader for leader in found if leader.came or leader.absent is not None)


def _leader(month: _Month, person: str, duties: list[LeaderDuty]) -> LeaderMonth:
    asked = month.profile.level("leader_absent") != "off"
    came = [duty.presence for duty in duties if duty.presence is not None]
    missed = [duty for duty in duties if duty.presence is None]
    off = sum(1 for d in missed if on_leave(month.state, person, d.day))
    late = [m.seconds for p in came for m in p.marks if m.code == "late" and not m.excused]
    return LeaderMonth(
        person,
        month.state.name(person),
        planned=len(duties),
        came=len(came),
        late=Count(len(late), sum(late)),
        absent=len(missed) - off if asked else None,
        leave=off,
    )
