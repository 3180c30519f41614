"""What the title and the remarks of a roster say about all of it: year, span, places, hours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time, timedelta

from dutyroom.domain.base.dates import month_end
from dutyroom.domain.base.sentence import say
from dutyroom.intake.dates import (
    BadDate,
    StatedSpan,
    narrow,
    read_date,
    read_hours,
    read_span,
    read_title_month,
)
from dutyroom.intake.layout import Layout
from dutyroom.intake.sheets import Sheet, SheetCell, Unreadable
from dutyroom.values import dataclass

_LONGEST = timedelta(days=400)
_OUR_NUMBER = re.compile(r"(?:【[^】]*】)*(?:编号：|No\. )")
_HOURS = re.compile(r"值班时间|Hours of duty")
_PLACES = re.compile(r"(?:值班(?:地点|场所|地址)|Places? of duty)\s*:\s*(.+)")


@dataclass(frozen=True, slots=True)
class Frame:
    """The year that short dates mean, the month of the title, the span of a remark."""

    title: str
    year: int
    month: int | None
    stated: StatedSpan | None

    def days(self, dates: tuple[date, ...]) -> tuple[date, date, str]:
        """Return first and last duty date, and the kind: ``monthly`` or ``span``.

        Raises `Unreadable` if neither sheet nor dates say it, or the dates are
        years apart.
        """
        if self.stated:
            return self.stated.first, self.stated.last, "span"
        if self.month:
            first = date(self.year, self.month, 1)
            return first, month_end(first), "monthly"
        if not dates:
            raise Unreadable(say("There is no date in the roster that can be read"))
        first, last = min(dates), max(dates)
        if last - first > _LONGEST:
            raise Unreadable(
                say(
                    "The dates run from {first} to {last}: no roster is that long",
                    first=first,
                    last=last,
                )
            )
        return first, last, "span"


def read_frame(sheet: Sheet, layout: Layout, year: int | None) -> Frame:
    """Read the frame; ``year`` takes precedence over what the sheet says.

    The line with a roster's number, which our own sheets have under the title,
    is read for the span but is none of the title.

    Raises `Unreadable` if nobody can tell the year.
    """
    above = _words_of(sheet.rows[: layout.header])
    title = " ".join(word for word in above if not _OUR_NUMBER.match(word)) or sheet.name
    said, month = read_title_month(" ".join(above) or sheet.name)
    year = year or said
    stated = _first_span([*above, title, *_words_of(sheet.rows[layout.body :])], year)
    if year is None:
        year = stated.starts.year if stated else _year_of_dates(sheet, layout)
    if year is None:
        raise Unreadable(say("The sheet does not say its year: give it with the file"))
    return Frame(title, year, month, stated)


def _words_of(rows: Iterable[tuple[SheetCell, ...]]) -> list[str]:
    return [word for row in rows for word in words(row)]


def _first_span(texts: Iterable[str], year: int | None) -> StatedSpan | None:
    """Return the span that the first of the texts states, or None."""
    for text in texts:
        span = read_span(text, year=year)
        if span is not None:
            return span
    return None


def words(row: tuple[SheetCell, ...]) -> list[str]:
    """Return what is written in a row, a merged area once."""
    return [cell.text for cell in written(row)]


def written(row: tuple[SheetCell, ...]) -> list[SheetCell]:
    """Return the cells of a row in which something is written, a merged area once."""
    return [cell for cell in row if cell.text and not cell.merged]


def read_places(remarks: list[str]) -> tuple[str, ...]:
    """Return the places that a remark names (值班地点:公司办公室,烟花爆竹仓库)."""
    for remark in remarks:
        if named := _PLACES.search(narrow(remark)):
            parts = [part.strip() for part in re.split(r"[、,;。和及]", named[1])]
            return tuple(part for part in parts if part)
    return ()


def stated_hours(frame: Frame, remarks: list[str]) -> tuple[time, time] | None:
    """Return the hours of a duty that remarks state for all days, or None.

    Duty from a date at 08:00 to a date at 08:00 changes at 08:00.
    """
    stated = frame.stated
    if stated and stated.clocked and stated.starts.time() == stated.ends.time():
        return stated.starts.time(), stated.ends.time()
    for remark in remarks:
        if _HOURS.search(remark):
            hours = read_hours(remark)
            if hours is not None:
                return hours
    return None


def _year_of_dates(sheet: Sheet, layout: Layout) -> int | None:
    """Return the year of the first date that is written with one."""
    place = layout.of("date")[0].place
    for row in sheet.rows[layout.body :]:
        try:
            day = read_date(row[place].value)
        except BadDate:
            continue
        if day:
            return day.year
    return None
