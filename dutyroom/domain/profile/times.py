"""Duty dates, shift spans and words for lengths of time.

The duty date (值班日) is the local date on which the shift starts: what is
written at 02:10 in a night shift belongs to the evening before.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dutyroom.domain.profile.posts import Post, ShiftRule


def at_time(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return the moment of a clock time on a local date."""
    return datetime.combine(day, clock, tzinfo=zone)


def span(rule: ShiftRule, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return start and end of a shift; past midnight when the end is not after the start."""
    start = at_time(day, rule.start, zone)
    ends = day if rule.end > rule.start else day + timedelta(days=1)
    return start, at_time(ends, rule.end, zone)


def past_midnight(start: datetime, end: datetime) -> bool:
    """Tell whether a shift runs into the day after the one it starts on; to its midnight is not."""
    return (end - timedelta(microseconds=1)).date() > start.date()


def minutes(count: int) -> timedelta:
    """Return a length of whole minutes."""
    return timedelta(minutes=count)


def seconds_between(earlier: datetime, later: datetime) -> int:
    """Return whole seconds from one moment to a later one; 0 if it is not later."""
    return max(0, int((later - earlier).total_seconds()))


def duty_date(moment: datetime, posts: tuple[Post, ...], zone: ZoneInfo) -> date:
    """Return the duty date: yesterday while a shift of yesterday still runs.

    Only while no shift of today has begun at any post does the night before
    keep the day (R-048).
    """
    local = moment.astimezone(zone)
    today = local.date()
    yesterday = today - timedelta(days=1)
    rules = [rule for post in posts for rule in post.templates()]
    begun = any(span(rule, today, zone)[0] <= local for rule in rules)
    running = any(span(rule, yesterday, zone)[1] > local for rule in rules)
    return yesterday if running and not begun else today
