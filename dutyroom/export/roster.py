"""From a roster to the table that every writer prints (R-192, R-193, R-199, R-202, R-357)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime

from dutyroom.domain.base.dates import dates, is_month
from dutyroom.domain.base.sentence import Sentence
from dutyroom.domain.profile.calendar import DutyCalendar
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Roster
from dutyroom.domain.roster.changes import told_changes
from dutyroom.domain.roster.cleaning import cleaners_of
from dutyroom.domain.roster.view import weekday
from dutyroom.export.columns import (
    Lines,
    LinesCell,
    Names,
    lines_by_day,
    people_columns,
    shared_places,
)
from dutyroom.export.grid import grid_of
from dutyroom.export.notes import plain_notes
from dutyroom.export.remarks import BETWEEN, remark_of
from dutyroom.export.safe import clean
from dutyroom.export.table import Address, PrintedColumn, PrintedRow, PrintedTable, Section
from dutyroom.i18n import _, render
from dutyroom.values import dataclass

_DayCell = Callable[[date, Lines], str]
"""Fills a cell with what stands there on a date, whose lines are these."""
_Filled = tuple[PrintedColumn, _DayCell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """What a roster is printed with.

    ``earlier`` are the versions that were in force before it, the oldest
    first: the 变更说明 tells what is other than in the last of them. With
    ``person`` only the dates of this person are printed; ``phones`` puts a
    number next to every name; ``notes`` are said before the roster's own remarks, ``elsewhere``
    are the titles of other rosters to look into by date, and
    ``despite`` are the lines of the shifts that changed hands in spite of a warning.
    """

    roster: Roster
    people: Mapping[str, Person]
    calendar: DutyCalendar
    profile: Profile
    drill: bool = False
    earlier: tuple[Roster, ...] = ()
    person: str = ""
    phones: bool = False
    notes: tuple[Sentence, ...] = ()
    elsewhere: Mapping[date, str] = field(default_factory=dict)
    despite: tuple[str, ...] = ()


def sheet_of(what: Printing) -> PrintedTable:
    """Return a roster as it is printed, in the language in use."""
    names = Names(what.people)
    roster = _only(what.roster, what.person) if what.person else what.roster
    title = _title(what.roster)
    if what.person:
        title += f" {names.name(what.person)}"
    columns, rows = _rows(replace(what, roster=roster), names)
    return PrintedTable(
        title=title,
        marks=tuple(_marks(what)),
        facts=tuple(_facts(what)),
        columns=columns,
        rows=rows,
        sections=tuple(section for section in _sections(what, names) if section.lines),
        issue=_issue(what.roster),
        addresses=tuple(_addresses(roster, what.people, names)),
        grid=grid_of(roster, what.profile, what.calendar, names),
    )


def is_issued(roster: Roster) -> bool:
    """Tell whether a roster has what an issued one must have: date, issuer, version (R-199)."""
    return roster.state != "draft" and roster.issued is not None and bool(roster.issuer)


def _only(roster: Roster, person: str) -> Roster:
    mine = tuple(x for x in roster.lines if x.names(person))
    return replace(roster, lines=mine)


def _title(roster: Roster) -> str:
    title = " ".join(clean(roster.title).split()) or _("Duty roster")
    whole = roster.kind == "monthly" and f"{roster.first:%Y}" not in title
    return f"{month_words(roster.first)} {title}" if whole else title


def month_words(day: date) -> str:
    """Return a month as the titles of rosters have it."""
    return _("{month}/{year}").format(year=day.year, month=day.month)


def _marks(what: Printing) -> Iterator[str]:
    if what.drill:
        yield "演练 DRILL"
    if what.roster.state == "draft":
        yield _("draft")
    elif what.roster.state == "superseded":
        yield _("superseded")
    elif not is_issued(what.roster):
        yield _("no date of issue")
    if what.roster.provisional:
        yield _("provisional")


def _facts(what: Printing) -> Iterator[str]:
    roster = what.roster
    yield _("No. {number}").format(number=roster.id or "—")
    yield _("version {n}").format(n=roster.version)
    if roster.kind == "monthly" and is_month(roster.first, roster.last):
        yield _("span: {span}").format(span=month_words(roster.first))
    else:
        span = _("from {start} to {end}").format(
            start=_moment(roster.starts), end=_moment(roster.ends)
        )
        yield _("span: {span}").format(span=span)
    if what.profile.station_phone:
        yield _("duty telephone {number}").format(number=clean(what.profile.station_phone))


def _moment(at: datetime) -> str:
    return _("{year}-{month:02}-{day:02} {hour:02}:{minute:02}").format(
        year=at.year, month=at.month, day=at.day, hour=at.hour, minute=at.minute
    )


def _issue(roster: Roster) -> str:
    if not is_issued(roster) or roster.issued is None:
        return ""
    return _("Issued by {issuer}, {day}, version {n}").format(
        issuer=clean(roster.issuer), day=_date_words(roster.issued.date()), n=roster.version
    )


def _date_words(day: date) -> str:
    return _("{year}-{month:02}-{day:02}").format(year=day.year, month=day.month, day=day.day)


def _rows(what: Printing, names: Names) -> tuple[tuple[PrintedColumn, ...], tuple[PrintedRow, ...]]:
    """Return the columns, and a row for each date that has lines or should have some."""
    by_day = lines_by_day(what.roster.lines)
    days = sorted(by_day.keys() | (set() if what.person else _empty_days(what)))
    columns = _columns(what, days, names)
    rows = []
    for day in days:
        lines = by_day.get(day, [])
        cells = tuple(cell(day, lines) for _column, cell in columns)
        rows.append(PrintedRow(day, what.calendar.kind(day), cells))
    return tuple(column for column, _cell in columns), tuple(rows)


def _columns(
    what: Printing, days: Sequence[date], names: Names
) -> list[tuple[PrintedColumn, _DayCell]]:
    """Return the columns from left to right, each with what fills it on a date."""
    places = bool(shared_places(what.roster, what.profile))
    columns: list[_Filled] = [
        (PrintedColumn(_("Date"), "date"), lambda day, _lines: _day(day)),
        (PrintedColumn(_("Weekday"), "weekday"), lambda day, _lines: render(weekday(day))),
    ]
    if any(_day_words(what.calendar, day) for day in days):
        holiday = PrintedColumn(_("Holiday"), "holiday")
        columns.append((holiday, lambda day, _lines: _day_words(what.calendar, day)))
    for column, cell in people_columns(what.roster, what.profile, names, phones=what.phones):
        columns.append((column, _of_lines(cell)))
    if what.roster.cleaning:
        cleaning = PrintedColumn(_("Cleaning"), "people")
        columns.append((cleaning, lambda day, _lines: _cleaners(what.roster, day, names)))
    remark = PrintedColumn(_("Remarks"), "remark")
    columns.append((remark, lambda day, lines: _remark(what, day, remark_of(lines, places=places))))
    return columns


def _of_lines(cell: LinesCell) -> _DayCell:
    """Return what fills a cell whatever the date, by its lines alone."""
    return lambda _day, lines: cell(lines)


def _remark(what: Printing, day: date, own: str) -> str:
    other = clean(what.elsewhere.get(day, ""))
    see = f"【{_('see {title}').format(title=other)}】" if other else ""
    return BETWEEN.join(filter(None, (see, own)))


def _empty_days(what: Printing) -> set[date]:
    """Return the duty dates of the span: one that nobody has is seen as an empty line."""
    roster, rule = what.roster, what.profile.duty_days
    if rule in ("notice", "rostered"):
        return set()
    days = dates(roster.first, roster.last)
    return {day for day in days if what.calendar.is_duty_day(day, rule)}


def _day(day: date) -> str:
    return _("{month}/{day}").format(month=day.month, day=day.day)


def _day_words(calendar: DutyCalendar, day: date) -> str:
    kind = calendar.kind(day)
    if kind == "holiday":
        return clean(calendar.holiday_name(day))
    return _("make-up working day") if kind == "make_up" else ""


def _cleaners(roster: Roster, day: date, names: Names) -> str:
    return "、".join(map(names.name, cleaners_of(roster, day)))


def _sections(what: Printing, names: Names) -> Iterator[Section]:
    roster = what.roster
    own = [*plain_notes(roster.remarks), *_unsaid(roster, what.profile)]
    notes = [*(f"【{render(note)}】" for note in what.notes), *own]
    yield Section(_("Remarks:"), tuple(map(clean, notes)))
    yield Section(_("Duties:"), tuple(map(clean, what.profile.roster.duties)))
    yield Section(_("In effect in spite of a warning:"), tuple(map(clean, what.despite)))
    if what.earlier:
        before = what.earlier[-1]
        told = map(render, told_changes(before, roster, names.name))
        heading = _("Changes since version {n}:").format(n=before.version)
        yield Section(heading, tuple(map(clean, told)))


def _unsaid(roster: Roster, profile: Profile) -> Iterator[str]:
    """Give the notes that say where and when, if the office's own do not."""
    places = shared_places(roster, profile)
    said = " ".join(roster.remarks)
    if not places:
        return
    duty = next(line for line in roster.lines if line.role == "duty")
    if not any(word in said for word in ("值班时间", "Hours of duty")):
        yield _("Hours of duty: {start} to {end}").format(
            start=f"{duty.start:%H:%M}", end=f"{duty.end:%H:%M}"
        )
    if not any(
        word in said
        for word in ("值班地点", "值班场所", "值班地址", "Places of duty", "Place of duty")
    ):
        yield _("Places of duty: {places}").format(places="、".join(places))


def _addresses(roster: Roster, people: Mapping[str, Person], names: Names) -> Iterator[Address]:
    """Give everybody on the roster once, in the order of their first shift."""
    on_it = dict.fromkeys(
        who.person for line in roster.lines for who in line.people if who.person in people
    )
    for key in on_it:
        person = people[key]
        yield Address(
            names.name(key), clean(person.rank), clean(person.phone), clean(person.night_exempt)
        )
