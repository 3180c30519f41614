"""Lines of the Board: a day with its shifts, and what the checker finds in a month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rich.cells import cell_len

from dutyroom.desk.desk import Desk
from dutyroom.desk.roster import board
from dutyroom.desk.roster.board import DayLine, MonthGrid
from dutyroom.desk.roster.drivers import roster_driven
from dutyroom.domain.presence.phone import phone_out
from dutyroom.domain.records.roster import Roster
from dutyroom.i18n import _, listed, render
from dutyroom.words.codes import away_words, clock, day_words, phone_words, word
from dutyroom.words.rosters import cleaning_words, marks_words
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


def finding_rows(grid: MonthGrid, width: int) -> list[Row]:
    """Return the findings of a month as lines, the gravest first, the long ones in two.

    The sentence says which dates it is about; the key of a line is the place
    of its finding in the month.
    """
    rows = []
    gravity = ("block", "warn", "note", "off")
    for place, found in sorted(
        enumerate(grid.findings), key=lambda each: (gravity.index(each[1].level), each[1].day)
    ):
        first, *more = wrapped(f"{render(found.sentence)}  {found.clause}", width - 10, most=4)
        look = {"block": "overdue", "warn": "due"}.get(found.level, "dim")
        head = Span(f" {word(found.level)}", look, 10)
        rows.append(Row((head, *_plainly(first)), key=f"{place}"))
        rows += [Row((Span("", "plain", 10), *_plainly(line))) for line in more]
    return rows or [plain(" " + _("The checker finds nothing."), "good")]


def _plainly(row: Row) -> tuple[Span, ...]:
    return tuple(Span(span.text, "plain") for span in row.spans)


def day_rows(desk: Desk, day: date, *, draft: bool, brief: bool = False) -> list[Row]:
    """Return a day as lines: planned people, phones, who came and when.

    A ``brief`` one has no numbers of people who share a shift.
    """
    view = board.day_view(desk, day, draft=draft)
    weekday = _("Mon Tue Wed Thu Fri Sat Sun").split()[day.weekday()]
    title = f"{day:%m-%d} {weekday}  " + day_words(
        view.kind, view.holiday, day.year, known=view.year_known
    )
    title += f"  {cleaning_words(view.cleaners)}" if view.cleaners else ""
    shared = _shared(view.lines)
    rows = [heading("  ".join((title, *shared)))]
    driven = None if draft else roster_driven(desk, day)
    for line in view.lines:
        rows += _line_rows(day, line, driven, shared, brief=brief)
    rows += [] if draft else wanted_row(desk, day)
    rows += _presence(desk, day)
    rows += work_rows(desk, day)
    rows += [
        plain(f" ! {render(f.sentence)}", "due")
        for f in view.findings
        if f.level in ("warn", "block")
    ]
    return rows


def _shared(lines: Sequence[DayLine]) -> tuple[str, ...]:
    """Return the remarks that several shifts of a day have: they are of the day."""
    found = Counter(line.remark for line in lines if line.remark)
    return tuple(remark for remark, count in found.items() if count > 1)


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
    planned = listed(
        name + (_("(sub)") if substitute else "") + (_("(locked)") if name in line.locked else "")
        for name, _number, substitute in line.planned
    )
    there = [name for name, _a in line.actual]
    times = there == [name for name, *_more in line.planned]
    came = listed(
        clock(a.arrived) if times else f"{name} {clock(a.arrived)}" for name, a in line.actual
    )
    missing = [(name, number) for name, number, _sub in line.planned if name not in there]
    phone = missing[0][1] if len(line.planned) == 1 and not came else ""
    named = [] if phone else [f"{name} {number}" for name, number in missing if number]
    numbers = tuple(listed(named[n : n + NUMBERS]) for n in range(0, len(named), NUMBERS))
    return _Who(planned, came, bool(came) and times, phone, numbers)


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
    remark = "" if line.remark in shared else line.remark
    reserve = (
        _("reserve {number}").format(number=line.backup) if line.backup and not who.came else ""
    )
    car = (line.plate, _("to be arranged anew") if line.waits else "", reserve, remark)
    said = marks_words(line, brief=brief) or " ".join(part for part in car if part)
    planned, look = who.planned or "—", "name" if who.planned else "overdue"
    there, ink = who.came or who.phone, "good" if who.came else "dim"
    numbers = () if brief else who.numbers
    width = cell_len(who.came) + 2 if who.times else CAME_WIDTH
    head = Span(" " + label, "plain", LABEL_WIDTH)
    if cell_len(planned) >= PLANNED_WIDTH or cell_len(there) >= width or numbers:
        names = _beneath(planned, look, BEFORE_WIDTH)
        times = Span(hours, "dim", HOURS_WIDTH - 1)
        first = [Row((head, times, *names[0].spans[1:]), key=key), *names[1:]]
        below = [(there, ink), *((each, "dim") for each in numbers), (said, "warn")]
    else:
        is_long = cell_len(said) > DIALOG_WIDTH - BEFORE_WIDTH - PLANNED_WIDTH - width
        spans = (Span(planned, look, PLANNED_WIDTH), Span(there, ink, width))
        rest = Span("" if is_long else said, "warn")
        first = [Row((head, Span(hours, "dim", HOURS_WIDTH), *spans, rest), key=key)]
        below = [(said, "warn")] if is_long else []
    return [*first, *(row for words, ink in below if words for row in _beneath(words, ink))]


def _beneath(words: str, look: str, indent: int = LABEL_WIDTH) -> list[Row]:
    """Return what stands beneath a column of a shift."""
    lines = wrapped(words, DIALOG_WIDTH - indent, look, most=MOST)
    return [Row((Span("", "plain", indent - 1), *line.spans)) for line in lines]


def _presence(desk: Desk, day: date) -> list[Row]:
    """Return who was away on a day and where to be found, for the board (R-315)."""
    state = desk.state()
    lines = [
        f"{state.name(a.person)}  {away_words(a, state.name(a.cover))}"
        for a in state.aways
        if a.day == day
    ]
    out = phone_out(state)
    if out is not None and out.day == day:
        lines.append(phone_words(out, state.name(out.holder)))
    return [row for line in lines for row in wrapped(line, DIALOG_WIDTH, "due")]
