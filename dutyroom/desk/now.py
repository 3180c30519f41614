"""What the home screen shows: who is on, what is due, what was left over."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from dutyroom.desk.alarms import obligations
from dutyroom.desk.clock import Doubt
from dutyroom.desk.desk import Desk
from dutyroom.desk.handover.find import find_handover
from dutyroom.desk.station.drafts import Draft, left_over
from dutyroom.domain.due import Obligation
from dutyroom.domain.facts.attendance import assisting, on_post
from dutyroom.domain.facts.contacts import ContactLine, panel
from dutyroom.domain.facts.slots import Slot, around, find, successor
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.log.items import carried_over
from dutyroom.domain.patrol.rounds import PatrolTally, tally
from dutyroom.domain.presence.away import away_now, is_over, is_uncovered
from dutyroom.domain.presence.phone import phone_out
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.items import Item
from dutyroom.domain.records.presence import Attendance, Away, PhoneHandover
from dutyroom.domain.records.station import Closure
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
    the profile says, ``responsible_for`` (R-264).
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
    state, now, day = desk.state(), desk.now(), desk.duty_date()
    today = now.date()
    slots = around(state, desk.profile, desk.zone, now)
    out = phone_out(state)
    posts = tuple(_post(desk, state, name, slots, now) for name in _posts(desk, slots))
    return NowView(
        station=desk.info.name,
        drill=desk.info.drill,
        now=now,
        duty_date=day,
        day_kind=desk.calendar.kind(today),
        holiday=desk.calendar.holiday_name(today),
        year_known=desk.calendar.is_known(today.year),
        heads=tuple(
            OnPost(key, state.name(key), state.phone(key), now) for key in state.heads(day)
        ),
        posts=posts,
        due=obligations(desk),
        clock=desk.clock_doubt(),
        often_passed=desk.profile.handover.often_passed,
        phone=out,
        phone_holder=state.name(out.holder) if out else "",
        responsible=_responsible(desk, state, posts, now),
        responsible_for=desk.profile.first_responsible,
        carried=carried_over(state),
        contacts=panel(state, desk.profile, today, day),
        closed=tuple(closure for closure in state.closures if closure.day == day),
        drafts=left_over(desk),
    )


def _responsible(
    desk: Desk, state: DutyState, posts: tuple[PostView, ...], now: datetime
) -> tuple[OnPost, ...]:
    """Return who answers first in the running shifts: who is there longest, else who is planned."""
    if not desk.profile.first_responsible:
        return ()
    found = []
    for post in posts:
        slot = post.slot
        if post.on:
            found.append(min(post.on, key=lambda each: (each.away is not None, each.since)))
        elif slot and slot.people and slot.start <= now < slot.end:
            key = slot.people[0].person
            found.append(OnPost(key, state.name(key), state.phone(key), slot.start))
    return tuple(found)


def _posts(desk: Desk, slots: tuple[Slot, ...]) -> list[str]:
    named = [post.id for post in desk.profile.posts]
    planned = {slot.post for slot in slots if slot.people}
    rostered = [name for name in named if name in planned]
    others = sorted(planned - set(named))
    return [*(rostered or named), *others]


def _post(
    desk: Desk, state: DutyState, post: str, slots: tuple[Slot, ...], now: datetime
) -> PostView:
    on, arrived = on_post(state, post), assisting(state, post)
    here = [slot for slot in slots if slot.post == post]
    running = next((s for s in here if s.start <= now < s.end), None)
    slot = find(slots, on[0]) if on else running
    after = (successor(slot, slots) if slot else None) or next(
        (s for s in here if s.start > now and s is not slot), None
    )
    patrolled = slot is not None and any(r.points for r in desk.profile.patrol.routes)
    begun = find_handover(state, post) is not None
    status = _status(on, arrived, slot, running, now, begun=begun)
    if status in ("on_duty", "held_over") and is_uncovered(state, post):
        status = "uncovered"
    return PostView(
        post=post,
        status=status,
        slot=slot,
        on=tuple(_person(desk, state, a, now) for a in on),
        arrived=tuple(_person(desk, state, a, now) for a in arrived),
        next=after,
        next_names=tuple(state.name(a.person) for a in after.people) if after else (),
        rounds=tally(state, slot, desk.profile, now) if slot and patrolled else None,
    )


def _status(
    on: tuple[Attendance, ...],
    arrived: tuple[Attendance, ...],
    slot: Slot | None,
    running: Slot | None,
    now: datetime,
    *,
    begun: bool,
) -> PostStatus:
    if not on:
        return "empty" if running else "unmanned"
    if arrived:
        return "handing_over" if begun else "relief_here"
    return "held_over" if slot and now >= slot.end else "on_duty"


def _person(desk: Desk, state: DutyState, attendance: Attendance, now: datetime) -> OnPost:
    key = attendance.person
    since = attendance.took_over or attendance.arrived
    found = tuple(
        mark
        for check in state.checks
        if check.person == key and check.at >= attendance.arrived
        for mark in check.marks
    )
    marks, away = (*attendance.marks, *found), away_now(state, key)
    over = away is not None and is_over(away, desk.profile, now)
    return OnPost(key, state.name(key), state.phone(key), since, marks, away, over)
