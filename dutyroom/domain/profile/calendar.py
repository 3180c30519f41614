"""Which days are holidays, make-up working days, weekends and duty days.

The State Council announces each year's holidays in a notice. A year without
a notice is said to be unknown, never guessed (R-046).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Literal

from dutyroom.domain.base.dates import dates
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.base.shape import ShapeError, from_document
from dutyroom.values import dataclass

DayKind = Literal["workday", "weekend", "holiday", "make_up"]
DutyDays = Literal["every_day", "holidays_weekends", "notice", "rostered"]

_SATURDAY = 5
_DECEMBER = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A holiday from its first to its last day off, both included."""

    name: str
    first: date
    last: date

    def days(self) -> Iterator[date]:
        """Give each day off."""
        yield from dates(self.first, self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearNotice:
    """A year's notice: its number, the holidays and the weekend days worked instead.

    It may reach back into the December before: New Year's days off and their
    make-up days often lie there.
    """

    year: int
    notice: str = ""
    holidays: tuple[Holiday, ...]
    make_up: tuple[date, ...] = ()

    @classmethod
    def from_document(cls, document: object) -> YearNotice:
        """Build a notice from its JSON document.

        Raises `ShapeError` with a sentence for every mistake, naming its key.
        """
        notice = from_document(cls, document)
        problems = tuple(_mistakes(notice))
        if problems:
            raise ShapeError(problems)
        return notice

    def kind(self, day: date) -> DayKind | None:
        """Return what the notice says of a day, or None if it does not mention it."""
        if day in self.make_up:
            return "make_up"
        return "holiday" if self.name(day) else None

    def name(self, day: date) -> str:
        """Return the holiday's name, or an empty text."""
        for holiday in self.holidays:
            if holiday.first <= day <= holiday.last:
                return holiday.name
        return ""


class DutyCalendar:
    """The calendar of a station: its own notices before those known to ``known``.

    ``known`` is asked for a year's notice once, when first needed.
    """

    def __init__(
        self,
        notices: Mapping[int, YearNotice | None],
        known: Callable[[int], YearNotice | None] | None = None,
    ) -> None:
        """Keep the station's own notices; nothing is looked up yet."""
        self._notices: dict[int, YearNotice | None] = dict(notices)
        self._known = known

    def notice(self, year: int) -> YearNotice | None:
        """Return the notice for a year, or None if there is none yet."""
        if year not in self._notices:
            self._notices[year] = self._known(year) if self._known else None
        return self._notices[year]

    def without(self, year: int) -> DutyCalendar:
        """Return this calendar as it is before the year's notice comes."""
        return DutyCalendar({**self._notices, year: None}, self._known)

    def is_known(self, year: int) -> bool:
        """Tell whether there is a notice for the year (未导入放假安排 if not)."""
        return self.notice(year) is not None

    def kind(self, day: date) -> DayKind:
        """Return what a day is; without a notice weekends are still weekends."""
        for notice in self._about(day):
            if said := notice.kind(day):
                return said
        return "weekend" if day.weekday() >= _SATURDAY else "workday"

    def holiday_name(self, day: date) -> str:
        """Return the holiday's Chinese name (国庆节), or an empty text."""
        if self.kind(day) != "holiday":
            return ""
        for notice in self._about(day):
            if name := notice.name(day):
                return name
        return ""

    def is_duty_day(self, day: date, rule: DutyDays) -> bool:
        """Tell whether the rule makes a day a duty day (R-046).

        ``notice`` and ``rostered`` stations are manned over the holidays; what
        else is a duty day there, only their roster says.
        """
        if rule == "every_day":
            return True
        kind = self.kind(day)
        return kind == "holiday" or (rule == "holidays_weekends" and kind == "weekend")

    def unknown_years(self, first: date, last: date) -> tuple[int, ...]:
        """Return the years between two days for which there is no notice."""
        years = range(first.year, last.year + 1)
        return tuple(year for year in years if not self.is_known(year))

    def _about(self, day: date) -> Iterator[YearNotice]:
        """Give the notices that may mention a day: the next year's first in December."""
        years = (day.year + 1, day.year) if day.month == _DECEMBER else (day.year,)
        for year in years:
            if notice := self.notice(year):
                yield notice


def _mistakes(notice: YearNotice) -> Iterator[Sentence]:
    taken: dict[date, str] = {}
    for place, holiday in enumerate(notice.holidays):
        key = f"holidays[{place}]"
        if not holiday.name.strip():
            yield say("{key}: the holiday has no name", key=f"{key}.name")
        if holiday.last < holiday.first:
            yield say("{key}: the last day is before the first", key=f"{key}.last")
            continue
        yield from _outside(notice.year, f"{key}.first", holiday.first)
        yield from _outside(notice.year, f"{key}.last", holiday.last)
        yield from _overlap(key, holiday, taken)
    for place, day in enumerate(notice.make_up):
        yield from _make_up_mistakes(notice.year, f"make_up[{place}]", day, taken)


def _overlap(key: str, holiday: Holiday, taken: dict[date, str]) -> Iterator[Sentence]:
    if (holiday.last - holiday.first).days > 366:
        return
    both = [day for day in holiday.days() if day in taken]
    if both:
        yield say(
            "{key}: {day} is already a day of {other}", key=key, day=both[0], other=taken[both[0]]
        )
    taken.update(dict.fromkeys(holiday.days(), holiday.name))


def _make_up_mistakes(year: int, key: str, day: date, taken: dict[date, str]) -> Iterator[Sentence]:
    yield from _outside(year, key, day)
    if day.weekday() < _SATURDAY:
        yield say("{key}: {day} is no Saturday or Sunday", key=key, day=day)
    elif day in taken:
        yield say("{key}: {day} is already a day of {other}", key=key, day=day, other=taken[day])
    taken.setdefault(day, key)


def _outside(year: int, key: str, day: date) -> Iterator[Sentence]:
    if day.year == year or (day.year, day.month) == (year - 1, _DECEMBER):
        return
    yield say(
        "{key}: {day} is neither in {year} nor in the December before", key=key, day=day, year=year
    )
