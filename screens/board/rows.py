"""Lines of the Board: a day with its shifts, and what the checker finds in a month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from rich.cells import cell_len

from dutyroom.desk.desk import Desk
from dutyroom.desk.roster.day import DayLine, day_view
from dutyroom.desk.roster.drivers import roster_driven
from dutyroom.desk.roster.month import MonthGrid
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.presence.phone import phone_out
from dutyroom.domain.records.roster import Roster
from dutyroom.i18n import _, listed, render
from dutyroom.words.codes import away_words, clock, day_words, phone_words, word
from dutyroom.words.rosters import cleaning_words, findings_words, marks_words
from screens.board.drivers import driver_key, wanted_row
from screens.board.site_work import work_rows
from screens.kit.dialogs import DIALOG_WIDTH
from screens.kit.rows import Row, Span, heading, plain, post_shift, wrapped

LABEL_WIDTH, HOURS_WIDTH, PLANNED_WIDTH, CAME_WIDTH = 14, 13, 18, 20
"""Cells of the columns of a shift's line, the last with names."""
BEFORE_WIDTH = LABEL_WIDTH + HOURS_WIDTH
"""Cells before who is planned."""
NUMBERS = 3
"""Telephone numbers with their names on a line."""
MOST = 9
"""Lines of one thing that is said of a shift, at most."""


def title_row(grid: MonthGrid) -> Row:
    """Return what a month's roster is called, how far it is, and what is wrong with it."""
    if not grid.state:
        words = _("No roster for this month: Ctrl+R takes one in, Ctrl+W plans one.")
        unknown = "" if grid.year_known else _("no notice for {year}")
        said = unknown.format(year=grid.first.year)
        return plain(f" {grid.first:%Y-%m}  {words}  {said}", "due")
    spans = [
        Span(f" {grid.title} ", "name"),
        Span(
            f" {word(grid.state)} v{grid.version} ",
            "good" if grid.state == "published" else "due",
        ),
    ]
    if any(finding.level in ("warn", "block") for finding in grid.findings):
        spans.append(Span(" " + findings_words(grid.findings), "due"))
    if grid.provisional:
        spans.append(Span(" " + _("provisional"), "overdue"))
    if grid.untold:
        spans.append(Span(" " + _("{n} lines not told").format(n=grid.untold), "due"))
    if not grid.year_known:
        spans.append(Span(" " + _("no notice for {year}").format(year=grid.first.year), "overdue"))
    return Row(tuple(spans))


def finding_rows(grid: MonthGrid, width: int) -> list[Row]:
    """Return the findings of a month as lines, the gravest first, the long ones in two.

    The sentence says which dates it is about; the key of a line is the place
    of its finding in the month.
    """
    rows = []
    gravity = ("block", "warn", "note", "off")
    gravest_first = sorted(
        enumerate(grid.findings), key=lambda each: (gravity.index(each[1].level), each[1].day)
    )
    for place, finding in gravest_first:
        first, *more = wrapped(f"{render(finding.sentence)}  {finding.clause}", width - 10, most=4)
        look = {"block": "overdue", "warn": "due"}.get(finding.level, "dim")
        head = Span(f" {word(finding.level)}", look, 10)
        rows.append(Row((head, *_plainly(first)), key=f"{place}"))
        rows += [Row((Span("", "plain", 10), *_plainly(line))) for line in more]
    return rows or [plain(" " + _("The checker finds nothing."), "good")]


def _plainly(row: Row) -> tuple[Span, ...]:
    return tuple(Span(span.text, "plain") for span in row.spans)


def day_rows(desk: Desk, day: date, *, draft: bool, brief: bool = False) -> list[Row]:
    """Return a day as lines: planned people, phones, who came and when.

    A ``brief`` one has no numbers of people who share a shift.
    """
    state = desk.state()
    view = day_view(desk, day, draft=draft, state=state)
    weekday = _("Mon Tue Wed Thu Fri Sat Sun").split()[day.weekday()]
    title = f"{day:%m-%d} {weekday}  " + day_words(
        view.kind, view.holiday, day.year, known=view.year_known
    )
    title += f"  {cleaning_words(view.cleaners)}" if view.cleaners else ""
    shared = _shared(view.lines)
    rows = [heading("  ".join((title, *shared)))]
    driven = None if draft else roster_driven(desk, day, state=state)
    for line in view.lines:
        rows += _line_rows(day, line, driven, shared, brief=brief)
    rows += [] if draft else wanted_row(driven, day)
    rows += _presence(state, day)
    rows += work_rows(desk, day, state)
    rows += [
        plain(f" ! {render(f.sentence)}", "due")
        for f in view.findings
        if f.level in ("warn", "block")
    ]
    return rows


def _shared(lines: Sequence[DayLine]) -> tuple[str, ...]:
    """Return the remarks that several shifts of a day have: they are of the day."""
    counts = Counter(line.remark for line in lines if line.remark)
    return tuple(remark for remark, count in counts.items() if count > 1)


class _Who(NamedTuple):
    """The people of a shift in words: planned, came, and the numbers of those who have not.

    ``times`` tells that ``came`` has no names: everybody planned is there.
    """

    planned: str
    came: str
    times: bool
    phone: str
    numbers: tuple[str, ...]


def _who(line: DayLine) -> _Who:
    there = [name for name, _attendance in line.actual]
    times = bool(there) and there == [name for name, *_more in line.planned]
    came = listed(_arrivals(line, with_names=not times))
    missing = [(name, number) for name, number, _sub in line.planned if name not in there]
    planned = listed(_planned(line))
    if len(line.planned) == 1 and missing and not came:
        # One person's number has room in place of when they came.
        return _Who(planned, came, times, missing[0][1], _in_lines(missing[1:]))
    return _Who(planned, came, times, "", _in_lines(missing))


def _arrivals(line: DayLine, *, with_names: bool) -> Iterator[str]:
    for name, attendance in line.actual:
        time = clock(attendance.arrived)
        yield f"{name} {time}" if with_names else time


def _planned(line: DayLine) -> Iterator[str]:
    """Give the names of who is planned, with what is special about each."""
    for name, _number, substitute in line.planned:
        sub = _("(sub)") if substitute else ""
        yield name + sub + (_("(locked)") if name in line.locked else "")


def _in_lines(people: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return names with their numbers, a few on a line."""
    named = [f"{name} {number}" for name, number in people if number]
    return tuple(listed(named[n : n + NUMBERS]) for n in range(0, len(named), NUMBERS))


class _LineWords(NamedTuple):
    """A shift in words: its label and hours, its people, and what is said of it."""

    label: str
    hours: str
    who: _Who
    said: str


def _line_rows(
    day: date, line: DayLine, driven: Roster | None, shared: Sequence[str], *, brief: bool
) -> list[Row]:
    """Return a shift; what is long goes into lines of its own: names, who came, marks, numbers."""
    label = word(line.role) if line.role != "duty" else post_shift(line.post, line.shift, 12)
    hours = f"{clock(line.start)}–{clock(line.end)}" if line.start else ""
    key = f"{line.post}/{line.shift}/{line.role}"
    if driven is not None and line.role == "driver":
        key = driver_key(day, driven)
    who = _who(line)
    if brief:
        who = who._replace(numbers=())
    words = _LineWords(" " + label, hours, who, _said(line, who, shared, brief=brief))
    return _long_rows(words, key) if _is_long(who) else _short_rows(words, key)


def _said(line: DayLine, who: _Who, shared: Sequence[str], *, brief: bool) -> str:
    """Return the marks of a shift, else its car, its reserve and its remark."""
    reserve = ""
    if line.backup and not who.came:
        reserve = _("reserve {number}").format(number=line.backup)
    anew = _("to be arranged anew") if line.waits else ""
    remark = "" if line.remark in shared else line.remark
    marks = marks_words(line, brief=brief)
    return marks or " ".join(filter(None, (line.plate, anew, reserve, remark)))


def _came_width(who: _Who) -> int:
    return cell_len(who.came) + 2 if who.times else CAME_WIDTH


def _is_long(who: _Who) -> bool:
    """Tell whether the people of a shift do not fit into its line."""
    there = who.came or who.phone
    wide = cell_len(who.planned) >= PLANNED_WIDTH or cell_len(there) >= _came_width(who)
    return wide or bool(who.numbers)


def _names(who: _Who) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return who is planned and who came or can be rung up, each with its look."""
    planned = (who.planned, "name") if who.planned else ("—", "overdue")
    there = (who.came, "good") if who.came else (who.phone, "dim")
    return planned, there


def _long_rows(words: _LineWords, key: str) -> list[Row]:
    """Return a shift in several lines: the names first, all else beneath them."""
    planned, there = _names(words.who)
    first, *more = _beneath(*planned, BEFORE_WIDTH)
    head = (
        Span(words.label, "plain", LABEL_WIDTH),
        Span(words.hours, "dim", HOURS_WIDTH - 1),
    )
    rows = [Row((*head, *first.spans[1:]), key=key), *more]
    below = [there, *((number, "dim") for number in words.who.numbers), (words.said, "warn")]
    for text, look in below:
        rows += _beneath(text, look) if text else []
    return rows


def _short_rows(words: _LineWords, key: str) -> list[Row]:
    """Return a shift in one line, what is said of it beneath where it is long."""
    planned, there = _names(words.who)
    width = _came_width(words.who)
    is_long = cell_len(words.said) > DIALOG_WIDTH - BEFORE_WIDTH - PLANNED_WIDTH - width
    spans = (
        Span(words.label, "plain", LABEL_WIDTH),
        Span(words.hours, "dim", HOURS_WIDTH),
        Span(*planned, PLANNED_WIDTH),
        Span(*there, width),
        Span("" if is_long else words.said, "warn"),
    )
    row = Row(spans, key=key)
    return [row, *_beneath(words.said, "warn")] if is_long else [row]


def _beneath(words: str, look: str, indent: int = LABEL_WIDTH) -> list[Row]:
    """Return what stands beneath a column of a shift."""
    lines = wrapped(words, DIALOG_WIDTH - indent, look, most=MOST)
    return [Row((Span("", "plain", indent - 1), *line.spans)) for line in lines]


def _presence(state: DutyState, day: date) -> list[Row]:
    """Return who was away on a day and where to be found, for the board (R-315)."""
    lines = []
    for away in state.aways:
        if away.day == day:
            words = away_words(away, state.name(away.cover))
            lines.append(f"{state.name(away.person)}  {words}")
    out = phone_out(state)
    if out is not None and out.day == day:
        lines.append(phone_words(out, state.name(out.holder)))
    rows: list[Row] = []
    for line in lines:
        rows += wrapped(line, DIALOG_WIDTH, "due")
    return rows
