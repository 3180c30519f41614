"""What the home screen shows: who is on, what is due, what was left over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal

from dutyroom.desk.alarms import obligations_at
from dutyroom.desk.desk import Desk
from dutyroom.desk.station.drafts import Draft, left_over
from dutyroom.domain.due import Obligation
from dutyroom.domain.facts.attendance import assisting, on_post
from dutyroom.domain.facts.clock import Doubt
from dutyroom.domain.facts.contacts import ContactLine, panel
from dutyroom.domain.facts.moment import Moment
from dutyroom.domain.facts.retiming import marked_records
from dutyroom.domain.facts.slots import Slot, find, successor
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.log.items import carried_over
from dutyroom.domain.patrol.rounds import PatrolTally, tally
from dutyroom.domain.presence.away import away_now, is_over, is_uncovered
from dutyroom.domain.presence.phone import phone_out
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.items import Item
from dutyroom.domain.records.presence import Attendance, Away, PhoneHandover
from dutyroom.domain.records.station import ClockCheck, Closure
from dutyroom.values import dataclass

PostStatus = Literal[
    "on_duty", "relief_here", "handing_over", "held_over", "uncovered", "empty", "unmanned"
]


@dataclass(frozen=True, slots=True)
class OnPost:
    """A person at a post: since when, the marks of the shift, and where they are instead.

    ``overdue`` tells whether somebody who is away had to be back by now (R-027).
    """

    person: str
    name: str
    phone: str
    since: datetime
    marks: tuple[Mark, ...] = ()
    away: Away | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class PostView:
    """A post now and next."""

    post: str
    status: PostStatus
    slot: Slot | None
    on: tuple[OnPost, ...]
    arrived: tuple[OnPost, ...]
    next: Slot | None
    next_names: tuple[str, ...]
    rounds: PatrolTally | None


@dataclass(frozen=True, slots=True)
class NowView:
    """The duty room at a moment.

    ``often_passed`` is the number of handovers from which an item is shown to
    the supervisor (R-095); ``responsible`` are those who answer first for what
    the profile says, ``responsible_for`` (R-264). ``clock`` is why the clock is
    doubted, ``typed`` by what somebody, ``typed_by``, said the time goes, and
    ``unchecked`` records wait for somebody to look at their times.
    """

    station: str
    drill: bool
    now: datetime
    duty_date: date
    day_kind: str
    holiday: str
    year_known: bool
    heads: tuple[OnPost, ...]
    posts: tuple[PostView, ...]
    due: tuple[Obligation, ...]
    carried: tuple[Item, ...]
    contacts: tuple[ContactLine, ...]
    closed: tuple[Closure, ...]
    drafts: tuple[Draft, ...] = ()
    clock: Doubt = ""
    typed: ClockCheck | None = None
    typed_by: str = ""
    unchecked: int = 0
    often_passed: int = 0
    phone: PhoneHandover | None = None
    phone_holder: str = ""
    responsible: tuple[OnPost, ...] = ()
    responsible_for: str = ""

    @property
    def overdue(self) -> int:
        """The number that the header shows: overdue and missed together."""
        return len(self.late)

    @property
    def late(self) -> frozenset[str]:
        """The keys of what is overdue or missed."""
        return frozenset(o.key for o in self.due if o.standing in ("overdue", "missed"))


def now_view(desk: Desk) -> NowView:
    """Return the duty room as it is, with the newest of every record."""
    moment = desk.moment()
    state, today, day = moment.state, moment.today, moment.duty_date
    calendar = moment.calendar_of(today)
    out, clock = phone_out(state), desk.clock_standing()
    posts = tuple(_post(moment, post) for post in _posts(moment))
    return NowView(
        station=desk.info.name,
        drill=desk.info.drill,
        now=moment.now,
        duty_date=day,
        day_kind=calendar.kind(today),
        holiday=calendar.holiday_name(today),
        year_known=calendar.is_known(today.year),
        heads=tuple(_planned(state, head, moment.now) for head in state.leading(day)),
        posts=posts,
        due=obligations_at(desk, moment),
        clock=clock.doubt,
        typed=clock.check,
        typed_by=state.name(clock.check.by) if clock.check else "",
        unchecked=len(marked_records(state)),
        often_passed=moment.profile.handover.often_passed,
        phone=out,
        phone_holder=state.name(out.holder) if out else "",
        responsible=_responsible(moment, posts),
        responsible_for=moment.profile.first_responsible,
        carried=carried_over(state),
        contacts=panel(state, moment.profile, today, day),
        closed=tuple(closure for closure in state.closures if closure.day == day),
        drafts=left_over(desk),
    )


def _planned(state: DutyState, person: str, since: datetime) -> OnPost:
    """Return somebody who is planned, whether they came or not."""
    return OnPost(person, state.name(person), state.phone(person), since)


def _responsible(moment: Moment, posts: tuple[PostView, ...]) -> tuple[OnPost, ...]:
    """Return who answers first in the running shifts: who is there longest, else who is planned."""
    if not moment.profile.first_responsible:
        return ()
    people = []
    for post in posts:
        slot = post.slot
        if post.on:
            # Who is away answers only where nobody else is there.
            people.append(min(post.on, key=lambda each: (each.away is not None, each.since)))
        elif slot and slot.people and slot.runs_at(moment.now):
            people.append(_planned(moment.state, slot.people[0].person, slot.start))
    return tuple(people)


def _posts(moment: Moment) -> list[str]:
    """Return the posts to show: those with anybody planned near now, else all of the profile."""
    named = [post.id for post in moment.profile.posts]
    planned = {slot.post for slot in moment.slots if slot.people}
    rostered = [name for name in named if name in planned]
    others = sorted(planned - set(named))
    return [*(rostered or named), *others]


def _post(moment: Moment, post: str) -> PostView:
    state = moment.state
    on = on_post(state, post)
    running = _running_slot(moment, post)
    slot = find(moment.slots, on[0]) if on else running
    after = _next_slot(moment, post, slot)
    next_people = after.people if after is not None else ()
    return PostView(
        post=post,
        status=_status(moment, post, slot, is_planned=running is not None),
        slot=slot,
        on=tuple(_person(moment, attendance) for attendance in on),
        arrived=tuple(_person(moment, attendance) for attendance in assisting(state, post)),
        next=after,
        next_names=tuple(state.name(assignee.person) for assignee in next_people),
        rounds=_rounds(moment, slot),
    )


def _running_slot(moment: Moment, post: str) -> Slot | None:
    for slot in moment.slots:
        if slot.post == post and slot.runs_at(moment.now):
            return slot
    return None


def _next_slot(moment: Moment, post: str, slot: Slot | None) -> Slot | None:
    """Return the shift that relieves this one, else the next at the post."""
    after = successor(slot, moment.slots) if slot is not None else None
    if after is not None:
        return after
    for other in moment.slots:
        if other.post == post and other.start > moment.now and other is not slot:
            return other
    return None


def _rounds(moment: Moment, slot: Slot | None) -> PatrolTally | None:
    """Return the rounds of a shift in numbers, where the station has a route to walk."""
    if slot is None:
        return None
    profile = moment.profile_of(slot.day)
    is_patrolled = any(route.points for route in profile.patrol.routes)
    return tally(moment.state, slot, profile, moment.now) if is_patrolled else None


def _status(moment: Moment, post: str, slot: Slot | None, *, is_planned: bool) -> PostStatus:
    state = moment.state
    if not on_post(state, post):
        return "empty" if is_planned else "unmanned"
    if assisting(state, post):
        begun = any(each.under_way and each.post == post for each in state.handovers)
        return "handing_over" if begun else "relief_here"
    if is_uncovered(state, post):
        return "uncovered"
    return "held_over" if slot and moment.now >= slot.end else "on_duty"


def _person(moment: Moment, attendance: Attendance) -> OnPost:
    state, key = moment.state, attendance.person
    away = away_now(state, key)
    return OnPost(
        key,
        state.name(key),
        state.phone(key),
        since=attendance.took_over or attendance.arrived,
        marks=(*attendance.marks, *_marks_of_checks(state, attendance)),
        away=away,
        overdue=away is not None and is_over(away, moment.profile_of(away.day), moment.now),
    )


def _marks_of_checks(state: DutyState, attendance: Attendance) -> Iterator[Mark]:
    """Yield what checks found of somebody since the arrival."""
    for check in state.checks:
        if check.person == attendance.person and check.at >= attendance.arrived:
            yield from check.marks
