"""Minutes in which nobody was at a post, by the sign-ins and not by the plan (R-206, R-253).

And shifts to which a roster in force assigns nobody (R-001, R-203).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dutyroom.domain.base.dates import DAY
from dutyroom.domain.facts.moment import Moment
from dutyroom.domain.facts.slots import Slot, plan
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.calendar import DutyCalendar
from dutyroom.domain.profile.posts import Post
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.presence import Attendance
from dutyroom.domain.records.roster import Roster
from dutyroom.domain.roster.checks.gaps import uncovered, whole_day
from dutyroom.domain.roster.coverage import is_covered
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class EmptySpan:
    """Nobody had signed in at a post from ``start`` to ``end``, in one shift of a duty date.

    ``planned`` are the people of the shift, where the profile names any; without
    a shift the roster has nobody for it.
    """

    day: date
    post: str
    shift: str
    start: datetime
    end: datetime
    planned: tuple[str, ...] = ()

    @property
    def seconds(self) -> int:
        """The length in seconds."""
        return int(self.end.timestamp() - self.start.timestamp())


def unplanned(
    slots: Sequence[Slot],
    state: DutyState,
    profile: Profile,
    calendar: DutyCalendar,
    days: Iterable[date],
    zone: ZoneInfo,
) -> tuple[Slot, ...]:
    """Return the hours of round-the-clock posts in which the roster has no shift at all.

    They are missing by the plan already; what is wanted is 24 hours of each
    duty date that a roster in force spans (R-206, R-253). Such a slot has no
    name and nobody planned.
    """
    covered = [day for day in days if is_covered(state, day)]
    duty = {day for day in covered if calendar.is_duty_day(day, profile.duty_days)}
    holes: list[Slot] = []
    for post in profile.posts:
        if post.coverage == "24h":
            there = [slot for slot in slots if slot.post == post.id]
            wanted = duty | {slot.day for slot in there}.intersection(covered)
            holes += _unplanned_hours(post, sorted(wanted), there, zone)
    return tuple(holes)


def _unplanned_hours(
    post: Post, days: list[date], slots: list[Slot], zone: ZoneInfo
) -> Iterator[Slot]:
    """Yield the hours of duty dates that no shift of a post covers."""
    hours = [(slot.start, slot.end) for slot in slots]
    for day in days:
        for start, end in uncovered([whole_day((post,), day, zone)], hours):
            yield Slot(day=day, post=post.id, shift="", start=start, end=end)


def empty_spans(
    slots: Iterable[Slot],
    attendances: Iterable[Attendance],
    profile: Profile,
    until: datetime,
    *,
    since: datetime | None = None,
) -> tuple[EmptySpan, ...]:
    """Return every span up to ``until`` in which a shift ran and nobody was signed in.

    Before ``since`` there are no records that could tell.
    """
    came = tuple(attendances)
    spans = []
    for slot in slots:
        start = slot.start if since is None else max(slot.start, since)
        planned = _named(slot, profile)
        for hole in _holes(slot.post, came, start, min(slot.end, until)):
            spans.append(EmptySpan(slot.day, slot.post, slot.shift, *hole, planned))
    return tuple(spans)


def _named(slot: Slot, profile: Profile) -> tuple[str, ...]:
    if profile.empty_post_blame == "none":
        return ()
    return tuple(assignee.person for assignee in slot.people)


def _holes(
    post: str, attendances: tuple[Attendance, ...], reached: datetime, until: datetime
) -> list[tuple[datetime, datetime]]:
    """Return the parts of a time, from where it is ``reached``, that no presence there covers."""
    there = []
    for attendance in attendances:
        if attendance.post == post:
            left = min(attendance.left or until, until)
            there.append((attendance.arrived, left))
    holes = []
    for arrived, left in sorted(there):
        if arrived > reached and reached < until:
            holes.append((reached, min(arrived, until)))
        reached = max(reached, left)
    if reached < until:
        holes.append((reached, until))
    return holes


def unassigned(moment: Moment) -> Iterator[Slot]:
    """Yield the running shifts to which a roster in force assigns nobody: its gaps (R-203).

    Only those of places that it names, on its duty days and in its stated span:
    without a roster nothing is planned.
    """
    rosters = _rosters_of_shifts(moment)
    if not rosters or moment.profile.level("gap") == "off":
        return
    running = _planned_or_templates(moment, rosters)
    filled = {slot.post for slot in running if slot.people}
    for slot in running:
        if slot.post in filled or not _is_on(moment, slot.day):
            continue
        if any(_wants(roster, slot) for roster in rosters):
            yield slot


def _rosters_of_shifts(moment: Moment) -> tuple[Roster, ...]:
    """Return the rosters in force whose time it is, but for those of chiefs and leaders alone."""
    running = [roster for roster in moment.state.published() if roster.runs_at(moment.now)]
    return tuple(roster for roster in running if not roster.of_leaders)


def _planned_or_templates(moment: Moment, rosters: tuple[Roster, ...]) -> list[Slot]:
    """Return the shifts that run now, those of the profile too on a day without duty."""
    whole = replace(moment.profile, duty_days="every_day")
    state = replace(moment.state, rosters=rosters)
    slots = plan(state, whole, moment.zone, moment.today - DAY, moment.today)
    return [slot for slot in slots if slot.runs_at(moment.now)]


def _is_on(moment: Moment, day: date) -> bool:
    """Tell whether a date is one of duty; where the rosters alone tell, each that they name is."""
    duty_days = moment.profile_of(day).duty_days
    if duty_days in ("notice", "rostered"):
        return True
    return moment.calendar_of(day).is_duty_day(day, duty_days)


def _wants(roster: Roster, slot: Slot) -> bool:
    """Tell whether a shift lies in a roster's span, at a place that it names."""
    if not roster.spans(slot.day) or not roster.runs_at(slot.start):
        return False
    for line in roster.lines:
        if line.role == "duty" and line.people and line.post == slot.post:
            return True
    return False
