"""Where the holidays come from: the calendar package, and the station's own year files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache

from dutyroom.documents import Unread, read_json
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.base.shape import ShapeError
from dutyroom.domain.profile.calendar import DutyCalendar, Holiday, YearNotice

_DECEMBER = 12
_YEAR = re.compile(r"[0-9]{4}")
_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利日",
}

# The package takes Saturday 31 December 2005 for a weekend. The notice for 2006
# made it a working day, in exchange for a day off after New Year.
_FORGOTTEN_MAKE_UP = (date(2005, 12, 31),)

# Weekend days in the middle of a holiday that the package leaves out. The notices
# for 2011, 2012 and 2015 (国发明电〔2015〕1号) name the whole span.
_FORGOTTEN_DAYS_OFF = {
    date(2011, 6, 5): "端午节",
    date(2012, 6, 23): "端午节",
    date(2015, 9, 5): "抗战胜利日",
}


def read_year_file(text: str, path: object = "") -> YearNotice:
    """Read a station's own year file (``calendars/2027.json``); ``path`` is what errors call it.

    Raises `ShapeError` with a sentence for every mistake.
    """
    try:
        return YearNotice.from_document(read_json(text, path))
    except Unread as error:
        why = Sentence(error.text, tuple(error.values.items()))
        raise ShapeError((why,), path) from error
    except ShapeError as error:
        raise ShapeError(error.problems, path) from error


def station_calendar(year_files: Iterable[str]) -> DutyCalendar:
    """Return the calendar of a station from the texts of its year files.

    A year file takes precedence over the package's year. The package is imported only
    when a year is asked for that no file covers. Raises `ShapeError`.
    """
    calendar, wrong = usable_calendar({str(n): text for n, text in enumerate(year_files)})
    for problems in wrong.values():
        raise ShapeError(problems)
    return calendar


def usable_calendar(
    year_files: Mapping[str, str],
) -> tuple[DutyCalendar, dict[str, tuple[Sentence, ...]]]:
    """Return the calendar of a station from its year files by name, and what is wrong in which.

    A wrong file is left out, and the year that it is named after counts as
    unknown, unless another file is about it: it is not guessed from elsewhere (R-046).
    """
    notices: dict[int, YearNotice | None] = {}
    wrong: dict[str, tuple[Sentence, ...]] = {}
    for name, text in year_files.items():
        try:
            notice = read_year_file(text, name)
        except ShapeError as error:
            wrong[name] = error.problems
            continue
        if notice.year in notices:
            wrong[name] = (say("There are two year files for {year}", year=notice.year),)
        notices.setdefault(notice.year, notice)
    for name in wrong:
        named = _YEAR.match(name)
        if named:
            notices.setdefault(int(named[0]), None)
    return DutyCalendar(notices, package_notice), wrong


@cache
def package_notice(year: int) -> YearNotice | None:
    """Return a year's notice as the chinesecalendar package has it, or None."""
    from chinese_calendar.constants import holidays, workdays

    off: dict[date, str] = {}
    for day, name in holidays.items():
        if _is_of(day, year):
            off[day] = _NAMES.get(name, name)
    off |= {day: name for day, name in _FORGOTTEN_DAYS_OFF.items() if day.year == year}
    if not any(day.year == year for day in off):
        return None
    make_up = {day for day in (*workdays, *_FORGOTTEN_MAKE_UP) if _is_of(day, year)}
    return YearNotice(
        year=year, notice="chinesecalendar", holidays=_spans(off), make_up=tuple(sorted(make_up))
    )


def _is_of(day: date, year: int) -> bool:
    """Tell whether a year's notice speaks of a day: December's is the next year's."""
    return day.year + (day.month == _DECEMBER) == year


def _spans(off: Mapping[date, str]) -> tuple[Holiday, ...]:
    spans: list[Holiday] = []
    for day in sorted(off):
        before = spans[-1] if spans else None
        if before and before.name == off[day] and before.last + timedelta(days=1) == day:
            spans[-1] = Holiday(name=before.name, first=before.first, last=day)
        else:
            spans.append(Holiday(name=off[day], first=day, last=day))
    return tuple(spans)
