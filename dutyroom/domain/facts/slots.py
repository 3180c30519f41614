"""Shifts as they are planned: which person at which post from when to when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dutyroom.domain.base.dates import DAY, dates
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.times import past_midnight, span
from dutyroom.domain.records.presence import Attendance
from dutyroom.domain.records.roster import Assignee, OfShift, RosterLine, ShiftRef
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One shift at one post on one duty date, with the people planned for it."""

    day: date
    post: str
    shift: str
    start: datetime
    end: datetime
    night: bool = False
    people: tuple[Assignee, ...] = ()

    @property
    def key(self) -> str:
        """The word by which alarms and checks name this shift."""
        return self.ref.key

    @property
    def ref(self) -> ShiftRef:
        """The shift by its duty date, post and name."""
        return ShiftRef(self.day, self.post, self.shift)

    def planned(self, person: str) -> bool:
        """Tell whether the roster names this person for the shift."""
        return any(assignee.person == person for assignee in self.people)

    def runs_at(self, moment: datetime) -> bool:
        """Tell whether the shift runs at a moment: no more at that of its end."""
        return self.start <= moment < self.end

    def holds(self, record: OfShift) -> bool:
        """Tell whether a record, such as an attendance or a round, belongs to this shift."""
        return record.day == self.day and record.post == self.post and record.shift == self.shift


def plan(
    state: DutyState, profile: Profile, zone: ZoneInfo, first: date, last: date
) -> tuple[Slot, ...]:
    """Return the shifts whose duty date lies in the span, in order of start and post.

    Published rosters say who; where they say nothing about a day of a post,
    the profile's templates stand with nobody planned (R-110).
    """
    slots = {slot.ref: slot for slot in _rostered(state, profile, first, last)}
    if profile.duty_days == "every_day":
        shifts: dict[tuple[date, str], list[str]] = {}
        for ref in slots:
            shifts.setdefault((ref.day, ref.post), []).append(ref.shift)
        for slot in _templates(profile, zone, first, last):
            if _follow_templates(profile, slot.post, shifts.get((slot.day, slot.post), ())):
                slots.setdefault(slot.ref, slot)
    return tuple(sorted(slots.values(), key=lambda slot: (slot.start, slot.post, slot.shift)))


def _follow_templates(profile: Profile, post: str, shifts: Iterable[str]) -> bool:
    """Tell whether the roster's shifts of a day and post go by the profile's; none do."""
    rule = profile.post(post)
    return rule is not None and all(rule.template(shift) for shift in shifts)


def _templates(profile: Profile, zone: ZoneInfo, first: date, last: date) -> Iterator[Slot]:
    for day in dates(first, last):
        for post in profile.posts:
            for rule in post.templates():
                start, end = span(rule, day, zone)
                yield Slot(
                    day=day, post=post.id, shift=rule.id, start=start, end=end, night=rule.night
                )


def _rostered(state: DutyState, profile: Profile, first: date, last: date) -> list[Slot]:
    slots = []
    for _roster, line in state.lines(first, last):
        if line.role != "duty":
            continue
        post = profile.post(line.post)
        rule = post.template(line.shift) if post else None
        slots.append(
            Slot(
                day=line.day,
                post=line.post,
                shift=line.shift,
                start=line.start,
                end=line.end,
                night=bool(rule and rule.night),
                people=line.people,
            )
        )
    return slots


def is_night(profile: Profile, line: RosterLine) -> bool:
    """Tell whether a shift of a roster counts as a night: by its template, or past midnight."""
    post = profile.post(line.post)
    rule = post.template(line.shift) if post else None
    return past_midnight(line.start, line.end) or bool(rule and rule.night)


def around(state: DutyState, profile: Profile, zone: ZoneInfo, now: datetime) -> tuple[Slot, ...]:
    """Return the shifts of yesterday, today and tomorrow."""
    today = now.astimezone(zone).date()
    return plan(state, profile, zone, today - DAY, today + DAY)


def successor(slot: Slot, slots: tuple[Slot, ...]) -> Slot | None:
    """Return the shift that relieves this one without a gap, or None (post goes unmanned)."""
    return next(
        (s for s in slots if s.post == slot.post and slot.start < s.start <= slot.end), None
    )


def relief_of(slot: Slot, slots: tuple[Slot, ...], state: DutyState, now: datetime) -> Slot | None:
    """Return the shift that this one hands over to as of ``now``, or None: then the post closes.

    A relief's shift that is over without anybody having come is passed over (R-099).
    """
    after = successor(slot, slots)
    while after is not None and now >= after.end and not manned(state, after):
        after = successor(after, slots)
    return after


def manned(state: DutyState, slot: Slot) -> bool:
    """Tell whether somebody came for a shift and stayed or took it over."""
    return any(slot.holds(a) and (a.took_over is not None or a.on_duty) for a in state.attendances)


def predecessor(slot: Slot, slots: tuple[Slot, ...]) -> Slot | None:
    """Return the shift that this one relieves, or None for the first after a gap."""
    return next(
        (s for s in reversed(slots) if s.post == slot.post and s.start < slot.start <= s.end),
        None,
    )


def find(slots: tuple[Slot, ...], attendance: Attendance) -> Slot:
    """Return the shift of an attendance; one that is no longer planned is rebuilt from it."""
    return next(
        (slot for slot in slots if slot.holds(attendance)),
        Slot(
            day=attendance.day,
            post=attendance.post,
            shift=attendance.shift,
            start=attendance.start,
            end=attendance.end,
        ),
    )
