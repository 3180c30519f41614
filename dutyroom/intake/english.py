"""English dates, weekdays, shifts and ranks, written over into the forms that the readers know."""

from __future__ import annotations

import re

from dutyroom.domain.records.people import RANK_OF_ROLE

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_DAY_FIRST = re.compile(rf"\b{_DAY}[\s\-]+{_MONTH}(?:[,\s\-]+{_YEAR})?\b", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\s+{_DAY}\b(?:[,\s]+{_YEAR}\b)?", re.IGNORECASE)
_MONTH_ALONE = re.compile(rf"\b{_MONTH}[,\s]+{_YEAR}\b", re.IGNORECASE)
_MONTH_IN_DIGITS = re.compile(r"(?<![\d/])(?P<month>\d{1,2})/(?P<year>20\d{2})(?![\d/])")
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_WEEKDAY_ONLY = re.compile(_WEEKDAY, re.IGNORECASE)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_BESIDE = re.compile(
    rf"^(?P<front>{_WEEKDAY})[,\s]+(?=.*\d)|[,\s(]+(?P<back>{_WEEKDAY})\)?$", re.IGNORECASE
)
_SHIFTS = (
    (r"morning|early", "早班"),
    (r"evening|late", "晚班"),
    (r"night", "夜班"),
    (r"middle", "中班"),
    (r"day", "白班"),
    (r"24\s*h(?:ours?)?|round the clock", "24小时"),
)
_RANKS = {
    "chief": RANK_OF_ROLE["chief"],
    "chief duty officer": RANK_OF_ROLE["chief"],
    "leader": RANK_OF_ROLE["leader"],
    "duty leader": RANK_OF_ROLE["leader"],
    "supervisor": RANK_OF_ROLE["supervisor"],
    "customer service supervisor": RANK_OF_ROLE["supervisor"],
}
"""The ranks that make a role, by the names that the program itself gives those roles."""


def in_digits(text: str) -> str:
    """Return text with its English dates and months in digits: 1 Dec 2026 is 2026年12月1日."""
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _MONTH_ALONE, _MONTH_IN_DIGITS):
        text = pattern.sub(_digits, text)
    return text


def _digits(written: re.Match[str]) -> str:
    parts = written.groupdict()
    month = parts["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    year = f"{parts['year']}年" if parts.get("year") else ""
    day = f"{parts['day']}日" if parts.get("day") else ""
    return f"{year}{number}月{day}"


def english_weekday(text: str) -> int | None:
    """Read Mon, Tues, Wednesday …, Monday being 0; None if it is none."""
    if not _WEEKDAY_ONLY.fullmatch(text.strip()):
        return None
    return _WEEKDAYS.index(text.strip()[:3].lower())


def weekday_beside(text: str) -> str:
    """Return the weekday before or behind a date in one cell (Tue 1 Dec), else nothing."""
    beside = _BESIDE.search(text)
    return (beside["front"] or beside["back"]) if beside else ""


def without_weekday(text: str) -> str:
    """Return a date without the weekday next to it."""
    return _BESIDE.sub("", text).strip()


def shift_words(heading: str) -> str:
    """Return a heading with the usual English names of shifts as profiles have them."""
    for words, name in _SHIFTS:
        heading = re.sub(rf"\b(?:{words})(?:\s+shift)?\b", name, heading, flags=re.IGNORECASE)
    return heading


def rank_word(rank: str) -> str:
    """Return a rank as the station's lists have it: Duty leader is 带班领导, others stay."""
    return _RANKS.get(" ".join(rank.split()).casefold(), rank)
