"""Where the desk gets the time from: the wall, or the time it was told; and how times are typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import say

_BETWEEN_DAYS = re.compile(r"[\s,，、;；~～—–至到]+|\.\.|--")
_HALF_A_DAY = timedelta(hours=12)
"""A clock time without a date means the nearer of the two days that it may be of."""
Clock = Callable[[], datetime]
"""Gives the present moment, aware, in the station's zone."""


def wall_clock(zone: ZoneInfo) -> Clock:
    """Return the machine's clock in the station's zone, never the client's."""
    return lambda: datetime.now(zone)


def stopped_clock(at: datetime) -> Clock:
    """Return a clock that always shows ``at``: one command of a drill."""
    return lambda: at


def running_clock(at: datetime, wall: Clock) -> Clock:
    """Return a clock that showed ``at`` when it was made and runs on: a drill on screen."""
    began = wall()
    return lambda: at + (wall() - began)


def read_time(
    text: str, zone: ZoneInfo, today: datetime | None = None, field: str = "at"
) -> datetime:
    """Read ``2026-12-01 16:24:40``, ``2026-12-01T16:24`` or, with ``today``, ``16:24``.

    A time without an offset is the station's. Raises `Wrong` about the field.
    """
    words = text.strip().replace("：", ":")
    if not words:
        raise Wrong(say("Say when, such as 16:24"), field)
    try:
        if today is not None and words.count("-") == 0:
            import pendulum  # slow to load, and not needed to open the room

            clock = pendulum.parse(words, exact=True)
            if not isinstance(clock, pendulum.Time):
                raise ValueError(words)
            return today.replace(
                hour=clock.hour, minute=clock.minute, second=clock.second, microsecond=0
            )
        moment = datetime.fromisoformat(words)
        if not 1990 <= moment.year <= 2200:
            raise ValueError(words)
    except ValueError as error:
        raise Wrong(
            say("{text} is no time: write 2026-12-01 16:24 or 16:24", text=text), field
        ) from error
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)


def read_date(text: str, field: str = "day") -> date:
    """Read a date as it was typed. Raises `Wrong` about the field."""
    if not text:
        raise Wrong(say("Type a date, such as 2026-12-01"), field)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Wrong(say("{text} is no date: write 2026-12-01", text=text), field) from error


def read_month(text: str, example: str = "2027-01") -> date:
    """Return the first date of a month as it was typed. Raises `Wrong`."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as error:
        words = say("{text} is no month: write {example}", text=text, example=example)
        raise Wrong(words, "month") from error


def read_days(text: str, field: str) -> tuple[date, ...]:
    """Read several dates, apart from each other in any way. Raises `Wrong` about the field."""
    words = (word for word in _BETWEEN_DAYS.split(text.strip()) if word not in ("", "-", "－"))
    return tuple(read_date(word, field) for word in words)


def read_ahead(text: str, now: datetime, zone: ZoneInfo, field: str = "follow_up") -> datetime:
    """Read when something shall be done; a clock time that is over today is tomorrow's.

    Raises `Wrong` about the field for a moment that lies behind.
    """
    moment = read_time(text, zone, now, field)
    if moment < now and "-" not in text:
        moment += timedelta(days=1)
    if moment < now:
        raise Wrong(say("{text} is over: it is {now} already", text=text, now=now), field)
    return moment


def read_soon(text: str, now: datetime, zone: ZoneInfo, field: str) -> datetime:
    """Read when something ends that goes on: as `read_ahead`, but tomorrow only if it is nearer.

    Nobody who leaves at 10:00 means tomorrow by 09:30: the date is asked for.
    """
    moment = read_ahead(text, now, zone, field)
    if "-" not in text and moment.date() > now.date() and moment - now > _HALF_A_DAY:
        raise Wrong(
            say(
                "{text} is over: it is {now} already; if it is tomorrow, write {date}",
                **_values(text, now, moment),
            ),
            field,
        )
    return moment


def read_event_time(
    text: str, now: datetime, zone: ZoneInfo, *, needed: bool = False, field: str = "at"
) -> datetime:
    """Read when something happened; a clock time still to come today was yesterday's.

    Nothing typed is now, unless it is ``needed``. Raises `Wrong` about the field
    for a moment that lies ahead, and for a clock time that is nearer ahead than
    behind: more often that is a slip than something of half a day ago.
    """
    if not text.strip():
        if needed:
            raise Wrong(say("Say when it was, such as 00:05"), field)
        return now
    moment = read_time(text, zone, now, field)
    if moment > now and "-" not in text:
        moment -= timedelta(days=1)
        if now - moment > _HALF_A_DAY:
            raise Wrong(
                say(
                    "{text} lies ahead: it is only {now}; if it was yesterday, write {date}",
                    **_values(text, now, moment),
                ),
                field,
            )
    if moment > now:
        raise Wrong(say("{text} lies ahead: it is only {now}", text=text, now=now), field)
    return moment


def _values(text: str, now: datetime, other: datetime) -> dict[str, object]:
    """Return what a sentence about a slip holds: ``date`` is the other day's, as it is typed."""
    written = f"{other:%Y-%m-%d %H:%M:%S}".removesuffix(":00")
    return {"text": text.strip(), "now": now, "date": written}
