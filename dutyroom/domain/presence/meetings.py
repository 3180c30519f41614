"""Meetings at a set time of the day, with who came (R-211, R-219)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dutyroom.domain.base.owed import Owed
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.attendance import present
from dutyroom.domain.facts.moment import Moment
from dutyroom.domain.facts.slots import Slot
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.presence.arrival import is_expected
from dutyroom.domain.profile.presence import MeetingRule
from dutyroom.domain.profile.times import at_time, minutes


def opens(rule: MeetingRule, day: date, zone: ZoneInfo) -> datetime:
    """Return from when on a date's meeting is reminded of and can be ticked (R-219)."""
    return at_time(day, rule.at, zone) - minutes(rule.remind_min)


def invited(state: DutyState, slots: tuple[Slot, ...]) -> tuple[str, ...]:
    """Return who is asked to a meeting: everybody who has or stands on a shift of its day.

    Who is on leave is not, unless they came all the same (R-025).
    """
    people: dict[str, None] = {}
    for slot in slots:
        for assignee in slot.people:
            if is_expected(state, slot, assignee.person):
                people[assignee.person] = None
        for attendance in present(state, slot):
            people[attendance.person] = None
    return tuple(people)


def meetings(moment: Moment) -> Iterator[Owed]:
    """Yield today's meetings that nobody has ticked yet, from the reminder on (R-219).

    On a day on which nobody is on duty there is none.
    """
    state, today, zone = moment.state, moment.today, moment.zone
    ticked = {meeting.name for meeting in state.meetings if meeting.day == today}
    who = invited(state, tuple(slot for slot in moment.slots if slot.day == today))
    for rule in moment.profile_of(today).meetings:
        if not who or rule.id in ticked or moment.now < opens(rule, today, zone):
            continue
        start = at_time(today, rule.at, zone)
        end = start + minutes(rule.minutes)
        text = say("{meeting} {start}–{end}: who came?", meeting=rule.id, start=start, end=end)
        subject, length = f"{today}/{rule.id}", rule.minutes
        yield Owed("meeting", subject, start, text, "R-219", who, rule.id, length)
