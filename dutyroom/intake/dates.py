"""Dates and clock times as offices write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.intake.english import (
    english_weekday,
    in_digits,
    weekday_beside,
    without_weekday,
)
from dutyroom.values import dataclass

_EXCEL_DAY_ZERO = date(1899, 12, 30)
_SERIALS = range(36_526, 73_051)  # the years 2000 to 2099
_YEARS = range(2000, 2100)
_LONGEST = timedelta(days=400)
_FULL = re.compile(
    r"(?P<y>\d{4})\s*[年./\-]\s*(?P<m>\d{1,2})\s*[月./\-]\s*(?P<d>\d{1,2})\s*[日号]?"
)
_MONTH_DAY = re.compile(r"(?P<m>\d{1,2})\s*(?:月|[./\-])\s*(?P<d>\d{1,2})\s*[日号]?")
_DAY = re.compile(r"(?P<d>\d{1,2})\s*[日号]?")
_MIDNIGHT_TAIL = re.compile(r"[T ]00:00(:00)?$")
_WEEKDAY = re.compile(r"^(?:星期|周|礼拜)?([一二三四五六日天])$")
_WEEKDAYS = {word: n for n, word in enumerate("一二三四五六日")} | {"天": 6}
_BEHIND = re.compile(r"\((?:星期|周|礼拜)[一二三四五六日天]\)$|(?:星期|周|礼拜)[一二三四五六日天]$")
_AFTERNOON = "下午|晚上|晚间|晚|傍晚|夜间|夜里|夜"
_CLOCK = (
    rf"(?P<half>凌晨|早上|早晨|早|清晨|上午|中午|{_AFTERNOON}|AM|PM)?\s*"
    r"(?P<h>\d{1,2})\s*(?:[:]\s*(?P<min>\d{2})|[时点]\s*(?:(?P<cmin>\d{1,2})\s*分?|(?P<hm>半)|整)?)"
)
_CLOCK_RE = re.compile(_CLOCK, re.IGNORECASE)
_TO = r"\s*(?:至|到|止|to|until|[-—–―~～]+)\s*"
_TITLE_MONTH = re.compile(r"(?:(?P<y>\d{4})\s*年)?\s*(?P<m>\d{1,2})\s*月(?:份)?(?!\s*\d)")
_TITLE_YEAR = re.compile(r"(?P<y>20\d{2})\s*(?:年|(?=\D|$))")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_MOMENT = r"(?:(\d{4})\s*年)?\s*(?:(\d{1,2})\s*月)?\s*(\d{1,2})\s*[日号]\s*"


class BadDate(ValueError):
    """Text that is written like a date but is none; ``sentence`` says so."""

    def __init__(self, sentence: Sentence) -> None:
        """Keep the sentence; the message is its English wording."""
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class StatedSpan:
    """A span in local time as a remark states it, without a zone.

    ``clocked`` when it states the time of day too, else it runs from midnight
    to midnight. Its last duty date is the last on which a day that begins at
    the hour of ``starts`` begins.
    """

    starts: datetime
    ends: datetime
    clocked: bool

    @property
    def first(self) -> date:
        """Return the first duty date."""
        return self.starts.date()

    @property
    def last(self) -> date:
        """Return the last duty date: 10-08 when duty ends on 10-09 at 08:00."""
        into_day = self.starts - datetime.combine(self.first, time(0))
        return (self.ends - into_day - timedelta(microseconds=1)).date()


def narrow(text: str) -> str:
    """Return the text with full-width digits, letters and signs made narrow."""
    return unicodedata.normalize("NFKC", text).strip()


def read_date(value: object, *, year: int | None = None, month: int | None = None) -> date | None:
    """Read a date; None if it is not written like one.

    ``year`` and ``month`` complete what is left out. Raises `BadDate` for a
    day that does not exist and for one whose year or month nobody knows.
    """
    if isinstance(value, date):
        return _existing(value.isoformat()[:10], value.year, value.month, value.day)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float) and int(value) in _SERIALS:
        return _EXCEL_DAY_ZERO + timedelta(days=int(value))
    return _read_text(_bare(str(value)), year, month)


def read_weekday(text: str) -> int | None:
    """Read a weekday (周二, 星期日, 礼拜天, Tue), Monday being 0; None if it is none."""
    named = english_weekday(narrow(text))
    if named is not None:
        return named
    word = _WEEKDAY.match(re.sub(r"\s", "", narrow(text)))
    return _WEEKDAYS[word[1]] if word else None


def weekday_within(text: str) -> int | None:
    """Read the weekday next to a date in the same cell: 12月1日(周二), Tue 1 Dec."""
    behind = _BEHIND.search(narrow(text))
    return read_weekday(behind[0].strip("()") if behind else weekday_beside(narrow(text)))


def read_clock(text: str) -> time | None:
    """Read a time of day: 早上8时, 8:30, 20：00, 下午4点半; None if there is none.

    24:00 is midnight.
    """
    clock = _CLOCK_RE.search(narrow(text))
    return _clock(clock) if clock else None


def read_hours(text: str) -> tuple[time, time] | None:
    """Read the hours of a shift: 8:30-16:30, PM16:30-23:30, 20:00—次日8:00."""
    plain = narrow(text)
    for first in _CLOCK_RE.finditer(plain):
        link = re.compile(_TO + r"(?:次日|第二天|翌日|次晨)?\s*").match(plain, first.end())
        last = _CLOCK_RE.match(plain, link.end()) if link else None
        if last and (start := _clock(first)) is not None and (end := _clock(last)) is not None:
            return start, end
    return None


def without_hours(text: str) -> str:
    """Return a column's heading without the hours in it: 早班 8:30-16:30 is 早班."""
    plain = narrow(text)
    pattern = _CLOCK + _TO + r"(?:次日|第二天|翌日|次晨)?\s*" + re.sub(r"\?P<\w+>", "", _CLOCK)
    return re.sub(r"[\s()]", "", re.sub(pattern, "", plain, flags=re.IGNORECASE))


def read_title_month(text: str) -> tuple[int | None, int | None]:
    """Read year and month of a title (2026年12月值班安排表); what it does not say is None."""
    plain = in_digits(narrow(text))
    said = _TITLE_MONTH.search(plain)
    month = int(said["m"]) if said and 1 <= int(said["m"]) <= 12 else None
    if said and said["y"]:
        return int(said["y"]), month
    years = _TITLE_YEAR.search(plain)
    return (int(years["y"]) if years else None), month


def read_span(text: str, *, year: int | None = None) -> StatedSpan | None:
    """Read a span such as 从2020年10月1日早上8时起至2020年10月9日早上8时止.

    The second date may leave out its year and month. None if no span is
    stated, its end is not after its start, or no roster is that long.
    """
    clock = re.sub(r"\?P<\w+>", "", _CLOCK)
    pattern = f"{_MOMENT}({clock})?\\s*起?\\s*(?:至|到|to|until|[-—–~])\\s*{_MOMENT}({clock})?"
    plain = _ISO.sub(r"\1年\2月\3日", in_digits(narrow(text)))
    said = re.search(pattern, plain, re.IGNORECASE)
    if not said:
        return None
    groups = said.groups()
    half = len(groups) // 2
    try:
        starts = _moment(groups[:half], year, None)
        ends = _moment(groups[half:], starts.year, starts.month)
    except ValueError:
        return None
    if not groups[half + 3]:
        ends += timedelta(days=1)
    if ends <= starts and not groups[half]:
        ends += date(ends.year + 1, ends.month, 1) - date(ends.year, ends.month, 1)
    return StatedSpan(starts, ends, bool(groups[3])) if starts < ends < starts + _LONGEST else None


def _moment(groups: tuple[str | None, ...], year: int | None, month: int | None) -> datetime:
    """Return the moment of a match of `_MOMENT` and a clock; year and month complete it.

    Raises `ValueError` for a day that does not exist or that nobody knows.
    """
    said_year, said_month, day, clock = groups[:4]
    which_year = int(said_year) if said_year else year or 0
    which_month = int(said_month) if said_month else month
    if which_year not in _YEARS or which_month is None or day is None:
        raise ValueError(day)
    midnight = datetime.combine(date(which_year, which_month, int(day)), time(0))
    if not clock:
        return midnight
    if narrow(clock).startswith("24"):
        midnight += timedelta(days=1)
    return datetime.combine(midnight.date(), read_clock(clock) or time(0))


def _bare(text: str) -> str:
    plain = narrow(text)
    bare = _BEHIND.sub("", _MIDNIGHT_TAIL.sub("", plain)).strip()
    return in_digits(without_weekday(bare))


def _read_text(text: str, year: int | None, month: int | None) -> date | None:
    for pattern in (_FULL, _MONTH_DAY, _DAY):
        if written := pattern.fullmatch(text):
            parts = written.groupdict()
            which = int(parts["y"]) if "y" in parts else year
            when = int(parts["m"]) if "m" in parts else month
            return _existing(text, which, when, int(parts["d"]))
    return None


def _existing(text: str, year: int | None, month: int | None, day: int) -> date:
    if month is None:
        raise BadDate(say("{text}: the month is not said anywhere", text=text))
    if year is None:
        raise BadDate(say("{text}: the year is not said anywhere", text=text))
    if year not in _YEARS:
        raise BadDate(say("{text}: this year cannot be right", text=text))
    try:
        return date(year, month, day)
    except ValueError as error:
        raise BadDate(say("{text}: there is no such day", text=text)) from error


def _clock(clock: re.Match[str]) -> time | None:
    """Return the time of day of a match of `_CLOCK`, or None if there is no such time."""
    hour, minute = int(clock["h"]), int(clock["min"] or clock["cmin"] or 0)
    if clock["hm"]:
        minute = 30
    if hour < 12 and re.fullmatch(f"PM|{_AFTERNOON}", clock["half"] or "", re.IGNORECASE):
        hour += 12
    if (hour, minute) == (24, 0):
        hour = 0
    if hour >= 24 or minute >= 60:
        return None
    return time(hour, minute)
