"""The duty telephone in other hands over lunch (R-307, R-308)."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from dutyroom.domain.base.codes import MarkCode
from dutyroom.domain.facts.attendance import kept
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.times import at_time, minutes, seconds_between
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.presence import PhoneHandover


def phone_out(state: DutyState) -> PhoneHandover | None:
    """Return who has the duty telephone instead of the duty officer, or None."""
    return next((handed for handed in state.phones_out if handed.is_out), None)


def phone_due(handed: PhoneHandover, profile: Profile, zone: ZoneInfo) -> datetime | None:
    """Return when the telephone must be back, or None where the profile names no lunch time.

    At the end of lunch, or after the longest time, whichever is first.
    """
    rules = profile.lunch
    if rules is None:
        return None
    end = at_time(handed.out.astimezone(zone).date(), rules.end, zone)
    return max(handed.out, min(end, handed.out + minutes(rules.max_min)))


def lunch_marks(
    handed: PhoneHandover, back: datetime, profile: Profile, zone: ZoneInfo
) -> tuple[Mark, ...]:
    """Return the marks of a telephone that was out until ``back``.

    Out before lunch begins, back after it ends, and longer than allowed are
    three facts with their own seconds.
    """
    rules = profile.lunch
    if rules is None:
        return ()
    day = handed.out.astimezone(zone).date()
    start, end = at_time(day, rules.start, zone), at_time(day, rules.end, zone)
    longest = handed.out + minutes(rules.max_min)
    spans: tuple[tuple[MarkCode, datetime, datetime], ...] = (
        ("lunch_early", handed.out, min(back, start)),
        ("lunch_late", max(handed.out, end), back),
        ("lunch_long", longest, back),
    )
    marks = [Mark(code, seconds_between(since, until)) for code, since, until in spans]
    return kept([mark for mark in marks if mark.seconds], profile)
